/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routing-protocol.h"

#include "multi-hop-routing.h"

#include "ns3/node.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(RoutingProtocol);

TypeId
RoutingProtocol::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::RoutingProtocol")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddTraceSource("Sent",
                            "The payload of a message that is on its way to a neighbour, and the "
                            "port to it",
                            MakeTraceSourceAccessor(&RoutingProtocol::m_sent),
                            "ns3::camcube::RoutingProtocol::SentCallback");
    return tid;
}

RoutingProtocol::RoutingProtocol(uint16_t serviceId)
    : Service(serviceId),
      m_sender(*this, m_sent)
{
}

RoutingProtocol::~RoutingProtocol() = default;

void
RoutingProtocol::SetDetection(Time difference)
{
    m_detection = difference;
}

void
RoutingProtocol::Placed()
{
    m_sender.SetRuntime(GetRuntime());
}

bool
RoutingProtocol::NeedsPlace() const
{
    return true;
}

bool
RoutingProtocol::IsUrgent() const
{
    return true;
}

FramePtr
RoutingProtocol::Poll(uint8_t out)
{
    return m_sender.Poll(out);
}

uint32_t
RoutingProtocol::GetQueuedFrames(uint8_t out) const
{
    return m_sender.GetQueued(out);
}

void
RoutingProtocol::LinkDown(uint8_t port)
{
    if (!m_detection)
    {
        NeighborLost(port);
    }
}

void
RoutingProtocol::LinkUp(uint8_t port)
{
    if (!m_detection)
    {
        NeighborFound(port);
    }
    if (GetQueuedFrames(port) != 0)
    {
        // The loss of carrier has not counted, and what has waited since is still to be sent.
        GetRuntime().RequestPoll(this, PortSet::Of(port));
    }
}

void
RoutingProtocol::PublishTable() const
{
    for (uint32_t i = 0; i < GetNode()->GetNApplications(); ++i)
    {
        if (auto routing = DynamicCast<MultiHopRouting>(GetNode()->GetApplication(i)))
        {
            routing->SetTable(ShareTable());
        }
    }
}

void
RoutingProtocol::ThrowNoTable() const
{
    throw std::logic_error("a " + GetInstanceTypeId().GetName() +
                           " was asked for its routes before it was deployed; install it on a "
                           "server of a cube, and run the simulation to its start time");
}

void
RoutingProtocol::ReportLostNeighbors()
{
    for (uint8_t port : GetRuntime().GetTorus().GetPorts())
    {
        if (!GetRuntime().GetUpPorts().Contains(port))
        {
            NeighborLost(port);
        }
    }
}

void
RoutingProtocol::NoteChange()
{
    m_lastChange = Simulator::Now();
}

} // namespace ns3::camcube
