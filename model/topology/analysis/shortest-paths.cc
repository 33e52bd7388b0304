/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "shortest-paths.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>

namespace ns3::camcube
{

ShortestPaths::ShortestPaths(const TopologyGraph& graph, HopRule rule)
    : m_graph(graph),
      m_switchLength(rule == HopRule::CABLES ? 2 : 1),
      m_steps(graph.GetNNodes()),
      m_paths(graph.GetNNodes()),
      m_through(graph.GetNNodes()),
      m_loads(num_edges(graph.GetGraph()))
{
    m_order.reserve(graph.GetNNodes());
}

void
ShortestPaths::SearchFrom(uint32_t server)
{
    std::fill(m_steps.begin(), m_steps.end(), UNREACHED);
    m_order.clear();
    m_source = server;
    m_steps[server] = 0;
    m_paths[server] = 1;
    m_frontier[0].push_back(server);
    // A node may stand in the frontier of a longer path too; the shortest is met first.
    uint32_t empty = 0;
    for (uint32_t steps = 0; empty < m_frontier.size(); ++steps)
    {
        std::vector<uint32_t>& frontier = m_frontier[steps % m_frontier.size()];
        empty = frontier.empty() ? empty + 1 : 0;
        for (uint32_t node : frontier)
        {
            if (m_steps[node] == steps)
            {
                Settle(node);
            }
        }
        frontier.clear();
    }
}

void
ShortestPaths::Settle(uint32_t node)
{
    m_order.push_back(node);
    for (uint32_t next : boost::make_iterator_range(adjacent_vertices(node, m_graph.GetGraph())))
    {
        const uint32_t steps = m_steps[node] + GetLength(node, next);
        if (steps < m_steps[next])
        {
            m_steps[next] = steps;
            m_paths[next] = m_paths[node];
            m_frontier[steps % m_frontier.size()].push_back(next);
        }
        else if (steps == m_steps[next])
        {
            m_paths[next] += m_paths[node];
        }
    }
}

void
ShortestPaths::AddLoads()
{
    const TopologyGraph::Graph& graph = m_graph.GetGraph();
    std::fill(m_through.begin(), m_through.end(), 0);
    for (auto node = m_order.rbegin(); node != m_order.rend(); ++node)
    {
        const bool receives = m_graph.IsServer(*node) && *node != m_source;
        const double share = (m_through[*node] + (receives ? 1 : 0)) / m_paths[*node];
        for (const auto& arc : boost::make_iterator_range(out_edges(*node, graph)))
        {
            const uint32_t before = target(arc, graph);
            if (m_steps[before] + GetLength(before, *node) == m_steps[*node])
            {
                const double load = share * m_paths[before];
                m_loads[get(boost::edge_index, graph, arc)] += load;
                m_through[before] += load;
            }
        }
    }
}

} // namespace ns3::camcube
