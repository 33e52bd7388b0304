/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-part.h"

#include "alternating-runs.h"
#include "bench-report.h"
#include "datagram-load.h"
#include "farthest-packet.h"
#include "instruction-count.h"
#include "tcp-load.h"

#include "ns3/config.h"
#include "ns3/experiment.h"
#include "ns3/forked-measurement.h"
#include "ns3/result-table.h"
#include "ns3/string.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t LARGEST_QUICK_STOCK = 12; // beyond, routes take minutes to warm up

DatagramLoad
LoadFor(uint32_t k, const BenchOptions& options)
{
    return DatagramLoad(k, DatagramLoad::DurationFor(k, options.hops));
}

void
RunAll(AlternatingRuns& runs,
       const std::string& what,
       const BenchOptions& options,
       Experiment& experiment)
{
    for (uint32_t run = 0; run < options.runs; ++run)
    {
        experiment.Say(what + ", run " + std::to_string(run + 1) + " of " +
                       std::to_string(options.runs));
        runs.RunOnce();
    }
}

/** \return a measurement of ns-3 as it comes, with the event list that is its default */
AlternatingRuns::Body
AsItComes(const AlternatingRuns::Body& body)
{
    return [body](const AlternatingRuns& soFar) {
        Config::SetGlobal("SchedulerType", StringValue("ns3::MapScheduler"));
        return body(soFar);
    };
}

/** What is appended to the name of a kind that has the same event list as our own. */
constexpr const char* SAME_LIST = ", same event list";

void
RunTorus(const BenchOptions& options, Experiment& experiment, Measured& results)
{
    const auto name = [](uint32_t k, const char* kind) {
        return "k=" + std::to_string(k) + " " + kind;
    };
    const auto hasStock = [&](uint32_t k) { return options.full || k <= LARGEST_QUICK_STOCK; };
    AlternatingRuns runs;
    for (uint32_t k : options.sides)
    {
        const DatagramLoad load = LoadFor(k, options);
        const auto bare = [load,
                           routed = name(k, "routing service")](const AlternatingRuns& soFar) {
            return load.MeasureBareEvents(soFar.GetRuns(routed).back());
        };
        runs.Add(name(k, "routing service"), [load](const auto&) { return load.MeasureRouted(); });
        runs.Add(name(k, "bare events"), AsItComes(bare));
        runs.Add(name(k, "bare events") + SAME_LIST, bare);
        if (hasStock(k))
        {
            const auto stock = [load](const auto&) { return load.MeasureStock(); };
            runs.Add(name(k, "stock"), AsItComes(stock));
            runs.Add(name(k, "stock") + SAME_LIST, stock);
        }
    }
    RunAll(runs, "torus", options, experiment);
    ResultTable table = BenchReport::MakeTable();
    for (const std::string& kind : runs.GetKinds())
    {
        results["torus"][kind] = BenchReport::AddRow(runs, kind, table);
    }
    ResultTable ratioTable;
    ratioTable.AddColumn("k").AddColumn("hops/s over stock").AddColumn("same event list");
    ratioTable.AddColumn("hop over bare event").AddColumn("same event list");
    ratioTable.AddColumn("event over bare event").AddColumn("hop over hop at smallest k");
    const uint32_t least = *std::min_element(options.sides.begin(), options.sides.end());
    for (uint32_t k : options.sides)
    {
        const std::string routed = name(k, "routing service");
        Measured ratios = {{"k", k}};
        if (hasStock(k))
        {
            BenchReport::AddRatio(
                ratios,
                "hops_vs_stock",
                runs.Compare({name(k, "stock"), routed}, "cpu_s", {"packet_hops", "packet_hops"}));
            BenchReport::AddRatio(ratios,
                                  "hops_vs_stock_of_same_event_list",
                                  runs.Compare({name(k, "stock") + SAME_LIST, routed},
                                               "cpu_s",
                                               {"packet_hops", "packet_hops"}));
        }
        BenchReport::AddRatio(
            ratios,
            "hop_time_vs_bare_event",
            runs.Compare({routed, name(k, "bare events")}, "cpu_s", {"packet_hops", "events"}));
        BenchReport::AddRatio(
            ratios,
            "event_time_vs_bare_event",
            runs.Compare({routed, name(k, "bare events")}, "cpu_s", {"events", "events"}));
        BenchReport::AddRatio(ratios,
                              "hop_time_vs_bare_event_of_same_event_list",
                              runs.Compare({routed, name(k, "bare events") + SAME_LIST},
                                           "cpu_s",
                                           {"packet_hops", "events"}));
        BenchReport::AddRatio(ratios,
                              "hop_time_vs_smallest_k",
                              runs.Compare({routed, name(least, "routing service")},
                                           "cpu_s",
                                           {"packet_hops", "packet_hops"}));
        ratioTable.AddRow().Add(std::to_string(k));
        ratioTable.Add(ratios.value("hops_vs_stock", std::nan("")), 1);
        ratioTable.Add(ratios.value("hops_vs_stock_of_same_event_list", std::nan("")), 1);
        ratioTable.Add(ratios["hop_time_vs_bare_event"].get<double>(), 2);
        ratioTable.Add(ratios["hop_time_vs_bare_event_of_same_event_list"].get<double>(), 2);
        ratioTable.Add(ratios["event_time_vs_bare_event"].get<double>(), 2);
        ratioTable.Add(ratios["hop_time_vs_smallest_k"].get<double>(), 2);
        results["ratios"].push_back(ratios);
    }
    experiment.GetOutput() << table << '\n' << ratioTable << '\n';
}

