/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What sleeping links save as load grows, and what that costs: the same flows over a torus whose
// links are always on, and over one whose links sleep when nobody needs them.

#include "ns3/camcube-net-device.h"
#include "ns3/experiment.h"
#include "ns3/link-power-meter.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/result-table.h"
#include "ns3/routed-traffic.h"
#include "ns3/simulator.h"
#include "ns3/sleeping-links-helper.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"

#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    uint32_t k{8};                                                    //!< servers along each axis
    std::string loads{"0,0.001,0.01,0.05,0.1,0.2,0.3,0.5,0.7,0.9,1"}; //!< of the links' capacity
    Time duration{MilliSeconds(20)};                                  //!< sources send
    Time warmup{MilliSeconds(4)};                                     //!< before anything counts
};

/** What one run showed, after warm-up. */
struct Outcome
{
    LinkEnergy energy;        //!< of all links
    double watts{0};          //!< their power
    double asleepShare{0};    //!< how many sleep, on the mean
    double throughputGbps{0}; //!< delivered, without headers
    PacketStatistics packets; //!< what became of them
};

/** One load, without sleep and with it. */
struct Row
{
    double load;      //!< share of the links' capacity that is offered
    Outcome alwaysOn; //!< links always on
    Outcome sleeping; //!< links sleep
};

std::vector<double>
ParseLoads(const std::string& text)
{
    std::vector<double> loads;
    for (const std::string& word : SplitAt(',', text))
    {
        const std::optional<double> load = ParseNumber(word);
        if (!load || *load < 0 || *load > 2)
        {
            throw std::invalid_argument(AbridgeArgument("--loads=" + text) + ": \"" +
                                        Abridge(word) +
                                        "\" is no load; give numbers from 0 to 2 joined by "
                                        "commas, such as 0,0.1,0.5");
        }
        loads.push_back(*load);
    }
    return loads;
}

/** The flows that need a share of all links' capacity on shortest paths, one from each server. */
Workload
MakeWorkload(const Options& options, double load)
{
    const Torus torus(options.k, options.k, options.k);
    // The same pairs and phases for all loads, so that only the load differs.
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    const TrafficPairs pairs = TrafficPattern(torus.GetNServers(), random).Permutation();
    double hops = 0;
    for (const TrafficPair& pair : pairs)
    {
        hops += torus.GetDistance(torus.GetCoordinate(pair.source),
                                  torus.GetCoordinate(pair.destination));
    }
    const Ptr<CamCubeNetDevice> port = CreateObject<CamCubeNetDevice>();
    const uint32_t packetBytes = MultiHopRouting::GetMtu(port->GetMtu());
    const double slot =
        TimeStep(port->GetTransmissionTime(port->GetMtu() + Frame::ETHERNET_HEADER_BYTES))
            .GetSeconds();
    const double packetsPerSecond = load * 2 * torus.GetNCables() / (hops * slot);
    const auto rate = static_cast<uint64_t>(packetsPerSecond * packetBytes * 8);
    return rate == 0 ? Workload()
                     : Workload::ConstantRate(pairs,
                                              DataRate(rate),
                                              packetBytes,
                                              Time(0),
                                              options.duration,
                                              random);
}

Outcome
Simulate(const Options& options, const Workload& workload, bool sleep)
{
    TorusHelper torus(options.k, options.k, options.k);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    // Fixed streams make the two runs of a load differ in nothing but sleep.
    MultiHopRoutingHelper::AssignStreams(servers, 2);
    SleepingLinksHelper().InstallPower(torus.Links());
    if (sleep)
    {
        SleepingLinksHelper().Install(servers);
    }
    LinkPowerMeter meter(torus.Links(), options.warmup, options.duration);
    RoutedTraffic traffic(servers);
    traffic.SetWindow(options.warmup, options.duration);
    traffic.Install(workload);
    Simulator::Run();
    Outcome outcome;
    outcome.energy = meter.GetEnergy();
    outcome.watts = meter.GetWatts();
    outcome.asleepShare = meter.GetAsleepShare();
    outcome.packets = traffic.GetStatistics();
    if (!workload.GetFlows().empty())
    {
        outcome.throughputGbps = outcome.packets.received * 8e-9 *
                                 workload.GetFlows().front().packetSize /
                                 (options.duration - options.warmup).GetSeconds();
    }
    Simulator::Destroy();
    return outcome;
}

