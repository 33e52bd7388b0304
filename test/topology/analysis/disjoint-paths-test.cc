/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "random-topology.h"

#include "ns3/disjoint-paths.h"
#include "ns3/fault-tolerance.h"
#include "ns3/flow-network.h"
#include "ns3/topology-instance.h"

#include <algorithm>
#include <bitset>
#include <gtest/gtest.h>
#include <iostream>
#include <string>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

uint32_t
CountBits(uint64_t bits)
{
    return static_cast<uint32_t>(std::bitset<64>(bits).count());
}

/** The fewest cables, and nodes in between if asked for, that part two servers: tries all sets. */
uint32_t
PartByForce(const TopologyGraph& graph, uint32_t a, uint32_t b, bool nodes)
{
    const uint32_t nNodes = nodes ? graph.GetNNodes() : 0;
    const auto nParts = static_cast<uint32_t>(nNodes + graph.GetCables().size());
    uint32_t least = UINT32_MAX;
    for (uint64_t dead = 0; dead < uint64_t{1} << nParts; ++dead)
    {
        const uint64_t deadNodes = dead & ((uint64_t{1} << nNodes) - 1);
        if (CountBits(dead) < least && !(nodes && ((deadNodes >> a & 1) || (deadNodes >> b & 1))) &&
            !Remnant(graph, deadNodes, dead >> nNodes).Reaches(a, b))
        {
            least = CountBits(dead);
        }
    }
    return least;
}

/** The fewest failures of a kind that cut some working server off: tries all sets. */
std::optional<uint32_t>
CutByForce(const TopologyGraph& graph, FailureKind kind)
{
    const uint32_t nNodes = graph.GetNNodes();
    uint64_t may = 0; // which bits may be set: servers, switches, cables
    const auto add = [&may](uint64_t count, uint64_t from) {
        may |= ((uint64_t{1} << count) - 1) << from;
    };
    if (kind == FailureKind::SERVERS || kind == FailureKind::ANY)
    {
        add(graph.GetNServers(), 0);
    }
    if (kind == FailureKind::SWITCHES || kind == FailureKind::ANY)
    {
        add(graph.GetNSwitches(), graph.GetNServers());
    }
    if (kind == FailureKind::LINKS || kind == FailureKind::ANY)
    {
        add(graph.GetCables().size(), nNodes);
    }
    std::optional<uint32_t> least;
    uint64_t dead = 0;
    do
    {
        if (CountBits(dead) < least.value_or(UINT32_MAX) &&
            Remnant(graph, dead & ((uint64_t{1} << nNodes) - 1), dead >> nNodes).IsPartitioned())
        {
            least = CountBits(dead);
        }
        dead = (dead - may) & may; // the next subset
    } while (dead != 0);
    return least;
}

std::string
Text(const std::optional<uint32_t>& cut)
{
    return cut ? std::to_string(*cut) : "none";
}

} // namespace

// Menger 1927: as many disjoint paths as the fewest parts that separate their ends.
TEST(DisjointPaths, AreMengersOnRandomGraphs)
{
    uint32_t pairs = 0;
    for (uint32_t seed = 1; seed <= 40; ++seed)
    {
        std::mt19937_64 random(seed);
        const auto servers = static_cast<uint32_t>(2 + random() % 3);
        const auto switches = static_cast<uint32_t>(random() % 3);
        const auto cables = static_cast<uint32_t>(3 + random() % 6);
        const TopologyGraph graph = DrawTopology(servers, switches, cables, random);
        DisjointPaths edges(graph, DisjointPaths::EDGE);
        DisjointPaths nodes(graph, DisjointPaths::NODE);
        for (uint32_t a = 0; a < servers; ++a)
        {
            for (uint32_t b = 0; b < servers; ++b)
            {
                if (a == b)
                {
                    continue;
                }
                ASSERT_EQ(edges.Count(a, b), PartByForce(graph, a, b, false)) << "seed " << seed;
                ASSERT_EQ(nodes.Count(a, b), PartByForce(graph, a, b, true)) << "seed " << seed;
                ++pairs;
            }
        }
    }
    std::cout << "measured: disjoint paths: maximum flow equals the smallest cut, found by trying "
                 "all, for "
              << pairs << " pairs of random graphs\n";
}

TEST(FaultTolerance, EqualsTryingAllFailures)
{
    uint32_t graphs = 0;
    uint32_t unlimited = 0;
    for (uint32_t seed = 1; seed <= 300; ++seed)
    {
        std::mt19937_64 random(seed);
        const auto servers = static_cast<uint32_t>(2 + random() % 4);
        const auto switches = static_cast<uint32_t>(random() % 4);
        const auto cables = static_cast<uint32_t>(2 + random() % 6);
        const TopologyGraph graph = DrawTopology(servers, switches, cables, random);
        for (FailureKind kind :
             {FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES, FailureKind::ANY})
        {
            const auto expected = CutByForce(graph, kind);
            const auto found = FindSmallestCut(graph, kind);
            ASSERT_EQ(Text(found), Text(expected)) << "seed " << seed << ", " << GetName(kind);
            unlimited += found ? 0 : 1;
            ++graphs;
        }
    }
    EXPECT_GT(unlimited, 0U);
    EXPECT_LT(unlimited, graphs);
}

