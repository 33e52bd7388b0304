/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-table.h"

#include "ns3/simulator.h"

namespace ns3::camcube
{

RouteTable::RouteTable(const Torus& torus, const TorusCoordinate& here)
    : m_torus(torus),
      m_baseline(torus, here),
      m_exceptions(torus.GetNServers()),
      m_open(torus.GetPorts()),
      m_adjacent(torus.GetPorts())
{
}

void
RouteTable::SetPorts(PortSet open, PortSet adjacent)
{
    m_open = open;
    m_adjacent = adjacent;
}

Route
RouteTable::Load(uint32_t destination) const
{
    if (const Route* unsettled = m_unsettled.Find(destination))
    {
        return *unsettled;
    }
    if (const auto exception = m_exceptions.Find(destination))
    {
        return exception->Expand();
    }
    return m_baseline.Get(m_torus.GetCoordinate(destination), m_open, m_adjacent).Expand();
}

void
RouteTable::Store(uint32_t destination, const Route& route)
{
    const std::optional<CompactRoute> compact = CompactRoute::From(route);
    if (!compact)
    {
        m_unsettled.Set(destination, route);
        m_exceptions.Erase(destination);
        return;
    }
    m_unsettled.Erase(destination);
    const TorusCoordinate there = m_torus.GetCoordinate(destination);
    if (route.distance == m_baseline.GetDistance(there) &&
        *compact == m_baseline.Get(there, m_open, m_adjacent))
    {
        m_exceptions.Erase(destination);
    }
    else
    {
        m_exceptions.Set(destination, *compact);
    }
}

PortSet
RouteTable::GetNextHops(const TorusCoordinate& destination) const
{
    if (GetRecords() != 0)
    {
        const uint32_t server = m_torus.GetServer(destination);
        if (const Route* route = m_unsettled.Find(server))
        {
            return route->distance == Route::INFINITE
                       ? GetDetour(*route)
                       : route->GetNearer(m_adjacent, route->distance);
        }
        if (const auto exception = m_exceptions.Find(server))
        {
            return exception->GetNextHops();
        }
    }
    return m_baseline.GetNextHops(destination) & m_adjacent;
}

PortSet
RouteTable::GetDetour(const Route& route) const
{
    // A neighbour to which the distance was advertised may still send packets here; to forward them
    // could close a loop. Once it is withdrawn everywhere, any neighbour with a path will do.
    if (route.poisonedAt != Route::NEVER &&
        Simulator::Now().GetTimeStep() < route.poisonedAt + m_detourDelay)
    {
        return PortSet();
    }
    return route.GetNearer(m_adjacent, route.GetBest(m_adjacent));
}

uint32_t
RouteTable::GetDistance(const TorusCoordinate& destination) const
{
    uint16_t distance = m_baseline.GetDistance(destination);
    if (GetRecords() != 0)
    {
        const uint32_t server = m_torus.GetServer(destination);
        const Route* route = m_unsettled.Find(server);
        const auto exception = m_exceptions.Find(server);
        distance = route ? route->distance : exception ? exception->GetDistance() : distance;
    }
    return distance == Route::INFINITE ? UNREACHABLE : distance;
}

} // namespace ns3::camcube
