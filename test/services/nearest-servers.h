/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEAREST_SERVERS_H
#define NEAREST_SERVERS_H

#include "ns3/multi-hop-routing.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \return the reachable servers nearest to a key's server in the intact cube, the nearest first;
 *         of equally near ones those that a hash with the key prefers. The first is its root.
 */
inline std::vector<TorusCoordinate>
NearestServers(const MultiHopRouting& routing, uint32_t key, std::size_t count)
{
    const Torus& torus = routing.GetRuntime().GetTorus();
    const TorusCoordinate place = torus.GetCoordinate(key % torus.GetNServers());
    std::vector<std::pair<uint64_t, uint32_t>> servers; // distance and hash, number
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        const TorusCoordinate at = torus.GetCoordinate(server);
        if (routing.IsReachable(at))
        {
            const uint32_t hash = (key ^ server * 2654435761U) * 2246822519U;
            servers.emplace_back(uint64_t{torus.GetDistance(at, place)} << 32 | hash, server);
        }
    }
    std::sort(servers.begin(), servers.end());
    servers.resize(std::min(count, servers.size()));
    std::vector<TorusCoordinate> nearest;
    nearest.reserve(servers.size());
    for (const auto& [rank, server] : servers)
    {
        nearest.push_back(torus.GetCoordinate(server));
    }
    return nearest;
}

} // namespace ns3::camcube

#endif /* NEAREST_SERVERS_H */
