/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "random-topology.h"

#include "ns3/bcube.h"
#include "ns3/path-metrics.h"
#include "ns3/topology-instance.h"
#include "ns3/torus.h"

#include <cmath>
#include <gtest/gtest.h>
#include <iomanip>
#include <iostream>
#include <numeric>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

std::vector<uint32_t>
AllServers(const TopologyGraph& graph)
{
    std::vector<uint32_t> servers(graph.GetNServers());
    std::iota(servers.begin(), servers.end(), 0);
    return servers;
}

PathMetrics
Measure(const TopologyInstance& instance, HopRule rule)
{
    const TopologyGraph graph = instance.BuildGraph();
    return {graph, rule, AllServers(graph)};
}

PathMetrics
Measure(const TopologyInstance& instance)
{
    return Measure(instance, instance.GetHopRule());
}

/** Distances and numbers of paths in steps of half a hop, by relaxation until nothing changes. */
struct Relaxed
{
    Relaxed(const TopologyGraph& graph, HopRule rule, uint32_t source)
        : steps(graph.GetNNodes(), 1e9),
          paths(graph.GetNNodes(), 0)
    {
        const auto length = [&](const TopologyGraph::Cable& cable) {
            const bool direct = graph.IsServer(cable.a) && graph.IsServer(cable.b);
            return direct || rule == HopRule::CABLES ? 2 : 1;
        };
        steps[source] = 0;
        for (uint32_t round = 0; round < graph.GetNNodes(); ++round)
        {
            for (const TopologyGraph::Cable& cable : graph.GetCables())
            {
                steps[cable.a] = std::min(steps[cable.a], steps[cable.b] + length(cable));
                steps[cable.b] = std::min(steps[cable.b], steps[cable.a] + length(cable));
            }
        }
        // Nodes in the order of their distance, each after all that come before it on a path.
        paths[source] = 1;
        for (double step = 1; step <= 2.0 * graph.GetNNodes(); ++step)
        {
            for (const TopologyGraph::Cable& cable : graph.GetCables())
            {
                for (const auto& [from, to] :
                     {std::pair(cable.a, cable.b), std::pair(cable.b, cable.a)})
                {
                    if (steps[to] == step && steps[from] + length(cable) == step)
                    {
                        paths[to] += paths[from];
                    }
                }
            }
        }
    }

    std::vector<double> steps;
    std::vector<double> paths;
};

} // namespace

TEST(ShortestPaths, EqualRelaxationOnRandomGraphs)
{
    for (uint32_t seed = 1; seed <= 200; ++seed)
    {
        std::mt19937_64 random(seed);
        const auto servers = static_cast<uint32_t>(2 + random() % 7);
        const auto switches = static_cast<uint32_t>(random() % 5);
        const auto cables = static_cast<uint32_t>(1 + random() % 18);
        const TopologyGraph graph = DrawTopology(servers, switches, cables, random);
        for (HopRule rule : {HopRule::CABLES, HopRule::SERVERS})
        {
            ShortestPaths paths(graph, rule);
            for (uint32_t source = 0; source < servers; ++source)
            {
                paths.SearchFrom(source);
                const Relaxed expected(graph, rule, source);
                for (uint32_t server = 0; server < servers; ++server)
                {
                    if (expected.steps[server] >= 1e9)
                    {
                        EXPECT_EQ(paths.GetHops(server), ShortestPaths::UNREACHED);
                        continue;
                    }
                    ASSERT_EQ(paths.GetHops(server), std::floor(expected.steps[server] / 2))
                        << "seed " << seed << ": " << source << " to " << server;
                    ASSERT_EQ(paths.GetMultiplicity(server), expected.paths[server])
                        << "seed " << seed << ": " << source << " to " << server;
                }
            }
        }
    }
}

// Whatever the paths, what all cables carry together is the sum of the paths' lengths in cables.
TEST(ShortestPaths, LoadsAddUpToAllPaths)
{
    for (const auto& [name, size] : {std::pair("torus", "3x4x5"),
                                     std::pair("fattree", "4"),
                                     std::pair("dcell", "3,1"),
                                     std::pair("bcube", "3,1")})
    {
        const auto instance = TopologyInstance::MakeOfSize(name, size);
        const TopologyGraph graph = instance->BuildGraph();
        ShortestPaths paths(graph, HopRule::CABLES);
        double sum = 0;
        for (uint32_t source = 0; source < graph.GetNServers(); ++source)
        {
            paths.SearchFrom(source);
            paths.AddLoads();
            for (uint32_t server = 0; server < graph.GetNServers(); ++server)
            {
                sum += paths.GetHops(server);
            }
        }
        const std::vector<double>& loads = paths.GetLoads();
        EXPECT_NEAR(std::accumulate(loads.begin(), loads.end(), 0.0), sum, 1e-6 * sum) << name;
    }
}

