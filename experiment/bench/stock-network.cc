/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "stock-network.h"

#include "ns3/fat-tree.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/nix-vector-helper.h"
#include "ns3/ns3-release.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/torus.h"
#include "ns3/udp-socket-factory.h"

namespace ns3::camcube
{

namespace
{

/** A packet begins on some cable. */
void
CountOne(uint64_t* counter, Ptr<const Packet>)
{
    ++*counter;
}

} // namespace

StockNetwork::StockNetwork(uint32_t nNodes, const std::vector<Cable>& cables, Time delay)
    : m_addresses(nNodes)
{
    m_nodes.Create(nNodes);
    InternetStackHelper stack;
    stack.SetRoutingHelper(Ipv4NixVectorHelper());
    stack.SetIpv6StackInstall(false);
    stack.Install(m_nodes);
    PointToPointHelper cable;
    cable.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    cable.SetChannelAttribute("Delay", TimeValue(delay));
    DisableFlowControlOf(cable);
    Ipv4AddressHelper subnet("10.0.0.0", "255.255.255.252");
    for (const auto& [a, b] : cables)
    {
        const NetDeviceContainer ends = cable.Install(m_nodes.Get(a), m_nodes.Get(b));
        const Ipv4InterfaceContainer interfaces = subnet.Assign(ends);
        m_addresses[a] = interfaces.GetAddress(0);
        m_addresses[b] = interfaces.GetAddress(1);
        subnet.NewNetwork();
        m_devices.Add(ends);
    }
}

std::vector<StockNetwork::Cable>
StockNetwork::CablesOf(const Torus& torus)
{
    std::vector<Cable> cables;
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        for (uint8_t port = PLUS_X; port <= PLUS_Z; port += 2)
        {
            cables.emplace_back(server, torus.GetNeighbor(server, port));
        }
    }
    return cables;
}

std::vector<StockNetwork::Cable>
StockNetwork::CablesOf(const FatTree& tree)
{
    std::vector<Cable> cables;
    for (uint32_t node = 0; node < tree.GetNNodes(); ++node)
    {
        for (uint32_t port = tree.GetFirstUpPort(node); port < tree.GetNPorts(node); ++port)
        {
            cables.emplace_back(node, tree.GetNeighbor(node, port));
        }
    }
    return cables;
}

void
CountTransmissions(const NetDeviceContainer& devices, uint64_t& counter)
{
    const auto count = MakeBoundCallback(&CountOne, &counter);
    for (auto device = devices.Begin(); device != devices.End(); ++device)
    {
        (*device)->TraceConnectWithoutContext("PhyTxBegin", count);
    }
}

void
WarmUpRoutes(const Workload& workload,
             const NodeContainer& nodes,
             const std::vector<Ipv4Address>& addresses)
{
    constexpr uint16_t NOBODY_LISTENS = 9;
    for (const Flow& flow : workload.GetFlows())
    {
        Ptr<Socket> socket =
            Socket::CreateSocket(nodes.Get(flow.source), UdpSocketFactory::GetTypeId());
        socket->Connect(InetSocketAddress(addresses[flow.destination], NOBODY_LISTENS));
        Simulator::ScheduleWithContext(flow.source, Time(0), [socket] {
            socket->Send(Create<Packet>(64));
            socket->Close();
        });
    }
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
}

} // namespace ns3::camcube
