/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What servers of a BCube tell each other, on the wire.

#include "ns3/bcube-message.h"
#include "ns3/packet.h"

#include <gtest/gtest.h>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

std::vector<uint8_t>
GetBytes(const BcubeMessage& message)
{
    const Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(message);
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), bytes.size());
    return bytes;
}

BcubeMessage
Read(const std::vector<uint8_t>& bytes)
{
    BcubeMessage message;
    EXPECT_EQ(Create<Packet>(bytes.data(), bytes.size())->PeekHeader(message), BcubeMessage::BYTES);
    return message;
}

} // namespace

TEST(BcubeMessage, ProbesAndAnswersNamePathRoundAndBandwidth)
{
    for (const auto type : {BcubeMessage::PROBE, BcubeMessage::ANSWER})
    {
        BcubeMessage message;
        message.type = type;
        message.path = 0x0102;
        message.round = 0x03040506;
        message.freeKbps = 0x0708090a;
        const std::vector<uint8_t> bytes{type, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        EXPECT_EQ(GetBytes(message), bytes);
        const BcubeMessage read = Read(bytes);
        EXPECT_EQ(read.type, type);
        EXPECT_EQ(read.path, message.path);
        EXPECT_EQ(read.round, message.round);
        EXPECT_EQ(read.freeKbps, message.freeKbps);
    }
}

TEST(BcubeMessage, FailuresNameServerAndLevel)
{
    BcubeMessage message;
    message.type = BcubeMessage::FAILURE;
    message.server = 0x01020304;
    message.level = 5;
    const std::vector<uint8_t> bytes{BcubeMessage::FAILURE, 0, 0, 1, 2, 3, 4, 0, 0, 0, 5};
    EXPECT_EQ(GetBytes(message), bytes);
    const BcubeMessage read = Read(bytes);
    EXPECT_EQ(read.type, BcubeMessage::FAILURE);
    EXPECT_EQ(read.server, message.server);
    EXPECT_EQ(read.level, message.level);
    EXPECT_EQ(read.round, 0U);
    EXPECT_EQ(read.freeKbps, 0U);
}
