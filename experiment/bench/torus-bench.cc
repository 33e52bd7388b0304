/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-bench.h"

#include "bench-report.h"
#include "datagram-load.h"

#include "ns3/experiment.h"
#include "ns3/result-table.h"

#include <algorithm>
#include <cmath>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t LARGEST_QUICK_STOCK = 12; // beyond, routes take minutes to warm up

/** \return the name of a kind of run */
std::string
GetName(uint32_t k, const std::string& kind)
{
    return "k=" + std::to_string(k) + " " + kind;
}

/** \return a table of what TorusBench::Compare() found, a row a cube */
ResultTable
TabulateRatios(const Measured& all)
{
    ResultTable table;
    table.AddColumn("k").AddColumn("hops/s over stock").AddColumn("same event list");
    table.AddColumn("hop over bare event").AddColumn("same event list");
    table.AddColumn("event over bare event").AddColumn("hop over hop at smallest k");
    for (const Measured& ratios : all)
    {
        table.AddRow().Add(std::to_string(ratios["k"].get<uint32_t>()));
        table.Add(ratios.value("hops_vs_stock", std::nan("")), 1);
        table.Add(ratios.value("hops_vs_stock_of_same_event_list", std::nan("")), 1);
        table.Add(ratios["hop_time_vs_bare_event"].get<double>(), 2);
        table.Add(ratios["hop_time_vs_bare_event_of_same_event_list"].get<double>(), 2);
        table.Add(ratios["event_time_vs_bare_event"].get<double>(), 2);
        table.Add(ratios["hop_time_vs_smallest_k"].get<double>(), 2);
    }
    return table;
}

} // namespace

TorusBench::TorusBench(const BenchOptions& options)
    : m_options(options)
{
}

void
TorusBench::Run(Experiment& experiment, Measured& results)
{
    for (uint32_t k : m_options.sides)
    {
        Prepare(k);
    }
    m_runs.RunAll("torus", m_options.runs, experiment);
    Collect(experiment, results);
}

bool
TorusBench::HasStock(uint32_t k) const
{
    return m_options.full || k <= LARGEST_QUICK_STOCK;
}

void
TorusBench::Prepare(uint32_t k)
{
    const DatagramLoad load(k, DatagramLoad::DurationFor(k, m_options.hops));
    const std::string routed = GetName(k, "routing service");
    const auto bare = [load, routed](const AlternatingRuns& soFar) {
        return load.MeasureBareEvents(soFar.GetRuns(routed).back());
    };
    m_runs.Add(routed, [load](const auto&) { return load.MeasureRouted(); });
    m_runs.AddStock(GetName(k, "bare events"), bare);
    if (HasStock(k))
    {
        m_runs.AddStock(GetName(k, "stock"), [load](const auto&) { return load.MeasureStock(); });
    }
}

Measured
TorusBench::Compare(uint32_t k) const
{
    const std::string routed = GetName(k, "routing service");
    const std::string bare = GetName(k, "bare events");
    const std::string stock = GetName(k, "stock");
    const uint32_t least = *std::min_element(m_options.sides.begin(), m_options.sides.end());
    Measured ratios = {{"k", k}};
    const auto add = [&](const std::string& key,
                         const std::string& first,
                         const std::string& second,
                         const std::string& per,
                         const std::string& secondPer) {
        BenchReport::AddRatio(ratios,
                              key,
                              m_runs.Compare({first, second}, "cpu_s", {per, secondPer}));
    };
    if (HasStock(k))
    {
        add("hops_vs_stock", stock, routed, "packet_hops", "packet_hops");
        add("hops_vs_stock_of_same_event_list",
            AlternatingRuns::OfSameList(stock),
            routed,
            "packet_hops",
            "packet_hops");
    }
    add("hop_time_vs_bare_event", routed, bare, "packet_hops", "events");
    add("event_time_vs_bare_event", routed, bare, "events", "events");
    add("hop_time_vs_bare_event_of_same_event_list",
        routed,
        AlternatingRuns::OfSameList(bare),
        "packet_hops",
        "events");
    add("hop_time_vs_smallest_k",
        routed,
        GetName(least, "routing service"),
        "packet_hops",
        "packet_hops");
    return ratios;
}

void
TorusBench::Collect(Experiment& experiment, Measured& results) const
{
    ResultTable table = BenchReport::MakeTable();
    for (const std::string& kind : m_runs.GetKinds())
    {
        results["torus"][kind] = BenchReport::AddRow(m_runs, kind, table);
    }
    for (uint32_t k : m_options.sides)
    {
        results["ratios"].push_back(Compare(k));
    }
    experiment.GetOutput() << table << '\n' << TabulateRatios(results["ratios"]) << '\n';
}

} // namespace ns3::camcube
