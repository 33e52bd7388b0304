/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_LINKS_H
#define GROUP_LINKS_H

#include "group-tree-user.h"

#include "ns3/handler-list.h"
#include "ns3/queued-service.h"
#include "ns3/torus-port.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What GroupTree and the services above it say to neighbours, link by link. A link has sessions:
 * one ends when it goes down, or when an end begins anew; what was said before is void then, and
 * frames of an earlier session are dropped. Within a session frames are lost only if they are
 * refused, and those of trees never are.
 */
class GroupLinks : public QueuedService
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
    explicit GroupLinks(uint16_t serviceId);

    /**
     * Has a service above told of what happens here, and receive under its number.
     * \throws std::invalid_argument for none, or a number that is 0 or taken here
     */
    Registration AddUser(Service* owner, GroupTreeUser* user);

    /**
     * \return bytes that a frame has for inner header and payload
     * \throws std::logic_error while this service is not deployed
     */
    uint32_t GetRoom() const;

    /**
     * Sends a frame to a neighbour, which is in the tree or not, and there to a user's like.
     * \param group the group
     * \param user who sends
     * \param port the neighbour
     * \param frame with an inner header and a payload; its header is set here
     * \param isFirst whether it passes others and is never refused as there are too many; for few
     * \return SENT, now or soon; otherwise it is lost: BUSY as QueueLimit frames wait, DOWN,
     * TOO_LONG \throws as QueuedService::Enqueue
     */
    SendResult Send(const GroupId& group,
                    const GroupTreeUser& user,
                    uint8_t port,
                    FramePtr frame,
                    bool isFirst = false);

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    bool NeedsPlace() const override;
    void Placed() override;
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    void LinkDown(uint8_t port) override;

  protected:
    /** Says something to the neighbours at those ports whose links are up, and greets if it joins.
     */
    void Tell(const GroupId& id, Kind kind, PortSet ports);

    /** A neighbour has said something: JOIN, ACK or LEAVE. */
    virtual void Heard(const GroupId& id, Kind kind, uint8_t in) = 0;

    /**
     * A session is over.
     * \param port the link
     * \param isDown whether it is down; else the next session has begun
     */
    virtual void SessionEnded(uint8_t port, bool isDown) = 0;

    /** Calls tell(user) for each user. */
    template <typename F>
    void TellUsers(F tell) const
    {
        m_users.Visit(0, [&](GroupTreeUser* user) {
            tell(*user);
            return true;
        });
    }

  private:
    struct Header;

    bool IsCurrent(const Header& header, uint8_t in);
    void EndSession(uint8_t port, bool isDown);
    void Take(const Header& header, FramePtr frame, uint8_t in);

    std::array<uint16_t, N_TORUS_PORTS> m_sessions{}; //!< of links, counted
    HandlerList<GroupTreeUser*> m_users;              //!< services above, lower numbers first
    Counters m_counters;                              //!< what was said and refused
};

} // namespace ns3::camcube

#endif /* GROUP_LINKS_H */
