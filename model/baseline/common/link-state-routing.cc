/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state-routing.h"

#include "ns3/node.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LinkStateRouting);

namespace
{

/** To whoever is at the other end of a cable. */
const Ipv4Address NEIGHBOR{"255.255.255.255"};

} // namespace

TypeId
LinkStateRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LinkStateRouting")
                            .SetParent<Ipv4RoutingProtocol>()
                            .SetGroupName("CamCube");
    return tid;
}

void
LinkStateRouting::SetPlace(uint32_t node, Ipv4Address address, uint32_t ports)
{
    m_node = node;
    m_address = address;
    m_routes.assign(ports, nullptr);
    m_wasUp.assign(ports, false);
}

void
LinkStateRouting::SendMessage(Ptr<Packet> message, uint32_t port, Ipv4Address to, uint8_t protocol)
{
    if (m_routes[port])
    {
        ++m_nMessages;
        m_ipv4->Send(message, m_address, to, protocol, m_routes[port]);
    }
}

void
LinkStateRouting::NotifyInterfaceUp(uint32_t interface)
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
    ScheduleAdvertisement();
    if (MayAdvertise(port))
    {
        for (const auto& [node, state] : m_linkState.GetStates())
        {
            SendTo(state, port);
        }
    }
}

void
LinkStateRouting::NotifyInterfaceDown(uint32_t interface)
{
    if (interface >= 1 && interface <= m_routes.size() && m_routes[interface - 1])
    {
        m_routes[interface - 1] = nullptr;
        ScheduleAdvertisement();
    }
}

void
LinkStateRouting::ScheduleAdvertisement()
{
    if (m_announcement.IsExpired())
    {
        m_announcement = Simulator::ScheduleNow(&LinkStateRouting::Advertise, this);
    }
}

void
LinkStateRouting::Advertise()
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
    if (IsOriginator())
    {
        Flood(message, UINT32_MAX);
    }
    NotifyLinkState();
}

bool
LinkStateRouting::ReceiveLinkState(Ptr<Packet> packet, uint32_t port)
{
    LinkStateHeader message;
    if (packet->RemoveHeader(message) == 0)
    {
        return false;
    }
    if (message.node != m_node && m_linkState.Update(message))
    {
        if (Relays())
        {
            Flood(message, port);
        }
        NotifyLinkState();
    }
    return true;
}

void
LinkStateRouting::Flood(const LinkStateHeader& message, uint32_t except)
{
    for (uint32_t port = 0; port < m_routes.size(); ++port)
    {
        if (port != except && MayAdvertise(port))
        {
            SendTo(message, port);
        }
    }
}

void
LinkStateRouting::SendTo(const LinkStateHeader& message, uint32_t port)
{
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(message);
    SendMessage(packet, port, NEIGHBOR, MESSAGE_PROTOCOL);
}

void
LinkStateRouting::NotifyAddAddress(uint32_t, Ipv4InterfaceAddress)
{
}

void
LinkStateRouting::NotifyRemoveAddress(uint32_t, Ipv4InterfaceAddress)
{
}

void
LinkStateRouting::SetIpv4(Ptr<Ipv4> ipv4)
{
    m_ipv4 = ipv4;
}

void
LinkStateRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit unit) const
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
LinkStateRouting::DoDispose()
{
    m_announcement.Cancel();
    m_ipv4 = nullptr;
    m_routes.clear();
    Ipv4RoutingProtocol::DoDispose();
}

} // namespace ns3::camcube
