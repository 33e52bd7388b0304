/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "resilience-trial.h"

#include "ns3/camcube-channel.h"
#include "ns3/choose-share.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/node.h"
#include "ns3/progress.h"
#include "ns3/routed-traffic.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

namespace ns3::camcube
{

uint64_t
ResilienceTrial::Outcome::GetDropped() const
{
    return std::accumulate(losses.dropped.begin(), losses.dropped.end(), uint64_t(0));
}

uint64_t
ResilienceTrial::Outcome::GetLostOnLinks() const
{
    return probes.GetLost() - std::min(probes.GetLost(), GetDropped());
}

ResilienceTrial::Outcome
ResilienceTrial::Measure(const Torus& torus, const Plan& plan, StatusLine& status)
{
    const std::string what =
        FormatNumber(100 * plan.share) + "% of the " + (plan.servers ? "servers" : "links");
    Outcome outcome;
    {
        ResilienceTrial trial(torus, plan);
        trial.Prepare([&](uint64_t messages) {
            status.Show(what + " have failed, " + std::to_string(messages) + " messages so far");
        });
        const Progress progress(status, "more than " + what, trial.GetDuration());
        outcome = trial.Run();
    }
    Simulator::Destroy();
    return outcome;
}

ResilienceTrial::ResilienceTrial(const Torus& torus, const Plan& plan)
    : m_plan(plan),
      m_torus(torus),
      m_servers(m_torus.Create()),
      m_routing(m_servers, plan.protocol)
{
    const std::size_t all = plan.servers ? m_servers.GetN() : m_torus.Links().size();
    m_before = static_cast<std::size_t>(std::llround(plan.share * all));
    const std::size_t total = m_before + plan.events;
    if (total > all)
    {
        throw std::invalid_argument(std::to_string(total) + " of " + std::to_string(all) +
                                    (plan.servers ? " servers" : " links") +
                                    " cannot fail; give a larger cube, a smaller share or fewer "
                                    "events");
    }
    const double share = static_cast<double>(total) / all;
    MultiHopRoutingHelper::AssignStreams(m_servers, m_streams.Take(m_servers.GetN()));
    const auto random = m_streams.MakeUniform();
    if (plan.servers)
    {
        m_dead = ChooseShare(m_servers, share, random);
    }
    else
    {
        m_links = ChooseShare(m_torus.Links(), share, random);
    }
}

ResilienceTrial::~ResilienceTrial() = default;

Time
ResilienceTrial::GetDuration() const
{
    return m_plan.spacing * static_cast<int64_t>(m_plan.events);
}

CubeComponents
ResilienceTrial::GetComponents(std::size_t failed) const
{
    std::set<const CamCubeChannel*> links;
    std::set<const Node*> servers;
    for (std::size_t i = 0; i < failed; ++i)
    {
        if (m_plan.servers)
        {
            servers.insert(PeekPointer(m_dead.Get(static_cast<uint32_t>(i))));
        }
        else
        {
            links.insert(PeekPointer(m_links[i]));
        }
    }
    return CubeComponents(
        m_torus.GetTorus(),
        [&](uint32_t server) { return servers.count(PeekPointer(m_servers.Get(server))) == 0; },
        [&](uint32_t server, uint8_t port) {
            return links.count(PeekPointer(TorusHelper::GetLink(m_servers.Get(server), port))) == 0;
        });
}

void
ResilienceTrial::FailNext(std::size_t index, Time at)
{
    if (m_plan.servers)
    {
        m_failures.Fail(m_dead.Get(static_cast<uint32_t>(index)), at);
    }
    else
    {
        m_failures.Fail(m_links[index], at);
    }
}

void
ResilienceTrial::Prepare(CubeRouting::Watcher watcher)
{
    const Time begin = MilliSeconds(1);
    for (std::size_t i = 0; i < m_before; ++i)
    {
        FailNext(i, begin);
    }
    m_routing.StopWhenQuiet(begin, Time(), std::move(watcher));
    Simulator::Run();
    const CubeComponents components = GetComponents(m_before);
    m_outcome.failed = static_cast<uint32_t>(m_before);
    m_outcome.liveServers = m_servers.GetN() - (m_plan.servers ? m_outcome.failed : 0);
    m_outcome.connectedShare = components.GetConnectedShare();
    m_outcome.initialMessages = m_routing.GetCost().messages;
    m_outcome.initialConvergenceUs =
        std::max(m_routing.GetLastActivity() - begin, Time(0)).GetNanoSeconds() * 1e-3;
}

Workload
ResilienceTrial::MakeProbes(Time duration)
{
    const auto random = m_streams.MakeUniform();
    TrafficPairs pairs;
    const CubeComponents components = GetComponents(m_before + m_plan.events);
    for (std::vector<uint32_t> servers : components.Get())
    {
        const auto last = static_cast<uint32_t>(servers.size() - 1);
        for (uint32_t i = 0; i < last; ++i)
        {
            std::swap(servers[i], servers[random->GetInteger(i, last)]);
        }
        for (uint32_t i = 0; last > 0 && i <= last; ++i)
        {
            pairs.push_back({servers[i], servers[i == last ? 0 : i + 1]});
        }
    }
    const Time begin = Simulator::Now();
    return Workload::ConstantRate(pairs,
                                  m_plan.rate,
                                  m_plan.packetSize,
                                  begin,
                                  begin + duration,
                                  random);
}

ResilienceTrial::Outcome
ResilienceTrial::Run()
{
    const Time repair = m_routing.GetLeastRepair();
    if (m_plan.spacing <= repair)
    {
        throw std::invalid_argument("failures every " + FormatTime(m_plan.spacing) +
                                    " cannot be told apart, since routing begins to repair after " +
                                    FormatTime(repair) + "; give a longer spacing");
    }
    RoutedTraffic traffic(m_servers);
    traffic.Install(MakeProbes(GetDuration()));
    uint64_t messages = m_routing.GetCost().messages;
    const auto notice = [&](Time failed) {
        const uint64_t now = m_routing.GetCost().messages;
        m_outcome.messages.Add(static_cast<double>(now - messages));
        messages = now;
        const Time settled = std::max(m_routing.GetLastActivity() - failed, Time(0));
        m_outcome.convergenceUs.Add(settled.GetNanoSeconds() * 1e-3);
    };
    const Time begin = Simulator::Now();
    for (uint32_t i = 0; i < m_plan.events; ++i)
    {
        const Time at = begin + m_plan.spacing * static_cast<int64_t>(i);
        FailNext(m_before + i, at);
        Simulator::Schedule(at + m_plan.spacing - NanoSeconds(1) - begin,
                            [&notice, at] { notice(at); });
    }
    // The last probes need far less to arrive; keep-alives would go on for ever.
    Simulator::Stop(GetDuration() + MilliSeconds(100));
    Simulator::Run();
    m_outcome.probes = traffic.GetStatistics();
    m_outcome.stateBytes = m_routing.GetStateBytes();
    for (uint32_t i = 0; i < m_servers.GetN(); ++i)
    {
        const auto& counters = MultiHopRoutingHelper::Get(m_servers.Get(i))->GetCounters();
        m_outcome.losses.held += counters.held;
        m_outcome.losses.rerouted += counters.rerouted;
        for (std::size_t reason = 0; reason < counters.dropped.size(); ++reason)
        {
            m_outcome.losses.dropped[reason] += counters.dropped[reason];
        }
    }
    return m_outcome;
}

} // namespace ns3::camcube
