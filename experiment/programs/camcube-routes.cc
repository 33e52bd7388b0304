/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Routing alone, under failures: what it costs, and what routes it ends with, for others to check.

#include "ns3/atomic-file.h"
#include "ns3/config.h"
#include "ns3/experiment.h"
#include "ns3/process-usage.h"
#include "ns3/result-table.h"
#include "ns3/route-dump.h"
#include "ns3/routed-cube.h"
#include "ns3/simulator.h"
#include "ns3/torus-option.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};     //!< the cube
    ProtocolOption protocol;  //!< what keeps its routes
    FailurePlan plan;         //!< what fails, and when
    Time keepAlive;           //!< between keep-alives; zero for none
    Time settle;              //!< quiet after which routing has settled; zero to derive it
    std::string links;        //!< file for the links
    std::string routes;       //!< file for the routes
    uint32_t destinations{0}; //!< destinations in that file, 0 for all
};

/** What a run measured. */
struct Measured
{
    FailurePlan::Scheduled events; //!< what happened
    CubeRouting::Cost cost;        //!< what all servers sent
    uint32_t servers{0};           //!< servers of the cube
    bool settled{false};           //!< whether routing had nothing left to do
    double convergenceUs{0};       //!< from the last event to the last message or change
    SampleSummary stateBytes;      //!< routing state of a server
    double setupSeconds{0};        //!< real time until the simulation began
    double runSeconds{0};          //!< real time of the simulation
};

void
WriteFiles(const Options& options, RoutedCube& cube, Experiment& experiment)
{
    const Torus& torus = cube.GetTorus();
    const NodeContainer& servers = cube.GetServers();
    if (!options.links.empty())
    {
        AtomicFile::Write(options.links, [&](std::ostream& os) { WriteLinks(os, torus, servers); });
    }
    if (!options.routes.empty())
    {
        const auto to =
            DrawDestinations(servers.GetN(), options.destinations, cube.GetStreams().MakeUniform());
        const std::string all = std::to_string(uint64_t(servers.GetN()) * to.size());
        const auto tell = [&](uint32_t server) {
            experiment.Say("written " + std::to_string(uint64_t(server) * to.size()) + " of " +
                           all + " routes; --destinations writes fewer");
        };
        AtomicFile::Write(options.routes, [&](std::ostream& os) {
            WriteRoutes(os, torus, servers, cube.GetFailures(), to, tell);
        });
    }
}

Measured
Simulate(const Options& options, Experiment& experiment)
{
    Measured measured;
    const WallClock setup;
    Config::SetDefault("ns3::camcube::FailureDetection::Interval", TimeValue(options.keepAlive));
    RoutedCube cube(options.torus.Get(), options.protocol, experiment.GetStatus());
    measured.events = cube.Schedule(options.plan);
    measured.servers = cube.GetServers().GetN();
    measured.setupSeconds = setup.GetSeconds();

    const WallClock run;
    cube.Settle(options.settle);
    measured.runSeconds = run.GetSeconds();
    measured.cost = cube.GetRouting().GetCost();
    measured.stateBytes = cube.GetRouting().GetStateBytes();
    measured.settled = cube.GetRouting().HasSettled();
    measured.convergenceUs = cube.GetConvergence().GetNanoSeconds() * 1e-3;
    WriteFiles(options, cube, experiment);
    Simulator::Destroy();
    return measured;
}

/** \return a share of what was counted, zero of nothing */
double
Divide(uint64_t count, uint32_t parts)
{
    return parts > 0 ? static_cast<double>(count) / parts : 0;
}

nlohmann::ordered_json
Describe(const Measured& measured)
{
    const CubeRouting::Cost& cost = measured.cost;
    const FailurePlan::Scheduled& events = measured.events;
    return {
        {"servers", measured.servers},
        {"events",
         {{"links_failed", events.links},
          {"servers_failed", events.servers},
          {"links_flapping", events.flapping},
          {"repaired", events.repairs},
          {"from_file", events.fromFile},
          {"total", events.events}}},
        {"messages", cost.messages},
        {"message_bytes", cost.bytes},
        {"message_entries", cost.entries},
        {"messages_per_server", Divide(cost.messages, measured.servers)},
        {"message_bytes_per_server", Divide(cost.bytes, measured.servers)},
        {"messages_per_event", Divide(cost.messages, events.events)},
        {"message_bytes_per_event", Divide(cost.bytes, events.events)},
        {"messages_per_server_and_event", Divide(cost.messages, events.events) / measured.servers},
        {"settled", measured.settled},
        {"convergence_us", measured.convergenceUs},
        {"state_bytes_per_server",
         {{"mean", measured.stateBytes.GetMean()}, {"max", measured.stateBytes.GetMax()}}},
        {"setup_wall_s", measured.setupSeconds},
        {"wall_s", measured.runSeconds},
        {"rss_mib", GetPeakResidentMib()}};
}

