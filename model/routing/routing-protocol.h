/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_PROTOCOL_H
#define ROUTING_PROTOCOL_H

#include "next-hop-table.h"

#include "ns3/nstime.h"
#include "ns3/service.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A service that fills one server's table of next hops from what neighbours tell it. It notices
 * its own links' carrier itself, unless SetDetection() names somebody else who tells it which
 * neighbours are lost. Its frames are urgent.
 */
class RoutingProtocol : public Service
{
  public:
    /** What this server has sent and refused. */
    struct Counters
    {
        uint64_t messages{0};  //!< frames sent
        uint64_t bytes{0};     //!< their bytes, Ethernet header included
        uint64_t entries{0};   //!< entries in them
        uint64_t stale{0};     //!< frames of an earlier session
        uint64_t malformed{0}; //!< frames that make no sense
    };

    static TypeId GetTypeId();

    /** \param serviceId the id of the protocol's frames */
    explicit RoutingProtocol(uint16_t serviceId);
    ~RoutingProtocol() override;

    /**
     * Leaves the detection of lost neighbours to somebody else, who calls NeighborLost() and
     * NeighborFound(). Call it before the service is deployed.
     * \param difference the most that the two ends of a link differ in noticing its loss
     */
    void SetDetection(Time difference);

    /** The neighbour at a port does not answer any more. */
    virtual void NeighborLost(uint8_t port) = 0;

    /** The neighbour at a port is there again. */
    virtual void NeighborFound(uint8_t port) = 0;

    /** \return the routes, once the service is deployed */
    virtual const NextHopTable& GetTable() const = 0;

    virtual const Counters& GetCounters() const = 0;

    /** \return when this server last learnt anything; zero for never */
    virtual Time GetLastChange() const = 0;

    /** \return bytes of memory that the state of this service takes, once it is deployed */
    virtual std::size_t GetStateBytes() const = 0;

    // Service
    bool IsUrgent() const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

  protected:
    /** Has the multi-hop routing services of this server read a table. */
    void Serve(const std::shared_ptr<const NextHopTable>& table) const;

    /** Tells of the neighbours whose links are down already. */
    void MissNeighbors();

  private:
    bool m_detected{false}; //!< whether somebody else detects losses
};

} // namespace ns3::camcube

#endif /* ROUTING_PROTOCOL_H */
