/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-report.h"

namespace ns3::camcube
{

ResultTable
BenchReport::MakeTable()
{
    ResultTable table;
    table.AddColumn("kind").AddColumn("hops or events", "million/s").AddColumn("spread", "%");
    table.AddColumn("each", "ns").AddColumn("events a hop").AddColumn("set-up", "s");
    table.AddColumn("memory", "MiB");
    return table;
}

Measured
BenchReport::AddRow(const AlternatingRuns& runs, const std::string& kind, ResultTable& table)
{
    const bool hasHops = runs.GetRuns(kind).front().contains("packet_hops");
    const std::string unit = hasHops ? "packet_hops" : "events";
    const double each = 1e9 * runs.GetMedian(kind, "cpu_s", unit);
    const Measured cost = AlternatingRuns::Summarize(runs.Get(kind, "cpu_s", unit));
    Measured out;
    out[hasHops ? "ns_per_hop" : "ns_per_event"] = each;
    out["spread_ratios"] = cost["spread"];
    if (hasHops)
    {
        out["packet_hops"] = runs.GetMedian(kind, "packet_hops");
        out["packet_hops_per_s"] = 1e9 / each;
        out["events_per_hop"] = runs.GetMedian(kind, "events", "packet_hops");
    }
    out["wall_s"] = runs.GetMedian(kind, "wall_s");
    out["cpu_s"] = runs.GetMedian(kind, "cpu_s");
    out["setup_wall_s"] = runs.GetMedian(kind, "setup_wall_s");
    out["rss_mib"] = runs.GetMedian(kind, "rss_mib");
    table.AddRow().Add(kind).Add(1e3 / each, 2).Add(100 * cost["spread"].get<double>(), 0);
    table.Add(each, 0).Add(out.value("events_per_hop", 1.0), 2);
    table.Add(out["setup_wall_s"].get<double>(), 2).Add(out["rss_mib"].get<double>(), 0);
    return out;
}

void
BenchReport::AddRatio(Measured& ratios,
                      const std::string& name,
                      const std::vector<double>& quotients)
{
    const Measured summary = AlternatingRuns::Summarize(quotients);
    ratios[name] = summary["median"];
    ratios[name + "_spread"] = summary["spread"];
}

} // namespace ns3::camcube
