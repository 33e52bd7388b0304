/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_ROUTED_NETWORK_HELPER_H
#define ADDRESS_ROUTED_NETWORK_HELPER_H

#include "attribute-check.h"
#include "cabled-network-helper.h"
#include "factory-routing-helper.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4.h"
#include "ns3/object-factory.h"

#include <algorithm>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Builds a network of servers with several ports and of switches, all running stock IPv4 with a
 * routing of the topology's own. See DcellHelper and BcubeHelper.
 *
 * A device takes frames longer than its attribute Mtu by the header that the routing adds, so that
 * an IPv4 packet of that size still goes in one piece, as over Ethernet with frames of some bytes
 * more. The Mtu itself is that of the loopback device, where packets begin their way.
 *
 * \tparam Topology the geometry: Dcell or Bcube
 * \tparam Routing a AddressRouting with SetNode(topology, node)
 */
template <typename Topology, typename Routing>
class AddressRoutedNetworkHelper : public CabledNetworkHelper
{
  public:
    /** \param topology the network to build */
    explicit AddressRoutedNetworkHelper(const Topology& topology)
        : m_topology(topology)
    {
        m_routing.SetTypeId(Routing::GetTypeId());
    }

    /**
     * Set an attribute of the routing of all nodes.
     * \throws std::invalid_argument for a name that it does not have, or a value that the
     *         attribute does not take
     */
    void SetRoutingAttribute(const std::string& name, const AttributeValue& value)
    {
        CheckAttribute(Routing::GetTypeId().GetName(), name, value);
        m_routing.Set(name, value);
    }

    /**
     * Build nodes, cables, stacks and addresses, ready to use.
     *
     * \return the servers, by number
     * \throws std::logic_error the second time: a second network needs a second helper
     * \throws std::invalid_argument for a network that needs more memory than the machine has
     */
    NodeContainer Create()
    {
        CreateNodes(m_topology.GetNNodes(), m_topology.GetNCables());
        // Port by port of the servers, so that the device with index p is port p everywhere.
        for (uint32_t port = 0; port < m_topology.GetNPorts(0); ++port)
        {
            for (uint32_t server = 0; server < m_topology.GetNServers(); ++server)
            {
                const uint32_t neighbor = m_topology.GetNeighbor(server, port);
                if (server < neighbor)
                {
                    AddCable(server, neighbor);
                }
            }
        }
        InternetStackHelper stack;
        stack.SetIpv6StackInstall(false);
        stack.SetRoutingHelper(FactoryRoutingHelper(m_routing));
        stack.Install(GetNodes());
        for (uint32_t node = 0; node < m_topology.GetNNodes(); ++node)
        {
            AddAddresses(node);
        }
        return GetServers();
    }

    NodeContainer GetServers() const
    {
        return GetRange(0, m_topology.GetNServers());
    }

    NodeContainer GetSwitches() const
    {
        return GetRange(m_topology.GetNServers(), m_topology.GetNNodes());
    }

    /** \return the routing of a server or switch, by node number */
    Ptr<Routing> GetRouting(uint32_t node) const
    {
        return DynamicCast<Routing>(
            GetNodes().Get(node)->template GetObject<Ipv4>()->GetRoutingProtocol());
    }

  protected:
    const Topology& GetTopology() const
    {
        return m_topology;
    }

  private:
    /** Give all ports of a node its address, and its routing its place. */
    void AddAddresses(uint32_t node)
    {
        constexpr uint32_t MAX_MTU = 65535;
        const Ipv4Address address(m_topology.GetAddress(node));
        const Ptr<Ipv4> ipv4 = GetNodes().Get(node)->template GetObject<Ipv4>();
        const uint32_t shim = Routing::GetHeaderBytes(m_topology);
        GetRouting(node)->SetNode(m_topology, node);
        for (uint32_t port = 0; port < m_topology.GetNPorts(node); ++port)
        {
            const Ptr<NetDevice> device = GetNodes().Get(node)->GetDevice(port);
            const uint32_t mtu = std::min<uint32_t>(device->GetMtu(), MAX_MTU - shim);
            device->SetMtu(mtu + shim);
            ipv4->GetNetDevice(0)->SetMtu(mtu);
            const uint32_t interface = ipv4->AddInterface(device);
            ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, Ipv4Mask("255.0.0.0")));
            ipv4->SetUp(interface);
        }
        if (node < m_topology.GetNServers())
        {
            m_addresses.push_back(address);
        }
    }

    Topology m_topology;     //!< the topology
    ObjectFactory m_routing; //!< makes the routing of nodes
};

} // namespace ns3::camcube

#endif /* ADDRESS_ROUTED_NETWORK_HELPER_H */
