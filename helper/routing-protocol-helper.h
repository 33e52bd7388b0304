/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_PROTOCOL_HELPER_H
#define ROUTING_PROTOCOL_HELPER_H

#include "attribute-check.h"
#include "multi-hop-routing-helper.h"

#include "ns3/application-container.h"
#include "ns3/failure-detection.h"
#include "ns3/node-container.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Puts routing that survives failures on the servers of a cube: the multi-hop routing service
 * where there is none yet, the detection of lost neighbours, and a protocol that keeps the routes.
 * What the helpers of all protocols have in common.
 */
template <typename Protocol>
class RoutingProtocolHelper
{
  public:
    /** The protocol that is installed. */
    using Service = Protocol;

    RoutingProtocolHelper()
    {
        m_factory.SetTypeId(Protocol::GetTypeId());
        m_detectionFactory.SetTypeId(FailureDetection::GetTypeId());
    }

    virtual ~RoutingProtocolHelper() = default;

    /**
     * Sets an attribute of the protocol's services that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetAttribute(const std::string& name, const AttributeValue& value)
    {
        Set(m_factory, name, value);
    }

    /**
     * Sets an attribute of the FailureDetection services that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetDetectionAttribute(const std::string& name, const AttributeValue& value)
    {
        Set(m_detectionFactory, name, value);
    }

    /** \return the protocol's services, in the order of the servers */
    ApplicationContainer Install(const NodeContainer& servers)
    {
        ApplicationContainer services;
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            if (!MultiHopRoutingHelper::Get(*server))
            {
                MultiHopRoutingHelper().Install(NodeContainer(*server));
            }
            Ptr<FailureDetection> detection = m_detectionFactory.Create<FailureDetection>();
            Ptr<Protocol> service = m_factory.Create<Protocol>();
            Prepare(service);
            service->SetDetection(detection->GetDifference());
            detection->AddListener([protocol = PeekPointer(service)](uint8_t port, bool alive) {
                alive ? protocol->NeighborFound(port) : protocol->NeighborLost(port);
            });
            (*server)->AddApplication(detection);
            (*server)->AddApplication(service);
            services.Add(service);
        }
        return services;
    }

    /** \return the protocol's service on a server, null if there is none */
    static Ptr<Protocol> Get(Ptr<Node> server)
    {
        for (uint32_t i = 0; i < server->GetNApplications(); ++i)
        {
            if (auto service = DynamicCast<Protocol>(server->GetApplication(i)))
            {
                return service;
            }
        }
        return nullptr;
    }

  protected:
    RoutingProtocolHelper(const RoutingProtocolHelper&) = default;
    RoutingProtocolHelper& operator=(const RoutingProtocolHelper&) = default;

    static void Set(ObjectFactory& factory, const std::string& name, const AttributeValue& value)
    {
        CheckAttribute(factory.GetTypeId().GetName(), name, value);
        factory.Set(name, value);
    }

  private:
    /** Gives a service what its attributes alone do not. */
    virtual void Prepare(Ptr<Protocol>)
    {
    }

    ObjectFactory m_factory;          //!< makes the services
    ObjectFactory m_detectionFactory; //!< makes the detection
};

} // namespace ns3::camcube

#endif /* ROUTING_PROTOCOL_HELPER_H */
