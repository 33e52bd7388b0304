/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-range.h"

#include "torus-ring.h"

#include <algorithm>

namespace ns3::camcube
{

std::vector<KeyRange>
FindKeyRange(const Torus& torus,
             const TorusCoordinate& server,
             std::size_t replicas,
             const std::function<bool(const TorusCoordinate&)>& canReach)
{
    std::vector<KeyRange> ranges;
    std::vector<TorusCoordinate> near;
    bool isMore = replicas > 0 && canReach(server);
    for (uint32_t hops = 0; isMore; ++hops)
    {
        // Who is nearer to a place than the server is less than twice as far from the server.
        for (uint32_t far = hops > 0 ? 2 * hops - 1 : 0; far <= 2 * hops; ++far)
        {
            VisitRing(torus, server, far, [&](const TorusCoordinate& other) {
                if (canReach(other))
                {
                    near.push_back(other);
                }
            });
        }
        // Where the server keeps no key of one ring of places, it keeps none beyond: a step towards
        // it brings it a hop nearer, and others no more than that.
        isMore = false;
        VisitRing(torus, server, hops, [&](const TorusCoordinate& place) {
            const std::size_t nearer =
                std::count_if(near.begin(), near.end(), [&](const TorusCoordinate& other) {
                    return torus.GetDistance(place, other) < hops;
                });
            if (nearer < replicas)
            {
                ranges.push_back({place, {}});
                isMore = true;
            }
        });
    }
    for (auto& [place, heirs] : ranges)
    {
        const auto distance = [&torus, to = place](const TorusCoordinate& heir) {
            return torus.GetDistance(to, heir);
        };
        std::stable_sort(near.begin(), near.end(), [&](const auto& a, const auto& b) {
            return distance(a) < distance(b);
        });
        for (const TorusCoordinate& heir : near)
        {
            if (heirs.size() >= replicas && distance(heir) > distance(heirs.back()))
            {
                break;
            }
            heirs.push_back(heir);
        }
    }
    return ranges;
}

} // namespace ns3::camcube
