/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_SLEEPER_H
#define LINK_SLEEPER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/port-set.h"
#include "ns3/service.h"

#include <memory>
#include <optional>
#include <vector>

namespace ns3::camcube
{

class MultiHopRouting;
class NextHopTable;
struct SleepHeader;
class SleepPolicy;
struct SpanningTreeNode;

/**
 * \ingroup camcube
 *
 * Puts a server's links to sleep when nobody needs them, by agreement with the server at the other
 * end of each, and wakes them when packets wait. A tree of links, found from the routes that the
 * server has anyway, always stays awake, so that the awake links never fall apart.
 * doc/sleeping-links.rst describes the protocol and says why it is sound.
 *
 * It needs the multi-hop routing service on the server, and a LinkPower at each link that is to
 * sleep.
 *
 * Source: Costa et al., WREN 2009, section 3, for what it must do.
 */
class LinkSleeper : public Service
{
  public:
    /** The service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 9;

    /** What this server has said and done. */
    struct Counters
    {
        uint64_t messages{0};  //!< frames sent
        uint64_t agreed{0};    //!< times that this end has let a link sleep
        uint64_t woken{0};     //!< links woken because packets waited
        uint64_t alarms{0};    //!< times that all links were woken because the tree had changed
        uint64_t malformed{0}; //!< frames that make no sense
    };

    static TypeId GetTypeId();
    LinkSleeper();
    ~LinkSleeper() override;

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    bool IsWaitingFor(uint8_t out) const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;
    void LinkAsleep(uint8_t port) override;
    void LinkAwake(uint8_t port) override;

  protected:
    void DoDispose() override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

  private:
    struct Link;

    void FindTree();
    void Wake(PortSet ports);
    void WakeFor(const Service* service, PortSet ports);
    bool IsCrowded(const Service& service, PortSet awake, PortSet all);
    PortSet GetSpare() const;
    PortSet GetCandidates() const;
    void StartLooking();
    void Look();
    std::optional<double> GetUsage(uint8_t port);
    /** \return what this end says now to a request that a link may sleep */
    SleepHeader GetAttitude(uint8_t port);
    void Say(uint8_t port, const SleepHeader& header);
    void MessageSent(uint8_t port, const SleepHeader& header);
    void LetSleep(uint8_t port);
    void Refresh(uint8_t port);

    std::vector<Link> m_links;                //!< by port
    PortSet m_ports;                          //!< ports whose links may sleep
    Ptr<MultiHopRouting> m_routing;           //!< whose routes say which links are the tree
    const NextHopTable* m_table{nullptr};     //!< they, once their changes are listened to
    std::unique_ptr<SpanningTreeNode> m_tree; //!< this server's place in it
    Time m_alarmEnd;                          //!< until when no link may sleep
    bool m_looking{false};                    //!< the next look is scheduled
    EventId m_look;                           //!< it
    Counters m_counters;                      //!< what was said and done
    Ptr<SleepPolicy> m_policy;                //!< when to sleep and to wake
};

} // namespace ns3::camcube

#endif /* LINK_SLEEPER_H */