double
GetSavedShare(const Row& row)
{
    return 1 - row.sleeping.watts / row.alwaysOn.watts;
}

nlohmann::ordered_json
Describe(const Outcome& outcome)
{
    const LinkEnergy& energy = outcome.energy;
    return {{"power_w", outcome.watts},
            {"links_asleep_share", outcome.asleepShare},
            {"energy_j",
             {{"idle", energy.idle.joules},
              {"sending", energy.sending.joules},
              {"asleep", energy.asleep.joules},
              {"transition", energy.transition.joules}}},
            {"throughput_gbps", outcome.throughputGbps},
            {"offered_packets", outcome.packets.sent},
            {"delivered_packets", outcome.packets.received},
            {"latency_us", outcome.packets.latencyUs.ToJson()}};
}

nlohmann::ordered_json
Describe(const std::vector<Row>& rows)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Row& row : rows)
    {
        list.push_back({{"offered_load", row.load},
                        {"energy_saved_share", GetSavedShare(row)},
                        {"always_on", Describe(row.alwaysOn)},
                        {"sleeping", Describe(row.sleeping)}});
    }
    return {{"loads", list}};
}

void
Print(const std::vector<Row>& rows, std::ostream& os)
{
    os << "One flow from each server to another; load 1 fills every link. First always on, then "
          "with sleep.\n\n";
    ResultTable table;
    table.AddColumn("load", "%").AddColumn("asleep", "%").AddColumn("always on", "W");
    table.AddColumn("sleep", "W").AddColumn("saved", "%").AddColumn("delivered", "Gbit/s");
    table.AddColumn("sleep", "Gbit/s").AddColumn("latency", "us").AddColumn("sleep", "us");
    table.AddColumn("p99", "us").AddColumn("sleep", "us");
    for (const Row& row : rows)
    {
        const Outcome& on = row.alwaysOn;
        const Outcome& sleep = row.sleeping;
        table.AddRow().Add(100 * row.load).Add(100 * sleep.asleepShare).Add(on.watts);
        table.Add(sleep.watts).Add(100 * GetSavedShare(row)).Add(on.throughputGbps);
        table.Add(sleep.throughputGbps).Add(on.packets.latencyUs.GetMean());
        table.Add(sleep.packets.latencyUs.GetMean()).Add(on.packets.latencyUs.GetQuantile(0.99));
        table.Add(sleep.packets.latencyUs.GetQuantile(0.99));
    }
    os << table;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Experiment experiment("camcube-energy",
                          "What sleeping links save as load grows, against links always on.");
    experiment.AddOption("k", "servers along each of the three axes", options.k, Between(2, 32));
    experiment.AddOption("loads",
                         "loads to offer, joined by commas; 1 is what fills every link",
                         options.loads,
                         AnyText("numbers from 0 to 2 joined by commas"));
    experiment.AddOption("duration",
                         "how long the sources send",
                         options.duration,
                         Between(MicroSeconds(100), Seconds(10)));
    experiment.AddOption("warmup",
                         "nothing is measured before this time",
                         options.warmup,
                         Between(Time(0), Seconds(10)));
    return experiment.Run(argc, argv, [&] {
        if (options.warmup >= options.duration)
        {
            throw std::invalid_argument("--warmup must be shorter than --duration, or nothing is "
                                        "measured");
        }
        std::vector<Row> rows;
        for (double load : ParseLoads(options.loads))
        {
            const Workload workload = MakeWorkload(options, load);
            Row row{load, {}, {}};
            for (bool sleep : {false, true})
            {
                const Progress progress = experiment.TrackProgress(
                    "load " + FormatNumber(load) + (sleep ? ", with sleep" : ", always on"),
                    options.duration);
                (sleep ? row.sleeping : row.alwaysOn) = Simulate(options, workload, sleep);
            }
            rows.push_back(row);
        }
        Print(rows, experiment.GetOutput());
        experiment.SetResults(Describe(rows));
    });
}
