/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-information-trial.h"

#include "ns3/convergecast.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/group-multicast.h"
#include "ns3/group-tree.h"
#include "ns3/load-convergecast.h"
#include "ns3/load-gossip.h"
#include "ns3/load-piggyback.h"
#include "ns3/load-polling.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/progress.h"
#include "ns3/random-streams.h"
#include "ns3/routed-traffic.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"
#include "ns3/traffic-pattern.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t WARMUP_PERIODS = 20;
constexpr uint32_t MEASURED_PERIODS = 10;
constexpr uint32_t SAMPLES = 50; //!< random moments at which all that is known is looked at

template <typename T>
void
InstallWay(const NodeContainer& servers, Time period, int64_t stream)
{
    ServiceHelper<T> helper;
    helper.SetAttribute("Period", TimeValue(period));
    helper.Install(servers);
    ServiceHelper<T>::AssignStreams(servers, stream);
}

void
Install(const std::string& way, const NodeContainer& servers, Time period, int64_t stream)
{
    if (way == "polling")
    {
        InstallWay<LoadPolling>(servers, period, stream);
    }
    else if (way == "gossip")
    {
        InstallWay<LoadGossip>(servers, period, stream);
    }
    else if (way == "piggyback")
    {
        InstallWay<LoadPiggyback>(servers, period, stream);
    }
    else if (way == "convergecast")
    {
        ServiceHelper<GroupTree>().Install(servers);
        ServiceHelper<GroupMulticast>().Install(servers);
        ServiceHelper<Convergecast>().Install(servers);
        InstallWay<LoadConvergecast>(servers, period, stream);
    }
}

/** Notes when loads are measured: a load is the number of its measurement at its server. */
class MeasurementLog
{
  public:
    explicit MeasurementLog(const NodeContainer& servers)
        : m_times(servers.GetN())
    {
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            m_services.push_back(ServiceHelper<LoadInformation>::Get(servers.Get(i)));
            m_services.back()->SetGauge([this, i] {
                m_times[i].push_back(Simulator::Now());
                return static_cast<uint16_t>(m_times[i].size() - 1);
            });
        }
    }

    /** Looks at what each server knows of each other. */
    void Sample(const Torus& torus, LoadInformationTrial::Outcome& outcome)
    {
        for (uint32_t at = 0; at < m_services.size(); ++at)
        {
            for (uint32_t of = 0; of < m_services.size(); ++of)
            {
                if (of == at)
                {
                    continue;
                }
                const auto known = m_services[at]->Get(torus.GetCoordinate(of));
                outcome.unknown += !known;
                if (known)
                {
                    // The newest measurement with this number, which has two bytes.
                    const auto last = static_cast<uint32_t>(m_times[of].size() - 1);
                    const auto back = static_cast<uint16_t>(last - known->load);
                    outcome.ageUs.Add((Simulator::Now() - m_times[of][last - back]).GetSeconds() *
                                      1e6);
                }
            }
        }
    }

  private:
    std::vector<Ptr<LoadInformation>> m_services; //!< by server
    std::vector<std::vector<Time>> m_times;       //!< of measurements, by server and number
};

} // namespace

const std::vector<std::string>&
LoadInformationTrial::GetWays()
{
    static const std::vector<std::string> ways{"polling", "gossip", "convergecast", "piggyback"};
    return ways;
}

LoadInformationTrial::LoadInformationTrial(const Plan& plan)
    : m_plan(plan)
{
    if (plan.packetBytes <= RoutedTraffic::HEADER_BYTES)
    {
        throw std::invalid_argument("packets of " + std::to_string(plan.packetBytes) +
                                    " bytes are all headers; give more than " +
                                    std::to_string(RoutedTraffic::HEADER_BYTES));
    }
}

