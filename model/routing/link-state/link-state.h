/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_H
#define LINK_STATE_H

#include "link-state-routes.h"
#include "link-state-session.h"

#include "ns3/event-id.h"
#include "ns3/flat-hash-map.h"
#include "ns3/routing-protocol.h"
#include "ns3/torus-port.h"

#include <array>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Keeps one server's routes by link state: every server floods a report of its own links that are
 * down, and each computes its paths from the reports of all. It does what DistanceVector does, so
 * that the two can be compared message for message. The intact cube needs no message and no state.
 *
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3.2 (that routing is by link state); how it is
 * done here is described in doc/link-state.rst.
 */
class LinkState : public RoutingProtocol
{
  public:
    /** The service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 10;

    static TypeId GetTypeId();
    LinkState();
    ~LinkState() override;

    // RoutingProtocol
    void NeighborLost(uint8_t port) override;
    void NeighborFound(uint8_t port) override;
    std::size_t GetStateBytes() const override;
    Time GetLongestPause() const override;
    Time GetLeastRepair() const override;

    const LinkStateRoutes& GetTable() const override
    {
        RequireTable(m_routes != nullptr);
        return *m_routes;
    }

    std::shared_ptr<const NextHopTable> ShareTable() const override
    {
        return m_routes;
    }

    // Service
    void Receive(FramePtr frame, uint8_t in) override;

  protected:
    void Placed() override;
    void Withdrawing() override;

  private:
    using Entries = std::vector<LinkStateEntry>;

    void ReceiveEntry(const LinkStateEntry& entry, LinkStateMessage::Kind kind, uint8_t in);
    void EndSession(uint8_t port);
    void BeginSession(uint8_t port, uint16_t number);
    void MakeAdjacent(uint8_t port);
    /** Notes that routes have changed here, and that others may have to learn of it. */
    void Change();
    /** Has reports flooded once the time to gather more of them has passed. */
    void ScheduleFlood();
    void Flood();
    void ReportOwnLinks();
    void SendDatabase(uint8_t port);
    void Send(uint8_t port, Entries entries, bool isDatabase);

    Time m_gatherTime;                                      //!< from a report to its flood
    uint32_t m_self{0};                                     //!< this server's number
    std::shared_ptr<LinkStateRoutes> m_routes;              //!< the routes, and all reports
    std::array<LinkStateSession, N_TORUS_PORTS> m_sessions; //!< by port
    PortSet m_open;                                         //!< ports with a session
    PortSet m_adjacent;             //!< of these, ports whose neighbours' databases are in
    FlatHashMap<PortSet> m_pending; //!< by server, over which ports its report is to be flooded
    bool m_supersede{false};        //!< a report of this server goes round that is not its own
    EventId m_floodEvent;           //!< when reports are flooded
};

} // namespace ns3::camcube

#endif /* LINK_STATE_H */
