/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "address-routing.h"

#include "ns3/log.h"
#include "ns3/packet.h"

#include <algorithm>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("AddressRouting");

NS_OBJECT_ENSURE_REGISTERED(AddressRouting);

TypeId
AddressRouting::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::AddressRouting")
                            .SetParent<LinkStateRouting>()
                            .SetGroupName("CamCube");
    return tid;
}

void
AddressRouting::SetPlace(uint32_t node, Ipv4Address address, uint32_t ports, bool isServer)
{
    m_isServer = isServer;
    LinkStateRouting::SetPlace(node, address, ports);
}

Ptr<Ipv4Route>
AddressRouting::RouteOutput(Ptr<Packet>,
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
    if (!isKnown || !m_isServer || (oif && oif != GetIpv4()->GetNetDevice(0)))
    {
        sockerr = Socket::ERROR_NOROUTETOHOST;
        return nullptr;
    }
    sockerr = Socket::ERROR_NOTERROR;
    Ptr<Ipv4Route> route = Create<Ipv4Route>();
    route->SetSource(GetAddress());
    route->SetDestination(header.GetDestination());
    route->SetGateway(Ipv4Address::GetLoopback());
    route->SetOutputDevice(GetIpv4()->GetNetDevice(0));
    return route;
}

bool
AddressRouting::RouteInput(Ptr<const Packet> p,
                           const Ipv4Header& header,
                           Ptr<const NetDevice> idev,
                           UnicastForwardArgument ucb,
                           MulticastForwardArgument /* mcb */,
                           LocalDeliverArgument lcb,
                           RouteErrorArgument ecb)
{
    const auto interface = static_cast<uint32_t>(GetIpv4()->GetInterfaceForDevice(idev));
    Transit transit{p->Copy(), header, interface, ucb, lcb, ecb};
    if (interface == 0)
    {
        if (header.GetDestination() == GetAddress())
        {
            lcb(p, header, interface);
            return true;
        }
        // The route over the loopback device is none that a packet should pay for.
        transit.header.SetTtl(std::min(header.GetTtl() + 1, 255));
        Originate(transit);
    }
    else if (header.GetProtocol() == MESSAGE_PROTOCOL)
    {
        if (!ReceiveLinkState(transit.packet, interface - 1))
        {
            Drop(transit);
        }
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
AddressRouting::Forward(const Transit& transit, uint32_t port)
{
    if (!GetRoute(port))
    {
        Drop(transit);
        return;
    }
    m_nExpired += transit.header.GetTtl() <= 1;
    transit.forward(GetRoute(port), transit.packet, transit.header);
}

void
AddressRouting::Drop(const Transit& transit)
{
    NS_LOG_LOGIC("node " << GetNode() << ": no path to " << transit.header.GetDestination());
    ++m_nUnreachable;
    transit.fail(transit.packet, transit.header, Socket::ERROR_NOROUTETOHOST);
}

} // namespace ns3::camcube
