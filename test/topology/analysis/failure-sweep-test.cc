/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "random-topology.h"

#include "ns3/failure-curve.h"
#include "ns3/failure-sweep.h"
#include "ns3/topology-instance.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Counts components by depth-first search of what is left: nothing of the sweep is used. */
FailureSweep::State
Search(const TopologyGraph& graph,
       const std::vector<bool>& deadNodes,
       const std::vector<bool>& deadCables)
{
    FailureSweep::State state;
    std::vector<bool> seen(deadNodes);
    for (uint32_t server = 0; server < graph.GetNServers(); ++server)
    {
        state.servers += deadNodes[server] ? 0 : 1;
        if (seen[server])
        {
            continue;
        }
        uint32_t size = 0;
        std::vector<uint32_t> todo{server};
        seen[server] = true;
        while (!todo.empty())
        {
            const uint32_t node = todo.back();
            todo.pop_back();
            size += graph.IsServer(node) ? 1 : 0;
            for (const auto& arc : boost::make_iterator_range(out_edges(node, graph.GetGraph())))
            {
                const uint32_t next = target(arc, graph.GetGraph());
                if (!seen[next] && !deadCables[graph.GetGraph()[arc].cable])
                {
                    seen[next] = true;
                    todo.push_back(next);
                }
            }
        }
        ++state.components;
        state.largest = std::max(state.largest, size);
        state.connectedPairs += uint64_t{size} * (size - 1) / 2;
    }
    return state;
}

void
CompareWithSearch(const TopologyGraph& graph, FailureKind kind, uint64_t seed)
{
    std::mt19937_64 random(seed);
    const FailureSweep sweep(graph, kind, random);
    std::vector<bool> deadNodes(graph.GetNNodes());
    std::vector<bool> deadCables(graph.GetCables().size());
    uint32_t firstPartition = 0;
    uint32_t halfDisconnected = 0;
    for (uint32_t failed = 0; failed <= sweep.GetNParts(); ++failed)
    {
        if (failed > 0)
        {
            const uint32_t part = sweep.GetOrder()[failed - 1];
            std::vector<bool>& dead = kind == FailureKind::LINKS ? deadCables : deadNodes;
            ASSERT_FALSE(dead[part]) << "twice in one order";
            dead[part] = true;
        }
        const FailureSweep::State expected = Search(graph, deadNodes, deadCables);
        const FailureSweep::State& state = sweep.GetStates()[failed];
        ASSERT_EQ(state.servers, expected.servers) << "seed " << seed << " failed " << failed;
        ASSERT_EQ(state.components, expected.components) << "seed " << seed << " failed " << failed;
        ASSERT_EQ(state.largest, expected.largest) << "seed " << seed << " failed " << failed;
        ASSERT_EQ(state.connectedPairs, expected.connectedPairs)
            << "seed " << seed << " failed " << failed;
        if (firstPartition == 0 && failed > 0 && expected.components > 1)
        {
            firstPartition = failed;
        }
        if (halfDisconnected == 0 && failed > 0 && expected.GetPairShare() < 0.5)
        {
            halfDisconnected = failed;
        }
    }
    EXPECT_EQ(sweep.GetFirstPartition(), firstPartition) << "seed " << seed;
    EXPECT_EQ(sweep.GetHalfDisconnected(), halfDisconnected) << "seed " << seed;
}

} // namespace

TEST(FailureSweep, EqualsASearchAfterEachFailure)
{
    for (const auto& [name, size] : {std::pair("torus", "4x4x4"),
                                     std::pair("torus", "2x3x5"),
                                     std::pair("fattree", "4"),
                                     std::pair("dcell", "4,1"),
                                     std::pair("dcell", "2,2"),
                                     std::pair("bcube", "4,1"),
                                     std::pair("bcube", "3,2")})
    {
        const TopologyGraph graph = TopologyInstance::MakeOfSize(name, size)->BuildGraph();
        for (FailureKind kind : {FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES})
        {
            for (uint64_t seed = 1; seed <= 5; ++seed)
            {
                CompareWithSearch(graph, kind, seed);
            }
        }
    }
}

TEST(FailureSweep, NothingFailsOfAnyKind)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize("torus", "3x3x3")->BuildGraph();
    std::mt19937_64 random(1);
    EXPECT_THROW(FailureSweep(graph, FailureKind::ANY, random), std::invalid_argument);
}

// The same by the means of many sweeps as by one after another.
TEST(FailureCurve, IsTheMeanOfItsSweeps)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize("torus", "4x4x4")->BuildGraph();
    const std::vector<double> shares{0, 0.3, 0.6, 1};
    const FailureCurve one(graph, FailureKind::LINKS, shares, 1, 7);
    const FailureCurve many(graph, FailureKind::LINKS, shares, 50, 7);
    ASSERT_EQ(many.GetPoints().size(), shares.size());
    EXPECT_EQ(many.GetPoints()[0].pairs.mean, 1);
    EXPECT_EQ(many.GetPoints()[1].failed, 58U); // of 192
    EXPECT_EQ(many.GetPoints()[3].pairs.mean, 0);
    EXPECT_EQ(many.GetPoints()[3].components.mean, 64);
    EXPECT_EQ(many.GetPoints()[3].partitioned.mean, 1);
    EXPECT_EQ(many.GetNPartitioned(), 50U);
    for (const FailureCurve::Point& point : many.GetPoints())
    {
        EXPECT_LE(point.pairs.low, point.pairs.mean);
        EXPECT_GE(point.pairs.high, point.pairs.mean);
        EXPECT_LE(point.pairs.mean, point.largest.mean + 1e-12);
    }
    EXPECT_NE(one.GetPoints()[2].pairs.mean, many.GetPoints()[2].pairs.mean);
    const FailureCurve again(graph, FailureKind::LINKS, shares, 50, 7);
    EXPECT_EQ(again.GetPoints()[2].pairs.mean, many.GetPoints()[2].pairs.mean);
    const FailureCurve other(graph, FailureKind::LINKS, shares, 50, 8);
    EXPECT_NE(other.GetPoints()[2].pairs.mean, many.GetPoints()[2].pairs.mean);
}

TEST(FailureCurve, ImpossibleSharesAreRefused)
{
    const TopologyGraph graph = TopologyInstance::MakeOfSize("torus", "3x3x3")->BuildGraph();
    EXPECT_THROW(FailureCurve(graph, FailureKind::LINKS, {-0.1}, 2, 1), std::invalid_argument);
    EXPECT_THROW(FailureCurve(graph, FailureKind::LINKS, {1.1}, 2, 1), std::invalid_argument);
    EXPECT_THROW(FailureCurve(graph, FailureKind::LINKS, {0.1}, 0, 1), std::invalid_argument);
    EXPECT_THROW(FailureCurve(graph, FailureKind::ANY, {0.1}, 2, 1), std::invalid_argument);
}
