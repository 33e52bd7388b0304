/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-helper.h"

#include "ns3/fat-tree-routing.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"

namespace ns3::camcube
{

FatTreeHelper::FatTreeHelper(uint32_t k)
    : FatTreeHelper(FatTree(k))
{
}

FatTreeHelper::FatTreeHelper(const FatTree& tree)
    : CabledNetworkHelper(FatTreeRouting::GetTypeId().GetName()),
      m_tree(tree)
{
}

NodeContainer
FatTreeHelper::Create()
{
    CreateNodes(m_tree.GetNHosts(), m_tree.GetNSwitches(), m_tree.GetNCables());
    AddCables();
    AddStacks();
    AddAddresses();
    return GetHosts();
}

void
FatTreeHelper::AddCables()
{
    // From the lower end of each, in the order of nodes: so every node gets its ports in order.
    for (uint32_t node = 0; node < m_tree.GetNNodes(); ++node)
    {
        for (uint32_t port = m_tree.GetFirstUpPort(node); port < m_tree.GetNPorts(node); ++port)
        {
            AddCable(node, m_tree.GetNeighbor(node, port));
        }
    }
}

void
FatTreeHelper::AddStacks()
{
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.SetRoutingHelper(Ipv4StaticRoutingHelper());
    stack.Install(GetHosts());
    InstallRouting(GetSwitches());
}

void
FatTreeHelper::AddAddresses()
{
    for (uint32_t node = 0; node < m_tree.GetNNodes(); ++node)
    {
        const bool isHost = node < m_tree.GetNHosts();
        if (!isHost)
        {
            GetRoutingOf<FatTreeRouting>(GetNodes().Get(node))->SetSwitch(m_tree, node);
        }
        // To a host, all of the network is at its cable: a route that comes back with it.
        AddAddress(node,
                   m_tree.GetNPorts(node),
                   Ipv4Address(m_tree.GetAddress(node)),
                   Ipv4Mask(isHost ? "255.0.0.0" : "255.255.255.0"));
    }
}

NodeContainer
FatTreeHelper::GetEdgeSwitches() const
{
    const uint32_t begin = m_tree.GetNHosts();
    return GetRange(begin, begin + m_tree.GetNEdgeSwitches());
}

NodeContainer
FatTreeHelper::GetAggregationSwitches() const
{
    const uint32_t begin = m_tree.GetNHosts() + m_tree.GetNEdgeSwitches();
    return GetRange(begin, begin + m_tree.GetNAggregationSwitches());
}

NodeContainer
FatTreeHelper::GetCoreSwitches() const
{
    return GetRange(m_tree.GetNNodes() - m_tree.GetNCoreSwitches(), m_tree.GetNNodes());
}

int64_t
FatTreeHelper::AssignStreams(int64_t stream)
{
    const int64_t first = stream;
    const NodeContainer switches = GetSwitches();
    for (auto node = switches.Begin(); node != switches.End(); ++node)
    {
        stream += GetRoutingOf<FatTreeRouting>(*node)->AssignStreams(stream);
    }
    return stream - first;
}

} // namespace ns3::camcube
