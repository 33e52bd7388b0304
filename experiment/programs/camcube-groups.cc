/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Group trees and multicast while links and servers fail, and members join and leave: which trees
// stand when all is at rest, and which member has got which message, for others to check.

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/group-survey.h"
#include "ns3/group-traffic.h"
#include "ns3/group-tree.h"
#include "ns3/result-table.h"
#include "ns3/route-dump.h"
#include "ns3/routed-cube.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/torus-option.h"
#include "ns3/view-option.h"

#include <algorithm>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};    //!< the cube
    ProtocolOption protocol; //!< what keeps its routes
    FailurePlan plan;        //!< what fails, and when
    uint32_t groups{4};      //!< how many
    double share{0.1};       //!< of the servers, that join each
    uint32_t changes{100};   //!< joins and leaves
    uint32_t messages{1000}; //!< to all groups
    std::string treePaths{"mini-cubes"};
    std::string tree;       //!< file for the trees
    std::string deliveries; //!< file for the deliveries
    std::string members;    //!< file for joins and leaves
    std::string links;      //!< file for the links
    ViewOption view;        //!< page of the cube
};

/** What a run measured. */
struct Measured
{
    FailurePlan::Scheduled events;    //!< what happened
    bool settled{false};              //!< whether routing had nothing left to do
    GroupSurvey::Trees before;        //!< the trees before anything failed
    uint64_t controlBefore{0};        //!< frames that built them
    GroupSurvey::Trees after;         //!< the trees in the end
    uint64_t control{0};              //!< frames that kept them
    uint32_t live{0};                 //!< servers in the end
    std::size_t parts{0};             //!< into which they have fallen
    GroupTraffic::Counts messages;    //!< what has become of them
    GroupMulticast::Counters servers; //!< of all servers
};

std::vector<GroupId>
DrawGroups(uint32_t count, const Torus& torus, const Ptr<UniformRandomVariable>& random)
{
    std::vector<GroupId> groups;
    for (uint32_t number = 0; number < count; ++number)
    {
        groups.push_back(
            {torus.GetCoordinate(random->GetInteger(0, torus.GetNServers() - 1)), number});
    }
    return groups;
}

void
InstallGroups(const Options& options, const NodeContainer& servers)
{
    ServiceHelper<GroupTree> trees;
    trees.SetAttribute("Paths", StringValue(options.treePaths == "base" ? "Base" : "MiniCubes"));
    trees.Install(servers);
    ServiceHelper<GroupMulticast>().Install(servers);
}

/** \return what all servers have counted */
GroupMulticast::Counters
SumCounters(const NodeContainer& servers)
{
    GroupMulticast::Counters sum;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const auto& counters = ServiceHelper<GroupMulticast>::Get(*server)->GetCounters();
        sum.forwarded += counters.forwarded;
        sum.duplicates += counters.duplicates;
        sum.dropped += counters.dropped;
    }
    return sum;
}

void
WriteFiles(const Options& options,
           const RoutedCube& cube,
           const GroupSurvey& survey,
           const GroupTraffic& traffic)
{
    const auto write = [](const std::string& file, const auto& what) {
        if (!file.empty())
        {
            AtomicFile::Write(file, what);
        }
    };
    write(options.tree, [&](std::ostream& os) { survey.Write(os); });
    write(options.deliveries, [&](std::ostream& os) { traffic.WriteDeliveries(os); });
    write(options.members, [&](std::ostream& os) { traffic.WriteMembers(os); });
    write(options.links,
          [&](std::ostream& os) { WriteLinks(os, cube.GetTorus(), cube.GetServers()); });
}

/** Adds all trees that were seen to a view. */
void
AddTrees(const GroupSurvey& survey, CubeView& view)
{
    for (const GroupSurvey::Tree& tree : survey.GetTrees())
    {
        view.AddRoute({false, "group " + std::to_string(tree.group), tree.at, tree.places});
    }
}

Measured
Simulate(Options& options, Experiment& experiment)
{
    Measured measured;
    CubeRecorder* recorder = options.view.Record(options.torus.Get());
    RoutedCube cube(options.torus.Get(), options.protocol, experiment.GetStatus());
    cube.RecordTo(recorder);
    const NodeContainer& servers = cube.GetServers();
    InstallGroups(options, servers);
    measured.events = cube.Schedule(options.plan);
    const std::vector<GroupId> groups =
        DrawGroups(options.groups, cube.GetTorus(), cube.GetStreams().MakeUniform());
    GroupSurvey survey(cube.GetTorus(), servers, cube.GetFailures(), groups);
    GroupTraffic traffic(servers, cube.GetFailures(), groups, cube.GetStreams().MakeUniform());
    const Time begin = options.plan.begin;
    Simulator::Schedule(MicroSeconds(10), [&] { traffic.Join(options.share); });
    Simulator::Schedule(begin - NanoSeconds(1), [&] {
        measured.before = survey.Look();
        measured.controlBefore = survey.CountControlFrames();
    });
    const Time end = std::max(begin, measured.events.last) + MilliSeconds(1);
    traffic.Change(options.changes, begin, end);
    traffic.Send(options.messages, begin, end);
    cube.Settle(Time(), end + MilliSeconds(10)); // messages are kept for half of that
    measured.settled = cube.GetRouting().HasSettled();
    measured.after = survey.Look();
    measured.control = survey.CountControlFrames() - measured.controlBefore;
    const CubeComponents parts(cube.GetTorus(), servers, cube.GetFailures());
    measured.parts = parts.Get().size();
    measured.live = parts.CountServers();
    measured.messages = traffic.Count(parts);
    measured.servers = SumCounters(servers);
    WriteFiles(options, cube, survey, traffic);
    if (options.view.GetView())
    {
        AddTrees(survey, *options.view.GetView());
    }
    Simulator::Destroy();
    return measured;
}

