/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "route-advertiser.h"

namespace ns3::camcube
{

RouteAdvertiser::RouteAdvertiser(const RouteTable& table, VectorOutbox& outbox)
    : m_table(table),
      m_outbox(outbox)
{
}

bool
RouteAdvertiser::NeedsAdvertisement(const Route& route, uint8_t port) const
{
    return route.distance != Route::INFINITE && !route.advertised.Contains(port) &&
           m_table.GetAdjacent().Contains(port) && route.distance < route.neighborDistance[port];
}

void
RouteAdvertiser::Advertise(uint32_t destination, Route& route, uint8_t port)
{
    route.advertised.Insert(port);
    m_outbox.Append(port, {destination, route.distance});
}

void
RouteAdvertiser::AdvertiseToAll(uint32_t destination, Route& route)
{
    for (uint8_t port : m_table.GetOpen())
    {
        if (route.advertised.Contains(port) || NeedsAdvertisement(route, port))
        {
            Advertise(destination, route, port);
        }
    }
}

void
RouteAdvertiser::Withdraw(uint32_t destination, Route& route)
{
    for (uint8_t port : route.advertised& m_table.GetOpen())
    {
        m_outbox.Append(port,
                        {destination, static_cast<uint16_t>(VectorEntry::NO_PATH | route.wave)});
    }
    route.advertised = PortSet();
}

void
RouteAdvertiser::AddNeighbor(uint32_t destination, Route& route, uint8_t port)
{
    const Route intact = m_table.GetBaseline(destination);
    if (!intact.advertised.Contains(port))
    {
        return;
    }
    if (route.distance == Route::INFINITE)
    {
        m_outbox.Append(port, {destination, VectorEntry::NO_PATH});
        return;
    }
    route.advertised.Insert(port);
    if (route.distance != intact.distance)
    {
        m_outbox.Append(port, {destination, route.distance});
    }
}

} // namespace ns3::camcube
