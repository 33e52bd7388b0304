/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "comparison-options.h"

#include "ns3/dcell.h"
#include "ns3/experiment.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

const SweepValues LOADS{0.001, 8, false, "shares of the line rate", "0.1,0.2,0.4,0.6,0.8,0.9,1"};
const SweepValues SENDERS{1, 65535, true, "numbers of senders", "8..64"};
const SweepValues FAILED{0, 1, false, "shares that fail", "0,0.1,0.2,0.3,0.5"};
const SweepValues LENGTHS{1, 1000, true, "numbers of servers", "1..8"};

/** Sets numbers that are above the most to it, once. */
std::vector<double>
LimitTo(double most, std::vector<double> numbers)
{
    for (double& number : numbers)
    {
        number = std::min(number, most);
    }
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

} // namespace

void
ComparisonOptions::AddTo(Experiment& experiment)
{
    experiment.AddOption("topologies",
                         "which topologies",
                         topologies,
                         AllOrSomeOf(Testbed::GetNames()));
    AddWorkloadTo(experiment);
    AddSweepsTo(experiment);
    AddNetworksTo(experiment);
    AddConditionsTo(experiment);
    experiment.AddOption("deadline",
                         "simulated time after which flows that are not complete stay so",
                         deadline,
                         Between(MilliSeconds(1), Seconds(1000)));
}

void
ComparisonOptions::AddWorkloadTo(Experiment& experiment)
{
    experiment.AddOption("servers",
                         "servers that take part",
                         workloadOptions.servers,
                         Between(2, 65536));
    experiment.AddOption("workload",
                         "websearch and datamining: TCP flows of the published sizes that arrive "
                         "at random; the others: one flow for each pair of the pattern",
                         workloadOptions.name,
                         OneOf(WorkloadOptions::GetNames()));
    experiment.AddOption("load",
                         "offered load as a share of every server's line, of websearch and "
                         "datamining",
                         workloadOptions.load,
                         Between(0.001, 1));
    experiment.AddOption("flow-sizes",
                         "distribution of flow sizes for websearch and datamining, lines of bytes "
                         "and cumulative probability; empty for the published one",
                         workloadOptions.sizesFile,
                         AnyText("the name of a file"));
    experiment.AddOption("duration",
                         "flows arrive, or datagrams are sent, for so long",
                         workloadOptions.duration,
                         Between(MicroSeconds(100), Seconds(100)));
    experiment.AddOption("flow-size",
                         "what each flow of a pattern transfers over TCP",
                         workloadOptions.bytes,
                         Between(1, 1e12, "bytes"));
    experiment.AddOption("rate",
                         "send each flow of a pattern as datagrams at this rate of payload; 0bps "
                         "for TCP",
                         workloadOptions.rate,
                         Between(DataRate("0bps"), DataRate("400Gbps")));
    experiment.AddOption("packet-size",
                         "payload of a datagram",
                         workloadOptions.packetSize,
                         Between(12, 1452, "bytes"));
    experiment.AddOption("flows",
                         "flows of pattern random; 0 for one a server",
                         workloadOptions.flows,
                         Between(0, 1000000));
    experiment.AddOption("senders",
                         "senders of incast",
                         workloadOptions.senders,
                         Between(1, 65535));
    experiment.AddOption("stride",
                         "how far up each destination is",
                         workloadOptions.stride,
                         Between(1, 65535));
    experiment.AddOption("staggered-subnet",
                         "probability of the own subnet, of staggered",
                         workloadOptions.staggeredSubnet,
                         Between(0, 1));
    experiment.AddOption("staggered-pod",
                         "probability of the own pod, of staggered",
                         workloadOptions.staggeredPod,
                         Between(0, 1));
    experiment.AddOption("subnet",
                         "servers in a subnet, of staggered",
                         workloadOptions.subnet,
                         Between(1, 65536));
    experiment.AddOption("pod",
                         "servers in a pod, of staggered",
                         workloadOptions.pod,
                         Between(1, 65536));
}

