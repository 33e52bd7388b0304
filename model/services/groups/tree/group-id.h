/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_ID_H
#define GROUP_ID_H

#include "ns3/key.h"
#include "ns3/torus-coordinate.h"

#include <cstdint>
#include <ostream>
#include <tuple>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Names a group of servers, and with it the root of its tree: that of its key, which is the server
 * at its place while it can be reached. Eight bytes, so that it fits into frames' headers.
 */
struct GroupId
{
    TorusCoordinate place; //!< where the root is in an intact cube
    uint32_t number{0};    //!< tells groups of one place apart

    /** \return the key of the group \throws std::invalid_argument for a place outside the cube */
    Key GetKey(const Torus& torus) const
    {
        return Key::At(torus, place, number);
    }

    /** \return "group 3 at (1,2,0)" */
    std::string GetName() const
    {
        return "group " + std::to_string(number) + " at " + place.GetName();
    }

    friend bool operator==(const GroupId& a, const GroupId& b)
    {
        return a.place == b.place && a.number == b.number;
    }

    friend bool operator<(const GroupId& a, const GroupId& b)
    {
        return std::tie(a.place.x, a.place.y, a.place.z, a.number) <
               std::tie(b.place.x, b.place.y, b.place.z, b.number);
    }
};

inline std::ostream&
operator<<(std::ostream& os, const GroupId& group)
{
    return os << group.GetName();
}

} // namespace ns3::camcube

#endif /* GROUP_ID_H */
