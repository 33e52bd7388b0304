/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "load-sweep.h"

#include "comparison-trial.h"
#include "sweep-streams.h"

#include "ns3/result-table.h"
#include "ns3/text-parsing.h"
#include "ns3/workload-runner.h"

#include <algorithm>
#include <limits>

namespace ns3::camcube
{

LoadSweep::LoadSweep(const ComparisonOptions& options)
    : ComparisonSweep(options.GetLoads()),
      m_options(options)
{
    Time& duration = m_options.workloadOptions.duration;
    duration = std::min(duration, MilliSeconds(MOST_MS));
    for (double load : options.GetLoads())
    {
        MakeWorkload(load); // refuses now what could not be sent later
    }
}

Workload
LoadSweep::MakeWorkload(double load) const
{
    const WorkloadOptions& workloadOptions = m_options.workloadOptions;
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(SweepStreams::LOAD);
    const DataRate rate(static_cast<uint64_t>(load * m_options.testbed.lineRate.GetBitRate()));
    return Workload::ConstantRate(TrafficPattern(workloadOptions.servers, random).Permutation(),
                                  rate,
                                  workloadOptions.packetSize,
                                  Time(0),
                                  workloadOptions.duration,
                                  random);
}

std::string
LoadSweep::GetKey() const
{
    return "load_curve";
}

nlohmann::ordered_json
LoadSweep::Measure(const std::string& topology, double load, StatusLine& status) const
{
    const WorkloadOptions& workloadOptions = m_options.workloadOptions;
    ComparisonTrial trial;
    trial.topology = topology;
    trial.testbed = m_options.testbed;
    trial.workload = MakeWorkload(load);
    trial.warmup = WARMUP_SHARE * workloadOptions.duration;
    trial.window = workloadOptions.duration;
    trial.deadline = workloadOptions.duration + MilliSeconds(2 * WorkloadRunner::DRAIN_MS);
    const ComparisonOutcome outcome = trial.Run(status, topology + ", load " + FormatNumber(load));
    const PacketStatistics& packets = outcome.packets;
    constexpr double UNKNOWN = std::numeric_limits<double>::quiet_NaN();
    const double arrived = packets.sent > 0 ? 1.0 * packets.received / packets.sent : UNKNOWN;
    return {{"offered_load", load},
            {"effective_load", load * arrived},
            {"offered_packets", packets.sent},
            {"delivered_packets", packets.received},
            {"latency_us", packets.latencyUs.ToJson()},
            {"hops", packets.hops.GetMean()},
            {"wall_s", outcome.setupSeconds + outcome.runSeconds}};
}

void
LoadSweep::Print(std::ostream& os) const
{
    os << "Datagrams from every server to one other; loads are shares of one line a server.\n\n";
    ResultTable table;
    table.AddColumn("offered load").AddColumn("topology").AddColumn("effective load");
    table.AddColumn("latency mean", "us").AddColumn("p50", "us").AddColumn("p99", "us");
    for (const auto& point : GetPoints())
    {
        table.AddRow().Add(point["offered_load"].get<double>(), 2);
        table.Add(point["topology"].get<std::string>());
        table.Add(GetNumber(point["effective_load"]), 4);
        for (const char* key : {"mean", "p50", "p99"})
        {
            table.Add(GetNumber(point["latency_us"][key]));
        }
    }
    os << table;
}

} // namespace ns3::camcube
