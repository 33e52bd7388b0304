/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BOUNDED_DISJOINT_PATHS_H
#define BOUNDED_DISJOINT_PATHS_H

#include "flow-network.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Disjoint paths from one server to a set of others, counted up to a limit.
 *
 * Augmenting paths, shortest first. It touches only the surroundings of the server, where the
 * algorithms of Boost.Graph begin by visiting the whole network, so that it can be asked for every
 * server of thousands.
 */
class BoundedDisjointPaths
{
  public:
    /** \param network of a topology's split nodes, which must outlive this object */
    explicit BoundedDisjointPaths(const FlowNetwork& network);

    /** Adds a server to the set. */
    void AddTarget(uint32_t server);

    /** \return the most disjoint paths from a server outside the set to servers in it, or limit */
    uint32_t Count(uint32_t server, uint32_t limit);

  private:
    /** \return whether one path more was found, and its capacity taken */
    bool Augment(uint32_t from);

    /** Takes a unit of capacity along the path that ends at a node. */
    void Take(uint32_t from, uint32_t to);

    const FlowNetwork& m_network;                     //!< the capacities
    std::vector<int32_t> m_residuals;                 //!< by arc, what is left of its capacity
    std::vector<uint32_t> m_changed;                  //!< arcs with another residual than capacity
    std::vector<bool> m_isTarget;                     //!< by node of the network
    std::vector<uint32_t> m_seen;                     //!< by node, the last search that saw it
    uint32_t m_search{0};                             //!< counts searches
    std::vector<FlowNetwork::ArcDescriptor> m_before; //!< by node, the arc that reached it
    std::vector<uint32_t> m_queue;                    //!< nodes seen
};

} // namespace ns3::camcube

#endif /* BOUNDED_DISJOINT_PATHS_H */
