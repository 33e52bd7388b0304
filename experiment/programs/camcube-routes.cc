/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Routing alone, under failures: what it costs, and what routes it ends with, for others to check.

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/process-usage.h"
#include "ns3/result-table.h"
#include "ns3/torus-option.h"
#include "ns3/trial-json.h"
#include "ns3/view-option.h"

#include <nlohmann/json.hpp>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};     //!< the cube
    RoutesTrial::Plan plan;   //!< what fails, and when
    std::string links;        //!< file for the links
    std::string routes;       //!< file for the routes
    uint32_t destinations{0}; //!< destinations in that file, 0 for all
    ViewOption view;          //!< page of the cube
};

using Outcome = RoutesTrial::Outcome;

void
WriteFiles(const Options& options, RoutesTrial& trial, Experiment& experiment)
{
    if (!options.links.empty())
    {
        AtomicFile::WriteTogether(options.links, [&](std::ostream& os) { trial.WriteLinks(os); });
    }
    if (!options.routes.empty())
    {
        const auto tell = [&](uint64_t done, uint64_t all) {
            experiment.Say("written " + std::to_string(done) + " of " + std::to_string(all) +
                           " routes; --destinations writes fewer");
        };
        AtomicFile::WriteTogether(options.routes, [&](std::ostream& os) {
            trial.WriteRoutes(os, options.destinations, tell);
        });
    }
}

void
Print(const Outcome& measured, std::ostream& os)
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
    messages.Add(measured.GetPerServer(cost.messages), 3);
    messages.Add(measured.GetPerServer(cost.bytes), 1);
    messages.Add(measured.GetPerEvent(cost.messages), 1);
    messages.Add(measured.GetPerEvent(cost.bytes), 1);
    messages.Add(measured.GetPerEvent(cost.messages) / measured.servers, 5);
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
    FailurePlan& plan = options.plan.failures;
    Experiment experiment("camcube-routes",
                          "Routing alone, while links and servers fail: messages, convergence, "
                          "memory, and all routes for others to check.");
    options.torus.AddTo(experiment);
    options.plan.protocol.AddTo(experiment);
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
                         options.plan.keepAlive,
                         Between(Time(0), Seconds(10)));
    experiment.AddOption("settle",
                         "routing has settled when it has neither sent nor changed anything for "
                         "so long; 0 for the longest time that it can pause",
                         options.plan.settle,
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
    options.view.AddTo(experiment, "links and servers over time, and what routing sends,");
    experiment.RunOnRanks();
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
        options.plan.protocol.Check(experiment);
        options.plan.torus = options.torus.Get();
        CubeRecorder* recorder = options.view.Record(options.plan.torus);
        RoutesTrial trial(options.plan, experiment.GetStatus());
        trial.RecordTo(recorder);
        const Outcome measured = trial.Run();
        WriteFiles(options, trial, experiment);
        Print(measured, experiment.GetOutput());
        experiment.SetResults(ToJson(measured));
        options.view.Write(experiment);
    });
}
