/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-table.h"

#include "ns3/simulator.h"

namespace ns3
{

RouteTable::RouteTable(const Torus& torus, const TorusCoordinate& here)
    : m_torus(torus),
      m_intact(torus, here),
      m_deviations(torus.GetNServers()),
      m_open(torus.GetPorts()),
      m_synced(torus.GetPorts())
{
}

void
RouteTable::SetPorts(PortSet open, PortSet synced)
{
    m_open = open;
    m_synced = synced;
}

Route
RouteTable::Load(uint32_t destination) const
{
    if (const Route* unsettled = m_unsettled.Find(destination))
    {
        return *unsettled;
    }
    if (const auto deviation = m_deviations.Find(destination))
    {
        return deviation->Expand();
    }
    return m_intact.Get(m_torus.GetCoordinate(destination), m_open, m_synced).Expand();
}

void
RouteTable::Store(uint32_t destination, const Route& route)
{
    const std::optional<RestingRoute> resting = RestingRoute::From(route);
    if (!resting)
    {
        m_unsettled.Set(destination, route);
        m_deviations.Erase(destination);
        return;
    }
    m_unsettled.Erase(destination);
    const TorusCoordinate there = m_torus.GetCoordinate(destination);
    if (route.distance == m_intact.GetDistance(there) &&
        *resting == m_intact.Get(there, m_open, m_synced))
    {
        m_deviations.Erase(destination);
    }
    else
    {
        m_deviations.Set(destination, *resting);
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
            return route->distance == Route::INFINITE ? GetDetour(*route)
                                                      : route->GetNearer(m_synced, route->distance);
        }
        if (const auto deviation = m_deviations.Find(server))
        {
            return deviation->GetNextHops();
        }
    }
    return m_intact.GetNextHops(destination) & m_synced;
}

PortSet
RouteTable::GetDetour(const Route& route) const
{
    // Whoever has a finite offer from here may still send packets here; to pass them on could
    // close a loop. When all have learnt that there is none, any neighbour with an offer will do.
    if (route.poisoned != Route::NEVER &&
        Simulator::Now().GetTimeStep() < route.poisoned + m_detourDelay)
    {
        return PortSet();
    }
    return route.GetNearer(m_synced, route.GetBest(m_synced));
}

uint32_t
RouteTable::GetDistance(const TorusCoordinate& destination) const
{
    uint16_t distance = m_intact.GetDistance(destination);
    if (GetRecords() != 0)
    {
        const uint32_t server = m_torus.GetServer(destination);
        const Route* route = m_unsettled.Find(server);
        const auto deviation = m_deviations.Find(server);
        distance = route ? route->distance : deviation ? deviation->GetDistance() : distance;
    }
    return distance == Route::INFINITE ? UNREACHABLE : distance;
}

} // namespace ns3
