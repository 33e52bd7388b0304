/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The multi-hop routing service in an intact cube, against closed forms.

#include "routing-fixture.h"

#include <cmath>
#include <map>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** The 0.999 quantile of chi-square by degrees of freedom. */
constexpr double CHI_SQUARE_999[] = {0, 10.83, 13.82, 16.27, 18.47, 20.52};

class IdleLatency : public RoutingTest, public testing::WithParamInterface<uint32_t>
{
};

} // namespace

TEST_P(IdleLatency, IsHopsTimesTheTimeOfOne)
{
    const uint32_t k = GetParam();
    NodeContainer servers = Build(k, k, k);
    std::map<uint32_t, uint32_t> pairsByHops;
    for (uint32_t to = 1; to < servers.GetN(); ++to)
    {
        const uint32_t hops = m_torus->GetTorus().GetDistance(At(0), At(to));
        Send(servers, 0, to, FULL_PACKET);
        Simulator::Run();
        ASSERT_EQ(m_latency, hops * FULL_HOP) << "to server " << to;
        ASSERT_EQ(m_header.hops, hops);
        ++pairsByHops[hops];
    }
    EXPECT_EQ(pairsByHops.size(), m_torus->GetTorus().GetDiameter());
    std::cout << "measured: latency: k=" << k << ": " << m_delivered << " packets of 1500 B, 1 to "
              << pairsByHops.rbegin()->first << " hops, each exactly h x " << FULL_HOP << " ns\n";
}

INSTANTIATE_TEST_SUITE_P(Sides, IdleLatency, testing::Values(3, 4, 5, 8));

TEST_F(RoutingTest, AllPairsReachEachOtherOnShortestPaths)
{
    for (const auto& sides : {std::array<uint32_t, 3>{4, 4, 4}, {2, 3, 5}, {1, 6, 2}})
    {
        NodeContainer servers = Build(sides[0], sides[1], sides[2]);
        m_delivered = 0;
        for (uint32_t from = 0; from < servers.GetN(); ++from)
        {
            for (uint32_t to = 0; to < servers.GetN(); ++to)
            {
                Send(servers, from, to);
                Simulator::Run();
                ASSERT_EQ(m_header.hops, m_torus->GetTorus().GetDistance(At(from), At(to)));
                ASSERT_EQ(m_header.source, At(from));
            }
        }
        EXPECT_EQ(m_delivered, servers.GetN() * servers.GetN());
        Simulator::Destroy();
    }
}

namespace
{

/** Which shares of the packets of a pair should leave the source by which port. */
using Shares = std::function<double(const Torus&, uint32_t to, uint8_t port, PortSet mask)>;

class PortUse : public RoutingTest
{
  protected:
    void Check(const char* choice, const Shares& shares)
    {
        constexpr uint32_t PACKETS = 10000;
        const std::vector<TorusCoordinate> destinations{{1, 1, 0},
                                                        {3, 2, 1},
                                                        {6, 7, 5},
                                                        {4, 0, 0},
                                                        {4, 1, 0},
                                                        {4, 4, 4}};
        for (const TorusCoordinate& destination : destinations)
        {
            NodeContainer servers = Build(8, 8, 8, choice);
            const Torus& torus = m_torus->GetTorus();
            const uint32_t to = torus.GetServer(destination);
            const PortSet mask = torus.GetNextHops(At(0), destination);
            for (uint32_t i = 0; i < PACKETS; ++i)
            {
                Simulator::Schedule(MicroSeconds(20 * i), [&] { Send(servers, 0, to); });
            }
            m_delivered = 0;
            Simulator::Run();
            EXPECT_EQ(m_delivered, PACKETS);
            double chiSquare = 0;
            std::cout << "measured: ports used: " << choice << " to " << destination << ":";
            for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
            {
                const double used =
                    TorusHelper::GetPort(servers.Get(0), port)->GetCounters().txFrames;
                if (!mask.Contains(port))
                {
                    EXPECT_EQ(used, 0);
                    continue;
                }
                const double expected = PACKETS * shares(torus, to, port, mask);
                chiSquare += (used - expected) * (used - expected) / expected;
                EXPECT_GT(used, 0);
                std::cout << " " << PortName(port) << " " << used;
            }
            std::cout << ", chi-square " << chiSquare << "\n";
            EXPECT_LT(chiSquare, CHI_SQUARE_999[mask.GetSize() - 1]);
            uint64_t crossed = 0;
            for (uint32_t i = 0; i < servers.GetN(); ++i)
            {
                crossed += Routing(servers, i)->GetCounters().forwarded;
            }
            EXPECT_EQ(crossed, PACKETS * torus.GetDistance(At(0), destination));
            Simulator::Destroy();
        }
    }
};

} // namespace

TEST_F(PortUse, RandomLinkUsesAllPortsOfTheMaskAlike)
{
    Check("RandomLink",
          [](const Torus&, uint32_t, uint8_t, PortSet mask) { return 1.0 / mask.GetSize(); });
}

TEST_F(PortUse, RandomPathUsesThemByTheNumberOfPathsBehindThem)
{
    // Paths are counted, not weighted: the share of a port is that of the paths that begin with it.
    Check("RandomPath", [](const Torus& torus, uint32_t to, uint8_t port, PortSet) {
        std::map<uint32_t, double> paths;
        const TorusCoordinate end = torus.GetCoordinate(to);
        const std::function<double(uint32_t)> count = [&](uint32_t from) {
            if (from == to)
            {
                return 1.0;
            }
            double& sum = paths[from];
            if (sum == 0)
            {
                for (uint8_t next : torus.GetNextHops(torus.GetCoordinate(from), end))
                {
                    sum += count(torus.GetNeighbor(from, next));
                }
            }
            return paths[from];
        };
        return count(torus.GetNeighbor(0, port)) / count(0);
    });
}