TEST(PathMetrics, TorusIsInClosedForm)
{
    for (const auto& [x, y, z] : {std::tuple(2U, 2U, 2U),
                                  std::tuple(3U, 3U, 3U),
                                  std::tuple(4U, 4U, 4U),
                                  std::tuple(4U, 5U, 6U),
                                  std::tuple(7U, 1U, 3U),
                                  std::tuple(8U, 8U, 8U)})
    {
        const Torus torus(x, y, z);
        const PathMetrics paths = Measure(*TopologyInstance::MakeOfSize("torus", torus.GetName()));
        EXPECT_TRUE(paths.IsExact());
        EXPECT_EQ(paths.GetNUnreachable(), 0U);
        EXPECT_EQ(paths.GetDiameter(), torus.GetDiameter());
        EXPECT_NEAR(paths.GetMeanHops(), torus.GetMeanDistance(), 1e-9);
        const std::vector<uint32_t> histogram = torus.GetDistanceHistogram();
        for (uint32_t hops = 1; hops < histogram.size(); ++hops)
        {
            EXPECT_EQ(paths.GetHistogram()[hops], uint64_t{histogram[hops]} * torus.GetNServers());
        }
        std::cout << "measured: paths: torus " << torus.GetName() << ": diameter "
                  << paths.GetDiameter() << ", mean " << paths.GetMeanHops()
                  << " hops as in closed form, " << paths.GetMeanMultiplicity()
                  << " shortest paths a pair\n";
    }
}

// Half-way round three even axes there are 2^3 corners to go by, and to each a multinomial number
// of orders; all-to-all traffic puts k N / 8 on every cable.
TEST(PathMetrics, TorusMultiplicityAndLoad)
{
    const PathMetrics paths = Measure(*TopologyInstance::MakeOfSize("torus", "6x6x6"));
    EXPECT_EQ(paths.GetMaxMultiplicity(), 8 * 1680); // 9! / 3!^3
    EXPECT_NEAR(paths.GetMaxLoad(), 6 * 216 / 8.0, 1e-6);
}

TEST(PathMetrics, FatTreeIsInClosedForm)
{
    for (uint32_t k : {4U, 6U, 8U})
    {
        const PathMetrics paths =
            Measure(*TopologyInstance::MakeOfSize("fattree", std::to_string(k)));
        const double edge = k / 2.0;
        const double pod = edge * edge;
        const double all = k * pod;
        EXPECT_EQ(paths.GetDiameter(), 6U);
        EXPECT_NEAR(paths.GetMeanHops(),
                    (2 * (edge - 1) + 4 * (pod - edge) + 6 * (all - pod)) / (all - 1),
                    1e-9);
        EXPECT_EQ(paths.GetMaxMultiplicity(), pod); // one way by each core switch
        EXPECT_NEAR(paths.GetSingleShare(), (edge - 1) / (all - 1), 1e-9);
        EXPECT_NEAR(paths.GetMaxLoad(), all - 1, 1e-6); // on a host's own cable
    }
}

TEST(PathMetrics, BcubeIsInClosedForm)
{
    for (const auto& [n, k] : {std::pair(2U, 3U), std::pair(4U, 1U), std::pair(4U, 2U)})
    {
        const Bcube bcube(n, k);
        const auto instance =
            TopologyInstance::MakeOfSize("bcube", std::to_string(n) + "," + std::to_string(k));
        const PathMetrics paths = Measure(*instance);
        EXPECT_EQ(paths.GetDiameter(), k + 1);
        EXPECT_NEAR(paths.GetMeanHops(), bcube.GetMeanDistance(), 1e-9);
        EXPECT_EQ(paths.GetMaxMultiplicity(), std::tgamma(k + 2)); // digits in any order
        EXPECT_NEAR(paths.GetMaxLoad(), (n - 1) * std::pow(n, k), 1e-6);
        EXPECT_NEAR(Measure(*instance, HopRule::CABLES).GetMeanHops(),
                    2 * bcube.GetMeanDistance(),
                    1e-9);
    }
}

// Mean and deviation of shortest paths to two decimals, computed elsewhere for these sizes.
TEST(PathMetrics, DcellPathLengths)
{
    for (const auto& [size, mean, deviation] : {std::tuple("4,2", 4.87, 1.27),
                                                std::tuple("5,2", 5.22, 1.23),
                                                std::tuple("6,2", 5.48, 1.18)})
    {
        const auto instance = TopologyInstance::MakeOfSize("dcell", size);
        const PathMetrics paths = Measure(*instance);
        EXPECT_NEAR(paths.GetMeanHops(), mean, 0.005) << size;
        EXPECT_NEAR(paths.GetStandardDeviation(), deviation, 0.005) << size;
        EXPECT_LE(paths.GetDiameter(), instance->GetKnownDiameter().value) << size;
        std::cout << "measured: paths: dcell " << instance->GetSize() << std::fixed
                  << std::setprecision(3) << ": shortest mean " << paths.GetMeanHops() << ", sd "
                  << paths.GetStandardDeviation() << " hops (a mini-switch passed is one hop), "
                  << "diameter " << paths.GetDiameter() << std::defaultfloat << '\n';
    }
}

TEST(PathMetrics, SomeSourcesAreASample)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize("torus", "4x4x4")->BuildGraph();
    const PathMetrics paths(graph, HopRule::CABLES, {5, 17});
    EXPECT_FALSE(paths.IsExact());
    EXPECT_EQ(paths.GetDiameter(), 6U); // a torus looks the same from everywhere
    EXPECT_TRUE(std::isnan(paths.GetMaxLoad()));
    EXPECT_THROW(PathMetrics(graph, HopRule::CABLES, {}), std::invalid_argument);
    EXPECT_THROW(PathMetrics(graph, HopRule::CABLES, {64}), std::invalid_argument);
}

TEST(PathMetrics, PairsWithoutPathAreCounted)
{
    const TopologyGraph graph(4, 0, {{0, 0, 1, 0}});
    const PathMetrics paths(graph, HopRule::CABLES, AllServers(graph));
    EXPECT_EQ(paths.GetNUnreachable(), 10U);
    EXPECT_EQ(paths.GetMeanHops(), 1);
}
