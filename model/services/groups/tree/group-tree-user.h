/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_TREE_USER_H
#define GROUP_TREE_USER_H

#include "group-id.h"

#include "ns3/frame.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What GroupTree tells a service above it, on the same server, which has registered
 * (GroupTree::AddUser). Does nothing unless overridden. Any function of GroupTree may
 * be called meanwhile, and services may be withdrawn and deployed.
 */
class GroupTreeUser
{
  public:
    /** \param number under which its likes on all servers send each other frames, from 1 on */
    explicit GroupTreeUser(uint8_t number)
        : m_treeUser(number)
    {
    }

    virtual ~GroupTreeUser() = default;

    /** \return its number */
    uint8_t GetTreeUser() const
    {
        return m_treeUser;
    }

    /** Membership, parent or kids of a group are others now on this server, a member or not. */
    virtual void TreeChanged(const GroupId&)
    {
    }

    /**
     * \return what each new parent and kid is to be told with its edge, GroupTree::GetRoom() bytes
     *         at most; null for nothing. The users of lower numbers are asked first, and one is
     *         heard on an edge.
     */
    virtual Ptr<Packet> Greet(const GroupId&)
    {
        return nullptr;
    }

    /**
     * An edge has formed: a kid has joined at a port, or a parent has acknowledged this server.
     * Both ends are told in each case, though not at one time. The greeting is that of this user's
     * like at the other end; it is empty if there was none.
     */
    virtual void EdgeFormed(const GroupId&, uint8_t /* port */, Ptr<const Packet> /* greeting */)
    {
    }

    /**
     * What was said at a port before is void: its link is down, or the neighbour is withdrawn or
     * begins anew; or GroupTree here is withdrawn, after TreeChanged() for all groups.
     */
    virtual void SessionEnded(uint8_t /* port */)
    {
    }

    /** No frame waits for a port any more. */
    virtual void Drained(uint8_t /* port */)
    {
    }

    /** A frame of this user's number leaves that had to wait, and may be changed in place. */
    virtual void Departing(Frame&)
    {
    }

    /** A neighbour has sent a frame under this user's number; whether it is in the tree or not. */
    virtual void Received(const GroupId&, uint8_t /* in */, FramePtr)
    {
    }

  private:
    uint8_t m_treeUser; //!< its number
};

} // namespace ns3::camcube

#endif /* GROUP_TREE_USER_H */
