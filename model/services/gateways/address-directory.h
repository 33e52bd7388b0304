/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_DIRECTORY_H
#define ADDRESS_DIRECTORY_H

#include "server-set.h"

#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/order-flood.h"

#include <map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's knowledge of who serves which virtual address, and who is a gateway. Whether a
 * server serves an address is an order of a name of its own, which OrderFlood spreads to all
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

    /** The parameters are those of OrderFlood. */
    AddressDirectory(const Ptr<MultiHopRouting>& routing,
                     Service* owner,
                     uint16_t endpoint,
                     Time retry,
                     DeploymentCounters& counters);
    ~AddressDirectory();

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
    bool IsPossible(const DeploymentOrder& order) const;
    void Told(const DeploymentOrder& order);

    std::shared_ptr<const Torus> m_torus;    //!< the cube
    TorusCoordinate m_here;                  //!< this server
    std::map<Ipv4Address, ServerSet> m_sets; //!< by address
    OrderFlood m_flood;                      //!< tells others
    EventId m_ask;                           //!< asks neighbors what they know
};

} // namespace ns3::camcube

#endif /* ADDRESS_DIRECTORY_H */
