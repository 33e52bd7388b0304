/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "virtual-nic-helper.h"

#include "multi-hop-routing-helper.h"

#include "ns3/address-table.h"
#include "ns3/boolean.h"
#include "ns3/camcube-runtime.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/virtual-nic.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace ns3
{

VirtualNicHelper::VirtualNicHelper(const Ipv4Address& network, const Ipv4Mask& mask)
    : m_network(network.CombineMask(mask)),
      m_mask(mask),
      m_network6(Ipv6Address::GetAny()),
      m_addresses(std::make_shared<AddressTable>())
{
    m_factory.SetTypeId("ns3::CamCubeVirtualNic");
}

VirtualNicHelper::VirtualNicHelper(const char* network, const char* mask)
    : VirtualNicHelper(Ipv4Address(network), Ipv4Mask(mask))
{
}

void
VirtualNicHelper::SetIpv6Network(const Ipv6Address& network, const Ipv6Prefix& prefix)
{
    m_network6 = network;
    m_prefix6 = prefix;
}

void
VirtualNicHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

Ipv4InterfaceContainer
VirtualNicHelper::Install(const NodeContainer& servers)
{
    // All but the network's own address and its broadcast address.
    const uint64_t room = (uint64_t{1} << (32 - m_mask.GetPrefixLength())) - 2;
    if (servers.GetN() > room)
    {
        std::ostringstream os;
        os << "network " << m_network << "/" << m_mask.GetPrefixLength() << " has " << room
           << " addresses, too few for " << servers.GetN() << " servers; choose a shorter mask";
        throw std::invalid_argument(os.str());
    }
    Ipv4InterfaceContainer interfaces;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        Ptr<Node> server = servers.Get(i);
        Ptr<VirtualNic> nic = MakeNic(server);
        interfaces.Add(server->GetObject<Ipv4>(), AddIpv4(server, nic, i + 1));
        if (m_network6 != Ipv6Address::GetAny())
        {
            AddIpv6(server, nic, i + 1);
        }
    }
    return interfaces;
}

Ptr<VirtualNic>
VirtualNicHelper::MakeNic(Ptr<Node> server) const
{
    Ptr<CamCubeRuntime> runtime = server->GetObject<CamCubeRuntime>();
    if (!runtime)
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) +
                                    " is not a server of a cube; create servers with "
                                    "TorusHelper::Create before giving them virtual NICs");
    }
    if (!MultiHopRoutingHelper::Get(server))
    {
        MultiHopRoutingHelper().Install(server);
    }
    if (!server->GetObject<Ipv4>())
    {
        // One static table a node: all other servers are on one link.
        InternetStackHelper stack;
        stack.SetRoutingHelper(Ipv4StaticRoutingHelper());
        stack.Install(server);
    }
    uint16_t cableMtu = CamCubeNetDeviceBase::MAX_MTU;
    for (uint8_t port : runtime->GetTorus().GetPorts())
    {
        cableMtu = std::min(cableMtu, runtime->GetDevice(port)->GetMtu());
    }
    Ptr<VirtualNic> nic = m_factory.Create<VirtualNic>();
    nic->SetAddress(VirtualNic::GetAddressOf(runtime->GetCoordinate()));
    nic->SetMtu(VirtualNic::GetMtuFor(cableMtu));
    nic->Bind(MultiHopRoutingHelper::Get(server), m_addresses);
    server->AddDevice(nic);
    return nic;
}

uint32_t
VirtualNicHelper::AddIpv4(Ptr<Node> server, Ptr<VirtualNic> nic, uint32_t number) const
{
    Ptr<Ipv4> ipv4 = server->GetObject<Ipv4>();
    const Ipv4Address address(m_network.Get() + number);
    const uint32_t interface = ipv4->AddInterface(nic);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, m_mask));
    ipv4->SetMetric(interface, 1);
    ipv4->SetUp(interface);
    m_addresses->Add(address, server->GetObject<CamCubeRuntime>()->GetCoordinate());
    return interface;
}

void
VirtualNicHelper::AddIpv6(Ptr<Node> server, Ptr<VirtualNic> nic, uint32_t number) const
{
    Ptr<Ipv6> ipv6 = server->GetObject<Ipv6>();
    if (!ipv6)
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) +
                                    " has a stack without IPv6; install it with IPv6, or leave "
                                    "the stack to VirtualNicHelper");
    }
    // Addresses are unique by construction, and there is no multicast to ask with.
    server->GetObject<Icmpv6L4Protocol>()->SetAttribute("DAD", BooleanValue(false));
    uint8_t bytes[16];
    m_network6.CombinePrefix(m_prefix6).GetBytes(bytes);
    for (uint32_t i = 0; i < 4; ++i)
    {
        bytes[15 - i] = static_cast<uint8_t>(number >> (8 * i));
    }
    const Ipv6Address address(bytes);
    const uint32_t interface = ipv6->AddInterface(nic);
    ipv6->SetMetric(interface, 1);
    ipv6->SetUp(interface);
    ipv6->AddAddress(interface, Ipv6InterfaceAddress(address, m_prefix6));
    m_addresses->Add(address, server->GetObject<CamCubeRuntime>()->GetCoordinate());
}

Ptr<VirtualNic>
VirtualNicHelper::Get(Ptr<Node> server)
{
    for (uint32_t i = 0; i < server->GetNDevices(); ++i)
    {
        if (auto nic = DynamicCast<VirtualNic>(server->GetDevice(i)))
        {
            return nic;
        }
    }
    return nullptr;
}

} // namespace ns3
