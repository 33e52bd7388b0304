/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-outcome.h"

#include "ns3/result-table.h"

#include <nlohmann/json.hpp>

namespace ns3::camcube
{

namespace
{

void
PrintInventories(const std::vector<ComparisonOutcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("instance").AddColumn("servers").AddColumn("switches");
    table.AddColumn("ports of a server").AddColumn("all ports").AddColumn("cables");
    table.AddColumn("mean path", "hops");
    for (const ComparisonOutcome& outcome : outcomes)
    {
        const Testbed::Inventory& inventory = outcome.inventory;
        table.AddRow().Add(outcome.topology).Add(inventory.instance).Add(inventory.servers);
        table.Add(inventory.switches).Add(inventory.serverPorts).Add(inventory.ports);
        table.Add(inventory.cables).Add(inventory.meanHops, 2);
    }
    os << table;
}

void
PrintFlows(const std::vector<ComparisonOutcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("completed", "flows").AddColumn("of", "flows");
    table.AddColumn("goodput", "Mbit/s").AddColumn("FCT mean", "us").AddColumn("FCT p50", "us");
    table.AddColumn("FCT p99", "us").AddColumn("cables", "W").AddColumn("cables", "nJ/bit");
    for (const ComparisonOutcome& outcome : outcomes)
    {
        const SampleSummary times = outcome.flows.GetCompletionTimes();
        table.AddRow().Add(outcome.topology).Add(outcome.flows.GetNCompleted());
        table.Add(outcome.flows.GetFlows().size()).Add(outcome.goodputMbps, 0);
        table.Add(times.GetMean(), 0).Add(times.GetQuantile(0.5), 0);
        table.Add(times.GetQuantile(0.99), 0).Add(outcome.cableWatts);
        table.Add(outcome.GetNanojoulesPerBit());
    }
    os << table;
}

void
PrintPackets(const std::vector<ComparisonOutcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("packets").AddColumn("lost", "%");
    table.AddColumn("reordered", "%").AddColumn("latency mean", "us").AddColumn("p99", "us");
    table.AddColumn("path", "hops").AddColumn("links busy", "%").AddColumn("busiest", "%");
    table.AddColumn("run", "s").AddColumn("memory", "MiB");
    for (const ComparisonOutcome& outcome : outcomes)
    {
        const PacketStatistics& packets = outcome.packets;
        table.AddRow().Add(outcome.topology).Add(packets.sent);
        table.Add(100.0 * packets.GetLost() / packets.sent, 3);
        table.Add(100.0 * packets.reordered / packets.received, 2);
        table.Add(packets.latencyUs.GetMean()).Add(packets.latencyUs.GetQuantile(0.99));
        table.Add(packets.hops.GetMean(), 2).Add(100 * outcome.utilization.GetMean());
        table.Add(100 * outcome.utilization.GetMax()).Add(outcome.runSeconds);
        table.Add(outcome.memoryMib, 0);
    }
    os << table;
}

} // namespace

nlohmann::ordered_json
ComparisonOutcome::ToJson() const
{
    nlohmann::ordered_json json{{"name", topology},
                                {"instance", inventory.instance},
                                {"servers", inventory.servers},
                                {"switches", inventory.switches},
                                {"server_ports", inventory.serverPorts},
                                {"ports", inventory.ports},
                                {"cables", inventory.cables},
                                {"mean_hops", inventory.meanHops},
                                {"simulated_ms", simulatedMs},
                                {"window_ms", window.GetSeconds() * 1e3},
                                {"goodput_in_window_mbps", goodputMbps},
                                {"cable_power_w", cableWatts},
                                {"cable_energy_per_bit_nj", GetNanojoulesPerBit()}};
    json.update(flows.ToJson());
    json["setup_wall_s"] = setupSeconds;
    json["wall_s"] = runSeconds;
    json["rss_mib"] = memoryMib;
    return json;
}

void
PrintOutcomes(const std::vector<ComparisonOutcome>& outcomes, std::ostream& os)
{
    PrintInventories(outcomes, os);
    os << '\n';
    PrintFlows(outcomes, os);
    os << '\n';
    PrintPackets(outcomes, os);
}

} // namespace ns3::camcube