// The smallest cut of any parts is the smallest number of node-disjoint paths over all pairs.
TEST(FaultTolerance, IsTheLeastOverAllPairs)
{
    for (const auto& [name, size, paths] : {std::tuple("torus", "3x3x3", 6U),
                                            std::tuple("torus", "3x4x5", 6U),
                                            std::tuple("torus", "5x1x1", 2U),
                                            std::tuple("fattree", "4", 1U),
                                            std::tuple("dcell", "3,1", 2U),
                                            std::tuple("dcell", "2,2", 3U),
                                            std::tuple("bcube", "3,1", 2U),
                                            std::tuple("bcube", "2,2", 3U),
                                            std::tuple("bcube", "4,2", 3U)})
    {
        const TopologyGraph graph = TopologyInstance::MakeOfSize(name, size)->BuildGraph();
        DisjointPaths edges(graph, DisjointPaths::EDGE);
        DisjointPaths nodes(graph, DisjointPaths::NODE);
        for (uint32_t a = 0; a < graph.GetNServers(); ++a)
        {
            for (uint32_t b = 0; b < a; ++b)
            {
                ASSERT_EQ(edges.Count(a, b), paths) << name << ' ' << size;
                ASSERT_EQ(nodes.Count(a, b), paths) << name << ' ' << size;
            }
        }
        EXPECT_EQ(Text(FindSmallestCut(graph, FailureKind::LINKS)), std::to_string(paths));
        EXPECT_EQ(Text(FindSmallestCut(graph, FailureKind::ANY)), std::to_string(paths));
        std::cout << "measured: disjoint paths: " << name << ' ' << size << ": " << paths
                  << " edge- and node-disjoint between every pair of " << graph.GetNServers()
                  << " servers\n";
    }
}

// Two cables between neighbours are two ways for links to fail, and one for servers.
TEST(FaultTolerance, OfParallelCables)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize("torus", "2x3x4")->BuildGraph();
    EXPECT_EQ(Text(FindSmallestCut(graph, FailureKind::LINKS)), "6");
    EXPECT_EQ(Text(FindSmallestCut(graph, FailureKind::ANY)), "5");
    EXPECT_EQ(Text(FindSmallestCut(graph, FailureKind::SERVERS)), "5");
}

// One flow a server finds what one flow a pair finds.
TEST(FaultTolerance, OfServersAndSwitchesApart)
{
    for (const auto& [name, size, servers, switches] : {std::tuple("torus", "3x3x3", "6", "none"),
                                                        std::tuple("fattree", "4", "none", "1"),
                                                        std::tuple("dcell", "4,1", "4", "2"),
                                                        std::tuple("dcell", "2,2", "3", "8"),
                                                        std::tuple("bcube", "4,1", "6", "2"),
                                                        std::tuple("bcube", "3,2", "6", "3")})
    {
        const TopologyGraph graph = TopologyInstance::MakeOfSize(name, size)->BuildGraph();
        for (const auto& [kind, expected, capacities] :
             {std::tuple(
                  FailureKind::SERVERS,
                  servers,
                  FlowNetwork::Capacities{FlowNetwork::UNLIMITED, 1, FlowNetwork::UNLIMITED}),
              std::tuple(
                  FailureKind::SWITCHES,
                  switches,
                  FlowNetwork::Capacities{FlowNetwork::UNLIMITED, FlowNetwork::UNLIMITED, 1})})
        {
            FlowNetwork network(graph, capacities);
            int64_t least = FlowNetwork::UNLIMITED;
            for (uint32_t a = 0; a < graph.GetNServers(); ++a)
            {
                for (uint32_t b = 0; b < a; ++b)
                {
                    least = std::min(least,
                                     network.GetMaximumFlow(FlowNetwork::GetExit(a),
                                                            FlowNetwork::GetEntrance(b)));
                }
            }
            const auto found = FindSmallestCut(graph, kind);
            EXPECT_EQ(found.value_or(FlowNetwork::UNLIMITED), least) << name << ' ' << size;
            EXPECT_EQ(Text(found), expected) << name << ' ' << size << ", " << GetName(kind);
        }
    }
}

TEST(FaultTolerance, OneServerIsNeverCutOff)
{
    const TopologyGraph graph(1, 1, {{0, 0, 1, 0}});
    for (FailureKind kind :
         {FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES, FailureKind::ANY})
    {
        EXPECT_EQ(Text(FindSmallestCut(graph, kind)), "none");
    }
}
