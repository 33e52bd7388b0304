/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPACT_ROUTE_H
#define COMPACT_ROUTE_H

#include "route.h"

#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A Route at rest in 34 bits, which are kept in 5 bytes. At rest the distance that a neighbour
 * advertises is infinite or differs from this server's by one hop at most, because neighbours are
 * one hop apart.
 */
class CompactRoute
{
  public:
    /** Bytes in which GetBits() fit. */
    static constexpr uint32_t BYTES = 5;

    CompactRoute() = default;

    explicit constexpr CompactRoute(uint64_t bits)
        : m_bits(bits)
    {
    }

    /**
     * \param distance this server's distance
     * \param advertised neighbours to which it is advertised
     * \param nearer neighbours that advertise one hop less
     * \param level neighbours that advertise as much
     * \param farther neighbours that advertise one hop more
     */
    CompactRoute(uint16_t distance,
                 PortSet advertised,
                 PortSet nearer,
                 PortSet level,
                 PortSet farther)
        : m_bits(distance | uint64_t{advertised.GetBits()} << ADVERTISED |
                 uint64_t{(nearer | farther).GetBits()} << LOW |
                 uint64_t{(level | farther).GetBits()} << HIGH)
    {
    }

    /** \return a route's form at rest, or nothing while something is still under way */
    static std::optional<CompactRoute> From(const Route& route)
    {
        if (route.due != Route::NEVER || route.poisonedAt != Route::NEVER)
        {
            return std::nullopt;
        }
        uint16_t low = 0;
        uint16_t high = 0;
        for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
        {
            if (route.neighborDistance[port] == Route::INFINITE)
            {
                continue;
            }
            const int code = route.neighborDistance[port] - route.distance + 2;
            if (code < 1 || code > 3)
            {
                return std::nullopt;
            }
            low |= static_cast<uint16_t>((code & 1) << port);
            high |= static_cast<uint16_t>((code >> 1) << port);
        }
        return CompactRoute(route.distance | uint64_t{route.advertised.GetBits()} << ADVERTISED |
                            uint64_t{low} << LOW | uint64_t{high} << HIGH);
    }

    /** \return the route to work on */
    Route Expand() const
    {
        Route route;
        route.distance = GetDistance();
        route.advertised = Plane(ADVERTISED);
        for (uint8_t port : Plane(LOW) | Plane(HIGH))
        {
            const int code = (m_bits >> (LOW + port) & 1U) | (m_bits >> (HIGH + port) & 1U) << 1;
            route.neighborDistance[port] = static_cast<uint16_t>(route.distance + code - 2);
        }
        return route;
    }

    uint16_t GetDistance() const
    {
        return static_cast<uint16_t>(m_bits);
    }

    /** \return the neighbours one hop nearer to the destination */
    PortSet GetNextHops() const
    {
        return PortSet(Plane(LOW).GetBits() & ~Plane(HIGH).GetBits());
    }

    uint64_t GetBits() const
    {
        return m_bits;
    }

    friend bool operator==(CompactRoute a, CompactRoute b)
    {
        return a.m_bits == b.m_bits;
    }

  private:
    static constexpr uint32_t ADVERTISED = 16;                  //!< bits of those neighbours
    static constexpr uint32_t LOW = ADVERTISED + N_TORUS_PORTS; //!< low bits of neighbours' codes
    static constexpr uint32_t HIGH = LOW + N_TORUS_PORTS; //!< high bits; code = theirs - own + 2

    /** \return one bit for each port */
    PortSet Plane(uint32_t shift) const
    {
        return PortSet(static_cast<uint16_t>(m_bits >> shift & ((1U << N_TORUS_PORTS) - 1)));
    }

    uint64_t m_bits{Route::INFINITE}; //!< distance, advertised, and two bits a neighbour
};

} // namespace ns3::camcube

#endif /* COMPACT_ROUTE_H */