void
ComparisonOptions::AddSweepsTo(Experiment& experiment)
{
    experiment.AddOption("loads",
                         "then datagrams from every server to one other, for the curve of "
                         "effective load against these loads; auto: with a report",
                         loads,
                         LOADS.GetRule());
    experiment.AddOption("incast",
                         "then transfers of --flow-size from so many servers at once to one; "
                         "auto: with a report",
                         incast,
                         SENDERS.GetRule());
    experiment.AddOption("chains",
                         "then datagrams along service chains, one a server, that each enter at a "
                         "gateway, cross so many random servers and leave; auto: with a report",
                         chains,
                         LENGTHS.GetRule());
    experiment.AddOption("chain-rate",
                         "payload of each service chain",
                         chainRate,
                         Between(DataRate("10kbps"), DataRate("400Gbps")));
    experiment.AddOption("gateways",
                         "servers at which service chains enter and leave; 0 for one in eight",
                         gateways,
                         Between(0, 65536));
    experiment.AddOption("failures",
                         "then TCP from every server to one other, after such shares have failed; "
                         "auto: with a report",
                         failures,
                         FAILED.GetRule());
    experiment.AddOption("failing",
                         "what fails of --failures",
                         failing,
                         OneOf({"links", "servers", "switches"}));
    experiment.AddOption("report",
                         "folder for a report of all that: a page with tables and plots, and the "
                         "data of each plot",
                         report,
                         OutputFolder());
}

void
ComparisonOptions::AddNetworksTo(Experiment& experiment)
{
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
    experiment.AddOption("torus-paths",
                         "which paths packets of TCP/IP take through the torus",
                         testbed.torusPaths,
                         OneOf({"Shortest", "LinkDisjoint"}));
    experiment.AddOption("reorder",
                         "restore the order of packets where they leave the torus",
                         testbed.reorder);
    testbed.protocol.AddTo(experiment);
    experiment.AddOption("sleep",
                         "have links of the torus sleep when they are not needed",
                         testbed.sleeping);
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
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::DataRate", "line-rate");
    experiment.SetByOption("ns3::camcube::CamCubeChannel::Delay", "delay");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::ProcessingDelay", "processing");
    experiment.SetByOption("ns3::camcube::MultiHopRouting::QueueLimit", "queue");
    experiment.SetByOption("ns3::camcube::MultiHopRouting::Choice", "torus-choice");
    experiment.SetByOption("ns3::camcube::VirtualNic::Paths", "torus-paths");
    experiment.SetByOption("ns3::camcube::CamCubeNetDevice::LineOverhead", "line-overhead");
    experiment.SetByOption("ns3::camcube::VirtualNic::Reorder", "reorder");
    experiment.SetByOption("ns3::camcube::FatTreeRouting::Mode", "fattree-routing");
    experiment.SetByOption("ns3::PointToPointNetDevice::DataRate", "line-rate");
    experiment.SetByOption("ns3::PointToPointChannel::Delay", "delay");
}

