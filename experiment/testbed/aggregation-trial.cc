/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-trial.h"

#include "ns3/fast-random.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/runtime.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t JOB = 1;
constexpr int64_t LOOK_US = 100; //!< between two looks whether all is done

} // namespace

AggregationTrial::AggregationTrial(const Torus& torus,
                                   const NodeContainer& servers,
                                   const Plan& plan)
    : m_torus(torus),
      m_servers(servers),
      m_plan(plan)
{
    for (uint8_t tree : Aggregation::GetTrees(torus))
    {
        if (m_trees.empty() || !plan.isSingleTree)
        {
            m_trees.push_back(tree);
        }
    }
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<Aggregation>().Install(servers);
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        m_kept.push_back(
            ServiceHelper<Aggregation>::Get(servers.Get(server))->AddJob(nullptr, JOB, MakeJob()));
        m_kept.push_back(MultiHopRoutingHelper::Get(servers.Get(server))
                             ->OnRoutesChanged(nullptr, [this, server] {
                                 if (Simulator::Now() > m_plan.begin)
                                 {
                                     StartAt(server);
                                 }
                             }));
        Simulator::Schedule(plan.begin, &AggregationTrial::StartAt, this, server);
    }
}

Time
AggregationTrial::GetSwitchTime(const Plan& plan, uint32_t servers, DataRate rate)
{
    const double bits = 8.0 * static_cast<double>(plan.bytes) * (servers - 1);
    return Seconds(bits / (plan.isAllToAll ? servers : 1) / static_cast<double>(rate.GetBitRate()));
}

uint64_t
AggregationTrial::GetValue(uint32_t root, uint32_t place, uint64_t key)
{
    return FastRandom::Mix(key ^ uint64_t{root} << 48 ^ uint64_t{place} << 32);
}

uint64_t
AggregationTrial::GetSum(uint32_t root, uint64_t key) const
{
    uint64_t sum = 0;
    for (uint32_t place = 0; place < m_torus.GetNServers(); ++place)
    {
        sum += GetValue(root, place, key);
    }
    return sum;
}

uint64_t
AggregationTrial::CountKeys() const
{
    const uint64_t roots = m_plan.isAllToAll ? m_torus.GetNServers() : 1;
    return m_plan.bytes / AggregationMessage::RECORD_BYTES / roots;
}

AggregationJob
AggregationTrial::MakeJob() const
{
    // The keys of a root are the numbers from 0 on, dealt out to the trees in turn.
    const auto source = [this, keys = CountKeys()](const AggregationPart& part, const auto& after) {
        const auto tree = std::find(m_trees.begin(), m_trees.end(), part.tree) - m_trees.begin();
        const uint64_t key = after ? *after + m_trees.size() : static_cast<uint64_t>(tree);
        return key < keys && tree < static_cast<int64_t>(m_trees.size())
                   ? std::make_optional<AggregationRecord>({key,
                                                            GetValue(m_torus.GetServer(part.root),
                                                                     m_torus.GetServer(part.place),
                                                                     key)})
                   : std::nullopt;
    };
    return {source, [](uint64_t a, uint64_t b) { return a + b; }};
}

void
AggregationTrial::StartAt(uint32_t server)
{
    const auto aggregation = ServiceHelper<Aggregation>::Get(m_servers.Get(server));
    // A server that is alone would play all places, and have no use for the others.
    if (aggregation->GetRuntime().GetUpPorts().IsEmpty())
    {
        return;
    }
    for (uint32_t root = 0; root < (m_plan.isAllToAll ? m_torus.GetNServers() : 1); ++root)
    {
        const TorusCoordinate place = m_torus.GetCoordinate(root);
        if (m_done.count(root) == 0 && m_results.count({root, server}) == 0 &&
            aggregation->Plays(JOB, place))
        {
            m_results[{root, server}];
            m_kept.push_back(
                aggregation->Start(nullptr, JOB, place, [this, server, root](auto... what) {
                    Receive(server, root, what...);
                }));
        }
    }
}

void
AggregationTrial::Receive(uint32_t server,
                          uint32_t root,
                          uint8_t tree,
                          const std::vector<AggregationRecord>& records,
                          bool isLast)
{
    Result& result = m_results[{root, server}];
    const auto first = std::find(m_trees.begin(), m_trees.end(), tree) - m_trees.begin();
    uint64_t& due = result.next.emplace(tree, first).first->second;
    for (const AggregationRecord& record : records)
    {
        result.wrong += record.key != due || record.value != GetSum(root, record.key);
        due = record.key + m_trees.size();
        ++result.records;
    }
    const auto aggregation = ServiceHelper<Aggregation>::Get(m_servers.Get(server));
    if (isLast && aggregation->GetRuntime().GetUpPorts().IsEmpty())
    {
        m_results.erase({root, server}); // it has played all places, and nobody hears of it
    }
    else if (isLast && m_done.emplace(root, result).second)
    {
        m_last = Simulator::Now();
    }
}

void
AggregationTrial::Run(Time patience)
{
    const std::size_t jobs = m_plan.isAllToAll ? m_torus.GetNServers() : 1;
    while (m_done.size() < jobs && Simulator::Now() < m_plan.begin + patience)
    {
        Simulator::Stop(MicroSeconds(LOOK_US));
        Simulator::Run();
    }
}

AggregationTrial::Outcome
AggregationTrial::GetOutcome() const
{
    Outcome outcome;
    outcome.jobs = m_plan.isAllToAll ? m_torus.GetNServers() : 1;
    outcome.completed = static_cast<uint32_t>(m_done.size());
    outcome.time = std::max(m_last, m_plan.begin) - m_plan.begin;
    for (const auto& [root, result] : m_done)
    {
        const uint64_t missing = CountKeys() - std::min(result.records, CountKeys());
        outcome.records += result.records;
        outcome.wrong += result.wrong + missing;
    }
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        const Aggregation::Counters& counters =
            ServiceHelper<Aggregation>::Get(m_servers.Get(server))->GetCounters();
        for (const auto field : {&Aggregation::Counters::frames,
                                 &Aggregation::Counters::routed,
                                 &Aggregation::Counters::pulls,
                                 &Aggregation::Counters::restarts,
                                 &Aggregation::Counters::ignored,
                                 &Aggregation::Counters::malformed})
        {
            outcome.servers.*field += counters.*field;
        }
    }
    return outcome;
}

nlohmann::ordered_json
AggregationTrial::Outcome::ToJson() const
{
    return {{"jobs", jobs},
            {"completed", completed},
            {"records", records},
            {"wrong", wrong},
            {"time_us", time.GetNanoSeconds() / 1e3},
            {"frames", servers.frames},
            {"routed_frames", servers.routed},
            {"pulls", servers.pulls},
            {"restarts", servers.restarts},
            {"ignored", servers.ignored},
            {"malformed", servers.malformed}};
}

} // namespace ns3::camcube