TEST_F(RoutingTest, BusyLinksArePassedBy)
{
    NodeContainer servers = Build(8, 8, 8);
    const uint32_t to = m_torus->GetTorus().GetServer({3, 3, 3});
    for (int i = 0; i < 4; ++i)
    {
        Send(servers, 0, to, FULL_PACKET);
    }
    EXPECT_EQ(RuntimeOf(servers, 0)->GetFreePorts(PortSet(63)).GetSize(), 3);
    EXPECT_EQ(Routing(servers, 0)->GetCounters().forwarded, 3U);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 4U);
}

TEST_F(RoutingTest, PerFlowKeepsEachFlowOnOnePathAndInOrder)
{
    NodeContainer servers = Build(6, 6, 6, "PerFlow");
    const TorusCoordinate to{2, 2, 2};
    constexpr uint16_t ENDPOINT = 9;
    std::map<uint16_t, std::vector<uint32_t>> received;
    Keep(Routing(servers, m_torus->GetTorus().GetServer(to))
             ->AddEndpoint(nullptr, ENDPOINT, [&](FramePtr frame, const RoutingHeader& header) {
                 received[header.flow].push_back(frame->GetPayload()->GetSize());
             }));
    std::vector<uint64_t> usedBefore(6, 0);
    std::map<uint8_t, uint32_t> flowsByPort;
    for (uint16_t flow = 0; flow < 60; ++flow)
    {
        std::vector<uint8_t> ports;
        for (uint32_t i = 1; i <= 20; ++i)
        {
            Routing(servers, 0)->Send(to, ENDPOINT, Create<Packet>(i), flow);
        }
        Simulator::Run();
        for (uint8_t port = 0; port < 6; ++port)
        {
            const uint64_t used =
                TorusHelper::GetPort(servers.Get(0), port)->GetCounters().txFrames;
            if (used > usedBefore[port])
            {
                EXPECT_EQ(used - usedBefore[port], 20U);
                ports.push_back(port);
                usedBefore[port] = used;
            }
        }
        ASSERT_EQ(ports.size(), 1U);
        ++flowsByPort[ports[0]];
    }
    EXPECT_EQ(flowsByPort.size(), 3U);
    for (const auto& [flow, sizes] : received)
    {
        EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
        EXPECT_EQ(sizes.size(), 20U);
    }
}

TEST_F(RoutingTest, FullQueuesDropAndCount)
{
    NodeContainer servers = Build(4, 1, 1);
    std::map<MultiHopRouting::DropReason, uint32_t> traced;
    Routing(servers, 0)
        ->TraceConnectWithoutContext(
            "Dropped",
            Callback<void, Ptr<const Packet>, const RoutingHeader&, MultiHopRouting::DropReason>(
                [&](Ptr<const Packet>, const RoutingHeader& header, auto reason) {
                    EXPECT_EQ(header.source, At(0));
                    ++traced[reason];
                }));
    for (int i = 0; i < 100; ++i)
    {
        Send(servers, 0, 1, FULL_PACKET);
    }
    // One on the cable, 64 in the queue.
    EXPECT_EQ(RuntimeOf(servers, 0)->GetLinkStatistics(PLUS_X).queuedFrames, 64U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::QUEUE_FULL), 35U);
    EXPECT_EQ(traced[MultiHopRouting::QUEUE_FULL], 35U);
    for (int i = 0; i < 200; ++i)
    {
        Send(servers, 0, 2, FULL_PACKET); // half-way round: by either port
    }
    EXPECT_EQ(Dropped(servers, MultiHopRouting::QUEUE_FULL), 35U + 200 - 1 - 64);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 65U + 65U);
}

TEST_F(RoutingTest, HopLimitEndsAPacket)
{
    NodeContainer servers = Build(8, 8, 8);
    Routing(servers, 0)->SetAttribute("HopLimit", UintegerValue(5));
    Send(servers, 0, m_torus->GetTorus().GetServer({2, 2, 1}));
    Simulator::Run();
    EXPECT_EQ(m_delivered, 1U);
    Send(servers, 0, m_torus->GetTorus().GetServer({2, 2, 2}));
    Simulator::Run();
    EXPECT_EQ(m_delivered, 1U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::HOP_LIMIT), 1U);
}

TEST_F(RoutingTest, PacketsLeaveALinkThatGoesDownForAnotherShortestPath)
{
    NodeContainer servers = Build(8, 8, 8);
    const uint32_t to = m_torus->GetTorus().GetServer({2, 2, 0});
    for (int i = 0; i < 40; ++i)
    {
        Send(servers, 0, to, FULL_PACKET);
    }
    TorusHelper::GetLink(servers.Get(0), PLUS_X)->Cut();
    Simulator::Run();
    EXPECT_EQ(m_delivered, 39U); // one was on the cable
    EXPECT_EQ(TorusHelper::GetPort(servers.Get(1), MINUS_X)->GetCounters().lostOnCable, 1U);
    TorusHelper::GetLink(servers.Get(0), PLUS_Y)->Cut();
    Send(servers, 0, to, FULL_PACKET);
    Simulator::Run();
    EXPECT_EQ(Dropped(servers, MultiHopRouting::NO_ROUTE), 1U);
}
