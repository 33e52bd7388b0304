/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "random-topology.h"

#include "ns3/topology-instance.h"

#include <gtest/gtest.h>
#include <iostream>
#include <set>
#include <stdexcept>
#include <utility>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the papers say of one instance. */
struct Expected
{
    std::string topology;
    std::string size;
    uint64_t servers;
    uint64_t switches;
    uint64_t cables;
    uint32_t serverPorts;
    uint32_t switchPorts;
};

void
PrintTo(const Expected& expected, std::ostream* os)
{
    *os << expected.topology << ' ' << expected.size;
}

class TopologyValidator : public testing::TestWithParam<Expected>
{
};

} // namespace

// Counts and degrees of the papers; every cable in ports of its own; one piece.
TEST_P(TopologyValidator, IsThePapers)
{
    const Expected& expected = GetParam();
    const auto instance = TopologyInstance::MakeOfSize(expected.topology, expected.size);
    EXPECT_EQ(instance->GetName(), expected.topology);
    EXPECT_EQ(instance->GetCounts().servers, expected.servers);
    EXPECT_EQ(instance->GetCounts().switches, expected.switches);
    EXPECT_EQ(instance->GetCounts().cables, expected.cables);
    const TopologyGraph graph = instance->BuildGraph();
    EXPECT_EQ(graph.GetNServers(), expected.servers);
    EXPECT_EQ(graph.GetNSwitches(), expected.switches);
    EXPECT_EQ(graph.GetCables().size(), expected.cables);
    EXPECT_EQ(graph.GetLeastServerDegree(), expected.serverPorts);
    std::set<std::pair<uint32_t, uint32_t>> plugs;
    for (const TopologyGraph::Cable& cable : graph.GetCables())
    {
        EXPECT_TRUE(plugs.insert({cable.a, cable.portA}).second);
        EXPECT_TRUE(plugs.insert({cable.b, cable.portB}).second);
    }
    ShortestPaths paths(graph, HopRule::CABLES);
    paths.SearchFrom(0);
    for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
    {
        EXPECT_EQ(graph.GetDegree(node),
                  graph.IsServer(node) ? expected.serverPorts : expected.switchPorts)
            << "node " << node;
        EXPECT_NE(paths.GetHops(node), ShortestPaths::UNREACHED) << "node " << node;
    }
    std::cout << "measured: structure: " << expected.topology << ' ' << instance->GetSize() << ": "
              << graph.GetNServers() << " servers of " << expected.serverPorts << " ports, "
              << graph.GetNSwitches() << " switches of " << expected.switchPorts << ", "
              << graph.GetCables().size() << " cables, in one piece\n";
}

// Torus: k^3 servers, 3 k^3 cables. Fat-tree: k^3/4 hosts, 5k^2/4 switches, 3k^3/4 cables. DCell:
// t_l = t_(l-1)(t_(l-1)+1), t_k/n switches, (k+2)/2 t_k cables. BCube: n^(k+1), (k+1)n^k,
// (k+1)n^(k+1).
INSTANTIATE_TEST_SUITE_P(Papers,
                         TopologyValidator,
                         testing::Values(Expected{"torus", "3x3x3", 27, 0, 81, 6, 0},
                                         Expected{"torus", "2x2x2", 8, 0, 24, 6, 0},
                                         Expected{"torus", "4x5x6", 120, 0, 360, 6, 0},
                                         Expected{"torus", "5x5x1", 25, 0, 50, 4, 0},
                                         Expected{"torus", "12x12x12", 1728, 0, 5184, 6, 0},
                                         Expected{"fattree", "2", 2, 5, 6, 1, 2},
                                         Expected{"fattree", "4", 16, 20, 48, 1, 4},
                                         Expected{"fattree", "6", 54, 45, 162, 1, 6},
                                         Expected{"fattree", "16", 1024, 320, 3072, 1, 16},
                                         Expected{"dcell", "4,0", 4, 1, 4, 1, 4},
                                         Expected{"dcell", "4,1", 20, 5, 30, 2, 4},
                                         Expected{"dcell", "4,2", 420, 105, 840, 3, 4},
                                         Expected{"dcell", "6,2", 1806, 301, 3612, 3, 6},
                                         Expected{"dcell", "2,3", 1806, 903, 4515, 4, 2},
                                         Expected{"bcube", "8,0", 8, 1, 8, 1, 8},
                                         Expected{"bcube", "4,1", 16, 8, 32, 2, 4},
                                         Expected{"bcube", "8,1", 64, 16, 128, 2, 8},
                                         Expected{"bcube", "4,3", 256, 256, 1024, 4, 4}));

