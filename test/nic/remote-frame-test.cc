/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Frames on their way to another process.

#include "ns3/flow-id-tag.h"
#include "ns3/header-fields.h"
#include "ns3/mac48-address.h"
#include "ns3/remote-frame.h"

#include <gtest/gtest.h>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

struct Carrier
{
    uint32_t number{0};
    TorusCoordinate place{};
    static constexpr auto FIELDS = HeaderFields(&Carrier::number, &Carrier::place);
};

struct Carried
{
    uint16_t number{0};
    static constexpr auto FIELDS = HeaderFields(&Carried::number);
};

std::string
BytesOf(const Packet& packet)
{
    std::string bytes(packet.GetSize(), '\0');
    packet.CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet.GetSize());
    return bytes;
}

std::string
BytesOf(const Frame& frame)
{
    return BytesOf(*frame.ToPacket(Mac48Address("00:00:00:00:00:01"), Mac48Address()));
}

class RandomFrames
{
  public:
    explicit RandomFrames(uint32_t seed)
        : m_random(seed)
    {
    }

    RemoteFrame Make()
    {
        RemoteFrame made;
        made.node = Draw(100000);
        made.port = static_cast<uint8_t>(Draw(6));
        made.losses = Draw(3);
        made.arrival = int64_t{Draw(1000000)} << 20;
        made.frame = Draw(4) == 0 ? Frame::MakeNonServiceFrame(MakePayload(), 0x0800)
                                  : std::make_unique<Frame>(Draw(65536), MakePayload());
        Frame& frame = *made.frame;
        if (frame.GetEtherType() == Frame::ETHER_TYPE && Draw(2) == 0)
        {
            frame.SetHeader(Carrier{Draw(1U << 31), {1, 2, static_cast<uint8_t>(Draw(100))}});
            if (Draw(2) == 0)
            {
                frame.SetInnerHeader(Carried{static_cast<uint16_t>(Draw(65536))});
            }
        }
        frame.SetBirth(Draw(1000));
        frame.SetInPort(static_cast<uint8_t>(Draw(6)));
        return made;
    }

  private:
    uint32_t Draw(uint32_t below)
    {
        return std::uniform_int_distribution<uint32_t>(0, below - 1)(m_random);
    }

    /** Blank, of bytes, or of both; with tags or without. */
    Ptr<Packet> MakePayload()
    {
        Ptr<Packet> payload = Create<Packet>(Draw(3) == 0 ? 0 : Draw(1500));
        if (Draw(2) == 0)
        {
            std::vector<uint8_t> bytes(Draw(40));
            for (uint8_t& byte : bytes)
            {
                byte = static_cast<uint8_t>(Draw(256));
            }
            const auto first = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
            first->AddAtEnd(payload);
            payload = first;
        }
        if (Draw(3) == 0)
        {
            payload->AddPacketTag(FlowIdTag(Draw(1000)));
        }
        return payload;
    }

    std::mt19937 m_random;
};

uint32_t
GetFlow(const Frame& frame)
{
    FlowIdTag tag(UINT32_MAX);
    frame.GetPayload()->PeekPacketTag(tag);
    return tag.GetFlowId();
}

} // namespace

TEST(RemoteFrame, AllOfABatchIsReadAsItWasWritten)
{
    const uint32_t seed = 1;
    RandomFrames random(seed);
    std::vector<RemoteFrame> sent;
    std::vector<uint8_t> batch;
    for (int i = 0; i < 2000; ++i)
    {
        sent.push_back(random.Make());
        sent.back().AppendTo(batch);
    }
    std::size_t at = 0;
    for (const RemoteFrame& each : sent)
    {
        const RemoteFrame read = RemoteFrame::Read(batch, at);
        ASSERT_EQ(read.node, each.node);
        ASSERT_EQ(read.port, each.port);
        ASSERT_EQ(read.losses, each.losses);
        ASSERT_EQ(read.arrival, each.arrival);
        ASSERT_EQ(read.frame->GetBirth(), each.frame->GetBirth());
        ASSERT_EQ(read.frame->GetInPort(), each.frame->GetInPort());
        ASSERT_EQ(read.frame->GetService(), each.frame->GetService());
        ASSERT_EQ(read.frame->GetSize(), each.frame->GetSize());
        ASSERT_EQ(GetFlow(*read.frame), GetFlow(*each.frame));
        ASSERT_EQ(BytesOf(*read.frame), BytesOf(*each.frame));
        ASSERT_EQ(read.frame->GetDecodedHeader<Carrier>() != nullptr,
                  each.frame->GetDecodedHeader<Carrier>() != nullptr);
    }
    EXPECT_EQ(at, batch.size());
}

TEST(RemoteFrame, ABlankPayloadTakesNoRoom)
{
    std::vector<uint8_t> one;
    std::vector<uint8_t> other;
    RemoteFrame frame;
    frame.frame = std::make_unique<Frame>(1, Create<Packet>(0));
    frame.AppendTo(one);
    frame.frame->SetPayload(Create<Packet>(9000));
    frame.AppendTo(other);
    EXPECT_EQ(one.size(), other.size());
    EXPECT_LT(one.size(), 128U);
}

TEST(RemoteFrame, WhatCameAsBytesCanBeReadAsAnotherTypeAfterwards)
{
    Frame made(1, Create<Packet>(20));
    made.SetHeader(Carrier{7, {1, 2, 3}});
    RemoteFrame frame;
    frame.frame = Frame::FromPacket(made.ToPacket(Mac48Address(), Mac48Address()));
    ASSERT_TRUE(frame.frame->PeekHeader<Carried>());
    std::vector<uint8_t> batch;
    frame.AppendTo(batch);
    std::size_t at = 0;
    const RemoteFrame read = RemoteFrame::Read(batch, at);
    ASSERT_TRUE(read.frame->PeekHeader<Carrier>());
    EXPECT_EQ(read.frame->PeekHeader<Carrier>()->number, 7U);
    EXPECT_EQ(read.frame->PeekHeader<Carrier>()->place, (TorusCoordinate{1, 2, 3}));
}
