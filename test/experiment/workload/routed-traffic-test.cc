/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/routed-traffic.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(RoutedTraffic, CountsPairs)
{
    TorusHelper torus(4, 4, 1);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    RoutedTraffic traffic(servers);
    traffic.CountPairs();
    traffic.SetWindow(MilliSeconds(1), MilliSeconds(3));
    // Two flows of one pair, one of its reverse, and one of others. A packet of 1250 bytes behind
    // the routing header every 100 us, from the start: 20 a flow are measured.
    const TrafficPairs pairs{{0, 5}, {0, 5}, {5, 0}, {1, 2}};
    traffic.Install(
        Workload::ConstantRate(pairs, DataRate("100Mbps"), 1250, Seconds(0), MilliSeconds(3)));
    Simulator::Run();
    Simulator::Destroy();

    const auto& counted = traffic.GetPairs();
    ASSERT_EQ(counted.size(), 3U);
    const TrafficPairs expected{{0, 5}, {5, 0}, {1, 2}};
    PacketStatistics sum;
    double latencyUs = 0;
    uint64_t hops = 0;
    for (std::size_t i = 0; i < expected.size(); ++i)
    {
        const RoutedTraffic::PairStatistics& pair = counted[i];
        EXPECT_EQ((TrafficPair{pair.source, pair.destination}), expected[i]);
        EXPECT_EQ(pair.sent, i == 0 ? 40U : 20U);
        EXPECT_EQ(pair.received, pair.sent);
        EXPECT_EQ(pair.hops, pair.received * (i == 2 ? 1 : 2));
        EXPECT_LE(pair.latencyUs, pair.received * pair.maxLatencyUs * (1 + 1e-12));
        EXPECT_GT(pair.latencyUs, 0);
        sum.sent += pair.sent;
        sum.received += pair.received;
        latencyUs += pair.latencyUs;
        hops += pair.hops;
    }
    EXPECT_EQ(sum.sent, traffic.GetStatistics().sent);
    EXPECT_EQ(sum.received, traffic.GetStatistics().received);
    EXPECT_EQ(hops, traffic.GetPacketHops());
    EXPECT_NEAR(latencyUs / sum.received, traffic.GetStatistics().latencyUs.GetMean(), 1e-9);
}

TEST(RoutedTraffic, CountsNoPairsUnlessAsked)
{
    TorusHelper torus(3, 3, 1);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    RoutedTraffic traffic(servers);
    traffic.Install(
        Workload::ConstantRate({{0, 5}}, DataRate("100Mbps"), 1250, Seconds(0), MilliSeconds(1)));
    Simulator::Run();
    Simulator::Destroy();
    EXPECT_EQ(traffic.GetStatistics().received, 10U);
    EXPECT_TRUE(traffic.GetPairs().empty());
}
