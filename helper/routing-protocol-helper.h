/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_PROTOCOL_HELPER_H
#define ROUTING_PROTOCOL_HELPER_H

#include "ns3/application-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/routing-protocol.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts routing that survives failures on the servers of a cube: the multi-hop routing service
 * where there is none yet, the detection of lost neighbours, and a protocol that keeps the routes.
 */
class RoutingProtocolHelper
{
  public:
    /**
     * \param protocol the class of the protocol, such as "ns3::camcube::LinkState"
     * \throws std::invalid_argument if there is none of this name
     */
    explicit RoutingProtocolHelper(const std::string& protocol);
    virtual ~RoutingProtocolHelper();
    RoutingProtocolHelper(const RoutingProtocolHelper&) = default;
    RoutingProtocolHelper& operator=(const RoutingProtocolHelper&) = default;

    /**
     * Sets an attribute of the protocol's services that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * Sets an attribute of the FailureDetection services that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetDetectionAttribute(const std::string& name, const AttributeValue& value);

    /** \return the protocol's services, in the order of the servers */
    ApplicationContainer Install(const NodeContainer& servers) const;

    /** \return the service of a protocol on a server, null if there is none */
    static Ptr<RoutingProtocol> Get(Ptr<Node> server);

  protected:
    /** Sets an attribute of what a factory makes, if its class takes it; see SetAttribute(). */
    static void Set(ObjectFactory& factory, const std::string& name, const AttributeValue& value);

  private:
    /** Gives a service what its attributes alone do not. */
    virtual void Prepare(Ptr<RoutingProtocol> service) const;

    ObjectFactory m_factory;          //!< makes the services
    ObjectFactory m_detectionFactory; //!< makes the detection
};

} // namespace ns3::camcube

#endif /* ROUTING_PROTOCOL_HELPER_H */
