/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fault-tolerance.h"

#include "bounded-disjoint-paths.h"

#include "ns3/disjoint-sets.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>
#include <vector>

namespace ns3::camcube
{

namespace
{

using Cut = std::optional<uint32_t>;

/** The servers that are cabled to each other directly, or the switches, as one set each. */
DisjointSets
Group(const TopologyGraph& graph, bool servers)
{
    DisjointSets groups(graph.GetNNodes());
    for (const TopologyGraph::Cable& cable : graph.GetCables())
    {
        const uint32_t a = groups.Find(cable.a);
        const uint32_t b = groups.Find(cable.b);
        if (graph.IsServer(cable.a) == servers && graph.IsServer(cable.b) == servers && a != b)
        {
            groups.Unite(a, b);
        }
    }
    return groups;
}

/** The fewest servers around a server, if there is any beyond: they cut it off. */
Cut
SurroundByServers(const TopologyGraph& graph)
{
    DisjointSets groups = Group(graph, false);
    std::vector<std::vector<uint32_t>> servers(graph.GetNNodes()); // at each group of switches
    const auto neighbors = [&graph](uint32_t node) {
        return boost::make_iterator_range(adjacent_vertices(node, graph.GetGraph()));
    };
    for (uint32_t server = 0; server < graph.GetNServers(); ++server)
    {
        for (uint32_t next : neighbors(server))
        {
            std::vector<uint32_t>& there = servers[groups.Find(next)];
            if (!graph.IsServer(next) && (there.empty() || there.back() != server))
            {
                there.push_back(server);
            }
        }
    }
    Cut least;
    for (uint32_t server = 0; server < graph.GetNServers(); ++server)
    {
        std::set<uint32_t> around;
        for (uint32_t next : neighbors(server))
        {
            const std::vector<uint32_t>& there = servers[groups.Find(next)];
            if (graph.IsServer(next))
            {
                around.insert(next);
            }
            else if (there.size() == graph.GetNServers())
            {
                return {}; // one group of switches holds all of them together
            }
            else
            {
                around.insert(there.begin(), there.end());
            }
        }
        around.erase(server);
        const auto size = static_cast<uint32_t>(around.size());
        if (size + 1 < graph.GetNServers() && size < least.value_or(UINT32_MAX))
        {
            least = size;
        }
    }
    return least;
}

/** The fewest switches around servers that are cabled to each other, if there are any beyond. */
Cut
SurroundBySwitches(const TopologyGraph& graph)
{
    DisjointSets groups = Group(graph, true);
    std::vector<std::set<uint32_t>> switches(graph.GetNServers()); // at each group of servers
    for (uint32_t server = 0; server < graph.GetNServers(); ++server)
    {
        for (uint32_t next :
             boost::make_iterator_range(adjacent_vertices(server, graph.GetGraph())))
        {
            if (!graph.IsServer(next))
            {
                switches[groups.Find(server)].insert(next);
            }
        }
    }
    Cut least;
    uint32_t nGroups = 0;
    for (uint32_t server = 0; server < graph.GetNServers(); ++server)
    {
        if (groups.Find(server) == server)
        {
            ++nGroups;
            least = std::min(least.value_or(UINT32_MAX),
                             static_cast<uint32_t>(switches[server].size()));
        }
    }
    return nGroups > 1 ? least : Cut();
}

/** A cut that is easily seen, or nothing if there is none at all. */
Cut
FindSomeCut(const TopologyGraph& graph, FailureKind kind)
{
    if (graph.GetNServers() < 2)
    {
        return {};
    }
    switch (kind)
    {
    case FailureKind::SERVERS:
        return SurroundByServers(graph);
    case FailureKind::SWITCHES:
        return SurroundBySwitches(graph);
    default:
        return graph.GetLeastServerDegree();
    }
}

FlowNetwork::Capacities
GetCapacities(FailureKind kind)
{
    const auto limit = [kind](FailureKind part) {
        return kind == part || kind == FailureKind::ANY ? 1 : FlowNetwork::UNLIMITED;
    };
    return {limit(FailureKind::LINKS), limit(FailureKind::SERVERS), limit(FailureKind::SWITCHES)};
}

/** \return the servers, each but the first near one before it, which keeps paths between short */
std::vector<uint32_t>
OrderByDistance(const TopologyGraph& graph)
{
    ShortestPaths paths(graph, HopRule::CABLES);
    paths.SearchFrom(0);
    std::vector<uint32_t> order(graph.GetNServers());
    for (uint32_t server = 0; server < order.size(); ++server)
    {
        order[server] = server;
    }
    std::stable_sort(order.begin(), order.end(), [&paths](uint32_t a, uint32_t b) {
        return paths.GetHops(a) < paths.GetHops(b);
    });
    return order;
}

/** By node of the network, whether no failures part a server from it: nothing between can fail. */
std::vector<bool>
FindInseparable(const FlowNetwork& network, uint32_t server)
{
    const FlowNetwork::Graph& graph = network.GetGraph();
    std::vector<bool> inseparable(num_vertices(graph));
    std::vector<uint32_t> todo{FlowNetwork::GetExit(server)};
    while (!todo.empty())
    {
        const uint32_t node = todo.back();
        todo.pop_back();
        for (const auto& arc : boost::make_iterator_range(out_edges(node, graph)))
        {
            const uint32_t next = target(arc, graph);
            if (!inseparable[next] &&
                network.GetCapacities()[network.GetNumber(arc)] == FlowNetwork::UNLIMITED)
            {
                inseparable[next] = true;
                todo.push_back(next);
            }
        }
    }
    return inseparable;
}

} // namespace

std::optional<uint32_t>
FindSmallestCut(const TopologyGraph& graph, FailureKind kind, const WorkListener& listener)
{
    Cut least = FindSomeCut(graph, kind);
    if (!least)
    {
        return {};
    }
    const std::vector<uint32_t> order = OrderByDistance(graph);
    FlowNetwork network(graph, GetCapacities(kind));
    BoundedDisjointPaths paths(network);
    for (uint32_t j = 0; j < order.size(); ++j)
    {
        std::vector<bool> inseparable;
        if (j < *least)
        {
            inseparable = FindInseparable(network, order[j]);
        }
        for (uint32_t i = 0; i < j && j < *least; ++i)
        {
            if (inseparable[FlowNetwork::GetEntrance(order[i])])
            {
                continue;
            }
            const int64_t flow = network.GetMaximumFlow(FlowNetwork::GetExit(order[i]),
                                                        FlowNetwork::GetEntrance(order[j]));
            least = static_cast<uint32_t>(std::min<int64_t>(*least, flow));
        }
        if (j > 0 && j >= *least)
        {
            least = std::min(*least, paths.Count(order[j], *least));
        }
        paths.AddTarget(order[j]);
        if (listener)
        {
            listener((j + 1.0) / order.size());
        }
    }
    return least;
}

} // namespace ns3::camcube
