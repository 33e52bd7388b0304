/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_PROTOCOL_H
#define ROUTING_PROTOCOL_H

#include "neighbor-sender.h"
#include "next-hop-table.h"

#include "ns3/nstime.h"
#include "ns3/service.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A service that keeps one server's table of next hops by messages between neighbours. It notices
 * the carrier of its own links itself, unless SetDetection() leaves that to somebody else. Its
 * frames are urgent.
 */
class RoutingProtocol : public Service
{
  public:
    /** What this server has sent and refused. */
    using Counters = NeighborSender::Counters;

    /** Of trace source Sent. */
    typedef void (*SentCallback)(Ptr<const Packet> payload, uint8_t port);

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

    /**
     * \return the routes
     * \throws std::logic_error before the service is first deployed
     */
    virtual const NextHopTable& GetTable() const = 0;

    /** \return the table that the routing services of this server read, null while there is none */
    virtual std::shared_ptr<const NextHopTable> ShareTable() const = 0;

    /**
     * \return bytes of memory that the state of this service takes
     * \throws std::logic_error before the service is first deployed
     */
    virtual std::size_t GetStateBytes() const = 0;

    /**
     * \return the longest time for which all servers can be silent before one goes on, once the
     *         service is deployed
     */
    virtual Time GetLongestPause() const = 0;

    /**
     * \return the least time from the loss of a path until other servers have a new one, once the
     *         service is deployed
     */
    virtual Time GetLeastRepair() const = 0;

    const Counters& GetCounters() const
    {
        return m_sender.GetCounters();
    }

    /** \return when this server last learned anything that changes routes; zero for never */
    Time GetLastChange() const
    {
        return m_lastChange;
    }

    // Service
    bool IsUrgent() const override;
    FramePtr Poll(uint8_t out) override;
    uint32_t GetQueuedFrames(uint8_t out) const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;
    bool NeedsPlace() const override;

  protected:
    void Placed() override;

    /** Has the multi-hop routing services of this server read the table. */
    void PublishTable() const;

    /** \throws std::logic_error if there is no table yet */
    void RequireTable(bool isThere) const
    {
        if (!isThere)
        {
            ThrowNoTable();
        }
    }

    /** Reports the neighbours whose links are down already as lost. */
    void ReportLostNeighbors();

    /** Notes that this server has just learned something that changes routes. */
    void NoteChange();

    /** \return the most that the two ends of a link differ in noticing its loss */
    Time GetDetectionDifference() const
    {
        return m_detection.value_or(Time());
    }

    /** \return what sends frames to neighbours */
    NeighborSender& GetSender()
    {
        return m_sender;
    }

  private:
    [[noreturn]] void ThrowNoTable() const;

    std::optional<Time> m_detection; //!< set if somebody else detects losses
    Time m_lastChange;               //!< when anything that changes routes was last learned
    NeighborSender::Trace m_sent;    //!< called for each frame
    NeighborSender m_sender;         //!< sends frames to neighbours
};

} // namespace ns3::camcube

#endif /* ROUTING_PROTOCOL_H */
