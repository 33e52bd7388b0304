/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bounded-disjoint-paths.h"

#include <boost/range/iterator_range.hpp>

namespace ns3::camcube
{

BoundedDisjointPaths::BoundedDisjointPaths(const FlowNetwork& network)
    : m_network(network),
      m_residuals(network.GetCapacities()),
      m_isTarget(num_vertices(network.GetGraph())),
      m_seen(num_vertices(network.GetGraph())),
      m_before(num_vertices(network.GetGraph()))
{
}

void
BoundedDisjointPaths::AddTarget(uint32_t server)
{
    // Left, not entered: a server that can fail takes in one path only.
    m_isTarget[FlowNetwork::GetExit(server)] = true;
}

uint32_t
BoundedDisjointPaths::Count(uint32_t server, uint32_t limit)
{
    uint32_t paths = 0;
    while (paths < limit && Augment(FlowNetwork::GetExit(server)))
    {
        ++paths;
    }
    for (uint32_t arc : m_changed)
    {
        m_residuals[arc] = m_network.GetCapacities()[arc];
    }
    m_changed.clear();
    return paths;
}

bool
BoundedDisjointPaths::Augment(uint32_t from)
{
    const FlowNetwork::Graph& graph = m_network.GetGraph();
    m_queue.assign(1, from);
    m_seen[from] = ++m_search;
    for (std::size_t i = 0; i < m_queue.size(); ++i)
    {
        for (const auto& arc : boost::make_iterator_range(out_edges(m_queue[i], graph)))
        {
            const uint32_t next = target(arc, graph);
            if (m_seen[next] == m_search || m_residuals[m_network.GetNumber(arc)] == 0)
            {
                continue;
            }
            m_seen[next] = m_search;
            m_before[next] = arc;
            if (m_isTarget[next])
            {
                Take(from, next);
                return true;
            }
            m_queue.push_back(next);
        }
    }
    return false;
}

void
BoundedDisjointPaths::Take(uint32_t from, uint32_t to)
{
    for (uint32_t node = to; node != from; node = source(m_before[node], m_network.GetGraph()))
    {
        const uint32_t arc = m_network.GetNumber(m_before[node]);
        const uint32_t back = m_network.GetNumber(m_network.GetReverse()[arc]);
        --m_residuals[arc];
        ++m_residuals[back];
        m_changed.push_back(arc);
        m_changed.push_back(back);
    }
}

} // namespace ns3::camcube
