/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "survival-sweep.h"

#include "comparison-trial.h"
#include "sweep-streams.h"

#include "ns3/choose-share.h"
#include "ns3/failure-injector.h"
#include "ns3/result-table.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <limits>

namespace ns3::camcube
{

namespace
{

/** Breaks a share of all parts of one kind; returns which servers, by number. */
NodeContainer
Break(const Testbed& network, const std::string& kind, double share)
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(SweepStreams::FAILURES);
    const Time at = MicroSeconds(100);
    FailureInjector failures;
    if (kind == "servers")
    {
        const NodeContainer servers = ChooseShare(network.GetServers(), share, random);
        failures.Fail(servers, at);
        return servers;
    }
    if (kind == "switches")
    {
        const NodeContainer switches = ChooseShare(network.GetSwitches(), share, random);
        failures.Fail(FailureTargets::Switches(switches), at);
    }
    else
    {
        failures.Fail(ChooseShare(network.GetCables(), share, random), at);
    }
    return {};
}

} // namespace

SurvivalSweep::SurvivalSweep(const ComparisonOptions& options)
    : ComparisonSweep(options.GetFailedShares()),
      m_options(options)
{
    m_options.testbed.rerouting = true;
    Time& duration = m_options.workloadOptions.duration;
    duration = std::min(duration, MilliSeconds(MOST_MS));
}

std::string
SurvivalSweep::GetKey() const
{
    return "survival_curve";
}

nlohmann::ordered_json
SurvivalSweep::Measure(const std::string& topology, double share, StatusLine& status) const
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(SweepStreams::SURVIVAL_TRAFFIC);
    const Time start = MilliSeconds(SETTLE_MS);
    const Time duration = m_options.workloadOptions.duration;
    ComparisonTrial trial;
    trial.topology = topology;
    trial.testbed = m_options.testbed;
    trial.workload =
        Workload::Bulk(TrafficPattern(m_options.workloadOptions.servers, random).Permutation(),
                       0,
                       start,
                       start + duration);
    trial.window = start + duration;
    trial.deadline = trial.window;
    std::vector<bool> broken;
    trial.prepare = [&](const Testbed& network) {
        const NodeContainer& servers = network.GetServers();
        const NodeContainer failed = Break(network, m_options.failing, share);
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            broken.push_back(std::find(failed.Begin(), failed.End(), *server) != failed.End());
        }
    };
    const ComparisonOutcome outcome =
        trial.Run(status, topology + ", " + FormatNumber(share) + " of " + m_options.failing);
    uint32_t flows = 0;
    uint32_t served = 0;
    for (const FlowResult& result : outcome.flows.GetFlows())
    {
        const TrafficPair ends{result.flow.source, result.flow.destination};
        if (!broken[ends.source] && !broken[ends.destination])
        {
            ++flows;
            served += result.receivedBytes > 0 ? 1 : 0;
        }
    }
    constexpr double UNKNOWN = std::numeric_limits<double>::quiet_NaN();
    const double mbps = outcome.goodputMbps * (trial.window / duration).GetDouble();
    return {{"failing", m_options.failing},
            {"failed_share", share},
            {"flows", flows},
            {"flows_served", served},
            {"flows_served_share", flows > 0 ? 1.0 * served / flows : UNKNOWN},
            {"goodput_mbps", mbps},
            {"goodput_per_flow_mbps", flows > 0 ? mbps / flows : UNKNOWN},
            {"wall_s", outcome.setupSeconds + outcome.runSeconds}};
}

void
SurvivalSweep::Print(std::ostream& os) const
{
    os << "TCP from every server to one other, after a share of all " << m_options.failing
       << " has failed; flows that have lost an end are not counted.\n\n";
    ResultTable table;
    table.AddColumn("failed", "%").AddColumn("topology").AddColumn("served", "flows");
    table.AddColumn("of", "flows").AddColumn("goodput", "Mbit/s").AddColumn("a flow", "Mbit/s");
    for (const auto& point : GetPoints())
    {
        table.AddRow().Add(100 * point["failed_share"].get<double>(), 1);
        table.Add(point["topology"].get<std::string>());
        table.Add(point["flows_served"].get<uint32_t>()).Add(point["flows"].get<uint32_t>());
        table.Add(point["goodput_mbps"].get<double>(), 0);
        table.Add(GetNumber(point["goodput_per_flow_mbps"]), 0);
    }
    os << table;
}

} // namespace ns3::camcube
