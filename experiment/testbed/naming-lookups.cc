/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-lookups.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

NamingLookups::NamingLookups(const Torus& torus,
                             const NodeContainer& servers,
                             const Ptr<UniformRandomVariable>& random)
    : m_random(random),
      m_ring(torus, random->GetInteger(0, UINT32_MAX - 1))
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        m_services.push_back(ServiceHelper<Naming>::Get(*server));
        m_routing.push_back(MultiHopRoutingHelper::Get(*server));
    }
}

Time
NamingLookups::Schedule(uint32_t names, Time begin)
{
    const Time spacing = MicroSeconds(200); // each is done before the next one begins
    for (const bool isPut : {true, false})
    {
        for (uint32_t name = 0; name < names; ++name)
        {
            Simulator::Schedule(begin - Simulator::Now(),
                                [this, name, isPut] { Operate(name, isPut); });
            begin += spacing;
        }
    }
    return begin;
}

NamingLookups::Sent
NamingLookups::Count() const
{
    Sent sent;
    for (std::size_t server = 0; server < m_services.size(); ++server)
    {
        sent.messages += m_services[server]->GetCounters().messages;
        sent.hops += m_routing[server]->GetCounters().forwarded;
    }
    return sent;
}

void
NamingLookups::Operate(uint32_t number, bool isPut)
{
    const std::string name = "name-" + std::to_string(number);
    const uint32_t server = m_random->GetInteger(0, m_services.size() - 1);
    const auto done =
        [this, isPut, name, before = Count(), begin = Simulator::Now()](NamingStatus status,
                                                                        const std::string& value) {
            Costs& costs = isPut ? m_puts : m_gets;
            const Sent now = Count();
            costs.failed += status != NamingStatus::OK || (!isPut && value != name);
            costs.messages.Add(now.messages - before.messages);
            costs.hops.Add(now.hops - before.hops);
            costs.timeUs.Add((Simulator::Now() - begin).GetNanoSeconds() / 1e3);
        };
    if (isPut)
    {
        m_services[server]->Put(name, name, done);
    }
    else
    {
        m_services[server]->Get(name, done);
        const ChordRing::Cost cost = m_ring.LookUp(server, name);
        m_chord.messages.Add(cost.messages);
        m_chord.hops.Add(cost.hops);
    }
}

} // namespace ns3::camcube
