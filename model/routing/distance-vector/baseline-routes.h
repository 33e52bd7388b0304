/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BASELINE_ROUTES_H
#define BASELINE_ROUTES_H

#include "compact-route.h"

#include "ns3/torus.h"

#include <array>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's routes in the intact cube, in closed form, together with what neighbours count as
 * having advertised to each other though no message was ever sent. Both ends of a cable compute the
 * same.
 *
 * Server a counts as having advertised its distance D(a) to its neighbour b if
 * - D(a) < D(b): b needs it;
 * - D(a) = D(b) (on an odd ring) and a has the lower number: one of the two suffices;
 * - D(a) > D(b), b has a single next hop and a has more than one: a is the neighbour that b uses
 *   first when it loses that hop, and likely still has a path.
 * Otherwise it has advertised nothing.
 */
class BaselineRoutes
{
  public:
    BaselineRoutes(const Torus& torus, const TorusCoordinate& here);

    /** \return the route to a server, if all ports are in use */
    CompactRoute Get(const TorusCoordinate& destination) const
    {
        return Get(destination, PortSet(UINT16_MAX), PortSet(UINT16_MAX));
    }

    /**
     * \param destination a server
     * \param open ports to whose neighbours routes are advertised
     * \param adjacent ports whose neighbours' advertisements count
     * \return the route to it
     */
    CompactRoute Get(const TorusCoordinate& destination, PortSet open, PortSet adjacent) const;

    /** \return the ports on shortest paths */
    PortSet GetNextHops(const TorusCoordinate& destination) const
    {
        return m_steps[0][destination.x].nearer | m_steps[1][destination.y].nearer |
               m_steps[2][destination.z].nearer;
    }

    /** \return the length of a shortest path, in hops */
    uint16_t GetDistance(const TorusCoordinate& destination) const
    {
        return m_steps[0][destination.x].hops + m_steps[1][destination.y].hops +
               m_steps[2][destination.z].hops;
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const;

  private:
    /** What one axis contributes, for one coordinate of the destination. */
    struct Step
    {
        uint8_t hops{0}; //!< hops to go along the axis
        PortSet nearer;  //!< its ports that lead nearer
        PortSet level;   //!< its ports to neighbours as far away as this server
        PortSet farther; //!< its ports that lead away
        std::array<int8_t, 2> nextHopsMore{}; //!< how many more each neighbour has than this server
    };

    std::array<std::vector<Step>, 3> m_steps; //!< by axis and coordinate
    PortSet m_ports;                          //!< ports with a cable
    PortSet m_lower;                          //!< ports whose neighbours have lower numbers
};

} // namespace ns3::camcube

#endif /* BASELINE_ROUTES_H */
