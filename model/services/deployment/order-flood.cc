/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "order-flood.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/torus-ring.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace ns3::camcube
{

OrderFlood::OrderFlood(Ptr<MultiHopRouting> routing,
                       Service* owner,
                       uint16_t endpoint,
                       Time retry,
                       Check check,
                       Listener listener,
                       DeploymentCounters& counters)
    : m_routing(std::move(routing)),
      m_torus(owner->GetRuntime().ShareTorus()),
      m_here(owner->GetRuntime().GetCoordinate()),
      m_endpoint(endpoint),
      m_retry(retry),
      m_check(std::move(check)),
      m_listener(std::move(listener)),
      m_counters(counters),
      m_registered{m_routing->AddEndpoint(owner,
                                          endpoint,
                                          [this](FramePtr frame, const RoutingHeader& header) {
                                              Receive(std::move(frame), header);
                                          }),
                   m_routing->OnRoutesChanged(owner, [this] { RoutesChanged(); })}
{
}

OrderFlood::~OrderFlood()
{
    for (auto& [name, known] : m_known)
    {
        known.timer.Cancel();
    }
}

const DeploymentOrder*
OrderFlood::Find(const std::string& name) const
{
    const auto found = m_known.find(name);
    return found != m_known.end() ? &found->second.order : nullptr;
}

void
OrderFlood::Give(DeploymentOrder order, bool toAll)
{
    // Whoever was told of the last one has to know, too.
    const DeploymentOrder* last = Find(order.name);
    order.scope = last ? last->scope : order.region;
    if (toAll || !order.scope.Contains(GetTorus(), order.region))
    {
        order.scope = TorusRegion::Whole(GetTorus());
    }
    order.serial = std::max(static_cast<uint64_t>(Simulator::Now().GetNanoSeconds()),
                            last ? last->serial + 1 : 0);
    order.origin = m_here;
    Adopt(order);
}

void
OrderFlood::AskNeighbors()
{
    // As an order of no name, whose scope are the neighbors: it is confirmed, and sent again, as
    // any.
    DeploymentOrder order;
    order.scope = TorusRegion::Ball(m_here, 1);
    order.region = order.scope;
    order.origin = m_here;
    Adopt(order);
}

void
OrderFlood::Adopt(const DeploymentOrder& order, const std::set<uint32_t>& confirmed)
{
    Known& known = m_known[order.name];
    known.timer.Cancel();
    known = {order, confirmed, {}, 0, EventId()};
    Spread(known);
    if (!order.name.empty())
    {
        m_listener(order); // which may give another
    }
}

void
OrderFlood::Spread(Known& known)
{
    const std::set<uint32_t> peers = FindPeers(known.order.scope);
    std::set<uint32_t> next; // those who do not know it, as far as is known
    std::set_difference(peers.begin(),
                        peers.end(),
                        known.confirmed.begin(),
                        known.confirmed.end(),
                        std::inserter(next, next.end()));
    const std::set<uint32_t> before = std::exchange(known.waitingFor, next);
    if (next.empty() || std::includes(before.begin(), before.end(), next.begin(), next.end()))
    {
        return; // all have been told
    }
    known.tries = 0;
    known.timer.Cancel();
    known.timer = Simulator::Schedule(m_retry, &OrderFlood::Retry, this, known.order.name);
    for (uint32_t peer : next)
    {
        if (before.count(peer) == 0)
        {
            Send(peer, known.order, DeploymentOrder::ORDER);
        }
    }
}

void
OrderFlood::Retry(const std::string& name)
{
    Known& known = m_known.at(name);
    if (known.waitingFor.empty())
    {
        return;
    }
    if (++known.tries == MAX_TRIES)
    {
        m_counters.abandoned += known.waitingFor.size();
        return;
    }
    known.timer =
        Simulator::Schedule(m_retry * (int64_t{1} << known.tries), &OrderFlood::Retry, this, name);
    m_counters.repeats += known.waitingFor.size();
    for (uint32_t peer : known.waitingFor)
    {
        Send(peer, known.order, DeploymentOrder::ORDER);
    }
}

void
OrderFlood::RoutesChanged()
{
    for (auto& [name, known] : m_known)
    {
        // Who returns may have forgotten.
        for (auto i = known.confirmed.begin(); i != known.confirmed.end();)
        {
            const bool isThere = m_routing->IsReachable(GetTorus().GetCoordinate(*i));
            i = isThere ? std::next(i) : known.confirmed.erase(i);
        }
        Spread(known);
    }
}

std::set<uint32_t>
OrderFlood::FindPeers(const TorusRegion& scope) const
{
    if (!scope.Contains(GetTorus(), m_here))
    {
        return FindEntry(scope);
    }
    const uint32_t here = GetTorus().GetServer(m_here);
    std::set<uint32_t> peers;
    std::set<uint32_t> seen{here};
    std::vector<uint32_t> passed{here}; // this server, and then those out of reach
    for (std::size_t i = 0; i < passed.size(); ++i)
    {
        for (uint8_t port : GetTorus().GetPorts())
        {
            const uint32_t next = GetTorus().GetNeighbor(passed[i], port);
            const TorusCoordinate at = GetTorus().GetCoordinate(next);
            if (scope.Contains(GetTorus(), at) && seen.insert(next).second)
            {
                if (m_routing->IsReachable(at))
                {
                    peers.insert(next);
                }
                else
                {
                    passed.push_back(next);
                }
            }
        }
    }
    return peers;
}

std::set<uint32_t>
OrderFlood::FindEntry(const TorusRegion& scope) const
{
    std::set<uint32_t> entry;
    for (uint32_t hops = 1; entry.empty() && hops <= GetTorus().GetDiameter(); ++hops)
    {
        VisitRing(GetTorus(), m_here, hops, [&](const TorusCoordinate& at) {
            if (entry.empty() && scope.Contains(GetTorus(), at) && m_routing->IsReachable(at))
            {
                entry.insert(GetTorus().GetServer(at));
            }
        });
    }
    return entry;
}

void
OrderFlood::Send(uint32_t to, const DeploymentOrder& order, DeploymentOrder::Kind kind)
{
    if (m_routing->IsDeployed()) // otherwise it is tried again
    {
        ++(kind == DeploymentOrder::ORDER ? m_counters.orders : m_counters.answers);
        m_routing->Send(GetTorus().GetCoordinate(to), m_endpoint, order.ToPacket(kind));
    }
}

void
OrderFlood::Receive(FramePtr frame, const RoutingHeader& header)
{
    DeploymentOrder::Kind kind{};
    const auto order = DeploymentOrder::FromPacket(*frame->GetPayload(), GetTorus(), kind);
    if (!order || (!order->name.empty() && !m_check(*order)))
    {
        ++(order ? m_counters.unknown : m_counters.malformed);
        return;
    }
    if (kind == DeploymentOrder::ORDER)
    {
        ReceiveOrder(*order, header.source);
        return;
    }
    const auto found = m_known.find(order->name);
    const uint32_t from = GetTorus().GetServer(header.source);
    if (found != m_known.end() && found->second.order.IsSameAs(*order) &&
        found->second.waitingFor.erase(from) > 0)
    {
        found->second.confirmed.insert(from);
    }
}

void
OrderFlood::ReceiveOrder(const DeploymentOrder& order, const TorusCoordinate& source)
{
    const uint32_t from = GetTorus().GetServer(source);
    if (order.name.empty())
    {
        Send(from, order, DeploymentOrder::ANSWER);
        for (auto& [name, known] : m_known)
        {
            if (!name.empty())
            {
                known.confirmed.erase(from);
                known.waitingFor.erase(from);
                Spread(known);
            }
        }
        return;
    }
    const auto found = m_known.find(order.name);
    if (found == m_known.end() || order.IsNewerThan(found->second.order))
    {
        // Whoever gave it did not know of the last one here, then, nor whom that concerns.
        const bool isPartial =
            found != m_known.end() && !order.scope.Contains(GetTorus(), found->second.order.scope);
        Send(from, order, DeploymentOrder::ANSWER);
        Adopt(order, {from});
        const DeploymentOrder* kept = Find(order.name);
        if (isPartial && kept && kept->IsSameAs(order))
        {
            // With the next serial: one that its giver has given meanwhile holds against it.
            DeploymentOrder wider = order;
            wider.scope = TorusRegion::Whole(GetTorus());
            wider.serial = order.serial + 1;
            wider.origin = m_here;
            Adopt(wider);
        }
    }
    else if (found->second.order.IsNewerThan(order))
    {
        Send(from, found->second.order, DeploymentOrder::ORDER); // who is not told tries again
    }
    else
    {
        found->second.waitingFor.erase(from);
        found->second.confirmed.insert(from);
        Send(from, order, DeploymentOrder::ANSWER);
    }
}

} // namespace ns3::camcube
