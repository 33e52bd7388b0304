/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTI_HOP_ROUTING_HELPER_H
#define MULTI_HOP_ROUTING_HELPER_H

#include "ns3/application-container.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts the multi-hop routing service on servers of a cube.
 */
class MultiHopRoutingHelper
{
  public:
    MultiHopRoutingHelper();

    /**
     * Sets an attribute of the MultiHopRouting services that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /** \return the services, in the order of the servers */
    ApplicationContainer Install(const NodeContainer& servers);

    /** Fixes the random streams of all services. \return streams used */
    static int64_t AssignStreams(const NodeContainer& servers, int64_t stream);

    /** \return the routing service on a server, null if there is none */
    static Ptr<MultiHopRouting> Get(Ptr<Node> server);

    /** \return packets that the services of some servers have put on links so far */
    static uint64_t CountForwarded(const NodeContainer& servers);

  private:
    ObjectFactory m_factory; //!< makes services
};

} // namespace ns3::camcube

#endif /* MULTI_HOP_ROUTING_HELPER_H */
