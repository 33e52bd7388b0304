/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cabled-network-helper.h"

#include "attribute-check.h"
#include "memory-check.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-routing-helper.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv4.h"
#include "ns3/ns3-release.h"
#include "ns3/string.h"

#include <stdexcept>

namespace ns3::camcube
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

/** What a network takes, measured: a node with its stack, and a cable with its ports. */
constexpr double NODE_BYTES = 4 << 10;
constexpr double CABLE_BYTES = 7 << 10;

/** Gives every stack a routing of one type, with the attributes asked for. */
class FactoryRoutingHelper : public Ipv4RoutingHelper
{
  public:
    /** \param factory makes the routings */
    explicit FactoryRoutingHelper(const ObjectFactory& factory)
        : m_factory(factory)
    {
    }

    FactoryRoutingHelper* Copy() const override
    {
        return new FactoryRoutingHelper(*this);
    }

    Ptr<Ipv4RoutingProtocol> Create(Ptr<Node>) const override
    {
        return m_factory.Create<Ipv4RoutingProtocol>();
    }

  private:
    ObjectFactory m_factory; //!< with the attributes asked for
};

const std::string DEVICE = "ns3::PointToPointNetDevice";
const std::string CHANNEL = "ns3::PointToPointChannel";

} // namespace

CabledNetworkHelper::CabledNetworkHelper(const std::string& routing)
{
    m_routing.SetTypeId(routing);
    DisableFlowControlOf(m_cables);
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
CabledNetworkHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(DEVICE, name, value);
    m_cables.SetDeviceAttribute(name, value);
}

void
CabledNetworkHelper::SetChannelAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(CHANNEL, name, value);
    m_cables.SetChannelAttribute(name, value);
}

void
CabledNetworkHelper::SetRoutingAttribute(const std::string& name, const AttributeValue& value)
{
    CheckAttribute(m_routing.GetTypeId().GetName(), name, value);
    m_routing.Set(name, value);
}

void
CabledNetworkHelper::CreateNodes(uint32_t servers, uint32_t switches, uint32_t cables)
{
    const uint32_t count = servers + switches;
    CheckMemory(std::to_string(count) + " nodes and " + std::to_string(cables) + " cables",
                count * NODE_BYTES + cables * CABLE_BYTES);
    if (m_nodes.GetN() > 0)
    {
        throw std::logic_error("this helper has created its network already; "
                               "make another helper for another network");
    }
    m_nodes.Create(count);
    m_nServers = servers;
}

void
CabledNetworkHelper::AddCable(uint32_t a, uint32_t b)
{
    m_devices.Add(m_cables.Install(m_nodes.Get(a), m_nodes.Get(b)));
}

void
CabledNetworkHelper::InstallRouting(const NodeContainer& nodes) const
{
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.SetRoutingHelper(FactoryRoutingHelper(m_routing));
    stack.Install(nodes);
}

void
CabledNetworkHelper::AddAddress(uint32_t node,
                                uint32_t nPorts,
                                const Ipv4Address& address,
                                const Ipv4Mask& mask)
{
    const Ptr<Ipv4> ipv4 = m_nodes.Get(node)->GetObject<Ipv4>();
    for (uint32_t port = 0; port < nPorts; ++port)
    {
        const uint32_t interface = ipv4->AddInterface(m_nodes.Get(node)->GetDevice(port));
        ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, mask));
        ipv4->SetUp(interface);
    }
    if (node < m_nServers)
    {
        m_addresses.push_back(address);
    }
}

NodeContainer
CabledNetworkHelper::GetServers() const
{
    return GetRange(0, m_nServers);
}

NodeContainer
CabledNetworkHelper::GetSwitches() const
{
    return GetRange(m_nServers, m_nodes.GetN());
}

std::vector<Ptr<Channel>>
CabledNetworkHelper::GetCables() const
{
    std::vector<Ptr<Channel>> cables;
    for (uint32_t i = 0; i < m_devices.GetN(); i += 2)
    {
        cables.push_back(m_devices.Get(i)->GetChannel());
    }
    return cables;
}

NodeContainer
CabledNetworkHelper::GetRange(uint32_t begin, uint32_t end) const
{
    NodeContainer nodes;
    for (uint32_t node = begin; node < end && node < m_nodes.GetN(); ++node)
    {
        nodes.Add(m_nodes.Get(node));
    }
    return nodes;
}

void
CabledNetworkHelper::EnablePcapInternal(std::string prefix,
                                        Ptr<NetDevice> nd,
                                        bool promiscuous,
                                        bool explicitFilename)
{
    m_cables.EnablePcap(prefix, nd, promiscuous, explicitFilename);
}

void
CabledNetworkHelper::EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
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

} // namespace ns3::camcube
