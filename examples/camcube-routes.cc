/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Routing alone, under failures: what it costs, and what routes it ends with, for others to check.

#include "ns3/distance-vector-helper.h"
#include "ns3/experiment.h"
#include "ns3/failure-plan.h"
#include "ns3/process-usage.h"
#include "ns3/result-table.h"
#include "ns3/route-dump.h"
#include "ns3/routing-cost.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"
#include "ns3/torus-option.h"
#include "ns3/traffic-pattern.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <stdexcept>

using namespace ns3;

namespace
{

/** What the user may choose. */
struct Options
{
    uint32_t k{0};              //!< servers along each axis, 0 for what the sides say
    std::string sides{"8x8x8"}; //!< servers along the axes
    FailurePlan plan;           //!< what fails, and when
    Time keepAlive;             //!< between keep-alives; zero for none
    Time settle{Seconds(1)};    //!< simulated time after the last event
    std::string links;          //!< file for the links
    std::string routes;         //!< file for the routes
    uint32_t destinations{0};   //!< destinations in that file, 0 for all
};

/** What a run measured. */
struct Measured
{
    FailurePlan::Scheduled events;  //!< what happened
    DistanceVector::Counters total; //!< what all servers sent
    uint32_t servers{0};            //!< servers of the cube
    bool anything{false};           //!< whether routing did anything
    double convergenceUs{0};        //!< from the last event to the last message or change
    SampleSummary stateBytes;       //!< routing state of a server
    double setupSeconds{0};         //!< real time until the simulation began
    double runSeconds{0};           //!< real time of the simulation
};

std::ofstream
OpenFile(const std::string& option, const std::string& name)
{
    std::ofstream file(name);
    if (!file)
    {
        throw std::invalid_argument("--" + option + "=" + name + " cannot be written");
    }
    return file;
}

void
CloseFile(const std::string& option, const std::string& name, std::ofstream& file)
{
    file.close();
    if (!file)
    {
        throw std::invalid_argument("--" + option + "=" + name +
                                    " could not be written to its end; is the disk full?");
    }
}

/** Some destinations, drawn at random, in order. */
std::vector<uint32_t>
ChooseDestinations(uint32_t servers, uint32_t wanted)
{
    std::vector<uint32_t> all(servers);
    std::iota(all.begin(), all.end(), 0);
    if (wanted == 0 || wanted >= servers)
    {
        return all;
    }
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    for (uint32_t i = 0; i < wanted; ++i)
    {
        std::swap(all[i], all[random->GetInteger(i, servers - 1)]);
    }
    all.resize(wanted);
    std::sort(all.begin(), all.end());
    return all;
}

void
WriteFiles(const Options& options,
           const TorusHelper& torus,
           const NodeContainer& servers,
           const FailureInjector& failures)
{
    if (!options.links.empty())
    {
        std::ofstream file = OpenFile("links", options.links);
        WriteLinks(file, torus.GetTorus(), servers);
        CloseFile("links", options.links, file);
    }
    if (!options.routes.empty())
    {
        std::ofstream file = OpenFile("routes", options.routes);
        WriteRoutes(file,
                    torus.GetTorus(),
                    servers,
                    failures,
                    ChooseDestinations(servers.GetN(), options.destinations));
        CloseFile("routes", options.routes, file);
    }
}

Measured
Simulate(const Options& options, Experiment& experiment)
{
    Measured measured;
    const WallClock setup;
    TorusHelper torus(options.k > 0 ? Torus(options.k, options.k, options.k)
                                    : GetTorus("sides", options.sides));
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper routing;
    routing.SetDetectionAttribute("Interval", TimeValue(options.keepAlive));
    routing.Install(servers);
    const RoutingCost cost(servers);
    FailureInjector failures;
    measured.events = options.plan.Schedule(failures, torus, servers);
    measured.servers = servers.GetN();
    measured.setupSeconds = setup.GetSeconds();

    const WallClock run;
    // Without keep-alives, nothing is left to do once the routes have settled.
    Simulator::Stop(measured.events.last + options.settle);
    {
        const Progress progress =
            experiment.TrackProgress("events", measured.events.last + MicroSeconds(1));
        Simulator::Run();
    }
    measured.runSeconds = run.GetSeconds();
    measured.total = cost.GetTotal();
    measured.stateBytes = cost.GetStateBytes();
    measured.anything = measured.total.messages > 0;
    const Time last = std::max(cost.GetLastActivity(), measured.events.last);
    measured.convergenceUs = (last - measured.events.last).GetNanoSeconds() * 1e-3;
    if (last + options.settle / 2 > measured.events.last + options.settle)
    {
        experiment.Say("routing was still at work shortly before the end; give a longer --settle");
    }
    experiment.Say("writing the files");
    WriteFiles(options, torus, servers, failures);
    Simulator::Destroy();
    return measured;
}

double
GetPerEvent(const Measured& measured)
{
    return measured.events.events ? double(measured.total.messages) / measured.events.events : 0;
}

nlohmann::ordered_json
Describe(const Measured& measured)
{
    return {{"servers", measured.servers},
            {"events",
             {{"links_failed", measured.events.links},
              {"servers_failed", measured.events.servers},
              {"links_flapping", measured.events.flapping},
              {"repaired", measured.events.repairs},
              {"from_file", measured.events.fromFile},
              {"total", measured.events.events}}},
            {"messages", measured.total.messages},
            {"message_bytes", measured.total.bytes},
            {"message_entries", measured.total.entries},
            {"messages_per_server", double(measured.total.messages) / measured.servers},
            {"message_bytes_per_server", double(measured.total.bytes) / measured.servers},
            {"messages_per_event", GetPerEvent(measured)},
            {"messages_per_server_and_event", GetPerEvent(measured) / measured.servers},
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
    ResultTable events;
    events.AddColumn("servers").AddColumn("links failed").AddColumn("servers failed");
    events.AddColumn("links flapping").AddColumn("repaired").AddColumn("lines of the file");
    events.AddColumn("events");
    events.AddRow().Add(measured.servers).Add(measured.events.links);
    events.Add(measured.events.servers).Add(measured.events.flapping);
    events.Add(measured.events.repairs).Add(measured.events.fromFile);
    events.Add(measured.events.events);
    ResultTable messages;
    messages.AddColumn("messages").AddColumn("bytes").AddColumn("a server", "messages");
    messages.AddColumn("a server", "bytes").AddColumn("an event", "messages");
    messages.AddColumn("a server and event", "messages").AddColumn("converged after", "us");
    messages.AddRow().Add(measured.total.messages).Add(measured.total.bytes);
    messages.Add(double(measured.total.messages) / measured.servers, 3);
    messages.Add(double(measured.total.bytes) / measured.servers, 1);
    messages.Add(GetPerEvent(measured), 1);
    messages.Add(GetPerEvent(measured) / measured.servers, 5).Add(measured.convergenceUs, 1);
    ResultTable cost;
    cost.AddColumn("state of a server", "bytes, mean").AddColumn("largest", "bytes");
    cost.AddColumn("set-up", "s").AddColumn("run", "s").AddColumn("memory", "MiB");
    cost.AddRow().Add(measured.stateBytes.GetMean(), 0).Add(measured.stateBytes.GetMax(), 0);
    cost.Add(measured.setupSeconds, 2).Add(measured.runSeconds, 2).Add(GetPeakResidentMib(), 0);
    os << events << '\n' << messages << '\n' << cost;
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
    experiment.AddOption("k",
                         "servers along each of the three axes; 0 for what --sides says",
                         options.k,
                         Between(0, 64));
    experiment.AddOption("sides", "servers along the axes", options.sides, TorusSides());
    experiment.AddOption("fail-links",
                         "share of the links that fail, drawn at random",
                         plan.links,
                         Between(0.0, 1.0));
    experiment.AddOption("fail-servers",
                         "share of the servers that fail, drawn at random",
                         plan.servers,
                         Between(0.0, 1.0));
    experiment.AddOption("fail-file",
                         "lines time_us,kind,server,port: kind is link, link-repair, server or "
                         "server-repair",
                         plan.file,
                         InputFile());
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
    experiment.AddOption("spacing",
                         "time from one failure to the next; 0 for all at once",
                         plan.spacing,
                         Between(Time(0), Seconds(10)));
    experiment.AddOption("keep-alive",
                         "interval of keep-alives, for losses that no carrier tells; 0 for none",
                         options.keepAlive,
                         Between(Time(0), Seconds(10)));
    experiment.AddOption("settle",
                         "simulated time that routing has after the last event",
                         options.settle,
                         Between(MicroSeconds(1), Seconds(1000)));
    experiment.AddOption("links",
                         "file for the links: server_a,port_a,server_b,port_b,state",
                         options.links,
                         OutputFile());
    experiment.AddOption("routes",
                         "file for the routes: server,destination,distance,next_hop_ports, a line "
                         "for each pair of servers",
                         options.routes,
                         OutputFile());
    experiment.AddOption("destinations",
                         "destinations in the file of the routes, drawn at random; 0 for all",
                         options.destinations,
                         Between(0, 1000000));
    experiment.SetByOption("ns3::FailureDetection::Interval", "keep-alive");
    return experiment.Run(argc, argv, [&] {
        const Measured measured = Simulate(options, experiment);
        Print(measured, experiment.GetOutput());
        experiment.SetResults(Describe(measured));
    });
}
