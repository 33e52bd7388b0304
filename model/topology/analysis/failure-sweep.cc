/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "failure-sweep.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <numeric>
#include <stdexcept>

namespace ns3::camcube
{

FailureSweep::FailureSweep(const TopologyGraph& graph, FailureKind kind, std::mt19937_64& random)
    : m_graph(graph),
      m_works(graph.GetNNodes()),
      m_size(graph.GetNNodes()),
      m_sets(graph.GetNNodes())
{
    if (kind == FailureKind::ANY)
    {
        throw std::invalid_argument("a sweep of failures of any kind is not defined; give links, "
                                    "servers or switches");
    }
    const bool links = kind == FailureKind::LINKS;
    const bool servers = kind == FailureKind::SERVERS;
    m_order.resize(links     ? graph.GetCables().size()
                   : servers ? graph.GetNServers()
                             : graph.GetNSwitches());
    std::iota(m_order.begin(), m_order.end(), links || servers ? 0 : graph.GetNServers());
    std::shuffle(m_order.begin(), m_order.end(), random);

    m_mendCables = !links;
    for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
    {
        if (links || graph.IsServer(node) != servers)
        {
            AddNode(node);
        }
    }
    m_states.resize(m_order.size() + 1);
    m_states.back() = m_now;
    for (uint32_t failed = GetNParts(); failed > 0; --failed)
    {
        const uint32_t part = m_order[failed - 1];
        if (links)
        {
            Join(graph.GetCables()[part].a, graph.GetCables()[part].b);
        }
        else
        {
            AddNode(part);
        }
        m_states[failed - 1] = m_now;
    }
}

void
FailureSweep::AddNode(uint32_t node)
{
    m_works[node] = true;
    if (m_graph.IsServer(node))
    {
        m_size[node] = 1;
        ++m_now.servers;
        ++m_now.components;
        m_now.largest = std::max(m_now.largest, 1U);
    }
    if (!m_mendCables)
    {
        return;
    }
    for (uint32_t next : boost::make_iterator_range(adjacent_vertices(node, m_graph.GetGraph())))
    {
        if (m_works[next])
        {
            Join(node, next);
        }
    }
}

void
FailureSweep::Join(uint32_t a, uint32_t b)
{
    const uint32_t rootA = m_sets.Find(a);
    const uint32_t rootB = m_sets.Find(b);
    if (rootA == rootB)
    {
        return;
    }
    const uint32_t sizeA = m_size[rootA];
    const uint32_t sizeB = m_size[rootB];
    m_sets.Unite(rootA, rootB);
    m_size[m_sets.Find(a)] = sizeA + sizeB;
    m_now.connectedPairs += static_cast<uint64_t>(sizeA) * sizeB;
    m_now.largest = std::max(m_now.largest, sizeA + sizeB);
    m_now.components -= sizeA > 0 && sizeB > 0 ? 1 : 0;
}

uint32_t
FailureSweep::GetFirstPartition() const
{
    const auto first = std::find_if(m_states.begin(), m_states.end(), [](const State& state) {
        return state.IsPartitioned();
    });
    return first == m_states.end() ? 0 : static_cast<uint32_t>(first - m_states.begin());
}

uint32_t
FailureSweep::GetHalfDisconnected() const
{
    const auto first = std::find_if(m_states.begin(), m_states.end(), [](const State& state) {
        return state.GetPairShare() < 0.5;
    });
    return first == m_states.end() ? 0 : static_cast<uint32_t>(first - m_states.begin());
}

} // namespace ns3::camcube
