/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_COORDINATE_H
#define TORUS_COORDINATE_H

#include <cstdint>
#include <ostream>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A server's place in the cube. One byte an axis, which is also its form on the wire; a side is
 * therefore at most 256.
 */
struct TorusCoordinate
{
    uint8_t x{0};
    uint8_t y{0};
    uint8_t z{0};

    /** \return "x,y,z", as people type it */
    std::string GetPlace() const
    {
        return std::to_string(x) + "," + std::to_string(y) + "," + std::to_string(z);
    }

    /** \return "(x,y,z)" */
    std::string GetName() const
    {
        return "(" + GetPlace() + ")";
    }

    friend constexpr bool operator==(const TorusCoordinate& a, const TorusCoordinate& b)
    {
        return a.x == b.x && a.y == b.y && a.z == b.z;
    }

    friend constexpr bool operator!=(const TorusCoordinate& a, const TorusCoordinate& b)
    {
        return !(a == b);
    }
};

inline std::ostream&
operator<<(std::ostream& os, const TorusCoordinate& c)
{
    return os << c.GetName();
}

} // namespace ns3::camcube

#endif /* TORUS_COORDINATE_H */
