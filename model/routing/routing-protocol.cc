/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routing-protocol.h"

#include "multi-hop-routing.h"

#include "ns3/node.h"
#include "ns3/runtime.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(RoutingProtocol);

TypeId
RoutingProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::RoutingProtocol").SetParent<Service>().SetGroupName("CamCube");
    return tid;
}

RoutingProtocol::RoutingProtocol(uint16_t serviceId)
    : Service(serviceId)
{
}

RoutingProtocol::~RoutingProtocol() = default;

void
RoutingProtocol::SetDetection(Time)
{
    m_detected = true;
}

bool
RoutingProtocol::IsUrgent() const
{
    return true;
}

void
RoutingProtocol::LinkDown(uint8_t port)
{
    if (!m_detected)
    {
        NeighborLost(port);
    }
}

void
RoutingProtocol::LinkUp(uint8_t port)
{
    if (!m_detected)
    {
        NeighborFound(port);
    }
}

void
RoutingProtocol::Serve(const std::shared_ptr<const NextHopTable>& table) const
{
    for (uint32_t i = 0; i < GetNode()->GetNApplications(); ++i)
    {
        if (auto routing = DynamicCast<MultiHopRouting>(GetNode()->GetApplication(i)))
        {
            routing->SetTable(table);
        }
    }
}

void
RoutingProtocol::MissNeighbors()
{
    for (uint8_t port : GetRuntime().GetTorus().GetPorts())
    {
        if (!GetRuntime().GetUpPorts().Contains(port))
        {
            NeighborLost(port);
        }
    }
}

} // namespace ns3::camcube