void
Print(const Measured& measured, std::ostream& os)
{
    const CubeRouting::Cost& cost = measured.cost;
    const FailurePlan::Scheduled& happened = measured.events;
    ResultTable events;
    events.AddColumn("servers").AddColumn("links failed").AddColumn("servers failed");
    events.AddColumn("links flapping").AddColumn("repaired").AddColumn("lines of the file");
    events.AddColumn("events");
    events.AddRow().Add(measured.servers).Add(happened.links).Add(happened.servers);
    events.Add(happened.flapping).Add(happened.repairs).Add(happened.fromFile);
    events.Add(happened.events);
    ResultTable messages;
    messages.AddColumn("messages").AddColumn("bytes").AddColumn("a server", "messages");
    messages.AddColumn("a server", "bytes").AddColumn("an event", "messages");
    messages.AddColumn("an event", "bytes").AddColumn("a server and event", "messages");
    messages.AddColumn("converged after", "us");
    messages.AddRow().Add(cost.messages).Add(cost.bytes);
    messages.Add(Divide(cost.messages, measured.servers), 3);
    messages.Add(Divide(cost.bytes, measured.servers), 1);
    messages.Add(Divide(cost.messages, happened.events), 1);
    messages.Add(Divide(cost.bytes, happened.events), 1);
    messages.Add(Divide(cost.messages, happened.events) / measured.servers, 5);
    messages.Add(measured.convergenceUs, 1);
    ResultTable state;
    state.AddColumn("state of a server", "bytes, mean").AddColumn("largest", "bytes");
    state.AddColumn("set-up", "s").AddColumn("run", "s").AddColumn("memory", "MiB");
    state.AddRow().Add(measured.stateBytes.GetMean(), 0).Add(measured.stateBytes.GetMax(), 0);
    state.Add(measured.setupSeconds, 2).Add(measured.runSeconds, 2).Add(GetPeakResidentMib(), 0);
    os << events << '\n' << messages << '\n' << state;
    if (!measured.settled)
    {
        os << "\nRouting may not have settled: give a longer --settle, or 0 to derive it.\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    FailurePlan& plan = options.plan;
    Experiment experiment("camcube-routes",
                          "Routing alone, while links and servers fail: messages, convergence, "
                          "memory, and all routes for others to check.");
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    plan.AddTo(experiment);
    experiment.AddOption("flap",
                         "share of the links that go down and up again three times in 1.2 ms, "
                         "from the first failure on, and end up",
                         plan.flapping,
                         Between(0.0, 1.0));
    experiment.AddOption("repair",
                         "share of the failed links and servers that are repaired, from 5 ms "
                         "after the last failure on",
                         plan.repairs,
                         Between(0.0, 1.0));
    plan.AddSpacingTo(experiment);
    experiment.AddOption("keep-alive",
                         "interval of keep-alives, for losses that no carrier tells; 0 for none",
                         options.keepAlive,
                         Between(Time(0), Seconds(10)));
    experiment.AddOption("settle",
                         "routing has settled when it has neither sent nor changed anything for "
                         "so long; 0 for the longest time that it can pause",
                         options.settle,
                         Between(Time(0), Seconds(1000)));
    experiment.AddOption("links",
                         "file for the links: server_a,port_a,server_b,port_b,state",
                         options.links,
                         OutputFile());
    experiment.AddOption("routes",
                         "file for the routes: server,destination,distance,next_hop_ports, a line "
                         "for each pair of servers: 64 million, 1.3 GB, for --k=20",
                         options.routes,
                         OutputFile());
    experiment.AddOption("destinations",
                         "destinations in the file of the routes, drawn at random; 0 for all",
                         options.destinations,
                         Between(0, 1000000));
    experiment.SetByOption("ns3::camcube::FailureDetection::Interval", "keep-alive");
    experiment.OnlyIf(
        {"repair"},
        [&plan] { return plan.links > 0 || plan.servers > 0; },
        "give --fail-links or --fail-servers too");
    experiment.OnlyIf(
        {"destinations"},
        [&options] { return !options.routes.empty(); },
        "it chooses lines of a file; give --routes too");
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const Measured measured = Simulate(options, experiment);
        Print(measured, experiment.GetOutput());
        experiment.SetResults(Describe(measured));
    });
}
