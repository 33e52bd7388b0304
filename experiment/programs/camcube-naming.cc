/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The naming service: what a look-up takes, beside a Chord ring, and what clients see while servers
// crash, return without memory and are cut off, for others to judge.

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/naming-lookups.h"
#include "ns3/naming-trial.h"
#include "ns3/result-table.h"
#include "ns3/routed-cube.h"
#include "ns3/sent-frames.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/torus-option.h"
#include "ns3/uinteger.h"
#include "ns3/unreliable-endpoint.h"
#include "ns3/view-option.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{6};              //!< the cube
    ProtocolOption protocol;           //!< what keeps its routes
    uint32_t lookups{1000};            //!< names that are put and got while nothing fails
    NamingTrial::Settings trial;       //!< what happens then
    UnreliableEndpoint::Shares shares; //!< what becomes of packets meanwhile
    std::string history;               //!< file for what clients have seen
    ViewOption view;                   //!< page of the cube
};

/** What a run measured. */
struct Measured
{
    NamingLookups::Costs puts;  //!< while nothing failed
    NamingLookups::Costs gets;  //!< the same
    NamingLookups::Costs chord; //!< of the gets in a Chord ring
    NamingTrial::Counts counts; //!< what happened then
    uint64_t ok{0};             //!< operations of clients
    uint64_t absent{0};         //!< gets of them that found nothing
    uint64_t failed{0};         //!< of them
    uint64_t unfinished{0};     //!< of them
    SampleSummary putUs;        //!< how long they took
    SampleSummary getUs;        //!< the same
    SampleSummary deleteUs;     //!< the same
    Naming::Counters messages;  //!< sent then
    uint64_t quietFrames{0};    //!< sent in a second after that
};

Naming::Counters
CountMessages(const NodeContainer& servers)
{
    Naming::Counters sum;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const auto counters = ServiceHelper<Naming>::Get(*server)->GetCounters();
        sum.messages += counters.messages;
        sum.packets += counters.packets;
    }
    return sum;
}

/** Runs the simulation to a time. */
void
RunUntil(Time end, const std::string& what, Experiment& experiment)
{
    const Progress progress = experiment.TrackProgress(what, end - Simulator::Now());
    Simulator::Stop(end - Simulator::Now());
    Simulator::Run();
}

Measured
Simulate(Options& options, Experiment& experiment)
{
    Measured measured;
    FailureInjector failures;
    CubeRecorder* recorder = options.view.Record(options.torus.Get());
    RoutedCube cube(options.torus.Get(), options.protocol, experiment.GetStatus());
    cube.RecordTo(recorder, &failures);
    const NodeContainer& servers = cube.GetServers();
    ServiceHelper<Naming> helper;
    helper.SetAttribute("Replicas", UintegerValue(options.trial.replicas));
    helper.Install(servers);

    NamingLookups lookups(cube.GetTorus(), servers, cube.GetStreams().MakeUniform());
    const Time begin = lookups.Schedule(options.lookups, MilliSeconds(1)) + MilliSeconds(1);
    RunUntil(begin, "look-ups", experiment);
    measured.puts = lookups.GetPuts();
    measured.gets = lookups.GetGets();
    measured.chord = lookups.GetChord();
    const Naming::Counters before = CountMessages(servers);

    const UnreliableEndpoint network(servers,
                                     Naming::ENDPOINT,
                                     options.shares,
                                     cube.GetStreams().MakeUniform());
    NamingTrial::Settings settings = options.trial;
    settings.begin = begin;
    NamingTrial trial(cube.GetTorus(),
                      servers,
                      failures,
                      settings,
                      cube.GetStreams().MakeUniform());
    RunUntil(trial.Schedule(), "clients", experiment);
    while (!trial.HaveClientsEnded())
    {
        RunUntil(Simulator::Now() + Seconds(1), "last clients", experiment);
    }
    cube.StopRecording();
    measured.counts = trial.GetCounts();
    measured.ok = trial.CountResults("ok");
    measured.absent = trial.CountResults("absent");
    measured.failed = trial.CountResults("failed");
    measured.unfinished = trial.CountResults("");
    measured.putUs = trial.GetTimesUs("put");
    measured.getUs = trial.GetTimesUs("get");
    measured.deleteUs = trial.GetTimesUs("delete");
    measured.messages = CountMessages(servers);
    measured.messages.messages -= before.messages;
    measured.messages.packets -= before.packets;
    const uint64_t frames = CountSentFrames(servers);
    RunUntil(Simulator::Now() + Seconds(1), "quiet", experiment);
    measured.quietFrames = CountSentFrames(servers) - frames;
    if (!options.history.empty())
    {
        AtomicFile::Write(options.history, [&](std::ostream& os) { trial.Write(os); });
    }
    Simulator::Destroy();
    return measured;
}

nlohmann::ordered_json
DescribeCosts(const NamingLookups::Costs& costs)
{
    return {{"failed", costs.failed},
            {"messages", costs.messages.ToJson()},
            {"hops", costs.hops.ToJson()},
            {"time_us", costs.timeUs.ToJson()}};
}

