/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-helper.h"

#include "attribute-check.h"
#include "factory-routing-helper.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"

namespace ns3::camcube
{

namespace
{

const std::string ROUTING = "ns3::camcube::FatTreeRouting";

} // namespace

FatTreeHelper::FatTreeHelper(uint32_t k)
    : FatTreeHelper(FatTree(k))
{
}

FatTreeHelper::FatTreeHelper(const FatTree& tree)
    : m_tree(tree)
{
    m_routing.SetTypeId(FatTreeRouting::GetTypeId());
}

void
FatTreeHelper::SetRoutingAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(ROUTING, name, value);
    m_routing.Set(name, value);
}

NodeContainer
FatTreeHelper::Create()
{
    CreateNodes(m_tree.GetNNodes(), m_tree.GetNCables());
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
    stack.SetRoutingHelper(FactoryRoutingHelper(m_routing));
    stack.Install(GetSwitches());
}

void
FatTreeHelper::AddAddresses()
{
    for (uint32_t node = 0; node < m_tree.GetNNodes(); ++node)
    {
        const bool isHost = node < m_tree.GetNHosts();
        const Ipv4Address address(m_tree.GetAddress(node));
        // To a host, all of the network is at its cable: a route that comes back with it.
        const Ipv4Mask mask(isHost ? "255.0.0.0" : "255.255.255.0");
        Ptr<Ipv4> ipv4 = GetNodes().Get(node)->GetObject<Ipv4>();
        if (!isHost)
        {
            GetRouting(node)->SetSwitch(m_tree, node);
        }
        for (uint32_t port = 0; port < m_tree.GetNPorts(node); ++port)
        {
            const uint32_t interface = ipv4->AddInterface(GetNodes().Get(node)->GetDevice(port));
            ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, mask));
            ipv4->SetUp(interface);
        }
        if (isHost)
        {
            m_addresses.push_back(address);
        }
    }
}

NodeContainer
FatTreeHelper::GetHosts() const
{
    return GetRange(0, m_tree.GetNHosts());
}

NodeContainer
FatTreeHelper::GetSwitches() const
{
    return GetRange(m_tree.GetNHosts(), m_tree.GetNNodes());
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

Ptr<FatTreeRouting>
FatTreeHelper::GetRouting(uint32_t node) const
{
    return DynamicCast<FatTreeRouting>(
        GetNodes().Get(node)->GetObject<Ipv4>()->GetRoutingProtocol());
}

int64_t
FatTreeHelper::AssignStreams(int64_t stream)
{
    const int64_t first = stream;
    for (uint32_t node = m_tree.GetNHosts(); node < GetNodes().GetN(); ++node)
    {
        stream += GetRouting(node)->AssignStreams(stream);
    }
    return stream - first;
}

} // namespace ns3::camcube