LoadInformationTrial::Outcome
LoadInformationTrial::Run(const std::string& way, Time period, StatusLine& status)
{
    const auto& ways = GetWays();
    if (std::find(ways.begin(), ways.end(), way) == ways.end() || !period.IsStrictlyPositive())
    {
        throw std::invalid_argument("loads cannot be told by the way \"" + Abridge(way) +
                                    "\" each " + FormatTime(period) +
                                    "; give a way such as gossip, and a period above 0");
    }
    if (m_bare.count(period) == 0)
    {
        Outcome alone{"nothing", period, {}, 0, 0, 0};
        m_bare[period] = Simulate(alone, status);
    }
    Outcome outcome{way, period, {}, 0, 0, 0};
    const Traffic traffic = Simulate(outcome, status);
    const Traffic& bare = m_bare.at(period);
    const uint32_t servers = m_plan.k * m_plan.k * m_plan.k;
    const double seconds = (MEASURED_PERIODS * period).GetSeconds() * servers;
    outcome.extraBytes = (static_cast<double>(traffic.bytes) - bare.bytes) / seconds;
    outcome.extraFrames = (static_cast<double>(traffic.frames) - bare.frames) / seconds;
    outcome.unknown /= double{SAMPLES} * servers * (servers - 1);
    return outcome;
}

LoadInformationTrial::Traffic
LoadInformationTrial::Simulate(Outcome& outcome, StatusLine& status) const
{
    TorusHelper torus(m_plan.k, m_plan.k, m_plan.k);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    // The same streams whatever the way, so that the flows are the same.
    RandomStreams streams;
    MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));
    const auto random = streams.MakeUniform();
    Install(outcome.way, servers, outcome.period, streams.Take(servers.GetN()));
    const Time begin = WARMUP_PERIODS * outcome.period;
    const Time end = begin + MEASURED_PERIODS * outcome.period;
    RoutedTraffic flows(servers);
    flows.Install(RoutedTraffic::MakeWorkload(TrafficPattern(servers.GetN(), random).Permutation(),
                                              m_plan.rate,
                                              m_plan.packetBytes,
                                              end,
                                              random));
    const auto count = [&servers, &torus] {
        Traffic sum;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            for (uint8_t port : torus.GetTorus().GetPorts())
            {
                const auto counters = TorusHelper::GetPort(servers.Get(i), port)->GetCounters();
                sum.bytes += counters.txBytes;
                sum.frames += counters.txFrames;
            }
        }
        return sum;
    };
    Traffic before;
    Traffic after;
    Simulator::Schedule(begin, [&] { before = count(); });
    Simulator::Schedule(end, [&] { after = count(); });
    std::unique_ptr<MeasurementLog> log;
    if (outcome.way != "nothing")
    {
        log = std::make_unique<MeasurementLog>(servers);
        for (uint32_t i = 0; i < SAMPLES; ++i)
        {
            const double place = random->GetValue(0, (end - begin).GetSeconds());
            Simulator::Schedule(begin + Seconds(place),
                                [&] { log->Sample(torus.GetTorus(), outcome); });
        }
    }
    Simulator::Stop(end + TimeStep(1));
    {
        const Progress progress(status, outcome.way + " each " + FormatTime(outcome.period), end);
        Simulator::Run();
    }
    Simulator::Destroy();
    return {after.bytes - before.bytes, after.frames - before.frames};
}

nlohmann::ordered_json
ToJson(const std::vector<LoadInformationTrial::Outcome>& outcomes)
{
    nlohmann::ordered_json points = nlohmann::ordered_json::array();
    for (const LoadInformationTrial::Outcome& outcome : outcomes)
    {
        points.push_back({{"way", outcome.way},
                          {"period_us", outcome.period.GetNanoSeconds() * 1e-3},
                          {"age_us", outcome.ageUs.ToJson()},
                          {"unknown_share", outcome.unknown},
                          {"extra_bytes_a_second_and_server", outcome.extraBytes},
                          {"extra_frames_a_second_and_server", outcome.extraFrames}});
    }
    return {{"points", points}};
}

} // namespace ns3::camcube
