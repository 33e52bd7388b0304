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
#include "ns3/routing-protocol.h"
#include "ns3/traced-callback.h"

#include <memory>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Keeps one server's routes shortest and complete while links and servers fail and come back, by
 * distance vector: servers advertise distances to their neighbours only, and free of loops. The
 * intact cube needs no message and no state for any destination.
 *
 * Source: Costa et al., WREN 2009, section 3.1, for what it must do; how it does it is described,
 * and proved right, in doc/routing.rst.
 */
class DistanceVector : public RoutingProtocol
{
  public:
    /** The service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 2;

    /** Of trace source DistanceChanged: in hops, 65535 for no path. */
    typedef void (*DistanceChangedCallback)(uint32_t destination, uint16_t old, uint16_t now);

    static TypeId GetTypeId();
    DistanceVector();
    ~DistanceVector() override;

    /** \return the times in use \throws std::logic_error before the service is first deployed */
    const DistanceVectorTiming& GetTiming() const
    {
        RequireTable(m_table != nullptr);
        return *m_timing;
    }

    /**
     * \return what has happened to distances here
     * \throws std::logic_error before the service is first deployed
     */
    const DistanceVectorRules::Counters& GetRouteCounters() const
    {
        RequireTable(m_table != nullptr);
        return m_rules->GetCounters();
    }

    // RoutingProtocol
    void NeighborLost(uint8_t port) override;
    void NeighborFound(uint8_t port) override;
    std::size_t GetStateBytes() const override;
    Time GetLongestPause() const override;
    Time GetLeastRepair() const override;

    const RouteTable& GetTable() const override
    {
        RequireTable(m_table != nullptr);
        return *m_table;
    }

    std::shared_ptr<const NextHopTable> ShareTable() const override
    {
        return m_table;
    }

    // Service
    void Receive(FramePtr frame, uint8_t in) override;

  protected:
    void DoDispose() override;
    void Placed() override;
    void Withdrawing() override;

  private:
    void ReceiveEntries(const VectorPayload& entries, VectorHeader::Kind kind, uint8_t in);
    void DistanceChanged(uint32_t destination, uint16_t old, uint16_t now);
    void EndSession(uint8_t port);
    void BeginSession(uint8_t port, uint16_t number);
    /** Sends what is to be advertised, and sees to what is due later. */
    void Flush();
    void RunDue();

    std::shared_ptr<RouteTable> m_table;        //!< the routes
    VectorOutbox m_outbox;                      //!< what is to be advertised
    std::optional<DistanceVectorRules> m_rules; //!< how routes change
    std::optional<VectorTransport> m_transport; //!< brings messages to neighbours
    Time m_repeatAfter;                 //!< until a message is sent again that nobody acknowledges
    Ptr<DistanceVectorTiming> m_timing; //!< the times to wait
    EventId m_dueEvent;                 //!< when rules or transport have something to do
    TracedCallback<uint32_t, uint16_t, uint16_t> m_distanceChanged; //!< called for each change
};

} // namespace ns3::camcube

#endif /* DISTANCE_VECTOR_H */
