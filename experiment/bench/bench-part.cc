/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bench-part.h"

#include "alternating-runs.h"
#include "bench-report.h"
#include "datagram-load.h"
#include "farthest-packet.h"
#include "instruction-count.h"
#include "million-servers.h"
#include "tcp-load.h"
#include "torus-bench.h"

#include "ns3/experiment.h"
#include "ns3/forked-measurement.h"
#include "ns3/result-table.h"

#include <algorithm>
#include <map>

namespace ns3::camcube
{

namespace
{

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
    const std::string third = AlternatingRuns::OfSameList(second);
    runs.AddStock(second, [stock](const auto&) { return stock(); });
    runs.RunAll("TCP over " + instance, options.runs, experiment);
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

/** Says where the set-up of a million servers went, if there was one. */
void
TellSetup(const Measured& scale, Experiment& experiment)
{
    if (scale.contains("k100_500us") && scale["k100_500us"].contains("setup_wall_s"))
    {
        const Measured& measured = scale["k100_500us"];
        ResultTable table;
        table.AddColumn("set-up of k=100")
            .AddColumn("ports, cables", "s")
            .AddColumn("routing", "s");
        table.AddRow().Add("of it");
        table.Add(measured["setup_servers_wall_s"].get<double>(), 2);
        table.Add(measured["setup_routing_wall_s"].get<double>(), 2);
        experiment.GetOutput() << table << '\n';
    }
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
        const std::string obstacle = WhyNoMillionServers();
        if (obstacle.empty())
        {
            measure(100, "k100_500us", "10,000 flows, 0.5 ms", [&experiment] {
                return MeasureMillionServers(experiment.GetStatus());
            });
        }
        else
        {
            experiment.GetOutput() << "Of note: " << obstacle << ".\n\n";
            results["scale"]["k100_500us"]["not_measured"] = obstacle;
        }
    }
    experiment.GetOutput() << table << '\n';
    TellSetup(results["scale"], experiment);
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
        {"torus", [&] { TorusBench(options).Run(experiment, results); }},
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
    const uint32_t side = options.sides.front();
    return DatagramLoad(side, DatagramLoad::DurationFor(side, options.hops)).MeasureRouted();
}

} // namespace ns3::camcube
