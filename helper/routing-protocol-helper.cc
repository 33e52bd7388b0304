/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routing-protocol-helper.h"

#include "attribute-check.h"
#include "multi-hop-routing-helper.h"

#include "ns3/cube-partition.h"
#include "ns3/failure-detection.h"
#include "ns3/node.h"

#include <stdexcept>

namespace ns3::camcube
{

RoutingProtocolHelper::RoutingProtocolHelper(const std::string& protocol)
{
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(protocol, &type) ||
        !type.IsChildOf(RoutingProtocol::GetTypeId()))
    {
        throw std::invalid_argument("\"" + protocol.substr(0, 80) +
                                    "\" is no routing protocol; give a class that derives from "
                                    "ns3::camcube::RoutingProtocol");
    }
    m_factory.SetTypeId(type);
    m_detectionFactory.SetTypeId(FailureDetection::GetTypeId());
}

RoutingProtocolHelper::~RoutingProtocolHelper() = default;

void
RoutingProtocolHelper::Set(ObjectFactory& factory,
                           const std::string& name,
                           const AttributeValue& value)
{
    CheckAttribute(factory.GetTypeId().GetName(), name, value);
    factory.Set(name, value);
}

void
RoutingProtocolHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    Set(m_factory, name, value);
}

void
RoutingProtocolHelper::SetDetectionAttribute(const std::string& name, const AttributeValue& value)
{
    Set(m_detectionFactory, name, value);
}

ApplicationContainer
RoutingProtocolHelper::Install(const NodeContainer& servers) const
{
    ApplicationContainer services;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (CubePartition::IsElsewhere(*server))
        {
            continue;
        }
        if (!MultiHopRoutingHelper::Get(*server))
        {
            MultiHopRoutingHelper().Install(NodeContainer(*server));
        }
        Ptr<FailureDetection> detection = m_detectionFactory.Create<FailureDetection>();
        Ptr<RoutingProtocol> service = m_factory.Create<RoutingProtocol>();
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

Ptr<RoutingProtocol>
RoutingProtocolHelper::Get(Ptr<Node> server)
{
    for (uint32_t i = 0; i < server->GetNApplications(); ++i)
    {
        if (auto service = DynamicCast<RoutingProtocol>(server->GetApplication(i)))
        {
            return service;
        }
    }
    return nullptr;
}

void
RoutingProtocolHelper::Prepare(Ptr<RoutingProtocol>) const
{
}

} // namespace ns3::camcube
