/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cable-frame.h"

#include "ns3/frame.h"

#include <algorithm>
#include <array>

namespace ns3::camcube
{

namespace
{

constexpr std::size_t ETHERNET = Frame::ETHERNET_HEADER_BYTES;
constexpr std::size_t SERVICE_END = ETHERNET + Frame::SERVICE_ID_BYTES;
constexpr std::size_t INSERTED = 4; //!< bytes that the other form has in addition

} // namespace

void
CableFrame::Write(const Packet& frame, std::vector<uint8_t>& wire)
{
    const uint32_t size = frame.GetSize();
    if (size >= LEAST_BYTES)
    {
        wire.resize(size);
        frame.CopyData(wire.data(), size);
        return;
    }
    std::array<uint8_t, LEAST_BYTES> bytes;
    frame.CopyData(bytes.data(), size);
    wire.assign(std::max<std::size_t>(size + INSERTED, LEAST_BYTES), 0);
    std::copy_n(bytes.begin(), ETHERNET, wire.begin());
    wire[SERVICE_END] = static_cast<uint8_t>(size >> 8);
    wire[SERVICE_END + 1] = static_cast<uint8_t>(size);
    std::copy(bytes.begin() + ETHERNET, bytes.begin() + size, wire.begin() + ETHERNET + INSERTED);
}

Ptr<Packet>
CableFrame::Read(const uint8_t* wire, std::size_t size)
{
    if (size < LEAST_BYTES)
    {
        return nullptr;
    }
    if (wire[ETHERNET] != 0 || wire[ETHERNET + 1] != 0)
    {
        return Create<Packet>(wire, static_cast<uint32_t>(size));
    }
    const std::size_t length = wire[SERVICE_END] << 8 | wire[SERVICE_END + 1];
    if (length < SERVICE_END || length >= LEAST_BYTES || length + INSERTED > size)
    {
        return nullptr;
    }
    std::array<uint8_t, LEAST_BYTES> bytes;
    std::copy_n(wire, ETHERNET, bytes.begin());
    std::copy_n(wire + ETHERNET + INSERTED, length - ETHERNET, bytes.begin() + ETHERNET);
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(length));
}

} // namespace ns3::camcube
