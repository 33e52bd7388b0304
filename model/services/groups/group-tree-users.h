/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_TREE_USERS_H
#define GROUP_TREE_USERS_H

#include "group-tree-user.h"

#include "ns3/handler-list.h"
#include "ns3/registration.h"

namespace ns3::camcube
{

class Service;

/**
 * \ingroup camcube
 *
 * The services above the group trees of one server, lower numbers first. They may come, and go,
 * while they are told something.
 */
class GroupTreeUsers
{
  public:
    /** What a new parent or kid is to be told with its edge. */
    struct Greeting
    {
        uint8_t user{0};    //!< who says it; 0 for nobody
        Ptr<Packet> packet; //!< what; null for nothing
    };

    /** \copydoc GroupLinks::AddUser */
    Registration Add(Service* owner, GroupTreeUser* user);

    /** \return what the first one says that says anything */
    Greeting Greet(const GroupId& id) const;

    /** Calls tell(user) for each. */
    template <typename F>
    void Tell(F tell) const
    {
        m_users.Visit(0, [&](GroupTreeUser* user) {
            tell(*user);
            return true;
        });
    }

  private:
    HandlerList<GroupTreeUser*> m_users; //!< by their numbers
};

} // namespace ns3::camcube

#endif /* GROUP_TREE_USERS_H */
