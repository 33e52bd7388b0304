/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-tree-users.h"

#include "ns3/service.h"

#include <stdexcept>
#include <string>

namespace ns3::camcube
{

Registration
GroupTreeUsers::Add(Service* owner, GroupTreeUser* user)
{
    const int32_t number = user ? user->GetTreeUser() : 0;
    if (number == 0)
    {
        throw std::invalid_argument(user ? "number 0 stands for no user of group trees; give 1 to "
                                           "255"
                                         : "no user of group trees was given");
    }
    return m_users.Add(("user " + std::to_string(number) + " of group trees").c_str(),
                       Service::GetRegistrations(owner),
                       HandlerList<GroupTreeUser*>::ALL,
                       -number,
                       user);
}

GroupTreeUsers::Greeting
GroupTreeUsers::Greet(const GroupId& id) const
{
    Greeting greeting;
    m_users.Visit(0, [&](GroupTreeUser* user) {
        greeting.packet = user->Greet(id);
        greeting.user = greeting.packet ? user->GetTreeUser() : 0;
        return greeting.packet == nullptr;
    });
    return greeting;
}

} // namespace ns3::camcube
