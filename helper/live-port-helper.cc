/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-port-helper.h"

#include "multi-hop-routing-helper.h"
#include "virtual-nic-helper.h"

#include "ns3/address-table.h"
#include "ns3/live-port.h"
#include "ns3/runtime.h"
#include "ns3/virtual-nic.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t IPV4_NETWORK = 10U << 24; //!< 10.0.0.0
constexpr uint32_t IPV4_MASK = 0xff000000;   //!< its mask

} // namespace

const Ipv4Address LivePortHelper::SERVICE_ADDRESS(IPV4_NETWORK | 0x00fffffe);

LivePortHelper::LivePortHelper(const Torus& torus)
    : m_addresses(std::make_shared<AddressTable>())
{
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        m_addresses->Add(GetIpv4Address(server), torus.GetCoordinate(server));
        m_addresses->Add(GetIpv6Address(server), torus.GetCoordinate(server));
    }
    m_addresses->SetNetwork(Ipv4Address(IPV4_NETWORK), Ipv4Mask(IPV4_MASK));
}

Ipv4Address
LivePortHelper::GetIpv4Address(uint32_t server)
{
    return Ipv4Address(IPV4_NETWORK + server + 1);
}

Ipv6Address
LivePortHelper::GetIpv6Address(uint32_t server)
{
    uint8_t bytes[16] = {0xfd, 0x00, 0x00, 0xcc};
    for (uint32_t i = 0; i < 4; ++i)
    {
        bytes[15 - i] = static_cast<uint8_t>((server + 1) >> (8 * i));
    }
    return Ipv6Address(bytes);
}

Ptr<VirtualNic>
LivePortHelper::InstallNic(Ptr<Node> server) const
{
    const Ptr<Runtime> runtime = server->GetObject<Runtime>();
    const Ptr<MultiHopRouting> routing = MultiHopRoutingHelper::Get(server);
    if (!runtime || !routing || VirtualNicHelper::Get(server))
    {
        throw std::invalid_argument("node " + std::to_string(server->GetId()) +
                                    " can have no virtual NIC for a host; give one to servers of "
                                    "a cube with the multi-hop routing service, once each");
    }
    Ptr<VirtualNic> nic = CreateObject<VirtualNic>();
    nic->SetAddress(VirtualNic::GetAddressOf(runtime->GetCoordinate()));
    nic->SetMtu(VirtualNic::GetMtuFor(runtime->GetMtu()));
    nic->Bind(routing, runtime->GetCoordinate(), m_addresses);
    server->AddDevice(nic);
    return nic;
}

Ptr<LivePort>
LivePortHelper::Install(Ptr<Node> server,
                        int descriptor,
                        std::shared_ptr<DescriptorWatch> watch) const
{
    Ptr<VirtualNic> nic = InstallNic(server);
    Ptr<LivePort> port = CreateObject<LivePort>();
    port->Bind(descriptor, nic, std::move(watch));
    server->AggregateObject(port);
    return port;
}

} // namespace ns3::camcube
