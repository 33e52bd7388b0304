/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Each receiver that can be reached gets a multicast once, the others are reported, and what
// becomes of packets while links fail.

#include "cube-fixture.h"
#include "line-count.h"
#include "multicast-cube.h"
#include "storm.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

void
InstallMulticast(const NodeContainer& servers)
{
    ServiceHelper<LightweightMulticast>().Install(servers);
}

class LightweightMulticastTest : public CubeTest
{
  protected:
    /** What random multicasts in cubes at rest, after storms, had become of. */
    struct Sums
    {
        uint64_t multicasts{0};
        uint64_t receivers{0}; //!< that could be reached
        uint64_t cutOff{0};    //!< that could not
        uint64_t doubled{0};   //!< multicasts with more than one frame over a link
    };

    template <typename Helper>
    void ExpectDeliveriesAfterStorms(uint32_t seeds, uint32_t largestSide, const char* protocol)
    {
        Sums sums;
        for (uint32_t seed = 1; seed <= seeds; ++seed)
        {
            Storm<Helper> storm(seed, largestSide, Helper(), InstallMulticast);
            MulticastCubeOf<Helper> multicast(storm.GetCube());
            std::mt19937 random(seed);
            const uint64_t wrong = storm.Run([&] {
                const uint64_t found = CountWrong(storm.GetCube(), multicast, random, sums);
                for (uint32_t i = 0; i < 20; ++i) // for the next storm to meet
                {
                    const auto from = static_cast<uint32_t>(random() % storm.GetCube().Size());
                    const auto to = multicast.Draw(random, 8, [](uint32_t) { return true; });
                    Simulator::Schedule(MicroSeconds(random() % 600),
                                        [&, from, to] { multicast.Start(from, to); });
                }
                return found;
            });
            EXPECT_EQ(wrong, 0U) << "seed " << seed << ", " << storm.GetName();
            Simulator::Destroy();
        }
        EXPECT_GT(sums.receivers, 1000U);
        std::cout << "measured: " << protocol << ", " << sums.multicasts << " multicasts after "
                  << seeds << " storms, sides up to " << largestSide << ": all of "
                  << sums.receivers << " receivers that could be reached were served once, "
                  << sums.cutOff << " others reported; links with two copies in " << sums.doubled
                  << " multicasts\n";
    }

  private:
    template <typename Helper>
    static uint64_t CountWrong(const LiveCubeOf<Helper>& cube,
                               MulticastCubeOf<Helper>& multicast,
                               std::mt19937& random,
                               Sums& sums)
    {
        uint64_t wrong = 0;
        for (uint32_t i = 0; i < 10; ++i)
        {
            const auto from = static_cast<uint32_t>(random() % cube.Size());
            const auto receivers =
                multicast.Draw(random, 1 + random() % 20, [](uint32_t) { return true; });
            const MulticastOutcome outcome = multicast.Send(from, receivers);
            const std::vector<uint16_t> distance = cube.Search(from);
            uint64_t reachable = 0;
            for (uint32_t receiver : receivers)
            {
                const bool isReachable = distance[receiver] != cube.NO_PATH;
                const auto found = outcome.delivered.find(receiver);
                const uint32_t times = found != outcome.delivered.end() ? found->second : 0;
                wrong += times != isReachable;
                wrong += outcome.reported.count(receiver) == isReachable;
                reachable += isReachable;
            }
            wrong += outcome.delivered.size() != reachable;
            ++sums.multicasts;
            sums.receivers += reachable;
            sums.cutOff += receivers.size() - reachable;
            sums.doubled += outcome.mostOnALink > 1;
        }
        return wrong;
    }
};

/** A ring of eight with static routes, to break links of. */
class LightweightMulticastRing : public CubeTest
{
  protected:
    void SetUp() override
    {
        CubeTest::SetUp();
        MultiHopRoutingHelper().Install(m_servers);
        InstallMulticast(m_servers);
        Simulator::Run();
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            Keep(At(i).AddReceiver(nullptr, 7, [this, i](Ptr<Packet>, const auto& header) {
                m_hops[i].push_back(header.hops);
            }));
            Keep(At(i).AddUndelivered(nullptr,
                                      7,
                                      [this](uint32_t id, const auto& receivers, auto reason) {
                                          m_reports.push_back({id, receivers, reason});
                                      }));
        }
    }

    LightweightMulticast& At(uint32_t server)
    {
        return *ServiceHelper<LightweightMulticast>::Get(m_servers.Get(server));
    }

    struct Report
    {
        uint32_t id;
        LightweightMulticast::Receivers receivers;
        LightweightMulticast::DropReason reason;
    };

    TorusHelper m_torus{8, 1, 1};
    NodeContainer m_servers = m_torus.Create();
    std::map<uint32_t, std::vector<uint32_t>> m_hops; //!< of what each server has received
    std::vector<Report> m_reports;                    //!< in their order
};

} // namespace