/** Compares two networks under the same TCP flows. */
void
RunTcp(const std::string& part,
       const std::string& instance,
       const std::function<Measured()>& ours,
       const std::function<Measured()>& stock,
       const BenchOptions& options,
       Experiment& experiment,
       Measured& results)
{
    const std::string first = instance + " ours";
    const std::string second = instance + " stock";
    AlternatingRuns runs;
    runs.Add(first, [ours](const auto&) { return ours(); });
    const std::string third = second + SAME_LIST;
    runs.Add(second, AsItComes([stock](const auto&) { return stock(); }));
    runs.Add(third, [stock](const auto&) { return stock(); });
    RunAll(runs, "TCP over " + instance, options, experiment);
    ResultTable table = BenchReport::MakeTable();
    Measured& out = results[part];
    out["ours"] = BenchReport::AddRow(runs, first, table);
    out["stock"] = BenchReport::AddRow(runs, second, table);
    out["stock_of_same_event_list"] = BenchReport::AddRow(runs, third, table);
    BenchReport::AddRatio(out["ratios"],
                          "hops_vs_stock",
                          runs.Compare({second, first}, "cpu_s", {"packet_hops", "packet_hops"}));
    BenchReport::AddRatio(out["ratios"],
                          "hops_vs_stock_of_same_event_list",
                          runs.Compare({third, first}, "cpu_s", {"packet_hops", "packet_hops"}));
    BenchReport::AddRatio(out["ratios"],
                          "setup_speed_vs_stock",
                          runs.Compare({second, first}, "setup_wall_s"));
    experiment.GetOutput() << table
                           << "hops/s over stock: " << out["ratios"]["hops_vs_stock"].get<double>()
                           << ", over stock with the same event list: "
                           << out["ratios"]["hops_vs_stock_of_same_event_list"].get<double>()
                           << ", set-up: " << out["ratios"]["setup_speed_vs_stock"].get<double>()
                           << " times as fast\n\n";
}

