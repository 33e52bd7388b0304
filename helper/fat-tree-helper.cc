/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-helper.h"

#include "attribute-check.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-routing-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/string.h"

#include <stdexcept>

namespace ns3
{

namespace
{

/** \return whether an attribute still has the default that ns-3 ships it with */
bool
IsStock(const std::string& type, const std::string& name)
{
    TypeId::AttributeInformation info;
    return TypeId::LookupByName(type).LookupAttributeByName(name, &info) &&
           info.initialValue == info.originalInitialValue;
}

/** Gives the stack of a switch its routing. */
class SwitchRoutingHelper : public Ipv4RoutingHelper
{
  public:
    explicit SwitchRoutingHelper(const ObjectFactory& factory)
        : m_factory(factory)
    {
    }

    SwitchRoutingHelper* Copy() const override
    {
        return new SwitchRoutingHelper(*this);
    }

    Ptr<Ipv4RoutingProtocol> Create(Ptr<Node>) const override
    {
        return m_factory.Create<FatTreeRouting>();
    }

  private:
    ObjectFactory m_factory; //!< with the attributes asked for
};

const std::string DEVICE = "ns3::PointToPointNetDevice";
const std::string CHANNEL = "ns3::PointToPointChannel";
const std::string ROUTING = "ns3::FatTreeRouting";

} // namespace

FatTreeHelper::FatTreeHelper(uint32_t k)
    : FatTreeHelper(FatTree(k))
{
}

FatTreeHelper::FatTreeHelper(const FatTree& tree)
    : m_tree(tree)
{
    m_cables.DisableFlowControl();
    m_routing.SetTypeId(FatTreeRouting::GetTypeId());
    // The stock cable has 32 kbit/s and no delay, which nobody means in a data centre.
    if (IsStock(DEVICE, "DataRate"))
    {
        m_cables.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    }
    if (IsStock(CHANNEL, "Delay"))
    {
        m_cables.SetChannelAttribute("Delay", StringValue("1us"));
    }
}

void
FatTreeHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(DEVICE, name, value);
    m_cables.SetDeviceAttribute(name, value);
}

void
FatTreeHelper::SetChannelAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(CHANNEL, name, value);
    m_cables.SetChannelAttribute(name, value);
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
    if (m_nodes.GetN() > 0)
    {
        throw std::logic_error("this FatTreeHelper has created its network already; "
                               "make another helper for another network");
    }
    m_nodes.Create(m_tree.GetNNodes());
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
            const uint32_t above = m_tree.GetNeighbor(node, port);
            m_devices.Add(m_cables.Install(m_nodes.Get(node), m_nodes.Get(above)));
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
    stack.SetRoutingHelper(SwitchRoutingHelper(m_routing));
    stack.Install(GetSwitches());
}

void
FatTreeHelper::AddAddresses()
{
    const Ipv4Mask mask("255.255.255.0");
    for (uint32_t node = 0; node < m_tree.GetNNodes(); ++node)
    {
        const bool isHost = node < m_tree.GetNHosts();
        const Ipv4Address address(m_tree.GetAddress(node));
        Ptr<Ipv4> ipv4 = m_nodes.Get(node)->GetObject<Ipv4>();
        if (!isHost)
        {
            GetRouting(node)->SetSwitch(m_tree, node);
        }
        for (uint32_t port = 0; port < m_tree.GetNPorts(node); ++port)
        {
            const uint32_t interface = ipv4->AddInterface(m_nodes.Get(node)->GetDevice(port));
            ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, mask));
            ipv4->SetUp(interface);
        }
        if (isHost)
        {
            const Ipv4Address gateway(m_tree.GetAddress(m_tree.GetNeighbor(node, 0)));
            DynamicCast<Ipv4StaticRouting>(ipv4->GetRoutingProtocol())->SetDefaultRoute(gateway, 1);
            m_addresses.push_back(address);
        }
    }
}

NodeContainer
FatTreeHelper::GetRange(uint32_t begin, uint32_t end) const
{
    NodeContainer nodes;
    for (uint32_t node = begin; node < end && node < m_nodes.GetN(); ++node)
    {
        nodes.Add(m_nodes.Get(node));
    }
    return nodes;
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
    return DynamicCast<FatTreeRouting>(m_nodes.Get(node)->GetObject<Ipv4>()->GetRoutingProtocol());
}

int64_t
FatTreeHelper::AssignStreams(int64_t stream)
{
    const int64_t first = stream;
    for (uint32_t node = m_tree.GetNHosts(); node < m_nodes.GetN(); ++node)
    {
        stream += GetRouting(node)->AssignStreams(stream);
    }
    return stream - first;
}

void
FatTreeHelper::EnablePcapInternal(std::string prefix,
                                  Ptr<NetDevice> nd,
                                  bool promiscuous,
                                  bool explicitFilename)
{
    m_cables.EnablePcap(prefix, nd, promiscuous, explicitFilename);
}

void
FatTreeHelper::EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                                   std::string prefix,
                                   Ptr<NetDevice> nd,
                                   bool explicitFilename)
{
    if (stream)
    {
        m_cables.EnableAscii(stream, nd);
    }
    else
    {
        m_cables.EnableAscii(prefix, nd, explicitFilename);
    }
}

} // namespace ns3
