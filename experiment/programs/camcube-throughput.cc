/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Constant-rate flows between pairs of servers over the multi-hop routing service, without IP.

#include "ns3/camcube-net-device.h"
#include "ns3/experiment.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/process-usage.h"
#include "ns3/random-streams.h"
#include "ns3/result-table.h"
#include "ns3/routed-traffic.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    uint32_t k{8};                      //!< servers along each axis
    uint32_t flows{0};                  //!< pairs, 0 for one a server
    std::string pattern{"permutation"}; //!< who sends to whom
    DataRate rate{"300Mbps"};           //!< of a flow
    uint32_t packetSize{1500};          //!< bytes behind the Ethernet header
    Time duration{MilliSeconds(20)};    //!< sources send
    Time warmup{MilliSeconds(2)};       //!< before packets count
    DataRate lineRate{"1Gbps"};         //!< of a link
    Time delay{NanoSeconds(100)};       //!< of a cable
    Time processing{MicroSeconds(1)};   //!< of a frame at a server
    uint32_t queue{64};                 //!< packets that may wait for a link
    std::string choice{"RandomPath"};   //!< which of several shortest paths
};

/** What a run measured. */
struct Measured
{
    PacketStatistics packets;  //!< sent after warm-up
    double idleLatencyUs{0};   //!< mean of the same pairs in an idle network
    uint64_t packetHops{0};    //!< links crossed, by all packets
    uint64_t queueDrops{0};    //!< packets lost to full queues, by all packets
    double meanUtilization{0}; //!< of links, over the time that sources sent
    double setupSeconds{0};    //!< real time until the simulation began
    double runSeconds{0};      //!< real time of the simulation
};

TrafficPairs
MakePairs(const Options& options, uint32_t servers, RandomStreams& streams)
{
    const TrafficPattern pattern(servers, streams.MakeUniform());
    if (options.pattern == "random")
    {
        return pattern.RandomPairs(options.flows == 0 ? servers : options.flows);
    }
    if (options.flows > servers)
    {
        throw std::invalid_argument("--flows=" + std::to_string(options.flows) +
                                    ": a permutation of " + std::to_string(servers) +
                                    " servers has one flow a server; give at most that many, or "
                                    "--pattern=random");
    }
    TrafficPairs pairs = pattern.Permutation();
    pairs.resize(options.flows == 0 ? servers : options.flows);
    return pairs;
}

/** The mean over the pairs of hops times the time of one. */
double
GetIdleLatencyUs(const Options& options, const Torus& torus, const TrafficPairs& pairs)
{
    Ptr<CamCubeNetDevice> port = CreateObject<CamCubeNetDevice>();
    port->SetDataRate(options.lineRate);
    const int64_t hop =
        port->GetTransmissionTime(options.packetSize + Frame::ETHERNET_HEADER_BYTES) +
        (options.delay + options.processing).GetTimeStep();
    double hops = 0;
    for (const TrafficPair& pair : pairs)
    {
        hops += torus.GetDistance(torus.GetCoordinate(pair.source),
                                  torus.GetCoordinate(pair.destination));
    }
    return hops / pairs.size() * hop * 1e-3;
}

/** The share of the time until now that links were busy, each way, on the mean. */
double
GetMeanUtilization(const TorusHelper& torus, const NodeContainer& servers)
{
    double sum = 0;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        Ptr<Runtime> runtime = servers.Get(i)->GetObject<Runtime>();
        for (uint8_t port : torus.GetTorus().GetPorts())
        {
            sum += runtime->GetLinkStatistics(port).utilization;
        }
    }
    return sum / (2.0 * torus.GetTorus().GetNCables());
}

