/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fact-flood.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/torus-ring.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace ns3::camcube
{

FactFlood::FactFlood(Ptr<MultiHopRouting> routing,
                     Service* owner,
                     uint16_t endpoint,
                     Time retry,
                     Check check,
                     Listener listener,
                     FloodCounters& counters)
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
    // Once all services that begin now are there, routing among them.
    m_ask = Simulator::ScheduleNow([this] {
        if (m_routing->IsDeployed())
        {
            AskNeighbors();
        }
    });
}

FactFlood::~FactFlood()
{
    m_ask.Cancel();
    for (auto& [name, known] : m_known)
    {
        known.timer.Cancel();
    }
}

const NumberedFact*
FactFlood::Find(const std::string& name) const
{
    const auto found = m_known.find(name);
    return found != m_known.end() ? &found->second.fact : nullptr;
}

void
FactFlood::Give(NumberedFact fact, bool toAll)
{
    // Whoever was told of the last one has to know, too.
    const NumberedFact* last = Find(fact.name);
    fact.scope = last ? last->scope : fact.region;
    if (toAll || !fact.scope.Contains(GetTorus(), fact.region))
    {
        fact.scope = TorusRegion::Whole(GetTorus());
    }
    fact.serial = std::max(static_cast<uint64_t>(Simulator::Now().GetNanoSeconds()),
                           last ? last->serial + 1 : 0);
    fact.origin = m_here;
    Adopt(fact);
}

void
FactFlood::AskNeighbors()
{
    // As a fact of no name, whose scope are the neighbors: it is confirmed, and sent again, as
    // any.
    NumberedFact fact;
    fact.scope = TorusRegion::Ball(m_here, 1);
    fact.region = fact.scope;
    fact.origin = m_here;
    Adopt(fact);
}

void
FactFlood::Adopt(const NumberedFact& fact, const std::set<uint32_t>& confirmed)
{
    Known& known = m_known[fact.name];
    known.timer.Cancel();
    known = {fact, confirmed, {}, 0, EventId()};
    Spread(known);
    if (!fact.name.empty())
    {
        m_listener(fact); // which may give another
    }
}

void
FactFlood::Spread(Known& known)
{
    const std::set<uint32_t> peers = FindPeers(known.fact.scope);
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
    known.timer = Simulator::Schedule(m_retry, &FactFlood::Retry, this, known.fact.name);
    for (uint32_t peer : next)
    {
        if (before.count(peer) == 0)
        {
            Send(peer, known.fact, NumberedFact::FACT);
        }
    }
}

void
FactFlood::Retry(const std::string& name)
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
        Simulator::Schedule(m_retry * (int64_t{1} << known.tries), &FactFlood::Retry, this, name);
    m_counters.repeats += known.waitingFor.size();
    for (uint32_t peer : known.waitingFor)
    {
        Send(peer, known.fact, NumberedFact::FACT);
    }
}

void
FactFlood::RoutesChanged()
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
FactFlood::FindPeers(const TorusRegion& scope) const
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
FactFlood::FindEntry(const TorusRegion& scope) const
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
FactFlood::Send(uint32_t to, const NumberedFact& fact, NumberedFact::Kind kind)
{
    if (m_routing->IsDeployed()) // otherwise it is tried again
    {
        ++(kind == NumberedFact::FACT ? m_counters.facts : m_counters.answers);
        m_routing->Send(GetTorus().GetCoordinate(to), m_endpoint, fact.ToPacket(kind));
    }
}

void
FactFlood::Receive(FramePtr frame, const RoutingHeader& header)
{
    NumberedFact::Kind kind{};
    const auto fact = NumberedFact::FromPacket(*frame->GetPayload(), GetTorus(), kind);
    if (!fact || (!fact->name.empty() && !m_check(*fact)))
    {
        ++(fact ? m_counters.unknown : m_counters.malformed);
        return;
    }
    if (kind == NumberedFact::FACT)
    {
        ReceiveFact(*fact, header.source);
        return;
    }
    const auto found = m_known.find(fact->name);
    const uint32_t from = GetTorus().GetServer(header.source);
    if (found != m_known.end() && found->second.fact.IsSameAs(*fact) &&
        found->second.waitingFor.erase(from) > 0)
    {
        found->second.confirmed.insert(from);
    }
}

void
FactFlood::ReceiveFact(const NumberedFact& fact, const TorusCoordinate& source)
{
    const uint32_t from = GetTorus().GetServer(source);
    if (fact.name.empty())
    {
        Send(from, fact, NumberedFact::ANSWER);
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
    const auto found = m_known.find(fact.name);
    if (found == m_known.end() || fact.IsNewerThan(found->second.fact))
    {
        // Whoever gave it did not know of the last one here, then, nor whom that concerns.
        const bool isPartial =
            found != m_known.end() && !fact.scope.Contains(GetTorus(), found->second.fact.scope);
        Send(from, fact, NumberedFact::ANSWER);
        Adopt(fact, {from});
        const NumberedFact* kept = Find(fact.name);
        if (isPartial && kept && kept->IsSameAs(fact))
        {
            // With the next serial: one that its giver has given meanwhile holds against it.
            NumberedFact wider = fact;
            wider.scope = TorusRegion::Whole(GetTorus());
            wider.serial = fact.serial + 1;
            wider.origin = m_here;
            Adopt(wider);
        }
    }
    else if (found->second.fact.IsNewerThan(fact))
    {
        Send(from, found->second.fact, NumberedFact::FACT); // who is not told tries again
    }
    else
    {
        found->second.waitingFor.erase(from);
        found->second.confirmed.insert(from);
        Send(from, fact, NumberedFact::ANSWER);
    }
}

} // namespace ns3::camcube