void
ComparisonOptions::AddConditionsTo(Experiment& experiment) const
{
    const auto isWorkload = [this](const std::string& name) {
        return [this, name] { return workloadOptions.name == name; };
    };
    const auto isCompared = [this](const std::string& topology) {
        return [this, topology] {
            const std::vector<std::string> all = GetTopologies();
            return std::find(all.begin(), all.end(), topology) != all.end();
        };
    };
    const auto sendsDatagrams = [this] {
        return !workloadOptions.IsPoisson() && workloadOptions.rate.GetBitRate() > 0;
    };
    const auto hasLoads = [this] { return !LOADS.Expand(loads, !report.empty()).empty(); };
    const auto hasIncast = [this] { return !SENDERS.Expand(incast, !report.empty()).empty(); };
    const auto hasChains = [this] { return !GetChains().empty(); };
    const auto hasFailures = [this] { return !GetFailedShares().empty(); };
    experiment.OnlyIf(
        {"load", "flow-sizes"},
        [this] { return workloadOptions.IsPoisson(); },
        "it is of --workload=websearch and datamining");
    experiment.OnlyIf(
        {"rate"},
        [this] { return !workloadOptions.IsPoisson(); },
        "--workload=websearch and datamining send over TCP");
    experiment.OnlyIf(
        {"duration"},
        [this, hasLoads, hasChains, hasFailures] {
            return workloadOptions.HasDuration() || hasLoads() || hasChains() || hasFailures();
        },
        "flows of a pattern over TCP end when they are complete; give --rate for datagrams");
    experiment.OnlyIf(
        {"flow-size"},
        [this, hasIncast] { return !workloadOptions.HasDuration() || hasIncast(); },
        "it is of patterns over TCP and of --incast");
    experiment.OnlyIf(
        {"packet-size"},
        [=] { return sendsDatagrams() || hasLoads() || hasChains(); },
        "it is of datagrams, as --rate, --loads and --chains send");
    experiment.OnlyIf({"flows"}, isWorkload("random"), "it is of --workload=random");
    experiment.OnlyIf({"senders"}, isWorkload("incast"), "it is of --workload=incast");
    experiment.OnlyIf({"stride"}, isWorkload("stride"), "it is of --workload=stride");
    experiment.OnlyIf({"staggered-subnet", "staggered-pod", "subnet", "pod"},
                      isWorkload("staggered"),
                      "it is of --workload=staggered");
    experiment.OnlyIf({"chain-rate", "gateways"}, hasChains, "it is of --chains");
    experiment.OnlyIf({"failing"}, hasFailures, "it is of --failures");
    experiment.OnlyIf(
        {"processing", "line-overhead", "torus-choice", "torus-paths", "reorder", "sleep"},
        isCompared("torus"),
        "--topologies leaves out the torus");
    experiment.OnlyIf({"fattree-routing"},
                      isCompared("fattree"),
                      "--topologies leaves out the fat-tree");
    experiment.OnlyIf({"dcell-level"}, isCompared("dcell"), "--topologies leaves out the DCell");
    experiment.OnlyIf({"bcube-level"}, isCompared("bcube"), "--topologies leaves out the BCube");
}

std::vector<std::string>
ComparisonOptions::GetTopologies() const
{
    return ChooseFrom(Testbed::GetNames(), topologies);
}

void
ComparisonOptions::CheckProtocol(const Experiment& experiment) const
{
    testbed.protocol.Check(experiment);
    const std::vector<std::string> chosen = GetTopologies();
    if (testbed.protocol.IsUnusual() &&
        (GetFailedShares().empty() ||
         std::find(chosen.begin(), chosen.end(), "torus") == chosen.end()))
    {
        throw std::invalid_argument("--protocol=" + testbed.protocol.GetName() +
                                    " would have no effect, since no torus suffers failures; give "
                                    "--failures, with torus among the --topologies");
    }
}

std::vector<double>
ComparisonOptions::GetLoads() const
{
    return LOADS.Expand(loads, !report.empty());
}

std::vector<double>
ComparisonOptions::GetIncast() const
{
    std::vector<double> senders = SENDERS.Expand(incast, !report.empty());
    const double most = workloadOptions.servers - 1;
    if (incast == "auto")
    {
        senders = LimitTo(most, senders); // the usual numbers, as far as there are servers
    }
    if (!senders.empty() && *std::max_element(senders.begin(), senders.end()) > most)
    {
        throw std::invalid_argument(
            AbridgeArgument("--incast=" + incast) + ": only " +
            std::to_string(workloadOptions.servers - 1) + " servers can send to another of " +
            std::to_string(workloadOptions.servers) + "; give fewer senders or more --servers");
    }
    return senders;
}

std::vector<double>
ComparisonOptions::GetChains() const
{
    const std::vector<double> lengths = LENGTHS.Expand(chains, !report.empty());
    if (chains != "auto")
    {
        return lengths;
    }
    // Two servers are for the gateways.
    return workloadOptions.servers < 3 ? std::vector<double>()
                                       : LimitTo(workloadOptions.servers - 2, lengths);
}

std::vector<double>
ComparisonOptions::GetFailedShares() const
{
    return FAILED.Expand(failures, !report.empty());
}

uint32_t
ComparisonOptions::GetGateways() const
{
    return gateways == 0 ? std::max(1U, workloadOptions.servers / 8) : gateways;
}

} // namespace ns3::camcube