void
RunScale(const BenchOptions& options, Experiment& experiment, Measured& results)
{
    ResultTable table;
    table.AddColumn("cube").AddColumn("load").AddColumn("set-up", "s").AddColumn("run", "s");
    table.AddColumn("million hops/s").AddColumn("memory", "MiB");
    const auto measure =
        [&](uint32_t k, const char* key, const char* load, const std::function<Measured()>& body) {
            experiment.Say("k=" + std::to_string(k) + ", " + load);
            Measured measured = MeasureForked(body);
            const double hops = measured["packet_hops"];
            const double seconds = measured["wall_s"];
            measured["packet_hops_per_s"] = hops / seconds;
            table.AddRow().Add("k=" + std::to_string(k)).Add(load);
            table.Add(measured["setup_wall_s"].get<double>(), 2).Add(seconds, 2);
            table.Add(1e-6 * hops / seconds, 2).Add(measured["rss_mib"].get<double>(), 0);
            results["scale"][key] = measured;
        };
    measure(20, "k20_20ms", "8,000 flows, 20 ms", [] {
        return DatagramLoad(20, MilliSeconds(20)).MeasureRouted();
    });
    if (options.full)
    {
        measure(30, "k30_1ms", "27,000 flows, 1 ms", [] {
            return DatagramLoad(30, MilliSeconds(1)).MeasureRouted();
        });
        measure(47, "k47_packet", "a packet to the farthest server", [] {
            return MeasureFarthestPacket(47);
        });
    }
    experiment.GetOutput() << table << '\n';
}

void
RunInstructions(const BenchOptions& options, Experiment& experiment, Measured& results)
{
    const std::string obstacle = WhyNoInstructionCount();
    if (!obstacle.empty())
    {
        experiment.GetOutput() << "Of note: " << obstacle << ".\n\n";
        results["instructions"]["not_counted"] = obstacle;
        return;
    }
    ResultTable table;
    table.AddColumn("k").AddColumn("instructions a packet-hop");
    for (uint32_t k : options.sides)
    {
        if (k != 8 && k != 20)
        {
            continue; // these two stand for all
        }
        experiment.Say("counting instructions at k=" + std::to_string(k));
        const uint64_t hops = std::min<uint64_t>(options.hops, 100'000);
        const std::string side = std::to_string(k);
        const double perHop = CountInstructionsPerHop(
            {"--once=routed", "--k=" + side, "--hops=" + std::to_string(hops)});
        table.AddRow().Add(side).Add(perHop, 0);
        results["instructions"]["k" + side] = {{"instructions_per_hop", perHop}};
    }
    experiment.GetOutput() << table << '\n';
}

} // namespace

const std::vector<std::string>&
BenchPart::GetNames()
{
    static const std::vector<std::string> names{"torus",
                                                "tcp",
                                                "fat-tree",
                                                "scale",
                                                "instructions"};
    return names;
}

std::string
BenchPart::JoinNames()
{
    std::string joined;
    for (const std::string& name : GetNames())
    {
        joined += (joined.empty() ? "" : ", ") + name;
    }
    return joined;
}

void
BenchPart::Run(const std::string& part,
               const BenchOptions& options,
               Experiment& experiment,
               Measured& results)
{
    const TcpLoad tcp(options.duration);
    const uint32_t k = options.tcpSide;
    const uint32_t ports = options.fatTree;
    const std::map<std::string, std::function<void()>> parts{
        {"torus", [&] { RunTorus(options, experiment, results); }},
        {"tcp",
         [&] {
             RunTcp(
                 part,
                 "torus k=" + std::to_string(k),
                 [tcp, k] { return tcp.MeasureCube(k); },
                 [tcp, k] { return tcp.MeasureStockTorus(k); },
                 options,
                 experiment,
                 results);
         }},
        {"fat-tree",
         [&] {
             RunTcp(
                 part,
                 "fat-tree k=" + std::to_string(ports),
                 [tcp, ports] { return tcp.MeasureFatTree(ports); },
                 [tcp, ports] { return tcp.MeasureStockFatTree(ports); },
                 options,
                 experiment,
                 results);
         }},
        {"scale", [&] { RunScale(options, experiment, results); }},
        {"instructions", [&] { RunInstructions(options, experiment, results); }}};
    parts.at(part)();
}

Measured
MeasureOnce(const BenchOptions& options)
{
    const TcpLoad tcp(options.duration);
    if (options.once == "tcp")
    {
        return tcp.MeasureCube(options.tcpSide);
    }
    if (options.once == "fat-tree")
    {
        return tcp.MeasureFatTree(options.fatTree);
    }
    return LoadFor(options.sides.front(), options).MeasureRouted();
}

} // namespace ns3::camcube
