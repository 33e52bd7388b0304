/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cache-trial.h"

#include "ns3/choose-share.h"
#include "ns3/double.h"
#include "ns3/even-times.h"
#include "ns3/pointer.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

constexpr int64_t WARM_UP_US_A_COPY = 2; //!< slow enough for nothing to queue for long
constexpr int64_t PATIENCE_S = 10;       //!< for requests after the last was made
constexpr int64_t LONG_TIMEOUT_S = 1;    //!< where requests wait for others to be served

} // namespace

const std::vector<std::string>&
CacheTrial::GetChoices()
{
    static const std::vector<std::string> choices{"Nearest",
                                                  "RoundRobin",
                                                  "LeastOutstanding",
                                                  "C3"};
    return choices;
}

CacheTrial::CacheTrial(const Torus& torus,
                       const NodeContainer& servers,
                       RandomStreams& streams,
                       const Plan& plan)
    : m_torus(torus),
      m_servers(servers),
      m_plan(plan),
      m_random(streams.MakeUniform()),
      m_slow(streams.MakeUniform())
{
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<Cache> caches;
    caches.SetAttribute("CachesPerAxis", UintegerValue(plan.cachesPerAxis));
    m_plan.clients = std::min(plan.clients, servers.GetN());
    caches.SetAttribute("Clients", UintegerValue(m_plan.clients));
    if (plan.service.IsStrictlyPositive())
    {
        caches.SetAttribute("Timeout", TimeValue(Seconds(LONG_TIMEOUT_S)));
    }
    caches.Install(servers);
    for (uint32_t server = 0; server < servers.GetN() && !plan.service.IsZero(); ++server)
    {
        m_service.push_back(CreateObject<ExponentialRandomVariable>());
        m_service.back()->SetAttribute("Mean", DoubleValue(0));
        At(server)->SetAttribute("ServiceTime", PointerValue(m_service.back()));
    }
    ServiceHelper<Cache>::AssignStreams(servers, streams.Take(servers.GetN()));
    Simulator::ScheduleNow(&CacheTrial::Warm, this);
    m_subjects.resize(plan.keys);
    for (Subject& subject : m_subjects)
    {
        for (uint32_t& word : subject.key.words)
        {
            word = m_random->GetInteger(0, UINT32_MAX - 1);
        }
    }
    const uint32_t caches3 = plan.cachesPerAxis * plan.cachesPerAxis * plan.cachesPerAxis;
    m_begin = MilliSeconds(5) + MicroSeconds(WARM_UP_US_A_COPY * caches3 * plan.keys);
    Schedule(streams.MakeUniform());
}

void
CacheTrial::Schedule(const Ptr<UniformRandomVariable>& times)
{
    // Until then each cache asks itself, as the nearest, and so fetches its copies.
    Simulator::Schedule(m_begin, [this] {
        for (uint32_t server = 0; server < m_servers.GetN(); ++server)
        {
            At(server)->SetAttribute("Choice", StringValue(m_plan.choice));
        }
    });
    const NodeContainer clients = ChooseShare(m_servers, 1, m_random);
    const double span = m_plan.requests / (m_plan.rate * m_plan.clients);
    std::vector<double> at(m_plan.requests);
    for (double& one : at)
    {
        one = times->GetValue(0, span);
    }
    std::sort(at.begin(), at.end());
    m_end = m_begin + Seconds(span);
    for (double one : at)
    {
        const Ptr<Node> client = clients.Get(m_random->GetInteger(0, m_plan.clients - 1));
        Subject& subject = m_subjects[m_random->GetInteger(0, m_plan.keys - 1)];
        const bool isWrite = m_random->GetValue() < m_plan.writes;
        const auto cache = ServiceHelper<Cache>::Get(client);
        Simulator::Schedule(m_begin + Seconds(one), [this, cache, isWrite, &subject] {
            if (cache->GetRuntime().GetUpPorts().IsEmpty())
            {
                return; // it has failed; alone, it would be the root of all keys
            }
            ++m_made;
            isWrite ? Write(*cache, subject) : Read(*cache, subject);
        });
    }
    if (!m_service.empty())
    {
        Simulator::Schedule(m_begin, &CacheTrial::Fluctuate, this);
    }
}

Ptr<Cache>
CacheTrial::At(uint32_t server) const
{
    return ServiceHelper<Cache>::Get(m_servers.Get(server));
}

