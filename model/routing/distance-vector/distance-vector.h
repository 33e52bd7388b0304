/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISTANCE_VECTOR_H
#define DISTANCE_VECTOR_H

#include "distance-vector-rules.h"
#include "distance-vector-timing.h"
#include "route-table.h"
#include "vector-outbox.h"
#include "vector-payload.h"
#include "vector-transport.h"

#include "ns3/event-id.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Keeps one server's shortest ways exact while links and servers fail and come back, by messages
 * between neighbours only. The intact cube needs no message and no state for any destination.
 *
 * On its server it gives the multi-hop routing service the table that this service keeps. It
 * notices its own links' carrier itself, unless SetDetection() names somebody else who does.
 *
 * Source: Costa et al., WREN 2009, section 3.1, for what it must do; how it does it is described,
 * and proved right, in doc/routing.rst.
 */
class DistanceVector : public Service
{
  public:
    /** The service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 2;

    /** What this server has sent and refused. */
    using Counters = VectorTransport::Counters;

    static TypeId GetTypeId();
    DistanceVector();
    ~DistanceVector() override;

    /**
     * Leaves the detection of lost neighbours to somebody else, who calls NeighborLost() and
     * NeighborFound(). Call it before the service is deployed.
     * \param difference the most that the two ends of a link differ in noticing its loss
     */
    void SetDetection(Time difference);

    /** The neighbour at a port does not answer any more. */
    void NeighborLost(uint8_t port);

    /** The neighbour at a port is there again. */
    void NeighborFound(uint8_t port);

    /** \return the routes, once the service is deployed */
    const RouteTable& GetTable() const
    {
        return *m_table;
    }

    /** \return the times in use, once the service is deployed */
    const DistanceVectorTiming& GetTiming() const
    {
        return *m_timing;
    }

    /** \return what was sent, once the service is deployed */
    const Counters& GetCounters() const
    {
        return m_transport->GetCounters();
    }

    /** \return what has happened to distances here, once the service is deployed */
    const DistanceVectorRules::Counters& GetRouteCounters() const
    {
        return m_rules->GetCounters();
    }

    /** \return bytes of memory that the state of this service takes, once it is deployed */
    std::size_t GetStateBytes() const;

    // Service
    bool IsUrgent() const override;
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    uint32_t GetQueuedFrames(uint8_t out) const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

  protected:
    void DoDispose() override;
    void Deployed() override;
    void Withdrawing() override;

  private:
    void ReceiveEntry(const VectorPayload& entries, VectorHeader::Kind kind, uint8_t in);
    void Close(uint8_t port);
    void Open(uint8_t port, uint16_t session);
    void Finish();
    void Wake();

    std::shared_ptr<RouteTable> m_table;        //!< the routes
    VectorOutbox m_outbox;                      //!< what is to be advertised
    std::optional<DistanceVectorRules> m_rules; //!< how routes change
    std::optional<VectorTransport> m_transport; //!< the way to neighbours
    Time m_repeatAfter;                 //!< until a message that is not confirmed is sent again
    Ptr<DistanceVectorTiming> m_timing; //!< the times to wait
    std::optional<Time> m_detection;    //!< set if somebody else detects losses
    EventId m_wake;                     //!< when the rules have something to do
    int64_t m_wakeAt{Route::NEVER};     //!< its time
    VectorTransport::Trace m_sent;      //!< advertised of each frame
    TracedCallback<uint32_t, uint16_t, uint16_t> m_distanceChanged; //!< advertised of each change
};

} // namespace ns3::camcube

#endif /* DISTANCE_VECTOR_H */
