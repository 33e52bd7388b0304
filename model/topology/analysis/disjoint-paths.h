/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISJOINT_PATHS_H
#define DISJOINT_PATHS_H

#include "ns3/topology-graph.h"

#include <cstdint>
#include <memory>

namespace ns3::camcube
{

class FlowNetwork;

/**
 * \ingroup camcube
 *
 * How many paths between two servers share nothing: no cable, or no cable, server and switch on the
 * way. A maximum flow of Boost.Graph.
 */
class DisjointPaths
{
  public:
    /** What two paths may not share. */
    enum Kind : uint8_t
    {
        EDGE, //!< no cable
        NODE  //!< no node on the way, nor a cable between the two ends
    };

    DisjointPaths(const TopologyGraph& graph, Kind kind);
    ~DisjointPaths();

    /** \return the most disjoint paths between two different servers */
    uint32_t Count(uint32_t from, uint32_t to);

  private:
    std::unique_ptr<FlowNetwork> m_network; //!< with the capacities of the kind
};

} // namespace ns3::camcube

#endif /* DISJOINT_PATHS_H */