Measured
Simulate(const Options& options, Experiment& experiment)
{
    const WallClock setup;
    TorusHelper torus(options.k, options.k, options.k);
    torus.SetDeviceAttribute("DataRate", DataRateValue(options.lineRate));
    torus.SetDeviceAttribute("Mtu", UintegerValue(std::max(options.packetSize, 1500U)));
    torus.SetDeviceAttribute("ProcessingDelay", TimeValue(options.processing));
    torus.SetChannelAttribute("Delay", TimeValue(options.delay));
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper routing;
    routing.SetAttribute("QueueLimit", UintegerValue(options.queue));
    routing.SetAttribute("Choice", StringValue(options.choice));
    routing.Install(servers);
    RandomStreams streams;
    MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));

    const TrafficPairs pairs = MakePairs(options, servers.GetN(), streams);
    RoutedTraffic traffic(servers);
    traffic.SetWindow(options.warmup, options.duration);
    traffic.Install(RoutedTraffic::MakeWorkload(pairs,
                                                options.rate,
                                                options.packetSize,
                                                options.duration,
                                                streams.MakeUniform()));

    Measured measured;
    measured.idleLatencyUs = GetIdleLatencyUs(options, torus.GetTorus(), pairs);
    // Sources fall silent at the end of the duration, and so should the measure of how busy they
    // kept the links.
    Simulator::Schedule(options.duration,
                        [&] { measured.meanUtilization = GetMeanUtilization(torus, servers); });
    measured.setupSeconds = setup.GetSeconds();
    const WallClock run;
    {
        // Sources fall silent at the end of the duration; the simulation ends with the last packet.
        const Progress progress = experiment.TrackProgress("sending", options.duration);
        Simulator::Run();
    }
    measured.runSeconds = run.GetSeconds();
    measured.packets = traffic.GetStatistics();
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const auto& counters = MultiHopRoutingHelper::Get(servers.Get(i))->GetCounters();
        measured.packetHops += counters.forwarded;
        measured.queueDrops += counters.dropped[MultiHopRouting::QUEUE_FULL];
    }
    Simulator::Destroy();
    return measured;
}

nlohmann::ordered_json
Describe(const Measured& measured)
{
    const SampleSummary& latency = measured.packets.latencyUs;
    return {{"offered_packets", measured.packets.sent},
            {"delivered_packets", measured.packets.received},
            {"lost_packets", measured.packets.GetLost()},
            {"latency_us",
             {{"mean", latency.GetMean()},
              {"p50", latency.GetQuantile(0.5)},
              {"p99", latency.GetQuantile(0.99)},
              {"p999", latency.GetQuantile(0.999)}}},
            {"idle_latency_us", measured.idleLatencyUs},
            {"mean_hops", measured.packets.hops.GetMean()},
            {"mean_link_utilization", measured.meanUtilization},
            {"packet_hops", measured.packetHops},
            {"packet_hops_per_s", measured.packetHops / measured.runSeconds},
            {"setup_wall_s", measured.setupSeconds},
            {"wall_s", measured.runSeconds},
            {"rss_mib", GetPeakResidentMib()}};
}

void
Print(const Measured& measured, std::ostream& os)
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
    cost.AddColumn("run", "s").AddColumn("memory", "MiB");
    cost.AddRow().Add(measured.packetHops);
    cost.Add(measured.packetHops / measured.runSeconds * 1e-6, 2).Add(measured.setupSeconds, 2);
    cost.Add(measured.runSeconds, 2).Add(GetPeakResidentMib(), 0);
    os << loss << '\n' << latency << '\n' << cost;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Experiment experiment("camcube-throughput",
                          "Constant-rate flows over the routing service of a torus, without IP: "
                          "loss, latency and speed.");
    experiment.AddOption("k", "servers along each of the three axes", options.k, Between(2, 64));
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
        const Measured measured = Simulate(options, experiment);
        if (measured.packets.sent == 0)
        {
            throw std::invalid_argument("no packet was sent between --warmup and --duration; give "
                                        "a higher rate or a longer duration");
        }
        Print(measured, experiment.GetOutput());
        experiment.SetResults(Describe(measured));
    });
}
