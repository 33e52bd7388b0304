/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_LINKS_H
#define GROUP_LINKS_H

#include "group-tree-user.h"
#include "link-sessions.h"

#include "ns3/handler-list.h"
#include "ns3/registration.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What GroupTree and the services above it say to neighbours, link by link, in the sessions of
 * these. Users may do anything while they are told something, come and go too; what is left to be
 * done then for a session or a deployment that they have ended is left out.
 */
class GroupLinks : public LinkSessions
{
  public:
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
     * \return SENT, now or soon; otherwise it is lost: BUSY as QueueLimit frames wait, one at
     * least, and users will be told when they have gone; DOWN, TOO_LONG
     * \throws as QueuedService::Enqueue
     */
    SendResult Send(const GroupId& group,
                    const GroupTreeUser& user,
                    uint8_t port,
                    FramePtr frame,
                    bool isFirst = false);

    // Service
    FramePtr Poll(uint8_t out) override;

  protected:
    void Withdrawing() override;
    void Undelivered(uint8_t port, FramePtr frame, SendResult why) override;
    void Take(const GroupHeader& header, FramePtr frame, uint8_t in) override;
    void SessionEnded(uint8_t port, bool isLast) override;

    /**
     * Says something to the neighbours at those ports whose links are up, and greets if it joins;
     * nothing any more once the server is taken apart.
     */
    void Tell(const GroupId& id, Kind kind, PortSet ports);

    /** A neighbour has said something: JOIN, ACK or LEAVE. */
    virtual void Heard(const GroupId& id, Kind kind, uint8_t in) = 0;

    /** \return whether JOIN or ACK is still to be said, now that users have been asked */
    virtual bool IsDue(const GroupId& id, Kind kind, uint8_t port) const = 0;

    /** Calls tell(user) for each user, lower numbers first. */
    template <typename F>
    void TellUsers(F tell) const
    {
        m_users.Visit(0, [&](GroupTreeUser* user) {
            tell(*user);
            return true;
        });
    }

  private:
    HandlerList<GroupTreeUser*> m_users; //!< services above, by their numbers
};

} // namespace ns3::camcube

#endif /* GROUP_LINKS_H */
