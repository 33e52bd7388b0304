/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_TABLE_H
#define ADDRESS_TABLE_H

#include "ns3/ipv4-address.h"
#include "ns3/ipv6-address.h"
#include "ns3/torus-coordinate.h"

#include <map>
#include <optional>
#include <unordered_map>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * Which server has which IP address: the static table that answers instead of ARP and neighbor
 * discovery. Written when addresses are assigned; every server reads the same one.
 * Source: Costa et al., WREN 2009, section 4 (ARP is answered from a static table).
 */
class AddressTable
{
  public:
    void Add(Ipv4Address address, const TorusCoordinate& server)
    {
        m_ipv4[address.Get()] = server;
    }

    void Add(Ipv6Address address, const TorusCoordinate& server)
    {
        m_ipv6[address] = server;
    }

    /** \return the server with an address, nothing if no server has it */
    std::optional<TorusCoordinate> Find(Ipv4Address address) const
    {
        const auto found = m_ipv4.find(address.Get());
        return found == m_ipv4.end() ? std::nullopt : std::optional(found->second);
    }

    /** \copydoc Find(Ipv4Address) const */
    std::optional<TorusCoordinate> Find(const Ipv6Address& address) const
    {
        const auto found = m_ipv6.find(address);
        return found == m_ipv6.end() ? std::nullopt : std::optional(found->second);
    }

  private:
    std::unordered_map<uint32_t, TorusCoordinate> m_ipv4; //!< by IPv4 address
    std::map<Ipv6Address, TorusCoordinate> m_ipv6;        //!< by IPv6 address
};

} // namespace ns3

#endif /* ADDRESS_TABLE_H */