TEST_F(LightweightMulticastTest, IsShort)
{
    const std::string folder = "model/services/lightweight-multicast/";
    ExpectLines(300, {folder + "lightweight-multicast.h", folder + "lightweight-multicast.cc"});
    ExpectLines(300, {folder + "multicast-forwarder.h", folder + "multicast-forwarder.cc"});
}

TEST_F(LightweightMulticastTest, DeliversOnceAfterStorms)
{
    ExpectDeliveriesAfterStorms<DistanceVectorHelper>(60, 5, "distance vector");
}

TEST_F(LightweightMulticastTest, DeliversOnceAfterStormsWithLinkState)
{
    ExpectDeliveriesAfterStorms<LinkStateHelper>(30, 5, "link state");
}

TEST_F(LightweightMulticastTest, SlowDeliversOnceAfterStormsInLargeCubes)
{
    ExpectDeliveriesAfterStorms<DistanceVectorHelper>(300, 8, "distance vector");
}

TEST_F(LightweightMulticastTest, IntactCubesOfAllSides)
{
    uint64_t receivers = 0;
    uint64_t most = 0;
    uint64_t quiet = 0;
    for (uint32_t side = 3; side <= 8; ++side)
    {
        LiveCube cube(side, side, side, DistanceVectorHelper(), InstallMulticast);
        MulticastCube multicast(cube);
        std::mt19937 random(side);
        for (uint32_t count : {1, 4, 16, 27, 27})
        {
            const auto from = static_cast<uint32_t>(random() % cube.Size());
            const auto to = multicast.Draw(random, count, [](uint32_t) { return true; });
            const MulticastOutcome outcome = multicast.Send(from, to);
            for (uint32_t receiver : to)
            {
                EXPECT_EQ(outcome.delivered.count(receiver), 1U) << "side " << side;
            }
            for (const auto& [server, times] : outcome.delivered)
            {
                EXPECT_EQ(times, 1U) << "side " << side;
            }
            EXPECT_EQ(outcome.delivered.size(), to.size());
            receivers += to.size();
            most = std::max(most, outcome.mostOnALink);
        }
        const uint64_t before = multicast.CountAllFrames();
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        quiet += multicast.CountAllFrames() - before;
        Simulator::Destroy();
    }
    EXPECT_EQ(most, 1U);
    EXPECT_EQ(quiet, 0U);
    std::cout << "measured: sides 3 to 8, " << receivers << " receivers served once, " << most
              << " copy over a link at most, " << quiet << " frames in 1 s of quiet\n";
}

TEST_F(LightweightMulticastTest, ListsLongerThanAFrameAreServedByMore)
{
    LiveCube cube(8, 8, 8, DistanceVectorHelper(), InstallMulticast);
    MulticastCube multicast(cube);
    std::set<uint32_t> all;
    for (uint32_t server = 0; server < cube.Size(); ++server)
    {
        all.insert(server);
    }
    EXPECT_LT(multicast.At(0).GetMostReceivers(1200), 100U);
    const MulticastOutcome outcome = multicast.Send(0, all, 1200);
    EXPECT_EQ(outcome.delivered.size(), cube.Size());
    for (const auto& [server, times] : outcome.delivered)
    {
        EXPECT_EQ(times, 1U);
    }
    std::cout << "measured: 1200 bytes to all 512 servers of 8x8x8, "
              << multicast.At(0).GetMostReceivers(1200)
              << " receivers a frame: " << outcome.crossings << " crossings, up to "
              << outcome.mostOnALink << " frames over a link\n";
}

TEST_F(LightweightMulticastTest, PacketsKeepTheirBytesTagsAndIds)
{
    LiveCube cube(4, 4, 4, DistanceVectorHelper(), InstallMulticast);
    std::vector<Registration> kept;
    const std::string text = "a packet";
    const auto packet =
        Create<Packet>(reinterpret_cast<const uint8_t*>(text.data()), uint32_t(text.size()));
    uint32_t received = 0;
    for (uint32_t server : {9, 21, 42})
    {
        kept.push_back(
            ServiceHelper<LightweightMulticast>::Get(cube.Servers().Get(server))
                ->AddReceiver(nullptr, 7, [&](Ptr<Packet> came, const MulticastHeader& header) {
                    std::string bytes(came->GetSize(), ' ');
                    came->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), came->GetSize());
                    EXPECT_EQ(bytes, text);
                    EXPECT_EQ(came->GetUid(), packet->GetUid());
                    EXPECT_EQ(header.source, TorusCoordinate());
                    EXPECT_EQ(header.id, 1U);
                    came->RemoveAtStart(came->GetSize()); // which is the receiver's own
                    ++received;
                }));
    }
    ServiceHelper<LightweightMulticast>::Get(cube.Servers().Get(0))
        ->Send({{1, 2, 0}, {1, 1, 1}, {2, 2, 2}}, 7, packet);
    Simulator::Run();
    EXPECT_EQ(received, 3U);
}