void
CacheTrial::Warm()
{
    if (m_plan.valueBytes > At(0)->GetMaxValue())
    {
        throw std::invalid_argument("a value of " + std::to_string(m_plan.valueBytes) +
                                    " bytes does not fit into a frame; give " +
                                    std::to_string(At(0)->GetMaxValue()) + " at most");
    }
    for (uint32_t i = 0; i < m_plan.keys; ++i)
    {
        const Key key = m_subjects[i].key;
        const auto caches = At(0)->GetCaches(key);
        const auto slice = (m_begin - MilliSeconds(5)).GetNanoSeconds() / m_plan.keys;
        const Time at = NanoSeconds(slice * i);
        Simulator::Schedule(at, [this, caches, key] {
            At(m_torus.GetServer(caches.front()))->Put(key, MakeValue());
        });
        for (std::size_t copy = 1; copy < caches.size(); ++copy)
        {
            const auto cache = At(m_torus.GetServer(caches[copy]));
            Simulator::Schedule(at + MilliSeconds(1) + NanoSeconds(slice * copy / caches.size()),
                                [=] { cache->Get(key, [](const auto&) {}); });
        }
    }
}

void
CacheTrial::Fluctuate()
{
    for (const auto& service : m_service)
    {
        const double factor = m_slow->GetValue() < 0.5 ? m_plan.slowdown : 1;
        service->SetAttribute("Mean", DoubleValue(m_plan.service.GetNanoSeconds() / 1e3 * factor));
    }
    if (Simulator::Now() + m_plan.fluctuation < m_end)
    {
        Simulator::Schedule(m_plan.fluctuation, &CacheTrial::Fluctuate, this);
    }
}

Ptr<Packet>
CacheTrial::MakeValue() const
{
    return Create<Packet>(m_plan.valueBytes);
}

void
CacheTrial::Read(Cache& client, Subject& subject)
{
    const TorusCoordinate here = client.GetRuntime().GetCoordinate();
    const uint64_t due = subject.acknowledged;
    client.Get(subject.key,
               [this, here, due, began = Simulator::Now()](const Cache::Result& result) {
                   ++m_outcome.requests;
                   const bool isFound = result.status == Cache::OK;
                   const bool isHit = isFound && result.server == result.asked;
                   m_outcome.failed += result.status == Cache::FAILED;
                   m_outcome.absent += result.status == Cache::ABSENT;
                   m_outcome.hits += isHit;
                   m_outcome.misses += isFound && !isHit;
                   m_outcome.stale += isFound && result.version < due;
                   if (isHit)
                   {
                       m_outcome.hitHops.Add(m_torus.GetDistance(here, result.server));
                   }
                   if (result.status != Cache::FAILED)
                   {
                       m_outcome.readUs.Add((Simulator::Now() - began).GetNanoSeconds() / 1e3);
                   }
               });
}

void
CacheTrial::Write(Cache& client, Subject& subject)
{
    const auto told = [this, &subject, began = Simulator::Now()](const Cache::Result& result) {
        ++m_outcome.requests;
        m_outcome.failed += result.status == Cache::FAILED;
        if (result.status == Cache::OK)
        {
            ++m_outcome.writes;
            subject.acknowledged = std::max(subject.acknowledged, result.version);
            m_outcome.writeUs.Add((Simulator::Now() - began).GetNanoSeconds() / 1e3);
        }
    };
    client.Put(subject.key, MakeValue(), told);
}

void
CacheTrial::Run()
{
    const Time latest = m_end + Seconds(PATIENCE_S);
    while ((Simulator::Now() <= m_end || m_outcome.requests < m_made) && Simulator::Now() < latest)
    {
        Simulator::Stop(MilliSeconds(10));
        Simulator::Run();
    }
}

CacheTrial::Outcome
CacheTrial::GetOutcome() const
{
    Outcome outcome = m_outcome;
    outcome.unended = m_made - m_outcome.requests;
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        const CacheServer::Counters counters = At(server)->GetCounters();
        for (const auto field : {&CacheServer::Counters::hits,
                                 &CacheServer::Counters::passedOn,
                                 &CacheServer::Counters::absent,
                                 &CacheServer::Counters::writes,
                                 &CacheServer::Counters::invalidated,
                                 &CacheServer::Counters::evicted,
                                 &CacheServer::Counters::malformed})
        {
            outcome.servers.*field += counters.*field;
        }
    }
    return outcome;
}

nlohmann::ordered_json
CacheTrial::Outcome::ToJson() const
{
    return {{"requests", requests},
            {"hits", hits},
            {"misses", misses},
            {"absent", absent},
            {"writes", writes},
            {"failed", failed},
            {"stale_reads", stale},
            {"unended", unended},
            {"hit_hops", hitHops.ToJson()},
            {"read_us", readUs.ToJson()},
            {"write_us", writeUs.ToJson()},
            {"servers",
             {{"passed_on", servers.passedOn},
              {"invalidated", servers.invalidated},
              {"evicted", servers.evicted},
              {"malformed", servers.malformed}}}};
}

} // namespace ns3::camcube
