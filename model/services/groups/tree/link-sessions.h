/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_SESSIONS_H
#define LINK_SESSIONS_H

#include "ns3/queued-service.h"
#include "ns3/torus-port.h"

#include <array>

namespace ns3::camcube
{

struct GroupHeader;

/**
 * \ingroup camcube
 *
 * The frames of GroupTree, and the sessions of links, which both ends count. One ends when its link
 * goes down, or when an end is withdrawn or begins anew; what was said before is void then, and
 * frames of an earlier session are dropped. Within a session frames are lost only if they are
 * refused, and those of trees never are.
 */
class LinkSessions : public QueuedService
{
  public:
    /** What frames are. */
    enum Kind : uint8_t
    {
        HELLO, //!< the sender begins anew
        JOIN,  //!< the sender is a kid
        ACK,   //!< the answer
        LEAVE, //!< the sender is no kid any more
        DATA,  //!< what a user sends
        BYE,   //!< the sender is withdrawn
        N_KINDS
    };

    /** What this server has said, and what it has refused. */
    struct Counters
    {
        std::array<uint64_t, N_KINDS> sent{}; //!< frames, by kind; those that wait among them
        uint64_t stale{0};                    //!< frames of an earlier session
        uint64_t malformed{0};                //!< frames that make no sense
        uint64_t unknown{0};                  //!< frames for a user that is not here
    };

    static TypeId GetTypeId();

    /** \copydoc Service::Service */
    explicit LinkSessions(uint16_t serviceId);

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    bool NeedsPlace() const override;
    void Placed() override;
    void Receive(FramePtr frame, uint8_t in) override;
    void LinkDown(uint8_t port) override;

  protected:
    void Withdrawing() override;

    /** Says something to a neighbour, now or soon; what else waits comes later. */
    void Say(GroupHeader header, uint8_t port, Ptr<Packet> payload);

    /** A frame has come in, of the session that goes on, and not HELLO or BYE. */
    virtual void Take(const GroupHeader& header, FramePtr frame, uint8_t in) = 0;

    /**
     * A session is over.
     * \param port the link
     * \param isLast whether the link is down, or the neighbour withdrawn; else the next has begun
     */
    virtual void SessionEnded(uint8_t port, bool isLast) = 0;

    /** \return the number of a link's session, for the header of a frame */
    uint16_t GetSession(uint8_t port) const
    {
        return m_sessions[port];
    }

    /** \return whether a frame's session goes on still, whatever has been done since it came */
    bool IsOpen(const GroupHeader& header, uint8_t in) const;

    /** \return the ports whose links are up, and whose neighbours have not said BYE */
    PortSet GetLivePorts() const;

    Counters m_counters; //!< what was said and refused

  private:
    void SayToAll(Kind kind);
    bool IsCurrent(const GroupHeader& header, uint8_t in);
    void EndSession(uint8_t port, bool isLast, bool isAway = false);

    std::array<uint16_t, N_TORUS_PORTS> m_sessions{}; //!< by port, counted
    PortSet m_away;                                   //!< whose neighbours have said BYE
};

} // namespace ns3::camcube

#endif /* LINK_SESSIONS_H */
