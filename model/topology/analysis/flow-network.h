/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_NETWORK_H
#define FLOW_NETWORK_H

#include "ns3/topology-graph.h"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/graph_traits.hpp>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A network of arcs with whole capacities, for questions that a maximum flow answers: by Menger's
 * theorem (1927) there are as many disjoint paths between two nodes as the fewest failures that cut
 * them apart.
 */
class FlowNetwork
{
  public:
    static constexpr int32_t UNLIMITED = 1 << 24; //!< more than any cut of a topology

    /** One arc, and the capacity of the arc back. */
    struct Arc
    {
        uint32_t from;        //!< node
        uint32_t to;          //!< node
        int32_t capacity;     //!< from \c from to \c to
        int32_t backCapacity; //!< from \c to to \c from
    };

    /** How many paths may use one cable, one server, one switch; those that do not fail: UNLIMITED.
     */
    struct Capacities
    {
        int32_t cable;    //!< of a cable, each way
        int32_t server;   //!< of a server in between
        int32_t switches; //!< of a switch
    };

    using Graph = boost::compressed_sparse_row_graph<boost::directedS,
                                                     boost::no_property,
                                                     uint32_t,
                                                     boost::no_property,
                                                     uint32_t,
                                                     uint32_t>;
    using ArcDescriptor = boost::graph_traits<Graph>::edge_descriptor;

    FlowNetwork(uint32_t nodes, const std::vector<Arc>& arcs);

    /** A network in which every node of a topology is an entrance, an exit, and an arc between. */
    FlowNetwork(const TopologyGraph& topology, const Capacities& capacities);

    /** \return where a topology's node is entered */
    static uint32_t GetEntrance(uint32_t node)
    {
        return 2 * node;
    }

    /** \return where a topology's node is left */
    static uint32_t GetExit(uint32_t node)
    {
        return 2 * node + 1;
    }

    /** \return the maximum flow between two different nodes of this network */
    int64_t GetMaximumFlow(uint32_t from, uint32_t to);

    const Graph& GetGraph() const
    {
        return m_graph;
    }

    /** \return capacities by arc */
    const std::vector<int32_t>& GetCapacities() const
    {
        return m_capacities;
    }

    /** \return the arc back, by arc */
    const std::vector<ArcDescriptor>& GetReverse() const
    {
        return m_reverse;
    }

    /** \return the number of an arc in those lists */
    uint32_t GetNumber(const ArcDescriptor& arc) const
    {
        return get(boost::edge_index, m_graph, arc);
    }

  private:
    Graph m_graph;                        //!< the arcs, and beside each the one back
    std::vector<int32_t> m_capacities;    //!< by arc
    std::vector<int32_t> m_residuals;     //!< by arc, what a flow has left
    std::vector<ArcDescriptor> m_reverse; //!< by arc
};

} // namespace ns3::camcube

#endif /* FLOW_NETWORK_H */
