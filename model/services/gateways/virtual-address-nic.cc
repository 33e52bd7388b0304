/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "virtual-address-nic.h"

#include "ns3/channel.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-routing-helper.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/mac48-address.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(VirtualAddressNic);

TypeId
VirtualAddressNic::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::VirtualAddressNic")
                            .SetParent<NetDeviceBase>()
                            .SetGroupName("CamCube")
                            .AddConstructor<VirtualAddressNic>();
    return tid;
}

Ptr<VirtualAddressNic>
VirtualAddressNic::Install(const Ptr<Node>& server, uint16_t mtu)
{
    const Ptr<Ipv4> ipv4 = server->GetObject<Ipv4>();
    const auto routes =
        ipv4 ? Ipv4RoutingHelper::GetRouting<Ipv4StaticRouting>(ipv4->GetRoutingProtocol())
             : nullptr;
    if (!routes)
    {
        throw std::logic_error("a server of a virtual address needs a TCP/IP stack with static "
                               "routes; install it with InternetStackHelper or VirtualNicHelper");
    }
    const auto nic = CreateObject<VirtualAddressNic>();
    nic->SetAddress(Mac48Address("02:cc:fe:00:00:01")); // seen by nobody else
    nic->SetMtu(mtu);
    server->AddDevice(nic);
    routes->SetDefaultRoute(Ipv4Address::GetZero(), ipv4->AddInterface(nic));
    return nic;
}

void
VirtualAddressNic::AddAddress(const Ipv4Address& address)
{
    const Ptr<Ipv4> ipv4 = GetNode()->GetObject<Ipv4>();
    const int32_t interface = ipv4->GetInterfaceForDevice(this);
    if (ipv4->GetInterfaceForAddress(address) < 0)
    {
        ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, Ipv4Mask::GetOnes()));
    }
    ipv4->SetUp(interface);
}

void
VirtualAddressNic::DoDispose()
{
    m_sender = nullptr;
    NetDeviceBase::DoDispose();
}

void
VirtualAddressNic::Deliver(Ptr<Packet> packet)
{
    HandUp(std::move(packet), Ipv4L3Protocol::PROT_NUMBER, GetMac());
}

Ptr<Channel>
VirtualAddressNic::GetChannel() const
{
    return nullptr;
}

bool
VirtualAddressNic::IsLinkUp() const
{
    return m_sender != nullptr;
}

bool
VirtualAddressNic::IsPointToPoint() const
{
    return true;
}

bool
VirtualAddressNic::Send(Ptr<Packet> packet, const Address&, uint16_t protocol)
{
    return protocol == Ipv4L3Protocol::PROT_NUMBER && m_sender && m_sender(std::move(packet));
}

} // namespace ns3::camcube
