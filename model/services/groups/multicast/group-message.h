/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_MESSAGE_H
#define GROUP_MESSAGE_H

#include "ns3/group-id.h"
#include "ns3/torus-coordinate.h"

#include <cstdint>
#include <tuple>

namespace ns3::camcube
{

/** \ingroup camcube \brief Names one message to a group. */
struct GroupMessage
{
    GroupId group;          //!< to whom
    TorusCoordinate source; //!< from whom
    uint32_t boot{0};       //!< when its service was deployed there, in us of its clock
    uint32_t number{0};     //!< of its messages to the group since then, from 1 on

    friend bool operator<(const GroupMessage& a, const GroupMessage& b)
    {
        return std::tie(a.group, a.source.x, a.source.y, a.source.z, a.boot, a.number) <
               std::tie(b.group, b.source.x, b.source.y, b.source.z, b.boot, b.number);
    }
};

} // namespace ns3::camcube

#endif /* GROUP_MESSAGE_H */
