/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_TABLE_H
#define ADDRESS_TABLE_H

#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/torus.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Which server has which IP address: the static table that answers instead of ARP and neighbor
 * discovery. Written when addresses are assigned; every server reads the same one. IPv4 addresses
 * that no server has are those of the world outside, if the cube has gateways.
 * Source: Costa et al., WREN 2009, section 4 (ARP is answered from a static table).
 */
class AddressTable
{
  public:
    void Add(Ipv4Address address, const TorusCoordinate& server);
    void Add(Ipv6Address address, const TorusCoordinate& server);

    /**
     * \param network the cube's own network: an address in it that no server has is nobody's
     * \param mask its mask
     */
    void SetNetwork(Ipv4Address network, Ipv4Mask mask);

    /** Adds a server that leads out of a cube. */
    void AddGateway(const Torus& torus, const TorusCoordinate& server);

    /**
     * \param address a unicast address
     * \param from the server that asks
     * \return the server with the address; of an address outside the cube's network, the gateway
     *         nearest to who asks, the first of equals; nothing if it is nobody's
     */
    std::optional<TorusCoordinate> Find(Ipv4Address address, const TorusCoordinate& from) const;

    /** \return the server with an address, nothing if no server has it */
    std::optional<TorusCoordinate> Find(const Ipv6Address& address) const;

  private:
    std::unordered_map<uint32_t, TorusCoordinate> m_ipv4; //!< by IPv4 address
    std::map<Ipv6Address, TorusCoordinate> m_ipv6;        //!< by IPv6 address
    Ipv4Address m_network;                                //!< the cube's own network
    Ipv4Mask m_mask;                                      //!< and its mask
    std::optional<Torus> m_torus;                         //!< tells which gateway is nearest
    std::vector<TorusCoordinate> m_gateways;              //!< servers that lead out
};

} // namespace ns3::camcube

#endif /* ADDRESS_TABLE_H */
