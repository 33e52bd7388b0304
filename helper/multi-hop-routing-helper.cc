/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "multi-hop-routing-helper.h"

#include "attribute-check.h"

#include "ns3/node.h"

namespace ns3::camcube
{

MultiHopRoutingHelper::MultiHopRoutingHelper()
{
    m_factory.SetTypeId("ns3::camcube::MultiHopRouting");
}

void
MultiHopRoutingHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_factory.GetTypeId().GetName(), name, value);
    m_factory.Set(name, value);
}

ApplicationContainer
MultiHopRoutingHelper::Install(const NodeContainer& servers)
{
    ApplicationContainer services;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        Ptr<MultiHopRouting> service = m_factory.Create<MultiHopRouting>();
        (*server)->AddApplication(service);
        services.Add(service);
    }
    return services;
}

int64_t
MultiHopRoutingHelper::AssignStreams(const NodeContainer& servers, int64_t stream)
{
    int64_t used = 0;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (Ptr<MultiHopRouting> service = Get(*server))
        {
            used += service->AssignStreams(stream + used);
        }
    }
    return used;
}

uint64_t
MultiHopRoutingHelper::CountForwarded(const NodeContainer& servers)
{
    uint64_t forwarded = 0;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (Ptr<MultiHopRouting> service = Get(*server))
        {
            forwarded += service->GetCounters().forwarded;
        }
    }
    return forwarded;
}

Ptr<MultiHopRouting>
MultiHopRoutingHelper::Get(Ptr<Node> server)
{
    for (uint32_t i = 0; i < server->GetNApplications(); ++i)
    {
        if (auto service = DynamicCast<MultiHopRouting>(server->GetApplication(i)))
        {
            return service;
        }
    }
    return nullptr;
}

} // namespace ns3::camcube
