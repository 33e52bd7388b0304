/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-announcer.h"

namespace ns3
{

RouteAnnouncer::RouteAnnouncer(const RouteTable& table, VectorOutbox& outbox)
    : m_table(table),
      m_outbox(outbox)
{
}

bool
RouteAnnouncer::Owes(const Route& route, uint8_t port) const
{
    return route.distance != Route::INFINITE && !route.told.Contains(port) &&
           m_table.GetSynced().Contains(port) && route.distance < route.views[port];
}

void
RouteAnnouncer::Offer(uint32_t destination, Route& route, uint8_t port)
{
    route.told.Insert(port);
    m_outbox.Append(port, {destination, route.distance});
}

void
RouteAnnouncer::Announce(uint32_t destination, Route& route)
{
    for (uint8_t port : m_table.GetOpen())
    {
        if (route.told.Contains(port) || Owes(route, port))
        {
            Offer(destination, route, port);
        }
    }
}

void
RouteAnnouncer::Withdraw(uint32_t destination, Route& route)
{
    for (uint8_t port : route.told& m_table.GetOpen())
    {
        m_outbox.Append(port,
                        {destination, static_cast<uint16_t>(VectorEntry::NO_WAY | route.wave)});
    }
    route.told = PortSet();
}

void
RouteAnnouncer::Greet(uint32_t destination, Route& route, uint8_t port)
{
    const Route intact = m_table.GetIntact(destination);
    if (!intact.told.Contains(port))
    {
        return;
    }
    if (route.distance == Route::INFINITE)
    {
        m_outbox.Append(port, {destination, VectorEntry::NO_WAY});
        return;
    }
    route.told.Insert(port);
    if (route.distance != intact.distance)
    {
        m_outbox.Append(port, {destination, route.distance});
    }
}

} // namespace ns3
