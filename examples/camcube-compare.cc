/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The same workload over several topologies, each with ns-3's own TCP/IP on its servers.

#include "ns3/dcell.h"
#include "ns3/experiment.h"
#include "ns3/flow-results.h"
#include "ns3/packet-meter.h"
#include "ns3/process-usage.h"
#include "ns3/result-table.h"
#include "ns3/simulator.h"
#include "ns3/testbed.h"
#include "ns3/uinteger.h"
#include "ns3/virtual-nic.h"
#include "ns3/workload-menu.h"
#include "ns3/workload-runner.h"

#include <algorithm>

using namespace ns3;

namespace
{

/** TCP payload of a full packet on the topology with the smallest MTU, in bytes. */
const uint32_t SEGMENT_BYTES = VirtualNic::GetMtuFor(1500) - 20 - 20 - 12;

/** Stands for every topology. */
const std::string ALL = "all";

/** \return the topologies of a list joined by commas */
std::vector<std::string>
GetWanted(const std::string& list)
{
    const std::vector<std::string> wanted = SplitAt(',', list);
    const bool isAll = std::find(wanted.begin(), wanted.end(), ALL) != wanted.end();
    return isAll ? Testbed::GetNames() : wanted;
}

/** What one topology showed. */
struct Outcome
{
    std::string topology;         //!< its name
    Testbed::Structure structure; //!< what it is made of
    FlowResults flows{{}};        //!< what became of the workload
    PacketStatistics packets;     //!< and of its packets
    Time window;                  //!< from the start; utilization and goodput are over this time
    SampleSummary utilization;    //!< busy share of each link, each way
    double goodputMbps{0};        //!< payload received by all servers
    double simulatedMs{0};        //!< simulated time until all was done
    double setupSeconds{0};       //!< real time to build it
    double runSeconds{0};         //!< real time of the simulation
    double memoryMib{0};          //!< memory held at its end
};

/** Measures what happens from the start to now. */
void
CloseWindow(Outcome& outcome, const Testbed& testbed, const WorkloadRunner& runner, Time window)
{
    outcome.window = window;
    outcome.utilization = SummarizeUtilization(testbed.GetLinkLoads(), window);
    uint64_t bytes = 0;
    for (const FlowResult& flow : runner.GetResults())
    {
        bytes += flow.receivedBytes;
    }
    outcome.goodputMbps = bytes * 8e-6 / window.GetSeconds();
}

Outcome
Simulate(const std::string& topology,
         const TestbedOptions& options,
         const WorkloadMenu& menu,
         const Workload& workload,
         Time deadline,
         Experiment& experiment)
{
    Outcome outcome;
    outcome.topology = topology;
    const WallClock setup;
    const std::unique_ptr<Testbed> testbed = Testbed::Make(topology, options);
    WorkloadRunner runner(testbed->GetServers(), testbed->GetAddresses());
    PacketMeter meter(testbed->GetServers());
    testbed->Teach(meter);
    // The largest segment that fits everywhere, so that TCP is the same everywhere.
    runner.SetTcpAttribute("SegmentSize", UintegerValue(SEGMENT_BYTES));
    runner.Install(workload);
    runner.StopWhenDone();
    // Flows that arrive for a time are watched for that time, on all topologies alike: what one
    // slow flow does long afterwards says nothing of the load.
    if (menu.HasDuration())
    {
        Simulator::Schedule(menu.duration,
                            [&] { CloseWindow(outcome, *testbed, runner, menu.duration); });
    }
    outcome.setupSeconds = setup.GetSeconds();
    const WallClock run;
    {
        const Progress progress = experiment.TrackProgress(topology, deadline);
        Simulator::Stop(deadline);
        Simulator::Run();
    }
    outcome.runSeconds = run.GetSeconds();
    outcome.simulatedMs = Simulator::Now().GetSeconds() * 1e3;
    outcome.structure = testbed->GetStructure();
    outcome.packets = meter.GetStatistics();
    if (outcome.window.IsZero())
    {
        CloseWindow(outcome,
                    *testbed,
                    runner,
                    menu.HasDuration() ? menu.duration : Simulator::Now());
    }
    outcome.flows = FlowResults(runner.GetResults());
    outcome.flows.SetPackets(outcome.packets);
    outcome.flows.SetLinkUtilization(outcome.utilization);
    outcome.memoryMib = GetResidentMib();
    Simulator::Destroy();
    return outcome;
}

nlohmann::ordered_json
Describe(const Outcome& outcome)
{
    const Testbed::Structure& structure = outcome.structure;
    nlohmann::ordered_json json{{"name", outcome.topology},
                                {"instance", structure.instance},
                                {"servers", structure.servers},
                                {"switches", structure.switches},
                                {"server_ports", structure.serverPorts},
                                {"ports", structure.ports},
                                {"cables", structure.cables},
                                {"mean_hops", structure.meanHops},
                                {"simulated_ms", outcome.simulatedMs},
                                {"window_ms", outcome.window.GetSeconds() * 1e3},
                                {"goodput_in_window_mbps", outcome.goodputMbps}};
    json.update(outcome.flows.ToJson());
    json["setup_wall_s"] = outcome.setupSeconds;
    json["wall_s"] = outcome.runSeconds;
    json["rss_mib"] = outcome.memoryMib;
    return json;
}

void
PrintStructures(const std::vector<Outcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("instance").AddColumn("servers").AddColumn("switches");
    table.AddColumn("ports of a server").AddColumn("all ports").AddColumn("cables");
    table.AddColumn("mean path", "hops");
    for (const Outcome& outcome : outcomes)
    {
        const Testbed::Structure& structure = outcome.structure;
        table.AddRow().Add(outcome.topology).Add(structure.instance).Add(structure.servers);
        table.Add(structure.switches).Add(structure.serverPorts).Add(structure.ports);
        table.Add(structure.cables).Add(structure.meanHops, 2);
    }
    os << table;
}

void
PrintFlows(const std::vector<Outcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("completed", "flows").AddColumn("of", "flows");
    table.AddColumn("goodput", "Mbit/s").AddColumn("FCT mean", "us").AddColumn("FCT p50", "us");
    table.AddColumn("FCT p99", "us");
    for (const Outcome& outcome : outcomes)
    {
        const SampleSummary times = outcome.flows.GetCompletionTimes();
        table.AddRow().Add(outcome.topology).Add(outcome.flows.GetNCompleted());
        table.Add(outcome.flows.GetFlows().size()).Add(outcome.goodputMbps, 0);
        table.Add(times.GetMean(), 0).Add(times.GetQuantile(0.5), 0);
        table.Add(times.GetQuantile(0.99), 0);
    }
    os << table;
}

void
PrintPackets(const std::vector<Outcome>& outcomes, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("packets").AddColumn("lost", "%");
    table.AddColumn("reordered", "%").AddColumn("latency mean", "us").AddColumn("p99", "us");
    table.AddColumn("path", "hops").AddColumn("links busy", "%").AddColumn("busiest", "%");
    table.AddColumn("run", "s").AddColumn("memory", "MiB");
    for (const Outcome& outcome : outcomes)
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

void
Print(const std::vector<Outcome>& outcomes, const WorkloadMenu& menu, std::ostream& os)
{
    os << "Workload " << menu.name << " over servers 0 to " << menu.servers - 1
       << " of each topology's smallest instance with as many servers.\n"
       << "Goodput and busy links are those "
       << (menu.HasDuration() ? "while flows arrived or sent.\n\n"
                              : "until the last flow's end.\n\n");
    PrintStructures(outcomes, os);
    os << '\n';
    PrintFlows(outcomes, os);
    os << '\n';
    PrintPackets(outcomes, os);
}

void
AddOptions(Experiment& experiment, WorkloadMenu& menu, TestbedOptions& testbed)
{
    experiment.AddOption("servers", "servers that take part", menu.servers, Between(2, 65536));
    experiment.AddOption("workload",
                         "websearch and datamining: TCP flows of the published sizes that arrive "
                         "at random; the others: one flow for each pair of the pattern",
                         menu.name,
                         OneOf(WorkloadMenu::GetNames()));
    experiment.AddOption("load",
                         "offered load as a share of every server's line, of websearch and "
                         "datamining",
                         menu.load,
                         Between(0.001, 1));
    experiment.AddOption("flow-sizes",
                         "distribution of flow sizes for websearch and datamining, lines of bytes "
                         "and cumulative probability; empty for the published one",
                         menu.sizesFile,
                         AnyText("the name of a file"));
    experiment.AddOption("duration",
                         "flows arrive, or datagrams are sent, for so long",
                         menu.duration,
                         Between(MicroSeconds(100), Seconds(100)));
    experiment.AddOption("flow-size",
                         "what each flow of a pattern transfers over TCP",
                         menu.bytes,
                         Between(1, 1e12, "bytes"));
    experiment.AddOption("rate",
                         "send each flow of a pattern as datagrams at this rate of payload; 0bps "
                         "for TCP",
                         menu.rate,
                         Between(DataRate("0bps"), DataRate("400Gbps")));
    experiment.AddOption("packet-size",
                         "payload of a datagram",
                         menu.packetSize,
                         Between(12, 1452, "bytes"));
    experiment.AddOption("flows",
                         "flows of pattern random; 0 for one a server",
                         menu.flows,
                         Between(0, 1000000));
    experiment.AddOption("senders", "senders of incast", menu.senders, Between(1, 65535));
    experiment.AddOption("stride",
                         "how far up each destination is",
                         menu.stride,
                         Between(1, 65535));
    experiment.AddOption("staggered-subnet",
                         "probability of the own subnet, of staggered",
                         menu.staggeredSubnet,
                         Between(0, 1));
    experiment.AddOption("staggered-pod",
                         "probability of the own pod, of staggered",
                         menu.staggeredPod,
                         Between(0, 1));
    experiment.AddOption("subnet",
                         "servers in a subnet, of staggered",
                         menu.subnet,
                         Between(1, 65536));
    experiment.AddOption("pod", "servers in a pod, of staggered", menu.pod, Between(1, 65536));
    experiment.AddOption("line-rate",
                         "rate of every cable, each way",
                         testbed.lineRate,
                         Between(DataRate("1Mbps"), DataRate("400Gbps")));
    experiment.AddOption("delay",
                         "propagation delay of every cable",
                         testbed.delay,
                         Between(Time(0), MilliSeconds(10)));
    experiment.AddOption("processing",
                         "processing delay at each server of the torus that a packet reaches",
                         testbed.processing,
                         Between(Time(0), MilliSeconds(10)));
    experiment.AddOption("queue",
                         "packets that may wait for a port",
                         testbed.queuePackets,
                         Between(1, 1000000, "packets"));
    experiment.AddOption("line-overhead",
                         "line time of a frame of the torus beyond its headers; 0 as on ns-3's "
                         "point-to-point cables, 24 as on Ethernet",
                         testbed.lineOverheadBytes,
                         Between(0, 1000, "bytes"));
    experiment.AddOption(
        "torus-choice",
        "which of several shortest paths a packet takes",
        testbed.torusChoice,
        OneOf(
            {"RandomPath", "RandomLink", "LongestAxis", "FixedOrder", "PerFlow", "LeastUtilized"}));
    experiment.AddOption("reorder",
                         "restore the order of packets where they leave the torus",
                         testbed.reorder);
    experiment.AddOption("fattree-routing",
                         "how switches spread traffic upwards",
                         testbed.fatTreeRouting,
                         OneOf({"TwoLevelTables", "Ecmp", "PacketSpray"}));
    experiment.AddOption("dcell-level",
                         "level k of the DCell; 0 for whichever has the fewest servers",
                         testbed.dcellLevel,
                         Between(0, Dcell::MAX_K));
    experiment.AddOption("bcube-level",
                         "level k of the BCube; 0 for whichever has the fewest servers",
                         testbed.bcubeLevel,
                         Between(0, 15));
    experiment.SetByOption("ns3::CamCubeNetDevice::DataRate", "line-rate");
    experiment.SetByOption("ns3::CamCubeChannel::Delay", "delay");
    experiment.SetByOption("ns3::CamCubeNetDevice::ProcessingDelay", "processing");
    experiment.SetByOption("ns3::MultiHopRouting::QueueLimit", "queue");
    experiment.SetByOption("ns3::MultiHopRouting::Choice", "torus-choice");
    experiment.SetByOption("ns3::CamCubeNetDevice::LineOverhead", "line-overhead");
    experiment.SetByOption("ns3::CamCubeVirtualNic::Reorder", "reorder");
    experiment.SetByOption("ns3::FatTreeRouting::Mode", "fattree-routing");
    experiment.SetByOption("ns3::PointToPointNetDevice::DataRate", "line-rate");
    experiment.SetByOption("ns3::PointToPointChannel::Delay", "delay");
}

} // namespace

int
main(int argc, char* argv[])
{
    WorkloadMenu menu;
    TestbedOptions testbed;
    std::string topologies = "all";
    Time deadline = Seconds(1);
    Experiment experiment("camcube-compare",
                          "The same workload over a torus of servers, a fat-tree, a DCell and a "
                          "BCube, all with ns-3's own TCP/IP.");
    std::vector<std::string> names = Testbed::GetNames();
    names.push_back(ALL);
    experiment.AddOption("topologies",
                         "which topologies, joined by commas; all for every one",
                         topologies,
                         SomeOf(names));
    AddOptions(experiment, menu, testbed);
    experiment.AddOption("deadline",
                         "simulated time after which flows that are not complete stay so",
                         deadline,
                         Between(MilliSeconds(1), Seconds(1000)));
    return experiment.Run(argc, argv, [&] {
        testbed.servers = menu.servers;
        menu.lineRate = testbed.lineRate;
        const Workload workload = menu.Make();
        std::vector<Outcome> outcomes;
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const std::string& topology : GetWanted(topologies))
        {
            outcomes.push_back(Simulate(topology, testbed, menu, workload, deadline, experiment));
            list.push_back(Describe(outcomes.back()));
        }
        Print(outcomes, menu, experiment.GetOutput());
        experiment.SetResults({{"topologies", list}});
    });
}
