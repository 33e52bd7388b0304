/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/bisection.h"
#include "ns3/path-metrics.h"
#include "ns3/topology-instance.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <iostream>
#include <numeric>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** The bisection width, by trying all halves. */
uint64_t
BisectByForce(const TopologyGraph& graph)
{
    const uint32_t servers = graph.GetNServers();
    // With an even number, both halves of a cut would be tried: leave the last server out.
    std::vector<bool> chosen(servers - (servers % 2 == 0 ? 1 : 0), false);
    std::fill(chosen.end() - servers / 2, chosen.end(), true);
    uint64_t least = UINT64_MAX;
    do
    {
        std::vector<uint32_t> half;
        for (uint32_t server = 0; server < chosen.size(); ++server)
        {
            if (chosen[server])
            {
                half.push_back(server);
            }
        }
        least = std::min(least, CutBetween(graph, half));
    } while (std::next_permutation(chosen.begin(), chosen.end()));
    return least;
}

double
MaxLoad(const TopologyGraph& graph)
{
    std::vector<uint32_t> servers(graph.GetNServers());
    std::iota(servers.begin(), servers.end(), 0);
    return PathMetrics(graph, HopRule::CABLES, servers).GetMaxLoad();
}

std::vector<uint32_t>
LowerHalf(const TopologyGraph& graph)
{
    std::vector<uint32_t> half(graph.GetNServers() / 2);
    std::iota(half.begin(), half.end(), 0);
    return half;
}

} // namespace

// Every instance small enough to try all its halves: what is known is so, and bounds hold.
TEST(Bisection, EqualsTryingAllHalves)
{
    for (const auto& [name, size] :
         {std::pair("torus", "2x1x1"), std::pair("torus", "5x1x1"), std::pair("torus", "2x2x2"),
          std::pair("torus", "3x3x1"), std::pair("torus", "2x2x3"), std::pair("torus", "4x4x1"),
          std::pair("torus", "3x5x1"), std::pair("torus", "3x3x2"), std::pair("torus", "2x2x4"),
          std::pair("torus", "1x5x4"), std::pair("fattree", "2"),   std::pair("fattree", "4"),
          std::pair("dcell", "4,0"),   std::pair("dcell", "2,1"),   std::pair("dcell", "3,1"),
          std::pair("bcube", "2,1"),   std::pair("bcube", "2,2"),   std::pair("bcube", "2,3"),
          std::pair("bcube", "3,1"),   std::pair("bcube", "4,1")})
    {
        const auto instance = TopologyInstance::MakeOfSize(name, size);
        const TopologyGraph graph = instance->BuildGraph();
        const uint64_t width = BisectByForce(graph);
        const uint64_t lower = GetBisectionLowerBound(graph.GetNServers(), MaxLoad(graph));
        const uint64_t upper = CutBetween(graph, LowerHalf(graph));
        EXPECT_LE(lower, width) << name << ' ' << size;
        EXPECT_GE(upper, width) << name << ' ' << size;
        const auto known = instance->GetKnownBisection();
        if (known)
        {
            EXPECT_EQ(known->value, width) << name << ' ' << size;
        }
        std::cout << "measured: bisection: " << name << ' ' << size << ": " << width
                  << " cables by trying all halves, bounds " << lower << " to " << upper
                  << (known ? ", known exactly" : "") << '\n';
    }
}

// Both bounds meet on a torus whose longest side is even.
TEST(Bisection, OfTorusIsTwoPlanes)
{
    for (uint32_t k : {4U, 6U, 8U})
    {
        const std::string size = std::to_string(k);
        const auto instance = TopologyInstance::MakeOfSize("torus", size + "x" + size + "x" + size);
        const TopologyGraph graph = instance->BuildGraph();
        EXPECT_EQ(instance->GetKnownBisection()->value, 2 * k * k);
        EXPECT_EQ(GetBisectionLowerBound(graph.GetNServers(), MaxLoad(graph)), 2 * k * k);
        EXPECT_EQ(CutBetween(graph, LowerHalf(graph)), 2 * k * k);
    }
}

TEST(Bisection, OfFatTreeIsHalfOfTheHosts)
{
    for (uint32_t k : {4U, 6U, 8U, 16U})
    {
        const auto instance = TopologyInstance::MakeOfSize("fattree", std::to_string(k));
        const TopologyGraph graph = instance->BuildGraph();
        EXPECT_EQ(instance->GetKnownBisection()->value, k * k * k / 8);
        EXPECT_EQ(CutBetween(graph, LowerHalf(graph)), k * k * k / 8);
    }
}

// Guo et al., DCell, SIGCOMM 2008: more than t_k / (4 log_n t_k). Ours is above that.
TEST(Bisection, OfDcellIsBounded)
{
    for (const auto& [n, k] : {std::pair(2U, 2U),
                               std::pair(4U, 1U),
                               std::pair(8U, 1U),
                               std::pair(4U, 2U),
                               std::pair(6U, 2U),
                               std::pair(2U, 3U)})
    {
        const auto instance =
            TopologyInstance::MakeOfSize("dcell", std::to_string(n) + "," + std::to_string(k));
        const TopologyGraph graph = instance->BuildGraph();
        const double servers = graph.GetNServers();
        const double papers = servers / (4 * std::log(servers) / std::log(n));
        const uint64_t lower = GetBisectionLowerBound(graph.GetNServers(), MaxLoad(graph));
        const uint64_t upper = CutBetween(graph, LowerHalf(graph));
        EXPECT_GT(lower, papers) << n << ',' << k;
        EXPECT_GE(upper, lower) << n << ',' << k;
        std::cout << "measured: bisection: dcell n=" << n << ",k=" << k << ": " << lower << " to "
                  << upper << " cables; the paper's bound is " << papers << '\n';
    }
}

TEST(Bisection, SidesWithoutServersAreRefused)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize("torus", "2x2x2")->BuildGraph();
    EXPECT_THROW(CutBetween(graph, {}), std::invalid_argument);
    EXPECT_THROW(CutBetween(graph, {0, 1, 2, 3, 4, 5, 6, 7}), std::invalid_argument);
    EXPECT_THROW(CutBetween(graph, {8}), std::out_of_range);
}
