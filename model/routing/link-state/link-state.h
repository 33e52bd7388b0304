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
#include "ns3/traced-callback.h"

#include <array>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Keeps one server's routes by link state: every server tells the whole cube which of its own
 * links are down, and each computes its ways from what all have told. The other implementation of
 * what DistanceVector does, to compare the two message for message. The intact cube needs no
 * message and no state.
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

    const LinkStateRoutes& GetTable() const override
    {
        return *m_routes;
    }

    const Counters& GetCounters() const override
    {
        return m_counters;
    }

    Time GetLastChange() const override
    {
        return m_lastChange;
    }

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    uint32_t GetQueuedFrames(uint8_t out) const override;
    void LinkUp(uint8_t port) override;

  protected:
    void Deployed() override;
    void Withdrawing() override;

  private:
    using Entries = std::vector<LinkStateEntry>;

    void ReceiveEntry(const LinkStateEntry& entry, LinkStateMessage::Kind kind, uint8_t in);
    void Close(uint8_t port);
    void Open(uint8_t port, uint16_t session);
    void Sync(uint8_t port);
    void SendList(uint8_t port);
    void Gather();
    void Flood();
    void ReportOwnLinks();
    void Send(uint8_t port, Entries entries, bool isList);
    void Transmit(uint8_t port, FramePtr frame);

    Time m_gatherTime;                                      //!< news waits so long for other news
    uint32_t m_self{0};                                     //!< this server's number
    std::shared_ptr<LinkStateRoutes> m_routes;              //!< the routes, and what is known
    std::array<LinkStateSession, N_TORUS_PORTS> m_sessions; //!< the talks with neighbours
    PortSet m_open;                                         //!< ports with a session
    PortSet m_adjacent;             //!< of these, ports whose neighbours' knowledge is in
    FlatHashMap<PortSet> m_pending; //!< by server, over which ports its report is to be sent
    bool m_contradict{false};       //!< somebody has a report of this server that is not true
    EventId m_floodEvent;           //!< when news is sent
    Counters m_counters;            //!< what was sent
    Time m_lastChange;              //!< when anything was last learnt
    TracedCallback<Ptr<const Packet>, uint8_t> m_sent; //!< told of each frame
};

} // namespace ns3::camcube

#endif /* LINK_STATE_H */
