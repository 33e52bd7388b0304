/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_ROUTED_NETWORK_H
#define ADDRESS_ROUTED_NETWORK_H

#include "cabled-network-helper.h"

#include "ns3/ipv4.h"
#include "ns3/link-state-routing.h"

#include <algorithm>

namespace ns3::camcube
{

template <typename Routing, typename Topology>
void
CabledNetworkHelper::CreateAddressRouted(const Topology& topology)
{
    constexpr uint32_t MAX_MTU = 65535;
    CreateNodes(topology.GetNServers(), topology.GetNSwitches(), topology.GetNCables());
    // Port by port of the servers, so that the device with index p is port p everywhere.
    for (uint32_t port = 0; port < topology.GetNPorts(0); ++port)
    {
        for (uint32_t server = 0; server < topology.GetNServers(); ++server)
        {
            const uint32_t neighbor = topology.GetNeighbor(server, port);
            if (server < neighbor)
            {
                AddCable(server, neighbor);
            }
        }
    }
    InstallRouting(GetNodes());
    const uint32_t shim = Routing::GetHeaderBytes(topology);
    for (uint32_t number = 0; number < topology.GetNNodes(); ++number)
    {
        const Ptr<Node> node = GetNodes().Get(number);
        GetRoutingOf<Routing>(node)->SetNode(topology, number);
        for (uint32_t port = 0; port < topology.GetNPorts(number); ++port)
        {
            const Ptr<NetDevice> device = node->GetDevice(port);
            const uint32_t mtu = std::min<uint32_t>(device->GetMtu(), MAX_MTU - shim);
            device->SetMtu(mtu + shim);
            node->GetObject<Ipv4>()->GetNetDevice(0)->SetMtu(mtu);
        }
        AddAddress(number,
                   topology.GetNPorts(number),
                   Ipv4Address(topology.GetAddress(number)),
                   Ipv4Mask("255.0.0.0"));
    }
}

} // namespace ns3::camcube

#endif /* ADDRESS_ROUTED_NETWORK_H */
