/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_H
#define ROUTE_H

#include "ns3/port-set.h"
#include "ns3/torus-port.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * All that one server knows about the paths to one destination, in a form to work on: its own
 * distance, the distance that each neighbour last advertised, the neighbours to which its own is
 * advertised, and, after it has lost its last next hop, the state of the repair.
 *
 * What is advertised to a neighbour is the present distance: a new one is advertised in the same
 * instant in which it is adopted, and the old one withdrawn before. So one bit a neighbour is
 * enough.
 */
struct Route
{
    /** No path, or nothing advertised. */
    static constexpr uint16_t INFINITE = UINT16_MAX;
    /** The longest distance, in hops; what is longer counts as no path. */
    static constexpr uint16_t MAX_DISTANCE = 0x7ffe;
    /** A time that does not come. */
    static constexpr int64_t NEVER = INT64_MAX;

    int64_t poisonedAt{NEVER};   //!< when the distance was given up, if that was of late
    int64_t due{NEVER};          //!< when the best advertisement is adopted, or the repair given up
    uint16_t distance{INFINITE}; //!< this server's distance, in hops
    uint16_t oldDistance{0};     //!< the distance that was given up, in hops
    uint16_t wave{0};            //!< hops that the withdrawal has come from the failure
    PortSet advertised;          //!< neighbours to which the distance is advertised
    std::array<uint16_t, N_TORUS_PORTS> neighborDistance{INFINITE,
                                                         INFINITE,
                                                         INFINITE,
                                                         INFINITE,
                                                         INFINITE,
                                                         INFINITE}; //!< what they advertise

    /** \return the distance over the best of some neighbours */
    uint16_t GetBest(PortSet among) const
    {
        uint16_t least = INFINITE;
        for (uint8_t port : among)
        {
            least = std::min(least, neighborDistance[port]);
        }
        return least < MAX_DISTANCE ? least + 1 : INFINITE;
    }

    /** \return those of some neighbours that are one hop nearer to the destination than a distance
     */
    PortSet GetNearer(PortSet among, uint16_t than) const
    {
        PortSet nearer;
        for (uint8_t port : among)
        {
            if (neighborDistance[port] != INFINITE && neighborDistance[port] + 1 == than)
            {
                nearer.Insert(port);
            }
        }
        return nearer;
    }

    /** Removes what is known of one neighbour. */
    void Forget(uint8_t port)
    {
        neighborDistance[port] = INFINITE;
        advertised.Remove(port);
    }

    /** Ends a repair. */
    void Settle()
    {
        poisonedAt = NEVER;
        due = NEVER;
    }
};

} // namespace ns3::camcube

#endif /* ROUTE_H */
