/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregate.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t HEADER_BYTES = 3;
constexpr uint32_t SERVER_BYTES = 3;
constexpr uint8_t COMPLETE = 1;
constexpr uint8_t BITMAP = 2;

uint32_t
GetBitmapBytes(const Torus& torus)
{
    return (torus.GetNServers() + 7) / 8;
}

std::vector<uint8_t>
WriteServers(const std::vector<uint32_t>& servers, bool isBitmap, const Torus& torus)
{
    std::vector<uint8_t> bytes(isBitmap ? GetBitmapBytes(torus) : SERVER_BYTES * servers.size());
    uint8_t* to = bytes.data();
    for (uint32_t server : servers)
    {
        if (isBitmap)
        {
            bytes[server / 8] |= 1U << server % 8;
        }
        else
        {
            *to++ = static_cast<uint8_t>(server >> 16);
            *to++ = static_cast<uint8_t>(server >> 8);
            *to++ = static_cast<uint8_t>(server);
        }
    }
    return bytes;
}

std::vector<uint32_t>
ReadServers(const uint8_t* bytes, uint32_t size, bool isBitmap)
{
    std::vector<uint32_t> servers;
    for (uint32_t bit = 0; isBitmap && bit < 8 * size; ++bit)
    {
        if (bytes[bit / 8] >> bit % 8 & 1)
        {
            servers.push_back(bit);
        }
    }
    for (uint32_t at = 0; !isBitmap && at < size; at += SERVER_BYTES)
    {
        servers.push_back(uint32_t{bytes[at]} << 16 | bytes[at + 1] << 8 | bytes[at + 2]);
    }
    return servers;
}

} // namespace

void
Aggregate::Add(const Aggregate& other, const Combine& combine)
{
    std::vector<uint32_t> both;
    std::set_intersection(servers.begin(),
                          servers.end(),
                          other.servers.begin(),
                          other.servers.end(),
                          std::back_inserter(both));
    isComplete = isComplete && other.isComplete && both.empty();
    if (other.servers.empty() || !both.empty())
    {
        return;
    }
    value = value ? Ptr<const Packet>(combine(value, other.value)) : other.value;
    if (!value)
    {
        throw std::logic_error("a function combined two values to none; return a packet, of no "
                               "bytes perhaps");
    }
    const auto middle = static_cast<std::ptrdiff_t>(servers.size());
    servers.insert(servers.end(), other.servers.begin(), other.servers.end());
    std::inplace_merge(servers.begin(), servers.begin() + middle, servers.end());
}

Ptr<Packet>
Aggregate::Write(const Torus& torus, uint32_t most) const
{
    const bool isBitmap = SERVER_BYTES * servers.size() > GetBitmapBytes(torus);
    std::vector<uint8_t> bytes = WriteServers(servers, isBitmap, torus);
    const std::array<uint8_t, HEADER_BYTES> header{
        static_cast<uint8_t>((isComplete ? COMPLETE : 0) | (isBitmap ? BITMAP : 0)),
        static_cast<uint8_t>(bytes.size() >> 8),
        static_cast<uint8_t>(bytes.size())};
    bytes.insert(bytes.begin(), header.begin(), header.end());
    const auto packet = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    if (value)
    {
        packet->AddAtEnd(value);
    }
    return packet->GetSize() > most && value ? Nothing().Write(torus, most) : packet;
}

std::optional<Aggregate>
Aggregate::Read(const Torus& torus, const Packet& packet)
{
    std::vector<uint8_t> bytes(packet.GetSize());
    packet.CopyData(bytes.data(), packet.GetSize());
    if (bytes.size() < HEADER_BYTES)
    {
        return std::nullopt;
    }
    const uint32_t size = bytes[1] << 8 | bytes[2];
    const bool isBitmap = bytes[0] & BITMAP;
    if (HEADER_BYTES + size > bytes.size() ||
        (isBitmap ? size != GetBitmapBytes(torus) : size % SERVER_BYTES != 0))
    {
        return std::nullopt;
    }
    Aggregate read;
    read.isComplete = bytes[0] & COMPLETE;
    read.servers = ReadServers(bytes.data() + HEADER_BYTES, size, isBitmap);
    const bool isRising =
        std::adjacent_find(read.servers.begin(), read.servers.end(), std::greater_equal<>()) ==
        read.servers.end();
    if (!isRising || (!read.servers.empty() && read.servers.back() >= torus.GetNServers()))
    {
        return std::nullopt;
    }
    if (!read.servers.empty())
    {
        const Ptr<Packet> value = packet.Copy();
        value->RemoveAtStart(HEADER_BYTES + size);
        read.value = value;
    }
    return read;
}

} // namespace ns3::camcube
