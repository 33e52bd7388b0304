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
 * All that one server knows about the ways to one destination, in a form to work on: its own
 * distance, what each neighbour last advertised it (its view of that neighbour), to which
 * neighbours it has offered its own distance, and, after it has lost its last next hop, the course
 * of the repair.
 *
 * A neighbour that has been offered a distance has been offered the present one: offers are
 * corrected in the same instant in which the distance changes, and withdrawn before a new one is
 * adopted. One bit a neighbour therefore says what it believes.
 */
struct Route
{
    /** No way, or no offer. */
    static constexpr uint16_t INFINITE = UINT16_MAX;
    /** The longest distance, in hops; what is longer counts as no way. */
    static constexpr uint16_t MAX_DISTANCE = 0x7ffe;
    /** A time that does not come. */
    static constexpr int64_t NEVER = INT64_MAX;

    int64_t poisoned{NEVER};     //!< when the distance was given up, if that was of late
    int64_t due{NEVER};          //!< when the best offer will be adopted, or the repair given up
    uint16_t distance{INFINITE}; //!< this server's distance, in hops
    uint16_t old{0};             //!< the distance that was given up, in hops
    uint16_t wave{0};            //!< hops from the place of the failure, along the wave of poison
    PortSet advertised;          //!< neighbours that have been offered the distance
    std::array<uint16_t, N_TORUS_PORTS> neighborDistance{INFINITE,
                                                         INFINITE,
                                                         INFINITE,
                                                         INFINITE,
                                                         INFINITE,
                                                         INFINITE}; //!< offers by neighbours

    /** \return the distance by way of the best of some neighbours' offers */
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

    /** Drops all knowledge about one neighbour. */
    void Forget(uint8_t port)
    {
        neighborDistance[port] = INFINITE;
        advertised.Remove(port);
    }

    /** Ends a repair. */
    void Settle()
    {
        poisoned = NEVER;
        due = NEVER;
    }
};

} // namespace ns3::camcube

#endif /* ROUTE_H */
