/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_PORT_HELPER_H
#define LIVE_PORT_HELPER_H

#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/node.h"
#include "ns3/torus.h"

#include <memory>

namespace ns3::camcube
{

class AddressTable;
class DescriptorWatch;
class LivePort;
class VirtualNic;

/**
 * \ingroup camcube
 *
 * Gives servers of a cube virtual NICs to which no stack of ns-3 is bound, but a real host.
 * Addresses are a function of the server's number, so that processes which have one server each
 * agree on them: server i has the host addresses i + 1 of 10.0.0.0/8 and of fd00:cc::/64.
 */
class LivePortHelper
{
  public:
    /** An IPv4 address of the cube that no server has: for what the cube itself answers. */
    static const Ipv4Address SERVICE_ADDRESS;

    /** \param torus the cube, all of whose servers have addresses */
    explicit LivePortHelper(const Torus& torus);

    /** \return a server's IPv4 address */
    static Ipv4Address GetIpv4Address(uint32_t server);

    /** \return a server's IPv6 address */
    static Ipv6Address GetIpv6Address(uint32_t server);

    /**
     * Gives a server a virtual NIC without a stack; it hands what comes to who sets its
     * NetDevice::ReceiveCallback.
     * \param server one with the multi-hop routing service
     * \throws std::invalid_argument if it is no server of a cube, or has a virtual NIC already
     */
    Ptr<VirtualNic> InstallNic(Ptr<Node> server) const;

    /**
     * Binds a host to a server, by a virtual NIC of InstallNic().
     * \param server one with the multi-hop routing service
     * \param descriptor of the host's device; it is the port's from now on
     * \param watch tells when the host sends
     * \return the port, which is aggregated to the node
     * \throws std::invalid_argument as InstallNic() does
     */
    Ptr<LivePort> Install(Ptr<Node> server,
                          int descriptor,
                          std::shared_ptr<DescriptorWatch> watch) const;

  private:
    std::shared_ptr<AddressTable> m_addresses; //!< what all servers know
};

} // namespace ns3::camcube

#endif /* LIVE_PORT_HELPER_H */