nlohmann::ordered_json
DescribeTrees(const GroupSurvey::Trees& trees)
{
    return {{"members", trees.members},
            {"servers", trees.servers},
            {"links", trees.links},
            {"roots", trees.roots},
            {"depth_hops", trees.depth}};
}

nlohmann::ordered_json
Describe(const Options& options, const Measured& measured)
{
    const GroupTraffic::Counts& messages = measured.messages;
    return {{"servers", options.torus.Get().GetNServers()},
            {"events", measured.events.ToJson()},
            {"settled", measured.settled},
            {"live_servers", measured.live},
            {"parts", measured.parts},
            {"groups", options.groups},
            {"trees_before", DescribeTrees(measured.before)},
            {"trees_after", DescribeTrees(measured.after)},
            {"control_frames", {{"before", measured.controlBefore}, {"after", measured.control}}},
            {"messages",
             {{"sent", messages.sent},
              {"delivered", messages.delivered},
              {"doubled", messages.doubled},
              {"due", messages.due},
              {"missed", messages.missed},
              {"frames", measured.servers.forwarded},
              {"superfluous_frames", measured.servers.duplicates},
              {"dropped", measured.servers.dropped},
              {"time_us", messages.timeUs.ToJson()}}}};
}

void
Print(const Options& options, const Measured& measured, std::ostream& os)
{
    ResultTable trees;
    trees.AddColumn("trees").AddColumn("members").AddColumn("servers").AddColumn("links");
    trees.AddColumn("roots").AddColumn("deepest", "hops").AddColumn("control", "frames");
    const auto add = [&](const char* when, const GroupSurvey::Trees& row, uint64_t control) {
        trees.AddRow().Add(when).Add(row.members).Add(row.servers).Add(row.links);
        trees.Add(row.roots).Add(row.depth).Add(control);
    };
    add("before failures", measured.before, measured.controlBefore);
    add("in the end", measured.after, measured.control);
    const GroupTraffic::Counts& counts = measured.messages;
    ResultTable messages;
    messages.AddColumn("messages").AddColumn("delivered").AddColumn("due").AddColumn("missed");
    messages.AddColumn("doubled").AddColumn("frames").AddColumn("superfluous");
    messages.AddColumn("dropped").AddColumn("time", "us, mean").AddColumn("longest", "us");
    messages.AddRow().Add(counts.sent).Add(counts.delivered).Add(counts.due).Add(counts.missed);
    messages.Add(counts.doubled).Add(measured.servers.forwarded);
    messages.Add(measured.servers.duplicates).Add(measured.servers.dropped);
    messages.Add(counts.timeUs.GetMean(), 1).Add(counts.timeUs.GetMax(), 1);
    os << options.groups << " groups, " << measured.live << " live servers in " << measured.parts
       << " parts\n\n"
       << trees << '\n'
       << messages;
    if (!measured.settled)
    {
        os << "\nRouting has not settled, so trees may be others.\n";
    }
}

void
AddOptions(Options& options, Experiment& experiment)
{
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    options.plan.AddTo(experiment);
    options.plan.AddSpacingTo(experiment);
    experiment.AddOption("groups",
                         "groups, with roots drawn at random",
                         options.groups,
                         Between(1, 10000));
    experiment.AddOption("share",
                         "share of the servers that join each",
                         options.share,
                         Between(0, 1));
    experiment.AddOption("changes",
                         "servers that join or leave a group, one after another until 1 ms after "
                         "the last failure",
                         options.changes,
                         Between(0, 10000000));
    experiment.AddOption("messages",
                         "messages of 100 bytes, each of a member to its group, likewise",
                         options.messages,
                         Between(0, 10000000));
    experiment.AddOption("tree-paths",
                         "which next hops to its root a tree follows",
                         options.treePaths,
                         OneOf({"base", "mini-cubes"}));
    experiment.AddOption("tree",
                         "file for the trees: time_us,group,server,parent, without parent at the "
                         "root, a line for each live server of a tree, before failures and in the "
                         "end",
                         options.tree,
                         OutputFile());
    experiment.AddOption("deliveries",
                         "file for the deliveries: time_us,group,message,server; the first of a "
                         "message is to its sender",
                         options.deliveries,
                         OutputFile());
    experiment.AddOption("members",
                         "file for the members: time_us,group,server,event, join or leave",
                         options.members,
                         OutputFile());
    experiment.AddOption("links",
                         "file for the links in the end: server_a,port_a,server_b,port_b,state",
                         options.links,
                         OutputFile());
    options.view.AddTo(experiment, "the trees, links and servers, and the load of each link,");
    experiment.SetByOption("ns3::camcube::GroupTree::Paths", "tree-paths");
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.plan.spacing = MilliSeconds(1);
    Experiment experiment("camcube-groups",
                          "Group trees and multicast while links and servers fail, and members "
                          "join and leave: trees at rest, and which messages have arrived.");
    AddOptions(options, experiment);
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const Measured measured = Simulate(options, experiment);
        Print(options, measured, experiment.GetOutput());
        experiment.SetResults(Describe(options, measured));
        options.view.Write(experiment);
    });
}