nlohmann::ordered_json
Describe(const Options& options, const Measured& measured)
{
    return {
        {"servers", options.torus.Get().GetNServers()},
        {"lookups", options.lookups},
        {"puts", DescribeCosts(measured.puts)},
        {"gets", DescribeCosts(measured.gets)},
        {"chord",
         {{"messages", measured.chord.messages.ToJson()}, {"hops", measured.chord.hops.ToJson()}}},
        {"clients",
         {{"ok", measured.ok},
          {"absent", measured.absent},
          {"failed", measured.failed},
          {"unfinished", measured.unfinished},
          {"put_us", measured.putUs.ToJson()},
          {"get_us", measured.getUs.ToJson()},
          {"delete_us", measured.deleteUs.ToJson()}}},
        {"crashes", measured.counts.crashes},
        {"crashes_refused", measured.counts.refused},
        {"servers_cut_off", measured.counts.cuts},
        {"slots_changed", measured.counts.viewChanges},
        {"messages", measured.messages.messages},
        {"packets", measured.messages.packets},
        {"quiet_frames", measured.quietFrames}};
}

void
Print(const Options& options, const Measured& measured, std::ostream& os)
{
    ResultTable lookups;
    lookups.AddColumn("without failures").AddColumn("operations").AddColumn("failed");
    lookups.AddColumn("messages", "mean").AddColumn("hops", "mean").AddColumn("time", "us, mean");
    const auto add = [&](const std::string& what, const NamingLookups::Costs& costs) {
        lookups.AddRow().Add(what).Add(options.lookups).Add(costs.failed);
        lookups.Add(costs.messages.GetMean(), 2).Add(costs.hops.GetMean(), 2);
        lookups.Add(costs.timeUs.GetMean(), 1);
    };
    add("puts", measured.puts);
    add("gets", measured.gets);
    add("gets in a Chord ring", measured.chord);
    ResultTable clients;
    clients.AddColumn("of clients").AddColumn("done").AddColumn("time", "us, p50");
    clients.AddColumn("p99", "us").AddColumn("longest", "us");
    const auto addTimes = [&](const std::string& what, const SampleSummary& times) {
        clients.AddRow().Add(what).Add(times.GetCount()).Add(times.GetQuantile(0.5), 1);
        clients.Add(times.GetQuantile(0.99), 1).Add(times.GetMax(), 1);
    };
    addTimes("puts", measured.putUs);
    addTimes("gets", measured.getUs);
    addTimes("deletes", measured.deleteUs);
    ResultTable events;
    events.AddColumn("crashes").AddColumn("refused").AddColumn("cut off").AddColumn(
        "slots changed");
    events.AddColumn("failed", "operations").AddColumn("unfinished").AddColumn("messages");
    events.AddColumn("packets").AddColumn("quiet, 1 s", "frames");
    events.AddRow().Add(measured.counts.crashes).Add(measured.counts.refused);
    events.Add(measured.counts.cuts).Add(measured.counts.viewChanges).Add(measured.failed);
    events.Add(measured.unfinished).Add(measured.messages.messages);
    events.Add(measured.messages.packets).Add(measured.quietFrames);
    os << lookups << '\n' << clients << '\n' << events;
}

void
AddOptions(Options& options, Experiment& experiment)
{
    NamingTrial::Settings& trial = options.trial;
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    experiment.AddOption("replicas", "servers that keep a value", trial.replicas, Between(1, 16));
    experiment.AddOption("lookups",
                         "names that are put, and then looked up, while nothing fails, one after "
                         "another from servers drawn at random",
                         options.lookups,
                         Between(1, 1000000));
    experiment.AddOption("clients", "clients, after that", trial.clients, Between(1, 1000));
    experiment.AddOption("keys", "names that all of them use", trial.keys, Between(1, 1000));
    experiment.AddOption("operations",
                         "puts, gets and deletes of each client, one after another",
                         trial.operations,
                         Between(1, 100000));
    experiment.AddOption("pause",
                         "mean time between two operations of a client",
                         trial.pause,
                         Between(Time(0), Seconds(1)));
    experiment.AddOption("span",
                         "time within which servers crash and are cut off",
                         trial.span,
                         Between(MicroSeconds(1), Seconds(10)));
    experiment.AddOption("crashes",
                         "servers that crash and return without memory within 9 ms; refused if "
                         "fewer than all replicas of a name would not outlive it",
                         trial.crashes,
                         Between(0, 10000));
    experiment.AddOption("cuts",
                         "servers that lose all links for at most 0.6 ms",
                         trial.cuts,
                         Between(0, 10000));
    experiment.AddOption("storms",
                         "times that 30% of the links fail for at most 0.6 ms, 3 ms apart",
                         trial.storms,
                         Between(0, 1000));
    experiment.AddOption("lost",
                         "share of the packets that are lost meanwhile",
                         options.shares.lost,
                         Between(0.0, 0.5));
    experiment.AddOption("doubled",
                         "share of the packets that come twice, the second time late",
                         options.shares.doubled,
                         Between(0.0, 0.5));
    experiment.AddOption("late",
                         "share of the packets that come up to 4 ms late",
                         options.shares.late,
                         Between(0.0, 0.5));
    experiment.AddOption("history",
                         "file for what clients have asked and were told: "
                         "client,op,key,value,invoked_us,completed_us,result",
                         options.history,
                         OutputFile());
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.trial.crashes = 6;
    options.trial.cuts = 4;
    Experiment experiment("camcube-naming",
                          "A replicated store of values by name: what a look-up takes, beside a "
                          "Chord ring, and what clients see while servers crash and return empty.");
    AddOptions(options, experiment);
    experiment.OnlyIf(
        {"span"},
        [&options] { return options.trial.crashes > 0 || options.trial.cuts > 0; },
        "let servers crash or be cut off, too");
    options.view.AddTo(experiment, "links and servers over time, and the load of each link,");
    experiment.SetByOption("ns3::camcube::Naming::Replicas", "replicas");
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const Measured measured = Simulate(options, experiment);
        Print(options, measured, experiment.GetOutput());
        experiment.SetResults(Describe(options, measured));
        options.view.Write(experiment);
    });
}
