/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Constant-rate flows between pairs of servers over the multi-hop routing service, without IP.

#include "ns3/experiment.h"
#include "ns3/process-usage.h"
#include "ns3/result-table.h"
#include "ns3/trial-json.h"
#include "ns3/view-option.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Outcome = ThroughputTrial::Outcome;

void
Print(const Outcome& measured, std::ostream& os)
{
    const PacketStatistics& packets = measured.packets;
    ResultTable loss;
    loss.AddColumn("offered", "packets").AddColumn("delivered", "packets");
    loss.AddColumn("lost", "packets").AddColumn("lost", "%").AddColumn("mean path", "hops");
    loss.AddColumn("link utilization", "%");
    loss.AddRow().Add(packets.sent).Add(packets.received).Add(packets.GetLost());
    loss.Add(100.0 * packets.GetLost() / packets.sent, 4).Add(packets.hops.GetMean(), 3);
    loss.Add(100 * measured.meanUtilization, 1);
    ResultTable latency;
    latency.AddColumn("latency mean", "us").AddColumn("p50", "us").AddColumn("p99", "us");
    latency.AddColumn("p999", "us").AddColumn("idle network", "us").AddColumn("mean / idle");
    latency.AddRow().Add(packets.latencyUs.GetMean());
    latency.Add(packets.latencyUs.GetQuantile(0.5)).Add(packets.latencyUs.GetQuantile(0.99));
    latency.Add(packets.latencyUs.GetQuantile(0.999)).Add(measured.idleLatencyUs);
    latency.Add(packets.latencyUs.GetMean() / measured.idleLatencyUs, 3);
    ResultTable cost;
    cost.AddColumn("packet-hops").AddColumn("hops/s", "million").AddColumn("set-up", "s");
    cost.AddColumn("of it servers", "s").AddColumn("routing", "s");
    cost.AddColumn("run", "s").AddColumn("memory", "MiB");
    cost.AddRow().Add(measured.packetHops);
    cost.Add(measured.packetHops / measured.runSeconds * 1e-6, 2).Add(measured.setup.seconds, 2);
    cost.Add(measured.setup.serversSeconds, 2).Add(measured.setup.routingSeconds, 2);
    cost.Add(measured.runSeconds, 2).Add(GetPeakResidentMib(), 0);
    os << loss << '\n' << latency << '\n' << cost;
    if (measured.adaptation)
    {
        ResultTable queues;
        queues.AddColumn("queue reports").AddColumn("a hop", "%");
        queues.AddColumn("detours").AddColumn("a hop", "%");
        queues.AddRow();
        for (uint64_t count : {measured.adaptation->reports, measured.adaptation->detours})
        {
            queues.Add(count).Add(100.0 * count / measured.packetHops, 4);
        }
        os << '\n' << queues;
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    ThroughputTrial::Plan options;
    ViewOption view;
    Experiment experiment("camcube-throughput",
                          "Constant-rate flows over the routing service of a torus, without IP: "
                          "loss, latency and speed.");
    experiment.AddOption("k", "servers along each of the three axes", options.k, Between(2, 128));
    experiment.AddOption("flows",
                         "flows, each between two servers; 0 for one a server",
                         options.flows,
                         Between(0, 1000000));
    experiment.AddOption("pattern",
                         "who sends to whom: a random permutation, or independent random pairs",
                         options.pattern,
                         OneOf({"permutation", "random"}));
    experiment.AddOption("rate",
                         "rate of a flow, counted in whole packets",
                         options.rate,
                         Between(DataRate("1kbps"), DataRate("400Gbps")));
    experiment.AddOption("packet-size",
                         "size of a packet behind the Ethernet header, our headers included",
                         options.packetSize,
                         Between(46, 9000, "bytes"));
    experiment.AddOption("duration",
                         "how long the sources send",
                         options.duration,
                         Between(MicroSeconds(10), Seconds(100)));
    experiment.AddOption("warmup",
                         "packets sent before this time are not counted",
                         options.warmup,
                         Between(Time(0), Seconds(100)));
    experiment.AddOption("line-rate",
                         "rate of a link, each way",
                         options.lineRate,
                         Between(DataRate("1Mbps"), DataRate("400Gbps")));
    experiment.AddOption("delay",
                         "propagation delay of a cable",
                         options.delay,
                         Between(Time(0), MilliSeconds(10)));
    experiment.AddOption("processing",
                         "processing delay of a packet at each server that it reaches",
                         options.processing,
                         Between(Time(0), MilliSeconds(10)));
    experiment.AddOption("queue",
                         "packets that may wait for a link",
                         options.queue,
                         Between(1, 1000000, "packets"));
    experiment.AddOption(
        "choice",
        "which of several shortest paths a packet takes",
        options.choice,
        OneOf(
            {"RandomPath", "RandomLink", "LongestAxis", "FixedOrder", "PerFlow", "LeastUtilized"}));
    experiment.AddOption("adaptive",
                         "whether servers tell neighbours of their queues, and packets avoid long "
                         "ones, by detours too",
                         options.adaptive);
    view.AddTo(experiment, "the load of each link over time");
    experiment.RunOnRanks();
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::DataRate", "line-rate");
    experiment.SetByOption("ns3::camcube::CamCubeChannel::Delay", "delay");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::ProcessingDelay", "processing");
    experiment.SetByOption("ns3::camcube::MultiHopRouting::QueueLimit", "queue");
    experiment.SetByOption("ns3::camcube::MultiHopRouting::Choice", "choice");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::Mtu", "packet-size");
    return experiment.Run(argc, argv, [&] {
        if (options.warmup >= options.duration)
        {
            throw std::invalid_argument("--warmup must be shorter than --duration, or no packet "
                                        "counts");
        }
        const uint32_t servers = options.k * options.k * options.k;
        if (options.pattern == "permutation" && options.flows > servers)
        {
            throw std::invalid_argument("--flows=" + std::to_string(options.flows) +
                                        ": a permutation of " + std::to_string(servers) +
                                        " servers has one flow a server; give at most that many, "
                                        "or --pattern=random");
        }
        CubeRecorder* recorder = view.Record(Torus(options.k, options.k, options.k));
        const Outcome measured = ThroughputTrial(options).Run(experiment.GetStatus(), recorder);
        if (measured.packets.sent == 0)
        {
            throw std::invalid_argument("no packet was sent between --warmup and --duration; give "
                                        "a higher rate or a longer duration");
        }
        Print(measured, experiment.GetOutput());
        experiment.SetResults(ToJson(measured));
        view.Write(experiment);
    });
}
