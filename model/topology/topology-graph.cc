/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "topology-graph.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

namespace
{

void
CheckCables(uint32_t nodes, const std::vector<TopologyGraph::Cable>& cables)
{
    std::vector<std::pair<uint32_t, uint32_t>> plugs;
    plugs.reserve(2 * cables.size());
    for (const TopologyGraph::Cable& cable : cables)
    {
        if (cable.a >= nodes || cable.b >= nodes || cable.a == cable.b)
        {
            throw std::invalid_argument("a cable from node " + std::to_string(cable.a) + " to " +
                                        std::to_string(cable.b) + " is impossible among " +
                                        std::to_string(nodes) +
                                        " nodes; give two different ones of them");
        }
        plugs.emplace_back(cable.a, cable.portA);
        plugs.emplace_back(cable.b, cable.portB);
    }
    std::sort(plugs.begin(), plugs.end());
    const auto twice = std::adjacent_find(plugs.begin(), plugs.end());
    if (twice != plugs.end())
    {
        throw std::invalid_argument("port " + std::to_string(twice->second) + " of node " +
                                    std::to_string(twice->first) +
                                    " has two cables; give each a port of its own");
    }
}

TopologyGraph::Graph
MakeGraph(uint32_t nodes, const std::vector<TopologyGraph::Cable>& cables)
{
    std::vector<std::pair<uint32_t, uint32_t>> ends;
    std::vector<TopologyGraph::Arc> arcs;
    ends.reserve(2 * cables.size());
    arcs.reserve(2 * cables.size());
    for (uint32_t i = 0; i < cables.size(); ++i)
    {
        ends.emplace_back(cables[i].a, cables[i].b);
        ends.emplace_back(cables[i].b, cables[i].a);
        arcs.insert(arcs.end(), 2, TopologyGraph::Arc{i});
    }
    return {boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), arcs.begin(), nodes};
}

} // namespace

TopologyGraph::TopologyGraph(uint32_t servers, uint32_t switches, std::vector<Cable> cables)
    : m_servers(servers),
      m_cables(std::move(cables))
{
    if (servers == 0)
    {
        throw std::invalid_argument("a topology of 0 servers is impossible; give at least 1");
    }
    CheckCables(servers + switches, m_cables);
    m_graph = MakeGraph(servers + switches, m_cables);
}

uint32_t
TopologyGraph::GetLeastServerDegree() const
{
    uint32_t least = GetDegree(0);
    for (uint32_t server = 1; server < m_servers; ++server)
    {
        least = std::min(least, GetDegree(server));
    }
    return least;
}

double
TopologyGraph::EstimateBytes(double servers, double switches, double cables)
{
    // Two flow networks take most of it: four arcs a cable, two a node, 68 bytes each while made.
    const double arcBytes = 68;
    const double nodeBytes = 2 * arcBytes + 184;
    const double cableBytes = 4 * arcBytes + 32;
    return (servers + switches) * nodeBytes + cables * cableBytes;
}

} // namespace ns3::camcube
