/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "virtual-nic-helper.h"

#include "attribute-check.h"
#include "multi-hop-routing-helper.h"

#include "ns3/address-table.h"
#include "ns3/boolean.h"
#include "ns3/cube-partition.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/node.h"
#include "ns3/runtime.h"
#include "ns3/virtual-nic.h"

#include <memory>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace ns3::camcube
{

VirtualNicHelper::VirtualNicHelper(const Ipv4Address& network, const Ipv4Mask& mask)
    : m_network(network.CombineMask(mask)),
      m_mask(mask),
      m_network6(Ipv6Address::GetAny()),
      m_addresses(std::make_shared<AddressTable>())
{
    m_factory.SetTypeId("ns3::camcube::VirtualNic");
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
    CheckAttribute(m_factory.GetTypeId().GetName(), name, value);
    m_factory.Set(name, value);
}

Ipv4InterfaceContainer
VirtualNicHelper::Install(const NodeContainer& servers)
{
    // All but the network's own address and its broadcast address.
    const uint64_t addresses = uint64_t{1} << (32 - m_mask.GetPrefixLength());
    const uint64_t room = addresses < 2 ? 0 : addresses - 2;
    const uint32_t taken = m_servers.GetN();
    if (taken + servers.GetN() > room)
    {
        std::ostringstream os;
        os << "network " << m_network << "/" << m_mask.GetPrefixLength() << " has " << room
           << " addresses, too few for " << taken + servers.GetN()
           << " servers; choose a shorter mask";
        throw std::invalid_argument(os.str());
    }
    Ipv4InterfaceContainer interfaces;
    std::vector<uint32_t> elsewhere;
    std::shared_ptr<const Torus> torus;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        Ptr<Node> server = servers.Get(i);
        if (CubePartition::IsElsewhere(server))
        {
            elsewhere.push_back(taken + i);
            m_servers.Add(server);
            continue;
        }
        Ptr<VirtualNic> nic = MakeNic(server);
        torus = server->GetObject<Runtime>()->ShareTorus();
        interfaces.Add(server->GetObject<Ipv4>(), AddIpv4(server, nic, taken + i + 1));
        if (m_network6 != Ipv6Address::GetAny())
        {
            AddIpv6(server, nic, taken + i + 1);
        }
        m_servers.Add(server);
    }
    // Of a cube's servers, the i-th is number i.
    for (uint32_t i : elsewhere)
    {
        m_addresses->Add(GetAddress(i), torus->GetCoordinate(i));
    }
    m_addresses->SetNetwork(m_network, m_mask);
    return interfaces;
}

void
VirtualNicHelper::AddGateway(Ptr<Node> gateway)
{
    if (!Get(gateway))
    {
        throw std::invalid_argument("node " + std::to_string(gateway->GetId()) +
                                    " has no virtual NIC; install it before making the server a "
                                    "gateway");
    }
    const auto runtime = gateway->GetObject<Runtime>();
    m_addresses->AddGateway(runtime->GetTorus(), runtime->GetCoordinate());
    const auto addressOf = [](Ptr<Node> server) {
        Ptr<Ipv4> ipv4 = server->GetObject<Ipv4>();
        return ipv4->GetAddress(ipv4->GetInterfaceForDevice(Get(server)), 0).GetAddress();
    };
    for (auto server = m_servers.Begin(); server != m_servers.End(); ++server)
    {
        Ptr<Ipv4> ipv4 = (*server)->GetObject<Ipv4>();
        Ptr<Ipv4StaticRouting> table = Ipv4StaticRoutingHelper().GetStaticRouting(ipv4);
        // The table wants a next hop; which gateway a packet takes, the virtual NIC decides.
        if (*server != gateway && table)
        {
            table->SetDefaultRoute(addressOf(gateway), ipv4->GetInterfaceForDevice(Get(*server)));
        }
    }
}

Ptr<VirtualNic>
VirtualNicHelper::MakeNic(Ptr<Node> server) const
{
    Ptr<Runtime> runtime = server->GetObject<Runtime>();
    if (!runtime)
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) +
                                    " is not a server of a cube; create servers with "
                                    "TorusHelper::Create before giving them virtual NICs");
    }
    if (Get(server))
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) +
                                    " has a virtual NIC already; install one a server");
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
    const uint16_t cableMtu = runtime->GetMtu();
    Ptr<VirtualNic> nic = m_factory.Create<VirtualNic>();
    nic->SetAddress(VirtualNic::GetAddressOf(runtime->GetCoordinate()));
    const uint16_t room = VirtualNic::GetMtuFor(cableMtu);
    if (nic->GetMtu() > room)
    {
        throw std::invalid_argument("a virtual NIC's MTU of " + std::to_string(nic->GetMtu()) +
                                    " does not fit cables of MTU " + std::to_string(cableMtu) +
                                    "; give at most " + std::to_string(room) + ", or 0 for that");
    }
    if (nic->GetMtu() == 0)
    {
        nic->SetMtu(room);
    }
    nic->Bind(MultiHopRoutingHelper::Get(server), runtime->GetCoordinate(), m_addresses);
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
    m_addresses->Add(address, server->GetObject<Runtime>()->GetCoordinate());
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
    m_addresses->Add(address, server->GetObject<Runtime>()->GetCoordinate());
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

} // namespace ns3::camcube
