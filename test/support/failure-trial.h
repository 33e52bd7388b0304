/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_TRIAL_H
#define FAILURE_TRIAL_H

#include "pair-traffic.h"

#include "ns3/link-state-routing.h"

#include <cstdio>
#include <gtest/gtest.h>
#include <ostream>
#include <string>

namespace ns3::camcube
{

/** What fails, as shares of all. */
struct Failure
{
    uint32_t n;
    uint32_t k;
    double cables;
    double servers;
    double switches;

    /** For the names of tests. */
    friend std::ostream& operator<<(std::ostream& os, const Failure& failure)
    {
        return os << failure.n << ',' << failure.k << ':' << failure.cables << ','
                  << failure.servers << ',' << failure.switches;
    }
};

/** How many connected pairs were served, and how. */
struct ServedPairs
{
    uint64_t connected{0};   //!< pairs that a search connects
    uint64_t served{0};      //!< of which a datagram arrived
    uint64_t impossible{0};  //!< pairs served that no search connects
    double stretch{0};       //!< mean of cables crossed over cables of a shortest path
    uint64_t expired{0};     //!< datagrams lost for want of time to live
    uint64_t unreachable{0}; //!< datagrams given up
    uint64_t messages{0};    //!< sent by all nodes
};

/** \return what became of the datagrams of all pairs of live servers */
template <typename Topology, typename Helper>
ServedPairs
Compare(const PairTraffic& traffic,
        const Breakage<Topology>& breakage,
        const std::vector<uint32_t>& live,
        const Topology& topology,
        const Helper& net)
{
    ServedPairs service;
    for (uint32_t from : live)
    {
        const std::vector<uint32_t> distance = breakage.Search(from);
        for (uint32_t to : live)
        {
            if (from == to)
            {
                continue;
            }
            const auto cables = traffic.GetCables().find({from, to});
            const bool isServed = cables != traffic.GetCables().end();
            const bool isConnected = distance[to] != UINT32_MAX;
            service.connected += isConnected;
            service.served += isConnected && isServed;
            service.impossible += !isConnected && isServed;
            service.stretch += isServed ? double(cables->second) / distance[to] : 0;
        }
    }
    service.stretch /= service.served;
    for (uint32_t node = 0; node < topology.GetNNodes(); ++node)
    {
        if (const auto routing = GetRoutingOf<LinkStateRouting>(net.GetNodes().Get(node)))
        {
            service.expired += routing->GetNExpired();
            service.unreachable += routing->GetNUnreachable();
            service.messages += routing->GetNMessages();
        }
    }
    return service;
}

/**
 * Break parts of a network, let news of it spread, and send datagrams between all pairs of servers
 * that live, for each of some seeds: one after another between each pair, of which the last
 * counts, since a source route can be mended only after a packet was lost on it. No datagram may
 * arrive unless a search connects the pair, or twice, or run out of its time to live, or be lost
 * without being counted. \param name of the topology \param rounds datagrams from each server to
 * each \return sums over all seeds, and the mean stretch
 */
template <typename Topology, typename Helper>
ServedPairs
TryFailures(const std::string& name, const Failure& failure, uint32_t seeds, uint32_t rounds)
{
    ServedPairs total;
    for (uint32_t seed = 1; seed <= seeds; ++seed)
    {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Topology topology(failure.n, failure.k);
        Helper net(topology);
        net.Create();
        PairTraffic traffic(net.GetServers(), net.GetAddresses());
        Breakage<Topology> breakage(topology, net.GetNodes());
        std::vector<uint32_t> live;
        Simulator::Schedule(MicroSeconds(1), [&] {
            const auto random = CreateObject<UniformRandomVariable>();
            const uint32_t servers = topology.GetNServers();
            random->SetStream(seed);
            breakage.BreakCables(failure.cables, random);
            breakage.BreakNodes(failure.servers, 0, servers, random);
            breakage.BreakNodes(failure.switches, servers, topology.GetNNodes(), random);
            live = breakage.GetLive(servers);
            Time next = MilliSeconds(1);
            for (uint32_t round = 0; round < rounds; ++round)
            {
                Simulator::Schedule(next - Simulator::Now(), [&] { traffic.Clear(); });
                next = traffic.SendAll(live, next + MicroSeconds(1), MicroSeconds(20));
                next += MilliSeconds(1);
            }
            Simulator::Stop(next + MilliSeconds(20));
        });
        Simulator::Run();
        const ServedPairs service = Compare(traffic, breakage, live, topology, net);
        EXPECT_EQ(service.impossible, 0U);
        EXPECT_EQ(service.expired, 0U);
        EXPECT_EQ(traffic.GetNDuplicates(), 0U);
        EXPECT_GE(traffic.GetNReceived() + traffic.GetNRefused() + service.unreachable,
                  rounds * live.size() * (live.size() - 1))
            << "a datagram was lost without a word";
        total.connected += service.connected;
        total.served += service.served;
        total.stretch += service.stretch / seeds;
        total.messages += service.messages;
        Simulator::Destroy();
    }
    std::printf(
        "measured: %s failures: n=%u,k=%u, %.0f%% cables %.0f%% servers %.0f%% switches "
        "failed, seeds 1-%u, %u datagrams a pair: %.2f%% of %lu connected pairs served by the "
        "last, stretch %.2f, %lu "
        "messages a run, no loop\n",
        name.c_str(),
        failure.n,
        failure.k,
        100 * failure.cables,
        100 * failure.servers,
        100 * failure.switches,
        seeds,
        rounds,
        100.0 * total.served / total.connected,
        total.connected,
        total.stretch,
        total.messages / seeds);
    return total;
}

} // namespace ns3::camcube

#endif /* FAILURE_TRIAL_H */
