/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sleeping-links-helper.h"

#include "attribute-check.h"
#include "multi-hop-routing-helper.h"
#include "torus-helper.h"

#include "ns3/cube-partition.h"
#include "ns3/link-power.h"
#include "ns3/link-sleeper.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/sleep-policy.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

SleepingLinksHelper::SleepingLinksHelper()
{
    m_policyFactory.SetTypeId("ns3::camcube::SleepPolicy");
    m_powerFactory.SetTypeId("ns3::camcube::LinkPower");
}

void
SleepingLinksHelper::SetPolicyAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_policyFactory.GetTypeId().GetName(), name, value);
    m_policyFactory.Set(name, value);
}

void
SleepingLinksHelper::SetPowerAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_powerFactory.GetTypeId().GetName(), name, value);
    m_powerFactory.Set(name, value);
}

void
SleepingLinksHelper::InstallPower(const Links& links) const
{
    for (const auto& link : links)
    {
        if (!link->GetPower())
        {
            m_powerFactory.Create<LinkPower>()->Attach(link);
        }
    }
}

ApplicationContainer
SleepingLinksHelper::Install(const NodeContainer& servers) const
{
    if (CubePartition::Get())
    {
        throw std::invalid_argument(
            "links sleep by an agreement of both ends at one instant, so they "
            "need one process; start one, or leave sleeping links out");
    }
    const Ptr<SleepPolicy> policy = m_policyFactory.Create<SleepPolicy>();
    ApplicationContainer services;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const Ptr<Runtime> runtime = (*server)->GetObject<Runtime>();
        if (!runtime)
        {
            throw std::invalid_argument("node " + std::to_string((*server)->GetId()) +
                                        " is not a server of a cube, whose links could sleep; "
                                        "create servers with TorusHelper");
        }
        if (!MultiHopRoutingHelper::Get(*server))
        {
            MultiHopRoutingHelper().Install(NodeContainer(*server));
        }
        for (uint8_t port : runtime->GetTorus().GetPorts())
        {
            InstallPower({TorusHelper::GetLink(*server, port)});
        }
        Ptr<LinkSleeper> service = CreateObject<LinkSleeper>();
        service->SetAttribute("Policy", PointerValue(policy));
        (*server)->AddApplication(service);
        services.Add(service);
    }
    return services;
}

Ptr<LinkSleeper>
SleepingLinksHelper::Get(Ptr<Node> server)
{
    for (uint32_t i = 0; i < server->GetNApplications(); ++i)
    {
        if (auto service = DynamicCast<LinkSleeper>(server->GetApplication(i)))
        {
            return service;
        }
    }
    return nullptr;
}

LinkEnergy
SleepingLinksHelper::GetEnergy(const Links& links)
{
    LinkEnergy energy;
    for (const auto& link : links)
    {
        energy += link->GetPower() ? link->GetPower()->GetEnergy() : LinkEnergy();
    }
    return energy;
}

uint32_t
SleepingLinksHelper::CountAsleep(const Links& links)
{
    return static_cast<uint32_t>(std::count_if(links.begin(), links.end(), [](const auto& link) {
        return link->GetPower() && link->GetPower()->GetState() == LinkPower::ASLEEP;
    }));
}

} // namespace ns3::camcube
