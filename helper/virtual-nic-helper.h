/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIRTUAL_NIC_HELPER_H
#define VIRTUAL_NIC_HELPER_H

#include "ns3/ipv4-interface-container.h"
#include "ns3/ipv6-interface-container.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"

#include <memory>

namespace ns3::camcube
{

class AddressTable;
class VirtualNic;

/**
 * \ingroup camcube
 *
 * Binds ns-3's TCP/IP stack to the cube: gives each server a virtual NIC with an address of one
 * network, server i of the container the i-th host address. What a server lacks, the stack or the
 * multi-hop routing service, is installed with defaults.
 */
class VirtualNicHelper
{
  public:
    /**
     * \param network the IPv4 network, as "10.0.0.0"
     * \param mask its mask, as "255.0.0.0"
     */
    VirtualNicHelper(const Ipv4Address& network, const Ipv4Mask& mask);
    VirtualNicHelper(const char* network, const char* mask);

    /** Also gives each server an IPv6 address, of a network such as "2001:db8::" and 64. */
    void SetIpv6Network(const Ipv6Address& network, const Ipv6Prefix& prefix);

    /**
     * Sets an attribute of the virtual NICs that Install() will make.
     * \throws std::invalid_argument for a name or a value that the class does not take
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * May be called for some servers after others; addresses go on where they stopped.
     * \return the servers' interfaces, in their order, without those of other processes
     * \throws std::invalid_argument if the network has too few addresses, or a node is not a server
     *         of a cube or has a virtual NIC already
     */
    Ipv4InterfaceContainer Install(const NodeContainer& servers);

    /** \return the IPv4 address that the i-th server of all gets, also of another process */
    Ipv4Address GetAddress(uint32_t i) const
    {
        return Ipv4Address(m_network.Get() + i + 1);
    }

    /** \return a server's virtual NIC, null if there is none */
    static Ptr<VirtualNic> Get(Ptr<Node> server);

    /**
     * Makes a server that has IP outside the cube a way out: packets of the cube's servers to IPv4
     * addresses outside its network go to the nearest such server, whose stack forwards them.
     * \param server one that Install() has been called for
     */
    void AddGateway(Ptr<Node> server);

  private:
    Ptr<VirtualNic> MakeNic(Ptr<Node> server) const;
    uint32_t AddIpv4(Ptr<Node> server, Ptr<VirtualNic> nic, uint32_t number) const;
    void AddIpv6(Ptr<Node> server, Ptr<VirtualNic> nic, uint32_t number) const;

    Ipv4Address m_network;                     //!< the IPv4 network
    Ipv4Mask m_mask;                           //!< its mask
    Ipv6Address m_network6;                    //!< the IPv6 network, any if there is none
    Ipv6Prefix m_prefix6;                      //!< its prefix
    ObjectFactory m_factory;                   //!< makes virtual NICs
    std::shared_ptr<AddressTable> m_addresses; //!< what all servers know
    NodeContainer m_servers;                   //!< those that have virtual NICs from here
};

} // namespace ns3::camcube

#endif /* VIRTUAL_NIC_HELPER_H */
