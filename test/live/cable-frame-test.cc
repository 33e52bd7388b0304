/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The bytes of frames on real cables.

#include "ns3/cable-frame.h"
#include "ns3/fast-random.h"
#include "ns3/frame.h"
#include "ns3/mac48-address.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint32_t LEAST = Frame::ETHERNET_HEADER_BYTES + Frame::SERVICE_ID_BYTES;

std::vector<uint8_t>
BytesOf(const Packet& packet)
{
    std::vector<uint8_t> bytes(packet.GetSize());
    packet.CopyData(bytes.data(), packet.GetSize());
    return bytes;
}

/** \return a frame of so many bytes, each payload byte different from its neighbours */
Ptr<Packet>
MakeFrame(uint32_t size)
{
    std::vector<uint8_t> payload(size - LEAST);
    for (std::size_t i = 0; i < payload.size(); ++i)
    {
        payload[i] = static_cast<uint8_t>(i + 1);
    }
    const Frame frame(7, Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size())));
    return frame.ToPacket(Mac48Address("02:cc:00:00:00:01"), Mac48Address("02:cc:01:00:00:02"));
}

} // namespace

TEST(CableFrame, EveryLengthComesBackHoweverMuchANicPads)
{
    for (uint32_t size = LEAST; size < 200; ++size)
    {
        const Ptr<Packet> frame = MakeFrame(size);
        std::vector<uint8_t> wire(3, 0xff); // of an earlier frame
        CableFrame::Write(*frame, wire);
        EXPECT_GE(wire.size(), CableFrame::LEAST_BYTES);
        EXPECT_EQ(wire.size() > size, size < CableFrame::LEAST_BYTES) << size;
        for (uint32_t padding = 0; size < CableFrame::LEAST_BYTES && padding < 5; ++padding)
        {
            wire.push_back(0xee);
        }
        const Ptr<Packet> read = CableFrame::Read(wire.data(), wire.size());
        ASSERT_TRUE(read) << size;
        EXPECT_EQ(BytesOf(*read), BytesOf(*frame)) << size;
    }
}

TEST(CableFrame, WhatIsNeverWrittenIsNotRead)
{
    std::vector<uint8_t> wire;
    CableFrame::Write(*MakeFrame(20), wire);
    const auto withLength = [&wire](uint16_t length) {
        wire[16] = static_cast<uint8_t>(length >> 8);
        wire[17] = static_cast<uint8_t>(length);
        return CableFrame::Read(wire.data(), wire.size());
    };
    for (uint32_t length = 0; length <= UINT16_MAX; ++length)
    {
        const Ptr<Packet> read = withLength(static_cast<uint16_t>(length));
        ASSERT_EQ(read != nullptr, length >= LEAST && length <= 56) << length;
        EXPECT_EQ(read ? read->GetSize() : length, length);
    }
    for (std::size_t size = 0; size < CableFrame::LEAST_BYTES; ++size)
    {
        EXPECT_FALSE(CableFrame::Read(wire.data(), size)) << size;
    }
    // Of 57 to 59 bytes, the other form is longer than the least.
    for (uint32_t size = 57; size < CableFrame::LEAST_BYTES; ++size)
    {
        CableFrame::Write(*MakeFrame(size), wire);
        EXPECT_EQ(wire.size(), size + 4);
        EXPECT_TRUE(CableFrame::Read(wire.data(), wire.size()));
        EXPECT_FALSE(CableFrame::Read(wire.data(), wire.size() - 1));
    }
}

TEST(CableFrame, RandomBytesNeverCrash)
{
    FastRandom random(7);
    uint32_t read = 0;
    for (uint32_t i = 0; i < 100000; ++i)
    {
        std::vector<uint8_t> wire(random.Below(100));
        for (uint8_t& byte : wire)
        {
            byte = static_cast<uint8_t>(random.Next() & (i % 2 ? 0x3f : 0xff));
        }
        for (std::size_t at = 14; i % 4 == 1 && at < 17 && at < wire.size(); ++at)
        {
            wire[at] = 0;
        }
        const Ptr<Packet> frame = CableFrame::Read(wire.data(), wire.size());
        read += frame != nullptr;
        EXPECT_TRUE(!frame || frame->GetSize() <= wire.size());
    }
    EXPECT_GT(read, 1000U);
}
