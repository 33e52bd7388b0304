/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector-helper.h"

#include "multi-hop-routing-helper.h"

#include "ns3/failure-detection.h"
#include "ns3/node.h"
#include "ns3/pointer.h"

namespace ns3
{

DistanceVectorHelper::DistanceVectorHelper()
{
    m_factory.SetTypeId("ns3::DistanceVector");
    m_timingFactory.SetTypeId("ns3::DistanceVectorTiming");
    m_detectionFactory.SetTypeId("ns3::FailureDetection");
}

void
DistanceVectorHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

void
DistanceVectorHelper::SetTimingAttribute(const std::string& name, const AttributeValue& value)
{
    m_timingFactory.Set(name, value);
}

void
DistanceVectorHelper::SetDetectionAttribute(const std::string& name, const AttributeValue& value)
{
    m_detectionFactory.Set(name, value);
}

ApplicationContainer
DistanceVectorHelper::Install(const NodeContainer& servers)
{
    ApplicationContainer services;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (!MultiHopRoutingHelper::Get(*server))
        {
            MultiHopRoutingHelper().Install(NodeContainer(*server));
        }
        Ptr<FailureDetection> detection = m_detectionFactory.Create<FailureDetection>();
        Ptr<DistanceVector> service = m_factory.Create<DistanceVector>();
        service->SetAttribute("Timing",
                              PointerValue(m_timingFactory.Create<DistanceVectorTiming>()));
        service->SetDetection(detection->GetDifference());
        detection->AddListener([router = PeekPointer(service)](uint8_t port, bool alive) {
            alive ? router->NeighborFound(port) : router->NeighborLost(port);
        });
        (*server)->AddApplication(detection);
        (*server)->AddApplication(service);
        services.Add(service);
    }
    return services;
}

Ptr<DistanceVector>
DistanceVectorHelper::Get(Ptr<Node> server)
{
    for (uint32_t i = 0; i < server->GetNApplications(); ++i)
    {
        if (auto service = DynamicCast<DistanceVector>(server->GetApplication(i)))
        {
            return service;
        }
    }
    return nullptr;
}

} // namespace ns3
