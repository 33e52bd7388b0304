/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_DIRECTORY_H
#define ADDRESS_DIRECTORY_H

#include "server-set.h"

#include "ns3/fact-flood.h"
#include "ns3/ipv4-address.h"

#include <map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's knowledge of who serves which virtual address, and who is a gateway. Whether a
 * server serves an address is a fact of a name of its own, which FactFlood spreads to all
 * servers.
 */
class AddressDirectory
{
  public:
    /** The address that all gateways serve. */
    static Ipv4Address OfGateways()
    {
        return Ipv4Address::GetZero();
    }

    /** The parameters are those of FactFlood. */
    AddressDirectory(const Ptr<MultiHopRouting>& routing,
                     Service* owner,
                     uint16_t endpoint,
                     Time retry,
                     FloodCounters& counters);

    AddressDirectory(const AddressDirectory&) = delete;
    AddressDirectory& operator=(const AddressDirectory&) = delete;

    /** Tells all servers whether this one serves an address. */
    void Tell(const Ipv4Address& address, bool serves);

    /** \return whether this server serves an address */
    bool Serves(const Ipv4Address& address) const;

    /** \return the addresses that this server serves, that of gateways among them */
    std::vector<Ipv4Address> GetServed() const;

    /** \return who serves an address, or has; null for one that nobody ever has */
    const ServerSet* Find(const Ipv4Address& address) const;

    /** \return this server's number */
    uint32_t GetHere() const
    {
        return m_torus->GetServer(m_here);
    }

  private:
    bool IsPossible(const NumberedFact& fact) const;
    void Told(const NumberedFact& fact);

    std::shared_ptr<const Torus> m_torus;    //!< the cube
    TorusCoordinate m_here;                  //!< this server
    std::map<Ipv4Address, ServerSet> m_sets; //!< by address
    FactFlood m_flood;                       //!< tells others
};

} // namespace ns3::camcube

#endif /* ADDRESS_DIRECTORY_H */
