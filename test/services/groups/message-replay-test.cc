/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a message that waits for long says of its age.

#include "group-scene.h"

#include "ns3/group-header.h"

#include <array>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return the age of a message that says 16 ms, in ns, once it has waited */
uint32_t
AgeAfter(Time waited)
{
    const auto bytes = GroupScene::MakeMessage(2, 1, 1);
    Frame frame(0, Create<Packet>(bytes.data(), bytes.size()));
    EXPECT_TRUE(frame.PeekHeader<GroupHeader>());
    frame.SetBirth((Simulator::Now() - waited).GetTimeStep());
    GroupMulticast::Counters counters;
    MessageReplay({MilliSeconds(5), 10}, nullptr, counters, nullptr, nullptr).Departing(frame);
    std::array<uint8_t, Frame::ETHERNET_HEADER_BYTES + Frame::SERVICE_ID_BYTES + 11 + 15> read{};
    frame.ToPacket(Mac48Address(), Mac48Address())->CopyData(read.data(), read.size());
    return uint32_t{read[38]} << 24 | read[39] << 16 | read[40] << 8 | read[41];
}

class MessageReplayTest : public CubeTest
{
};

} // namespace

TEST_F(MessageReplayTest, AgesGrowByWaitsAndNeverTurnYoung)
{
    constexpr uint32_t BEFORE = 1 << 24;
    EXPECT_EQ(AgeAfter(Time()), BEFORE);
    EXPECT_EQ(AgeAfter(MilliSeconds(7)), BEFORE + 7000000);
    EXPECT_EQ(AgeAfter(MilliSeconds(4290)), UINT32_MAX);
    EXPECT_EQ(AgeAfter(Seconds(100)), UINT32_MAX);
}
