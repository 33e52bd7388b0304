/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_RING_H
#define TORUS_RING_H

#include "torus.h"

#include <algorithm>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Calls visit(coordinate) for each server that is exactly so many hops from another in the intact
 * cube, once each and always in the same order; for none beyond the diameter. What it takes grows
 * with the ring, not with the cube.
 */
template <typename V>
void
VisitRing(const Torus& torus, const TorusCoordinate& center, uint32_t hops, V visit)
{
    const auto visitAxis = [&](uint8_t axis, uint32_t from, uint32_t steps, auto then) {
        const uint32_t side = torus.GetSide(axis);
        if (2 * steps <= side)
        {
            then(static_cast<uint8_t>((from + steps) % side));
        }
        if (steps > 0 && 2 * steps < side) // half-way round, both are one
        {
            then(static_cast<uint8_t>((from + side - steps) % side));
        }
    };
    for (uint32_t alongX = 0; alongX <= std::min(hops, torus.GetSide(0) / 2); ++alongX)
    {
        visitAxis(0, center.x, alongX, [&](uint8_t x) {
            const uint32_t rest = hops - alongX;
            for (uint32_t alongY = 0; alongY <= std::min(rest, torus.GetSide(1) / 2); ++alongY)
            {
                visitAxis(1, center.y, alongY, [&](uint8_t y) {
                    visitAxis(2, center.z, rest - alongY, [&](uint8_t z) {
                        visit(TorusCoordinate{x, y, z});
                    });
                });
            }
        });
    }
}

} // namespace ns3::camcube

#endif /* TORUS_RING_H */
