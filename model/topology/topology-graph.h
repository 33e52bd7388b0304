/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TOPOLOGY_GRAPH_H
#define TOPOLOGY_GRAPH_H

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Any topology as a graph: servers and switches are its vertices, cables its edges. No simulator
 * in it.
 *
 * Servers are numbered from 0 in the order of their topology, switches follow. Two nodes may have
 * several cables, as on a torus with a side of 2; each counts.
 */
class TopologyGraph
{
  public:
    /** One cable, and where it is plugged in. */
    struct Cable
    {
        uint32_t a;     //!< the node at one end
        uint32_t portA; //!< its port there
        uint32_t b;     //!< the node at the other end
        uint32_t portB; //!< its port there
    };

    /** What an arc, one direction of a cable, carries in Graph. */
    struct Arc
    {
        uint32_t cable; //!< its number in GetCables()
    };

    /** The graph for the algorithms of Boost.Graph: two arcs a cable, one each way. */
    using Graph = boost::compressed_sparse_row_graph<boost::directedS,
                                                     boost::no_property,
                                                     Arc,
                                                     boost::no_property,
                                                     uint32_t,
                                                     uint32_t>;

    /**
     * \param servers number of servers, from 1
     * \param switches number of switches
     * \param cables all cables
     * \throws std::invalid_argument if a cable leads to no node or to its own node, or if two are
     *         plugged into one port
     */
    TopologyGraph(uint32_t servers, uint32_t switches, std::vector<Cable> cables);

    uint32_t GetNServers() const
    {
        return m_servers;
    }

    uint32_t GetNSwitches() const
    {
        return GetNNodes() - m_servers;
    }

    /** \return servers and switches together */
    uint32_t GetNNodes() const
    {
        return static_cast<uint32_t>(num_vertices(m_graph));
    }

    bool IsServer(uint32_t node) const
    {
        return node < m_servers;
    }

    const std::vector<Cable>& GetCables() const
    {
        return m_cables;
    }

    /** \return the cables at a node */
    uint32_t GetDegree(uint32_t node) const
    {
        return static_cast<uint32_t>(out_degree(node, m_graph));
    }

    /** \return the fewest cables at any server */
    uint32_t GetLeastServerDegree() const;

    /** \return the graph, for Boost's algorithms and for loops over a node's arcs */
    const Graph& GetGraph() const
    {
        return m_graph;
    }

    /**
     * \param servers how many servers, may be more than can be built
     * \param switches how many switches
     * \param cables how many cables
     * \return what a graph of that size takes with its metrics at work, in bytes
     */
    static double EstimateBytes(double servers, double switches, double cables);

  private:
    uint32_t m_servers;          //!< the first nodes
    std::vector<Cable> m_cables; //!< by number
    Graph m_graph;               //!< both directions of each
};

} // namespace ns3::camcube

#endif /* TOPOLOGY_GRAPH_H */