TEST(TopologyInstance, SmallestInstanceHasEnoughServers)
{
    for (const std::string& name : TopologyInstance::GetNames())
    {
        for (uint32_t servers : {2U, 3U, 64U, 65U, 1000U})
        {
            EXPECT_GE(TopologyInstance::Make(name, servers)->GetCounts().servers, servers) << name;
        }
    }
    EXPECT_EQ(TopologyInstance::Make("torus", 64)->GetSize(), "4x4x4");
    EXPECT_EQ(TopologyInstance::Make("fattree", 64)->GetSize(), "k=8");
}

TEST(TopologyInstance, GrowsToTheNextInstance)
{
    for (const auto& [name, size, next] : {std::tuple("torus", "4x4x4", "5x4x4"),
                                           std::tuple("fattree", "6", "8"),
                                           std::tuple("dcell", "4,1", "4,2"),
                                           std::tuple("bcube", "4,1", "4,2")})
    {
        const auto now = TopologyInstance::MakeOfSize(name, size);
        const auto then = TopologyInstance::MakeOfSize(name, next);
        const TopologyInstance::Growth growth = now->GetGrowth();
        EXPECT_EQ(growth.nextServers, then->GetCounts().servers) << name;
        const uint64_t kept = name == std::string("fattree") ? 0 : now->GetCounts().switches;
        EXPECT_EQ(growth.newSwitches, then->GetCounts().switches - kept) << name;
        EXPECT_EQ(growth.newServerPorts,
                  then->BuildGraph().GetLeastServerDegree() -
                      now->BuildGraph().GetLeastServerDegree())
            << name;
    }
}

TEST(TopologyInstance, ImpossibleSizesAreRefused)
{
    for (const auto& [name, size] : {std::pair("torus", "4x4"),
                                     std::pair("torus", "0x4x4"),
                                     std::pair("torus", "4x4x257"),
                                     std::pair("fattree", "5"),
                                     std::pair("fattree", "0"),
                                     std::pair("fattree", "-4"),
                                     std::pair("dcell", "1,2"),
                                     std::pair("dcell", "4"),
                                     std::pair("dcell", "4,9"),
                                     std::pair("dcell", "4,2,1"),
                                     std::pair("bcube", "1,1"),
                                     std::pair("bcube", "8,99999999"),
                                     std::pair("bcube", "8x1"),
                                     std::pair("ring", "8")})
    {
        EXPECT_THROW(TopologyInstance::MakeOfSize(name, size), std::invalid_argument)
            << name << ' ' << size;
    }
    EXPECT_THROW(TopologyInstance::Make("ring", 8), std::invalid_argument);
    EXPECT_THROW(TopologyInstance::Make("dcell", 16777216), std::invalid_argument);
}

TEST(TopologyGraph, ImpossibleCablesAreRefused)
{
    using Cables = std::vector<TopologyGraph::Cable>;
    EXPECT_THROW(TopologyGraph(0, 1, {}), std::invalid_argument);
    EXPECT_THROW(TopologyGraph(2, 0, Cables{{0, 0, 2, 0}}), std::invalid_argument);
    EXPECT_THROW(TopologyGraph(2, 0, Cables{{1, 0, 1, 1}}), std::invalid_argument);
    EXPECT_THROW(TopologyGraph(2, 0, Cables{{0, 0, 1, 0}, {0, 0, 1, 1}}), std::invalid_argument);
    EXPECT_EQ(TopologyGraph(2, 0, Cables{{0, 0, 1, 0}, {0, 1, 1, 1}}).GetDegree(1), 2U);
}
