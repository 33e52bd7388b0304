/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RANDOM_TOPOLOGY_H
#define RANDOM_TOPOLOGY_H

#include "ns3/topology-graph.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace ns3::camcube
{

/** Joins nodes by cables drawn at random, some of them in parallel; may be in pieces. */
inline TopologyGraph
DrawTopology(uint32_t servers, uint32_t switches, uint32_t cables, std::mt19937_64& random)
{
    const uint32_t nodes = servers + switches;
    std::vector<uint32_t> ports(nodes, 0);
    std::vector<TopologyGraph::Cable> list;
    for (uint32_t i = 0; i < cables; ++i)
    {
        const auto a = static_cast<uint32_t>(random() % nodes);
        const auto b = static_cast<uint32_t>((a + 1 + random() % (nodes - 1)) % nodes);
        list.push_back({a, ports[a], b, ports[b]});
        ++ports[a];
        ++ports[b];
    }
    return {servers, switches, list};
}

/** What works of a small topology, and what reaches what: by relaxation, for comparison. */
class Remnant
{
  public:
    /** \param deadNodes bits of nodes that failed \param deadCables bits of cables that failed */
    Remnant(const TopologyGraph& graph, uint64_t deadNodes, uint64_t deadCables)
        : m_graph(graph),
          m_deadNodes(deadNodes),
          m_names(graph.GetNNodes())
    {
        for (uint32_t node = 0; node < m_names.size(); ++node)
        {
            m_names[node] = node;
        }
        for (bool changed = true; changed;)
        {
            changed = false;
            for (uint32_t i = 0; i < graph.GetCables().size(); ++i)
            {
                const TopologyGraph::Cable& cable = graph.GetCables()[i];
                if (deadCables >> i & 1 || IsDead(cable.a) || IsDead(cable.b) ||
                    m_names[cable.a] == m_names[cable.b])
                {
                    continue;
                }
                m_names[cable.a] = m_names[cable.b] = std::min(m_names[cable.a], m_names[cable.b]);
                changed = true;
            }
        }
    }

    bool IsDead(uint32_t node) const
    {
        return m_deadNodes >> node & 1;
    }

    /** \return whether one of two working nodes reaches the other */
    bool Reaches(uint32_t a, uint32_t b) const
    {
        return m_names[a] == m_names[b];
    }

    /** \return whether some working server is cut off from another */
    bool IsPartitioned() const
    {
        for (uint32_t a = 0; a < m_graph.GetNServers(); ++a)
        {
            for (uint32_t b = 0; b < a; ++b)
            {
                if (!IsDead(a) && !IsDead(b) && !Reaches(a, b))
                {
                    return true;
                }
            }
        }
        return false;
    }

  private:
    const TopologyGraph& m_graph;  //!< intact
    uint64_t m_deadNodes;          //!< as bits
    std::vector<uint32_t> m_names; //!< by node, the least node that it reaches
};

} // namespace ns3::camcube

#endif /* RANDOM_TOPOLOGY_H */
