/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "neighbor-queues.h"

#include <algorithm>

namespace ns3::camcube
{

NeighborQueues::NeighborQueues(const Torus& torus, const TorusCoordinate& here, int64_t lifetime)
    : m_torus(torus),
      m_lifetime(lifetime)
{
    for (uint8_t port : torus.GetPorts())
    {
        m_neighbors[port].at = torus.GetCoordinate(torus.GetNeighbor(torus.GetServer(here), port));
    }
}

void
NeighborQueues::Hear(uint8_t port, const Counts& counts, int64_t now)
{
    Neighbor& neighbor = m_neighbors[port];
    neighbor.counts = counts;
    neighbor.until = counts == Counts{} ? 0 : now + m_lifetime;
    m_until = std::max(m_until, neighbor.until);
}

uint32_t
NeighborQueues::GetWait(uint8_t port, const TorusCoordinate& destination, int64_t now) const
{
    const Neighbor& neighbor = m_neighbors[port];
    if (now >= neighbor.until)
    {
        return 0;
    }
    const PortSet nextHops = m_torus.GetNextHops(neighbor.at, destination);
    uint32_t least = nextHops.IsEmpty() ? 0 : UINT8_MAX;
    for (uint8_t next : nextHops)
    {
        least = std::min<uint32_t>(least, neighbor.counts[next]);
    }
    return least;
}

} // namespace ns3::camcube
