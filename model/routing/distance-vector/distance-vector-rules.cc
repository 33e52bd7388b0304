/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector-rules.h"

#include <algorithm>

namespace ns3::camcube
{

DistanceVectorRules::DistanceVectorRules(uint32_t self,
                                         uint32_t servers,
                                         RouteTable& table,
                                         VectorOutbox& outbox,
                                         const DistanceVectorTiming& timing)
    : m_self(self),
      m_servers(servers),
      m_table(table),
      m_advertiser(table, outbox),
      m_timing(timing)
{
}

void
DistanceVectorRules::RemoveNeighbor(uint8_t port, int64_t now)
{
    const PortSet before = m_table.GetAdjacent();
    PortSet open = m_table.GetOpen();
    PortSet adjacent = before;
    open.Remove(port);
    adjacent.Remove(port);
    m_table.SetPorts(open, adjacent);
    for (uint32_t destination = 0; destination < m_servers; ++destination)
    {
        if (destination == m_self ||
            (!m_table.IsRecorded(destination) && m_table.IsBaselineUsable(destination)))
        {
            continue;
        }
        Route route = m_table.Load(destination);
        const uint16_t basis = GetBasis(route, before);
        route.Forget(port);
        Evaluate(destination, route, basis, 0, now);
        m_table.Store(destination, route);
    }
}

void
DistanceVectorRules::AddNeighbor(uint8_t port)
{
    PortSet open = m_table.GetOpen();
    open.Insert(port);
    m_table.SetPorts(open, m_table.GetAdjacent());
    for (uint32_t destination = 0; destination < m_servers; ++destination)
    {
        if (destination == m_self || !m_table.IsRecorded(destination))
        {
            continue;
        }
        Route route = m_table.Load(destination);
        m_advertiser.AddNeighbor(destination, route, port);
        m_table.Store(destination, route);
    }
}

void
DistanceVectorRules::ReceiveTable(uint8_t port,
                                  const std::vector<VectorEntry>& entries,
                                  int64_t now)
{
    const PortSet before = m_table.GetAdjacent();
    PortSet adjacent = before;
    adjacent.Insert(port);
    m_table.SetPorts(m_table.GetOpen(), adjacent);
    auto next = entries.begin();
    for (uint32_t destination = 0; destination < m_servers; ++destination)
    {
        const bool listed = next != entries.end() && next->destination == destination;
        const uint16_t value = listed ? (next++)->value : 0;
        if (destination == m_self || (!listed && !m_table.IsRecorded(destination)))
        {
            continue;
        }
        Route route = m_table.Load(destination);
        const uint16_t basis = GetBasis(route, before);
        route.neighborDistance[port] = !listed
                                           ? m_table.GetBaseline(destination).neighborDistance[port]
                                       : value & VectorEntry::NO_PATH ? Route::INFINITE
                                                                      : value;
        Evaluate(destination, route, basis, 0, now);
        if (m_advertiser.NeedsAdvertisement(route, port))
        {
            m_resyncs.Add({destination, port}, now + m_timing.Get().resyncDelay.GetTimeStep());
        }
        m_table.Store(destination, route);
    }
}

void
DistanceVectorRules::ReceiveEntry(uint8_t port, const VectorEntry& entry, int64_t now)
{
    if (entry.destination == m_self)
    {
        return;
    }
    Route route = m_table.Load(entry.destination);
    const uint16_t basis = GetBasis(route, m_table.GetAdjacent());
    route.neighborDistance[port] = entry.IsNoPath() ? Route::INFINITE : entry.value;
    const uint16_t wave = entry.IsNoPath() ? (entry.value & ~VectorEntry::NO_PATH) + 1 : 0;
    Evaluate(entry.destination, route, basis, wave, now);
    if (m_advertiser.NeedsAdvertisement(route, port))
    {
        m_replies.Add({entry.destination, port}, now + m_timing.Get().replyDelay.GetTimeStep());
    }
    m_table.Store(entry.destination, route);
}

uint16_t
DistanceVectorRules::GetBasis(const Route& route, PortSet adjacent) const
{
    return route.distance == Route::INFINITE ? route.GetBest(adjacent) : route.distance;
}

void
DistanceVectorRules::Evaluate(uint32_t destination,
                              Route& route,
                              uint16_t before,
                              uint16_t wave,
                              int64_t now)
{
    const uint16_t best = route.GetBest(m_table.GetAdjacent());
    if (best == before)
    {
        return;
    }
    if (route.distance == Route::INFINITE)
    {
        Reconsider(route, best, now);
    }
    else if (best > route.distance)
    {
        Poison(destination, route, wave, now);
    }
    else
    {
        ++m_counters.shortened;
        Change(destination, route, best);
    }
}

void
DistanceVectorRules::Poison(uint32_t destination, Route& route, uint16_t wave, int64_t now)
{
    ++m_counters.poisoned;
    route.poisonedAt = now;
    route.oldDistance = route.distance;
    route.wave = wave;
    route.distance = Route::INFINITE;
    if (!route.advertised.IsEmpty())
    {
        m_withdrawals.Add(destination, now + m_timing.Get().poisonBatch.GetTimeStep());
    }
    if (m_listener)
    {
        m_listener(destination, route.oldDistance, Route::INFINITE);
    }
    Reconsider(route, route.GetBest(m_table.GetAdjacent()), now);
}

void
DistanceVectorRules::Reconsider(Route& route, uint16_t best, int64_t now)
{
    if (best != Route::INFINITE)
    {
        const uint32_t increase = best > route.oldDistance ? best - route.oldDistance : 0;
        route.due = m_timing.GetAdoption(now, route.poisonedAt, increase, route.wave);
    }
    else
    {
        // Kept for a while, so that a late advertisement finds its place in the order.
        route.due = route.poisonedAt == Route::NEVER
                        ? Route::NEVER
                        : std::max(now, route.poisonedAt + m_timing.Get().keep.GetTimeStep());
    }
    m_adoption = std::min(m_adoption, route.due);
}

void
DistanceVectorRules::Adopt(uint32_t destination)
{
    Route route = m_table.Load(destination);
    const uint16_t best = route.GetBest(m_table.GetAdjacent());
    route.Settle();
    if (best != Route::INFINITE)
    {
        ++m_counters.adopted;
        Change(destination, route, best);
    }
    else
    {
        ++m_counters.lost;
    }
    m_table.Store(destination, route);
}

void
DistanceVectorRules::Change(uint32_t destination, Route& route, uint16_t distance)
{
    if (m_listener)
    {
        m_listener(destination, route.distance, distance);
    }
    route.distance = distance;
    m_advertiser.AdvertiseToAll(destination, route);
}

void
DistanceVectorRules::RunDue(int64_t now)
{
    const auto withdrawals = m_withdrawals.Take(now);
    for (uint32_t destination : withdrawals)
    {
        m_table.Prefetch(destination);
    }
    for (uint32_t destination : withdrawals)
    {
        Route route = m_table.Load(destination);
        if (route.distance == Route::INFINITE)
        {
            m_advertiser.Withdraw(destination, route);
            m_table.Store(destination, route);
        }
    }
    for (auto* batch : {&m_replies, &m_resyncs})
    {
        for (const Reply& reply : batch->Take(now))
        {
            Route route = m_table.Load(reply.destination);
            if (m_advertiser.NeedsAdvertisement(route, reply.port))
            {
                m_advertiser.Advertise(reply.destination, route, reply.port);
                m_table.Store(reply.destination, route);
            }
        }
    }
    if (m_adoption <= now)
    {
        m_adoption = Route::NEVER;
        DelayedBatch<uint32_t>::Items due;
        m_table.GetUnsettled().ForEach([&](uint32_t destination, const Route& route) {
            if (route.due <= now)
            {
                due.push_back(destination);
            }
            else
            {
                m_adoption = std::min(m_adoption, route.due);
            }
        });
        for (uint32_t destination : due)
        {
            Adopt(destination);
        }
    }
}

int64_t
DistanceVectorRules::GetDue() const
{
    return std::min({m_adoption, m_withdrawals.GetDue(), m_replies.GetDue(), m_resyncs.GetDue()});
}

std::size_t
DistanceVectorRules::GetBytes() const
{
    return m_withdrawals.GetBytes() + m_replies.GetBytes() + m_resyncs.GetBytes();
}

} // namespace ns3::camcube
