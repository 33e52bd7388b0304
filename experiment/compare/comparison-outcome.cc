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

/** \return a number of a result, or not-a-number where there is none: a mean of no samples */
double
GetNumber(const nlohmann::ordered_json& result, const std::string& pointer)
{
    const nlohmann::ordered_json::json_pointer place("/" + pointer);
    const bool isThere = result.contains(place) && result[place].is_number();
    return isThere ? result[place].get<double>() : std::numeric_limits<double>::quiet_NaN();
}

void
PrintInventories(const nlohmann::ordered_json& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("instance").AddColumn("servers").AddColumn("switches");
    table.AddColumn("ports of a server").AddColumn("all ports").AddColumn("cables");
    table.AddColumn("mean path", "hops");
    for (const auto& outcome : outcomes)
    {
        table.AddRow().Add(outcome["name"].get<std::string>());
        table.Add(outcome["instance"].get<std::string>());
        for (const char* key : {"servers", "switches", "server_ports", "ports", "cables"})
        {
            table.Add(outcome[key].get<uint32_t>());
        }
        table.Add(GetNumber(outcome, "mean_hops"), 2);
    }
    os << table;
}

void
PrintFlows(const nlohmann::ordered_json& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("completed", "flows").AddColumn("of", "flows");
    table.AddColumn("goodput", "Mbit/s").AddColumn("FCT mean", "us").AddColumn("FCT p50", "us");
    table.AddColumn("FCT p99", "us").AddColumn("cables", "W").AddColumn("cables", "nJ/bit");
    for (const auto& outcome : outcomes)
    {
        table.AddRow().Add(outcome["name"].get<std::string>());
        table.Add(outcome["flows_completed"].get<uint64_t>());
        table.Add(outcome["flows"].get<uint64_t>());
        table.Add(GetNumber(outcome, "goodput_in_window_mbps"), 0);
        table.Add(GetNumber(outcome, "fct_us/mean"), 0).Add(GetNumber(outcome, "fct_us/p50"), 0);
        table.Add(GetNumber(outcome, "fct_us/p99"), 0).Add(GetNumber(outcome, "cable_power_w"));
        table.Add(GetNumber(outcome, "cable_energy_per_bit_nj"));
    }
    os << table;
}

void
PrintPackets(const nlohmann::ordered_json& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("packets").AddColumn("lost", "%");
    table.AddColumn("reordered", "%").AddColumn("latency mean", "us").AddColumn("p99", "us");
    table.AddColumn("path", "hops").AddColumn("links busy", "%").AddColumn("busiest", "%");
    table.AddColumn("run", "s").AddColumn("memory", "MiB");
    for (const auto& outcome : outcomes)
    {
        table.AddRow().Add(outcome["name"].get<std::string>());
        table.Add(outcome.value("offered_packets", uint64_t{0}));
        table.Add(100 * GetNumber(outcome, "loss"), 3);
        table.Add(100 * GetNumber(outcome, "reordering"), 2);
        table.Add(GetNumber(outcome, "latency_us/mean")).Add(GetNumber(outcome, "latency_us/p99"));
        table.Add(GetNumber(outcome, "hops/mean"), 2);
        table.Add(100 * GetNumber(outcome, "link_utilization/mean"));
        table.Add(100 * GetNumber(outcome, "link_utilization/max"));
        table.Add(GetNumber(outcome, "wall_s")).Add(GetNumber(outcome, "rss_mib"), 0);
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
PrintOutcomes(const nlohmann::ordered_json& outcomes, std::ostream& os)
{
    PrintInventories(outcomes, os);
    os << '\n';
    PrintFlows(outcomes, os);
    os << '\n';
    PrintPackets(outcomes, os);
}

} // namespace ns3::camcube
