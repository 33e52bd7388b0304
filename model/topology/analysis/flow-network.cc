/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-network.h"

#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>
#include <utility>

namespace ns3::camcube
{

namespace
{

std::vector<FlowNetwork::Arc>
SplitNodes(const TopologyGraph& topology, const FlowNetwork::Capacities& capacities)
{
    std::vector<FlowNetwork::Arc> arcs;
    arcs.reserve(topology.GetNNodes() + 2 * topology.GetCables().size());
    for (uint32_t node = 0; node < topology.GetNNodes(); ++node)
    {
        arcs.push_back({FlowNetwork::GetEntrance(node),
                        FlowNetwork::GetExit(node),
                        topology.IsServer(node) ? capacities.server : capacities.switches,
                        0});
    }
    for (const TopologyGraph::Cable& cable : topology.GetCables())
    {
        for (const auto& [from, to] : {std::pair(cable.a, cable.b), std::pair(cable.b, cable.a)})
        {
            arcs.push_back(
                {FlowNetwork::GetExit(from), FlowNetwork::GetEntrance(to), capacities.cable, 0});
        }
    }
    return arcs;
}

} // namespace

FlowNetwork::FlowNetwork(const TopologyGraph& topology, const Capacities& capacities)
    : FlowNetwork(2 * topology.GetNNodes(), SplitNodes(topology, capacities))
{
}

FlowNetwork::FlowNetwork(uint32_t nodes, const std::vector<Arc>& arcs)
    : m_capacities(2 * arcs.size()),
      m_residuals(2 * arcs.size()),
      m_reverse(2 * arcs.size())
{
    // The graph sorts its arcs; each remembers which it was, so that its reverse is found again.
    std::vector<std::pair<uint32_t, uint32_t>> ends;
    std::vector<uint32_t> names;
    ends.reserve(2 * arcs.size());
    names.reserve(2 * arcs.size());
    for (const Arc& arc : arcs)
    {
        names.push_back(static_cast<uint32_t>(ends.size()));
        ends.emplace_back(arc.from, arc.to);
        names.push_back(static_cast<uint32_t>(ends.size()));
        ends.emplace_back(arc.to, arc.from);
    }
    m_graph =
        Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), names.begin(), nodes);
    std::vector<ArcDescriptor> byName(ends.size());
    for (const ArcDescriptor& arc : boost::make_iterator_range(edges(m_graph)))
    {
        byName[m_graph[arc]] = arc;
    }
    for (const ArcDescriptor& arc : boost::make_iterator_range(edges(m_graph)))
    {
        const uint32_t name = m_graph[arc];
        const Arc& given = arcs[name / 2];
        m_capacities[GetNumber(arc)] = name % 2 == 0 ? given.capacity : given.backCapacity;
        m_reverse[GetNumber(arc)] = byName[name ^ 1U];
    }
}

int64_t
FlowNetwork::GetMaximumFlow(uint32_t from, uint32_t to)
{
    const auto arcNumber = get(boost::edge_index, m_graph);
    const auto nodeNumber = get(boost::vertex_index, m_graph);
    std::vector<ArcDescriptor> before(num_vertices(m_graph));
    std::vector<boost::default_color_type> colors(num_vertices(m_graph));
    std::vector<int32_t> distances(num_vertices(m_graph));
    return boost::boykov_kolmogorov_max_flow(
        m_graph,
        boost::make_iterator_property_map(m_capacities.begin(), arcNumber),
        boost::make_iterator_property_map(m_residuals.begin(), arcNumber),
        boost::make_iterator_property_map(m_reverse.begin(), arcNumber),
        boost::make_iterator_property_map(before.begin(), nodeNumber),
        boost::make_iterator_property_map(colors.begin(), nodeNumber),
        boost::make_iterator_property_map(distances.begin(), nodeNumber),
        nodeNumber,
        from,
        to);
}

} // namespace ns3::camcube
