/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "structured-routing.h"

#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("StructuredRouting");

NS_OBJECT_ENSURE_REGISTERED(StructuredRouting);

namespace
{

/** To whoever is at the other end of a cable. */
const Ipv4Address NEIGHBOR{"255.255.255.255"};

} // namespace

TypeId
StructuredRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::CamCubeStructuredRouting")
                            .SetParent<Ipv4RoutingProtocol>()
                            .SetGroupName("CamCube");
    return tid;
}

void
StructuredRouting::SetPlace(uint32_t node, Ipv4Address address, uint32_t ports, bool isServer)
{
    m_node = node;
    m_address = address;
    m_isServer = isServer;
    m_routes.assign(ports, nullptr);
    m_wasUp.assign(ports, false);
}

Ptr<Ipv4Route>
StructuredRouting::RouteOutput(Ptr<Packet>,
                               const Ipv4Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& sockerr)
{
    const bool isKnown = IsServer(header.GetDestination());
    if (!isKnown)
    {
        ++m_nUnknown;
    }
    // Which port is taken is not the socket's choice.
    if (!isKnown || !m_isServer || (oif && oif != m_ipv4->GetNetDevice(0)))
    {
        sockerr = Socket::ERROR_NOROUTETOHOST;
        return nullptr;
    }
    sockerr = Socket::ERROR_NOTERROR;
    Ptr<Ipv4Route> route = Create<Ipv4Route>();
    route->SetSource(m_address);
    route->SetDestination(header.GetDestination());
    route->SetGateway(Ipv4Address::GetLoopback());
    route->SetOutputDevice(m_ipv4->GetNetDevice(0));
    return route;
}

bool
StructuredRouting::RouteInput(Ptr<const Packet> p,
                              const Ipv4Header& header,
                              Ptr<const NetDevice> idev,
                              UnicastForwardArgument ucb,
                              MulticastForwardArgument /* mcb */,
                              LocalDeliverArgument lcb,
                              RouteErrorArgument ecb)
{
    const auto interface = static_cast<uint32_t>(m_ipv4->GetInterfaceForDevice(idev));
    Transit transit{p->Copy(), header, interface, ucb, lcb, ecb};
    if (interface == 0)
    {
        if (header.GetDestination() == m_address)
        {
            lcb(p, header, interface);
            return true;
        }
        // The way over the loopback device is none that a packet should pay for.
        transit.header.SetTtl(std::min(header.GetTtl() + 1, 255));
        Originate(transit);
    }
    else if (header.GetProtocol() == MESSAGE_PROTOCOL)
    {
        HearLinkState(transit);
    }
    else if (header.GetProtocol() == SHIM_PROTOCOL)
    {
        Arrive(transit);
    }
    else
    {
        Drop(transit);
    }
    return true;
}

void
StructuredRouting::Forward(const Transit& transit, uint32_t port)
{
    if (!m_routes[port])
    {
        Drop(transit);
        return;
    }
    m_nExpired += transit.header.GetTtl() <= 1;
    transit.forward(m_routes[port], transit.packet, transit.header);
}

void
StructuredRouting::Drop(const Transit& transit)
{
    NS_LOG_LOGIC("node " << m_node << ": no way to " << transit.header.GetDestination());
    ++m_nUnreachable;
    transit.fail(transit.packet, transit.header, Socket::ERROR_NOROUTETOHOST);
}

void
StructuredRouting::SendMessage(Ptr<Packet> message, uint32_t port, Ipv4Address to, uint8_t protocol)
{
    if (m_routes[port])
    {
        ++m_nMessages;
        m_ipv4->Send(message, m_address, to, protocol, m_routes[port]);
    }
}

void
StructuredRouting::NotifyInterfaceUp(uint32_t interface)
{
    if (interface < 1 || interface > m_routes.size())
    {
        return; // the loopback, or a device that is no part of the network
    }
    const uint32_t port = interface - 1;
    const bool isRepair = m_wasUp[port] && !m_routes[port];
    m_wasUp[port] = true;
    m_routes[port] = Create<Ipv4Route>();
    m_routes[port]->SetSource(m_address);
    m_routes[port]->SetGateway(Ipv4Address::GetAny()); // whoever is at the other end of the cable
    m_routes[port]->SetOutputDevice(m_ipv4->GetNetDevice(interface));
    if (!isRepair)
    {
        return;
    }
    ScheduleAnnouncement();
    if (MaySpeak(port))
    {
        for (const auto& [node, state] : m_linkState.GetStates())
        {
            Tell(state, port);
        }
    }
}

void
StructuredRouting::NotifyInterfaceDown(uint32_t interface)
{
    if (interface >= 1 && interface <= m_routes.size() && m_routes[interface - 1])
    {
        m_routes[interface - 1] = nullptr;
        ScheduleAnnouncement();
    }
}

void
StructuredRouting::ScheduleAnnouncement()
{
    if (!m_announcement.IsRunning())
    {
        m_announcement = Simulator::ScheduleNow(&StructuredRouting::Announce, this);
    }
}

void
StructuredRouting::Announce()
{
    LinkStateHeader message;
    message.node = m_node;
    message.sequence = ++m_sequence;
    for (uint32_t port = 0; port < m_routes.size(); ++port)
    {
        if (!m_routes[port])
        {
            message.isDown.push_back(port);
        }
    }
    m_linkState.Update(message);
    if (Announces())
    {
        Spread(message, UINT32_MAX);
    }
    NotifyLinkState();
}

void
StructuredRouting::HearLinkState(const Transit& transit)
{
    LinkStateHeader message;
    if (transit.packet->RemoveHeader(message) == 0)
    {
        Drop(transit);
    }
    else if (message.node != m_node && m_linkState.Update(message))
    {
        if (Relays())
        {
            Spread(message, transit.interface - 1);
        }
        NotifyLinkState();
    }
}

void
StructuredRouting::Spread(const LinkStateHeader& message, uint32_t except)
{
    for (uint32_t port = 0; port < m_routes.size(); ++port)
    {
        if (port != except && MaySpeak(port))
        {
            Tell(message, port);
        }
    }
}

void
StructuredRouting::Tell(const LinkStateHeader& message, uint32_t port)
{
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(message);
    SendMessage(packet, port, NEIGHBOR, MESSAGE_PROTOCOL);
}

void
StructuredRouting::NotifyAddAddress(uint32_t, Ipv4InterfaceAddress)
{
}

void
StructuredRouting::NotifyRemoveAddress(uint32_t, Ipv4InterfaceAddress)
{
}

void
StructuredRouting::SetIpv4(Ptr<Ipv4> ipv4)
{
    m_ipv4 = ipv4;
}

void
StructuredRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const
{
    std::ostream& os = *stream->GetStream();
    os << "Node: " << m_ipv4->GetObject<Node>()->GetId() << ", Time: " << Simulator::Now().As(unit)
       << ", " << GetInstanceTypeId().GetName() << " of " << m_address << "\n";
    for (const auto& [node, state] : m_linkState.GetStates())
    {
        state.Print(os);
        os << '\n';
    }
}

void
StructuredRouting::DoDispose()
{
    m_announcement.Cancel();
    m_ipv4 = nullptr;
    m_routes.clear();
    Ipv4RoutingProtocol::DoDispose();
}

} // namespace ns3
