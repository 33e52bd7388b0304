/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Service chains on idle networks, against closed forms.

#include "ns3/chain-traffic.h"
#include "ns3/fat-tree.h"
#include "ns3/packet-meter.h"
#include "ns3/simulator.h"
#include "ns3/testbed.h"
#include "ns3/torus.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint32_t PAYLOAD = 1000;
constexpr uint32_t UDP_AND_IP = 28;

/** Hops from one server to another. */
using Distance = std::function<uint32_t(uint32_t, uint32_t)>;

/** One chain after the other over a network on which nothing else happens. */
void
CheckIdle(const std::string& topology, uint32_t framing, Time processing, const Distance& distance)
{
    TestbedOptions options;
    options.servers = 16;
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    random->SetStream(7);
    const double hopUs =
        (PAYLOAD + UDP_AND_IP + framing) * 8 / 1e3 + 1 + processing.GetMicroSeconds();
    for (uint32_t length : {1, 3, 7})
    {
        const auto chain = ServiceChain::DrawSome(16, 4, 1, length, random);
        uint32_t hops = 0;
        for (std::size_t i = 1; i < chain[0].servers.size(); ++i)
        {
            hops += distance(chain[0].servers[i - 1], chain[0].servers[i]);
        }
        {
            const std::unique_ptr<Testbed> network = Testbed::Make(topology, options);
            PacketMeter meter(network->GetServers());
            network->CountHopsWith(meter);
            ChainTraffic traffic(network->GetServers(), network->GetAddresses());
            traffic.CountHops(meter);
            traffic.Install(chain, DataRate("8Mbps"), PAYLOAD, MilliSeconds(5));
            Simulator::Run();
            const PacketStatistics& statistics = traffic.GetStatistics();
            EXPECT_EQ(statistics.sent, 5U); // one a millisecond
            EXPECT_EQ(statistics.received, 5U);
            EXPECT_EQ(statistics.hops.GetMin(), hops);
            EXPECT_EQ(statistics.hops.GetMax(), hops);
            EXPECT_NEAR(statistics.latencyUs.GetMin(), hops * hopUs, 1e-6);
            EXPECT_NEAR(statistics.latencyUs.GetMax(), hops * hopUs, 1e-6);
            std::cout << "measured: idle chain across " << length << " servers of a " << topology
                      << ": " << statistics.latencyUs.GetMean() << " us over " << hops
                      << " hops; closed form " << hops * hopUs << " us\n";
        }
        Simulator::Destroy();
    }
}

} // namespace

TEST(ChainTraffic, IdleTorusFollowsTheClosedForm)
{
    const Torus torus = Torus::SmallestFor(16);
    CheckIdle("torus", 34, TestbedOptions().processing, [&](uint32_t a, uint32_t b) {
        return torus.GetDistance(torus.GetCoordinate(a), torus.GetCoordinate(b));
    });
}

TEST(ChainTraffic, IdleFatTreeFollowsTheClosedForm)
{
    const FatTree tree = FatTree::SmallestFor(16);
    CheckIdle("fattree", 2, Time(0), [&](uint32_t a, uint32_t b) {
        return tree.GetDistance(a, b);
    });
}

TEST(ChainTraffic, WhatIsNotDeliveredIsNotMeasured)
{
    TestbedOptions options;
    options.servers = 8;
    options.queuePackets = 1;
    {
        const std::unique_ptr<Testbed> network = Testbed::Make("torus", options);
        PacketMeter meter(network->GetServers());
        network->CountHopsWith(meter);
        ChainTraffic traffic(network->GetServers(), network->GetAddresses());
        traffic.CountHops(meter);
        // All enter by one line at once, at twice its rate.
        traffic.Install(std::vector<ServiceChain>(20, ServiceChain{{0, 1, 0}}),
                        DataRate("100Mbps"),
                        PAYLOAD,
                        MilliSeconds(2));
        Simulator::Run();
        const PacketStatistics& statistics = traffic.GetStatistics();
        EXPECT_GT(statistics.received, 0U);
        EXPECT_LT(statistics.received, statistics.sent);
        EXPECT_EQ(statistics.latencyUs.GetCount(), statistics.received);
        EXPECT_EQ(statistics.hops.GetCount(), statistics.received);
        EXPECT_EQ(statistics.hops.GetMax(), 2);
    }
    Simulator::Destroy();
}

TEST(ServiceChain, EntersAndLeavesAtGatewaysAndCrossesOthersOnce)
{
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    random->SetStream(3);
    const auto chains = ServiceChain::DrawSome(10, 3, 500, 8, random);
    ASSERT_EQ(chains.size(), 500U);
    std::set<uint32_t> gateways;
    std::set<uint32_t> crossed;
    for (const ServiceChain& chain : chains)
    {
        ASSERT_EQ(chain.servers.size(), 10U);
        const uint32_t entry = chain.servers.front();
        const uint32_t exit = chain.servers.back();
        gateways.insert({entry, exit});
        const std::set<uint32_t> inside(chain.servers.begin() + 1, chain.servers.end() - 1);
        EXPECT_EQ(inside.size(), 8U);
        EXPECT_EQ(inside.count(entry) + inside.count(exit), 0U);
        crossed.insert(inside.begin(), inside.end());
    }
    EXPECT_EQ(gateways.size(), 3U);
    EXPECT_EQ(crossed.size(), 10U); // a gateway too, on the chains of others
    EXPECT_LT(*crossed.rbegin(), 10U);
}

TEST(ServiceChain, RefusesWhatCannotBe)
{
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    EXPECT_THROW(ServiceChain::DrawSome(10, 3, 1, 9, random), std::invalid_argument);
    EXPECT_THROW(ServiceChain::DrawSome(10, 3, 1, 0, random), std::invalid_argument);
    EXPECT_THROW(ServiceChain::DrawSome(10, 0, 1, 2, random), std::invalid_argument);
    EXPECT_THROW(ServiceChain::DrawSome(10, 11, 1, 2, random), std::invalid_argument);
    {
        const std::unique_ptr<Testbed> network = Testbed::Make("torus", TestbedOptions());
        ChainTraffic traffic(network->GetServers(), network->GetAddresses());
        const std::vector<ServiceChain> chains{{{0, 1, 0}}};
        const std::vector<ServiceChain> far{{{0, 1000, 0}}};
        const DataRate rate("1Mbps");
        EXPECT_THROW(traffic.Install(chains, rate, 17, Seconds(1)), std::invalid_argument);
        EXPECT_THROW(traffic.Install(chains, rate, 65508, Seconds(1)), std::invalid_argument);
        EXPECT_THROW(traffic.Install(chains, DataRate(0), 100, Seconds(1)), std::invalid_argument);
        EXPECT_THROW(traffic.Install(chains, rate, 100, Time(0)), std::invalid_argument);
        EXPECT_THROW(traffic.Install(far, rate, 100, Seconds(1)), std::invalid_argument);
    }
    Simulator::Destroy();
}