TEST_F(LightweightMulticastRing, WhoIsBeyondAFailedLinkIsReported)
{
    // Static routes never change, so no path appears.
    TorusHelper::GetLink(m_servers.Get(1), PLUS_X)->Cut();
    const uint32_t id =
        At(0).Send({{1, 0, 0}, {2, 0, 0}, {3, 0, 0}, {7, 0, 0}}, 7, Create<Packet>(9));
    Simulator::Run();
    EXPECT_EQ(m_hops[1], std::vector<uint32_t>{1});
    EXPECT_EQ(m_hops[7], std::vector<uint32_t>{1});
    ASSERT_EQ(m_reports.size(), 2U);
    EXPECT_EQ(m_reports[0].id, id);
    EXPECT_EQ(m_reports[0].receivers[0], (TorusCoordinate{2, 0, 0}));
    EXPECT_EQ(m_reports[1].receivers[0], (TorusCoordinate{3, 0, 0}));
    EXPECT_EQ(m_reports[1].reason, RoutingCallbacks::NO_ROUTE);
    EXPECT_EQ(At(1).GetCounters().undelivered, 2U);
}

TEST_F(LightweightMulticastRing, WhoHasAPathAgainSoonIsServed)
{
    TorusHelper::GetLink(m_servers.Get(1), PLUS_X)->Cut();
    Simulator::Schedule(MicroSeconds(500),
                        [this] { TorusHelper::GetLink(m_servers.Get(1), PLUS_X)->Mend(); });
    At(0).Send({{2, 0, 0}, {3, 0, 0}}, 7, Create<Packet>(9));
    Simulator::Run();
    EXPECT_EQ(m_hops[2], std::vector<uint32_t>{2});
    EXPECT_EQ(m_hops[3], std::vector<uint32_t>{3});
    EXPECT_TRUE(m_reports.empty());
}

TEST_F(LightweightMulticastRing, WhatWaitsForALinkThatFailsTakesAnother)
{
    // Half-way round both ports lead to the receiver, and all wait for one of them.
    for (uint32_t i = 0; i < 10; ++i)
    {
        At(0).Send({{4, 0, 0}}, 7, Create<Packet>(1000));
    }
    const uint8_t busy = At(0).GetQueuedFrames(PLUS_X) > 0 ? PLUS_X : MINUS_X;
    EXPECT_EQ(At(0).GetQueuedFrames(busy), 9U);
    TorusHelper::GetLink(m_servers.Get(0), busy)->Cut();
    Simulator::Run();
    EXPECT_EQ(m_hops[4].size(), 9U); // the first was on the cable
    EXPECT_TRUE(m_reports.empty());
}

TEST_F(LightweightMulticastRing, HopLimitEndsACopy)
{
    At(0).SetAttribute("HopLimit", UintegerValue(2));
    At(0).Send({{1, 0, 0}, {2, 0, 0}, {3, 0, 0}}, 7, Create<Packet>(9));
    Simulator::Run();
    EXPECT_EQ(m_hops[2], std::vector<uint32_t>{2});
    ASSERT_EQ(m_reports.size(), 1U);
    EXPECT_EQ(m_reports[0].receivers, (LightweightMulticast::Receivers{{3, 0, 0}}));
    EXPECT_EQ(m_reports[0].reason, RoutingCallbacks::HOP_LIMIT);
}

TEST_F(LightweightMulticastRing, FullQueuesAreReported)
{
    At(0).SetAttribute("QueueLimit", UintegerValue(2));
    for (uint32_t i = 0; i < 5; ++i)
    {
        At(0).Send({{1, 0, 0}}, 7, Create<Packet>(9));
    }
    Simulator::Run();
    EXPECT_EQ(m_hops[1].size(), 3U);
    ASSERT_EQ(m_reports.size(), 2U);
    EXPECT_EQ(m_reports[0].id, 4U);
    EXPECT_EQ(m_reports[0].reason, RoutingCallbacks::QUEUE_FULL);
}

TEST_F(LightweightMulticastRing, ASplitCanBeReplaced)
{
    uint32_t asked = 0;
    At(0).SetSplit([&](const Torus&, const TorusCoordinate&, const auto& receivers) {
        ++asked;
        std::vector<uint8_t> ports;
        ports.reserve(receivers.size());
        for (const ReceiverWays& ways : receivers)
        {
            ports.push_back(ways.nextHops.GetFirst());
        }
        return ports;
    });
    At(0).Send({{4, 0, 0}, {7, 0, 0}}, 7, Create<Packet>(9));
    Simulator::Run();
    EXPECT_EQ(asked, 1U);
    EXPECT_EQ(At(0).GetCounters().copies, 2U); // the usual one would have taken -x for both
}
