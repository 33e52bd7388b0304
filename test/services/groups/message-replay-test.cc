/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a message that waits for long says of its age, and what is not sent again.

#include "group-scene.h"
#include "tree-check.h"

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

void
InstallAll(const NodeContainer& servers)
{
    ServiceHelper<GroupTree>().Install(servers);
    ServiceHelper<GroupMulticast>().Install(servers);
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

TEST_F(MessageReplayTest, WhatWaitedForALinkThatWentDownWaitsNoMore)
{
    LiveCube cube(4, 1, 1, DistanceVectorHelper(), InstallAll);
    const auto sender = ServiceHelper<GroupMulticast>::Get(cube.Servers().Get(0));
    const auto root = ServiceHelper<GroupMulticast>::Get(cube.Servers().Get(1));
    const GroupId left{{1, 0, 0}, 1};
    const GroupId other{{1, 0, 0}, 2};
    std::vector<Registration> kept;
    for (const GroupId& group : {left, other})
    {
        kept.push_back(sender->Join(nullptr, group, [](auto, const auto&) {}));
        kept.push_back(root->Join(nullptr, group, [](auto, const auto&) {}));
    }
    Simulator::Run();
    constexpr uint32_t MANY = 100; // QueueLimit is 64
    const auto send = [&](const GroupId& group) {
        for (uint32_t i = 0; i < MANY; ++i)
        {
            sender->Multicast(group, Create<Packet>(1000));
        }
    };
    send(left);
    const auto runtime = cube.Servers().Get(0)->GetObject<Runtime>();
    runtime->DeactivateLink(PLUS_X);
    sender->Leave(left);
    Simulator::Stop(MicroSeconds(200));
    Simulator::Run();
    runtime->ActivateLink(PLUS_X);
    Simulator::Stop(MilliSeconds(1)); // messages are kept still
    Simulator::Run();
    const uint64_t before = sender->GetCounters().forwarded;
    send(other);
    Simulator::Run();
    EXPECT_EQ(sender->GetCounters().forwarded - before, MANY) << "none of a tree it is not in";
}

TEST_F(MessageReplayTest, AnEdgeThatMovesCarriesNothingThatBothEndsHave)
{
    constexpr uint32_t MANY = 50;
    LiveCube cube(4, 4, 4, DistanceVectorHelper(), InstallAll);
    const TreeCheck<LiveCube> check(cube);
    const GroupId group{{0, 0, 0}, 1};
    uint64_t received = 0;
    std::vector<Registration> kept;
    std::vector<Ptr<GroupMulticast>> services;
    for (uint32_t server = 0; server < cube.Size(); ++server)
    {
        services.push_back(ServiceHelper<GroupMulticast>::Get(cube.Servers().Get(server)));
        kept.push_back(
            services.back()->Join(nullptr, group, [&](auto, const auto&) { ++received; }));
    }
    Simulator::Run();
    const auto countFrames = [&] {
        uint64_t frames = 0;
        for (const auto& service : services)
        {
            frames += service->GetCounters().forwarded;
        }
        return frames;
    };
    const Time sent = Simulator::Now();
    for (uint32_t i = 0; i < MANY; ++i)
    {
        services[0]->Multicast(group, Create<Packet>(100));
    }
    Simulator::Run();
    EXPECT_EQ(received, MANY * cube.Size());
    const uint64_t before = countFrames();
    EXPECT_EQ(before, MANY * check.CountLinks(group));

    const PortSet old = check.At(21).GetParent(group);
    cube.Servers().Get(21)->GetObject<Runtime>()->DeactivateLink(old.GetFirst());
    Simulator::Run();
    EXPECT_FALSE(check.At(21).GetParent(group).IsEmpty());
    EXPECT_FALSE(check.At(21).GetParent(group) == old);
    EXPECT_LT(Simulator::Now() - sent, MilliSeconds(5)) << "messages are kept still";
    EXPECT_EQ(countFrames(), before);
    std::cout << "measured: an edge of a tree moved while " << MANY << " messages were kept, and "
              << countFrames() - before << " were sent over the new one\n";
}
