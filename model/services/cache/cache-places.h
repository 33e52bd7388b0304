/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_PLACES_H
#define CACHE_PLACES_H

#include "ns3/key.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Calls visit(key) for each cache of a key: with the key itself, and with those whose places are
 * multiples of side / k from its own along each axis, rounded down. An axis shorter than k has
 * places twice.
 */
template <typename V>
void
VisitCachePlaces(const Torus& torus, const Key& key, uint32_t k, V visit)
{
    const TorusCoordinate home = key.GetPlace(torus);
    const auto along = [&](uint8_t axis, uint32_t from, uint32_t i) {
        const uint32_t side = torus.GetSide(axis);
        return static_cast<uint8_t>((from + side * i / k) % side);
    };
    for (uint32_t i = 0; i < k * k * k; ++i)
    {
        const TorusCoordinate place{along(0, home.x, i % k),
                                    along(1, home.y, i / k % k),
                                    along(2, home.z, i / k / k)};
        visit(Key::At(torus, place, key.GetRest()));
    }
}

} // namespace ns3::camcube

#endif /* CACHE_PLACES_H */
