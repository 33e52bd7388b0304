/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A frame as bytes on the wire, and back.

#include "ns3/frame.h"
#include "ns3/routing-header.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(Frame, BytesAndBack)
{
    const uint8_t text[5] = {'h', 'e', 'l', 'l', 'o'};
    Frame frame(77, Create<Packet>(text, 5));
    frame.SetHeader(RoutingHeader{{1, 2, 3}, {4, 5, 6}, 0x1234, 7, 64, 0xabcd});
    Ptr<Packet> wire =
        frame.ToPacket(Mac48Address("02:cc:00:01:02:03"), Mac48Address("02:cc:01:02:02:03"));
    const uint8_t expected[] = {0x02, 0xcc, 0x01, 0x02, 0x02, 0x03, 0x02, 0xcc, 0x00, 0x01, 0x02,
                                0x03, 0x88, 0xb5, 0,    77,   1,    2,    3,    4,    5,    6,
                                0x12, 0x34, 7,    64,   0xab, 0xcd, 'h',  'e',  'l',  'l',  'o'};
    ASSERT_EQ(wire->GetSize(), sizeof(expected));
    ASSERT_EQ(frame.GetSize(), sizeof(expected));
    uint8_t bytes[sizeof(expected)];
    wire->CopyData(bytes, sizeof(bytes));
    EXPECT_TRUE(std::equal(bytes, bytes + sizeof(bytes), expected));

    FramePtr back = Frame::FromPacket(wire);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->GetService(), 77);
    const RoutingHeader* header = back->PeekHeader<RoutingHeader>();
    ASSERT_TRUE(header);
    EXPECT_EQ(header->source, (TorusCoordinate{1, 2, 3}));
    EXPECT_EQ(header->destination, (TorusCoordinate{4, 5, 6}));
    EXPECT_EQ(header->endpoint, 0x1234);
    EXPECT_EQ(header->hops, 7);
    EXPECT_EQ(header->hopLimit, 64);
    EXPECT_EQ(header->flow, 0xabcd);
    EXPECT_EQ(back->GetPayload()->GetSize(), 5U);
    EXPECT_EQ(back->GetSize(), sizeof(expected));
    EXPECT_EQ(wire->GetSize(), sizeof(expected)); // reading leaves the bytes alone
}

TEST(Frame, EveryTruncationIsSeen)
{
    Frame frame(77, Create<Packet>(5));
    frame.SetHeader(RoutingHeader{});
    Ptr<const Packet> wire = frame.ToPacket(Mac48Address(), Mac48Address());
    for (uint32_t bytes = 0; bytes <= wire->GetSize(); ++bytes)
    {
        FramePtr part = Frame::FromPacket(wire->CreateFragment(0, bytes));
        EXPECT_EQ(part != nullptr, bytes >= 16);
        if (part)
        {
            EXPECT_EQ(part->PeekHeader<RoutingHeader>() != nullptr, bytes >= 28);
        }
    }
}

TEST(Frame, CopyIsIndependent)
{
    Frame frame(77, Create<Packet>(5));
    frame.SetHeader(RoutingHeader{});
    FramePtr copy = frame.Copy();
    copy->PeekHeader<RoutingHeader>()->hops = 9;
    copy->SetPayload(Create<Packet>(50));
    EXPECT_EQ(frame.PeekHeader<RoutingHeader>()->hops, 0);
    EXPECT_EQ(frame.GetPayload()->GetSize(), 5U);
    EXPECT_EQ(copy->GetSize(), frame.GetSize() + 45);
}
