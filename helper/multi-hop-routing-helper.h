/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTI_HOP_ROUTING_HELPER_H
#define MULTI_HOP_ROUTING_HELPER_H

#include "service-helper.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/node-container.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts the multi-hop routing service on servers of a cube.
 */
class MultiHopRoutingHelper : public ServiceHelper<MultiHopRouting>
{
  public:
    /** \return packets that the services of some servers have put on links so far */
    static uint64_t CountForwarded(const NodeContainer& servers);
};

} // namespace ns3::camcube

#endif /* MULTI_HOP_ROUTING_HELPER_H */
