/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "incast-sweep.h"

#include "comparison-trial.h"
#include "sweep-streams.h"

#include "ns3/result-table.h"

namespace ns3::camcube
{

IncastSweep::IncastSweep(const ComparisonOptions& options)
    : ComparisonSweep(options.GetIncast()),
      m_options(options)
{
}

std::string
IncastSweep::GetKey() const
{
    return "incast_curve";
}

nlohmann::ordered_json
IncastSweep::Measure(const std::string& topology, double senders, StatusLine& status) const
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(SweepStreams::INCAST);
    const TrafficPattern pattern(m_options.workloadOptions.servers, random);
    ComparisonTrial trial;
    trial.topology = topology;
    trial.testbed = m_options.testbed;
    trial.workload = Workload::Bulk(pattern.Incast(static_cast<uint32_t>(senders)),
                                    m_options.workloadOptions.bytes,
                                    Time(0));
    trial.deadline = m_options.deadline;
    const ComparisonOutcome outcome =
        trial.Run(status,
                  topology + ", incast from " + std::to_string(trial.workload.GetFlows().size()));
    const PacketStatistics& packets = outcome.packets;
    return {{"senders", static_cast<uint32_t>(senders)},
            {"flows_completed", outcome.flows.GetNCompleted()},
            {"goodput_mbps", outcome.flows.GetGoodputMbps()},
            {"fct_us", outcome.flows.GetCompletionTimes().ToJson()},
            {"offered_packets", packets.sent},
            {"lost_packets", packets.GetLost()},
            {"latency_us", packets.latencyUs.ToJson()},
            {"wall_s", outcome.setupSeconds + outcome.runSeconds}};
}

void
IncastSweep::Print(std::ostream& os) const
{
    os << "Incast: every sender transfers " << m_options.workloadOptions.bytes
       << " bytes to one server, all at once.\n\n";
    ResultTable table;
    table.AddColumn("senders").AddColumn("topology").AddColumn("completed", "flows");
    table.AddColumn("goodput", "Mbit/s").AddColumn("FCT p50", "us").AddColumn("longest", "us");
    table.AddColumn("lost", "packets");
    for (const auto& point : GetPoints())
    {
        table.AddRow().Add(point["senders"].get<uint32_t>());
        table.Add(point["topology"].get<std::string>());
        table.Add(point["flows_completed"].get<uint64_t>());
        table.Add(point["goodput_mbps"].get<double>(), 0);
        for (const char* key : {"p50", "max"})
        {
            table.Add(GetNumber(point["fct_us"][key]), 0);
        }
        table.Add(point["lost_packets"].get<uint64_t>());
    }
    os << table;
}

} // namespace ns3::camcube
