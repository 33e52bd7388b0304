/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The paths that packets take between pairs of servers, over link-disjoint paths or by base
// routing, in a cube that is intact or not.

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/link-disjoint-paths.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/path-survey.h"
#include "ns3/result-table.h"
#include "ns3/route-dump.h"
#include "ns3/routed-cube.h"
#include "ns3/sample-summary.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"
#include "ns3/view-option.h"

#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr int64_t MOST_PAIRS = 10000000;

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};                   //!< the cube
    ProtocolOption protocol;                //!< what keeps its routes
    FailurePlan plan;                       //!< what fails, and when
    std::string forwarding{"LinkDisjoint"}; //!< what chooses the links of packets
    std::string pairs{"1000"};              //!< how many, or all
    std::string links;                      //!< file for the links
    std::string paths;                      //!< file for the paths
    ViewOption view;                        //!< page of the cube
};

/** What a run measured. */
struct Measured
{
    FailurePlan::Scheduled events; //!< what happened
    bool settled{false};           //!< whether routing had nothing left to do
    std::size_t live{0};           //!< servers
    uint64_t pairs{0};             //!< of them
    uint64_t cutOff{0};            //!< pairs of which no packet arrived
    SampleSummary paths;           //!< of each other pair
    SampleSummary extraHops;       //!< of each path, beyond the distance
    uint64_t shared{0};            //!< links on two paths of a pair or more
    uint64_t sharing{0};           //!< pairs that have such links
    uint64_t lost{0};              //!< packets between pairs that have a path
};

using Pair = std::pair<uint32_t, uint32_t>; //!< source and destination

/** \return pairs of different live servers, in order, none twice */
std::vector<Pair>
ChoosePairs(const std::vector<uint32_t>& live,
            const std::string& wanted,
            const Ptr<UniformRandomVariable>& random)
{
    const uint64_t all = live.empty() ? 0 : uint64_t{live.size()} * (live.size() - 1);
    const auto count = static_cast<uint64_t>(ParseWholeNumber(wanted).value_or(MOST_PAIRS));
    if (wanted == "all" && all > MOST_PAIRS)
    {
        throw std::invalid_argument("--pairs=all: there are " + std::to_string(all) +
                                    " pairs, and a run traces " + std::to_string(MOST_PAIRS) +
                                    " at most; give a number, or a smaller cube");
    }
    std::set<Pair> pairs;
    if (count >= all)
    {
        for (uint32_t source : live)
        {
            for (uint32_t destination : live)
            {
                pairs.emplace(source, destination);
            }
            pairs.erase({source, source});
        }
    }
    while (pairs.size() < std::min(count, all))
    {
        const uint32_t source = live[random->GetInteger(0, live.size() - 1)];
        const uint32_t destination = live[random->GetInteger(0, live.size() - 1)];
        if (source != destination)
        {
            pairs.emplace(source, destination);
        }
    }
    return {pairs.begin(), pairs.end()};
}

/** Writes the paths of a pair: source,destination,path,servers. */
void
WritePaths(std::ostream& os,
           const PathSurvey& survey,
           const Pair& pair,
           const std::vector<PathSurvey::Path>& paths)
{
    for (std::size_t i = 0; i < paths.size(); ++i)
    {
        os << pair.first << ',' << pair.second << ',' << i << ',';
        const char* separator = "";
        for (uint32_t server : survey.GetServers(paths[i]))
        {
            os << separator << server;
            separator = " ";
        }
        os << '\n';
    }
}

/** Adds the paths of a pair to a view. */
void
AddPaths(const Pair& pair, const std::vector<PathSurvey::Path>& paths, CubeView& view)
{
    for (std::size_t i = 0; i < paths.size(); ++i)
    {
        const std::string name = std::to_string(pair.first) + " to " + std::to_string(pair.second) +
                                 ", path " + std::to_string(i);
        CubeView::Route route{true, name, Simulator::Now(), {}};
        route.steps.assign(paths[i].begin(), paths[i].end());
        route.steps.emplace_back(pair.second, std::nullopt);
        view.AddRoute(route);
    }
}

void
TracePairs(const RoutedCube& cube,
           const std::vector<Pair>& pairs,
           Measured& measured,
           std::ostream& os,
           CubeView* view,
           Experiment& experiment)
{
    PathSurvey survey(cube.GetTorus(), cube.GetServers(), LinkDisjointPaths::ENDPOINT);
    os << "source,destination,path,servers\n";
    for (const Pair& pair : pairs)
    {
        experiment.Say("traced " + std::to_string(measured.pairs++) + " of " +
                       std::to_string(pairs.size()) + " pairs; --pairs draws fewer");
        const uint64_t lostBefore = survey.GetNLost();
        const auto paths = survey.Trace(pair.first, pair.second);
        const auto distance = MultiHopRoutingHelper::Get(cube.GetServers().Get(pair.first))
                                  ->GetDistance(cube.GetTorus().GetCoordinate(pair.second));
        if (paths.empty())
        {
            ++measured.cutOff;
            continue;
        }
        measured.lost += survey.GetNLost() - lostBefore;
        measured.paths.Add(static_cast<double>(paths.size()));
        for (const PathSurvey::Path& path : paths)
        {
            measured.extraHops.Add(static_cast<double>(path.size() - distance.value_or(0)));
        }
        const uint32_t shared = PathSurvey::CountShared(paths);
        measured.shared += shared;
        measured.sharing += shared > 0;
        WritePaths(os, survey, pair, paths);
        if (view)
        {
            AddPaths(pair, paths, *view);
        }
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
    if (options.forwarding == "LinkDisjoint")
    {
        ServiceHelper<LinkDisjointPaths>().Install(servers);
    }
    measured.events = cube.Schedule(options.plan);
    cube.Settle(Time());
    measured.settled = cube.GetRouting().HasSettled();
    std::vector<uint32_t> live;
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        if (!cube.GetFailures().IsFailed(servers.Get(server)))
        {
            live.push_back(server);
        }
    }
    measured.live = live.size();
    const std::vector<Pair> pairs =
        ChoosePairs(live, options.pairs, cube.GetStreams().MakeUniform());
    const auto trace = [&](std::ostream& os) {
        TracePairs(cube, pairs, measured, os, options.view.GetView(), experiment);
    };
    if (options.paths.empty())
    {
        std::ostream nowhere(nullptr);
        trace(nowhere);
    }
    else
    {
        AtomicFile::Write(options.paths, trace);
    }
    if (!options.links.empty())
    {
        AtomicFile::Write(options.links,
                          [&](std::ostream& os) { WriteLinks(os, cube.GetTorus(), servers); });
    }
    Simulator::Destroy();
    return measured;
}

nlohmann::ordered_json
Describe(const Options& options, const Measured& measured)
{
    return {{"servers", options.torus.Get().GetNServers()},
            {"events", measured.events.ToJson()},
            {"settled", measured.settled},
            {"live_servers", measured.live},
            {"pairs", measured.pairs},
            {"pairs_without_path", measured.cutOff},
            {"paths_per_pair", measured.paths.ToJson()},
            {"extra_hops_per_path", measured.extraHops.ToJson()},
            {"shared_links", measured.shared},
            {"pairs_with_shared_links", measured.sharing},
            {"packets_lost", measured.lost}};
}

void
Print(const Measured& measured, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("live servers").AddColumn("pairs").AddColumn("without path");
    table.AddColumn("paths a pair", "min").AddColumn("paths a pair", "mean");
    table.AddColumn("extra hops", "mean").AddColumn("extra hops", "max");
    table.AddColumn("shared links").AddColumn("in pairs").AddColumn("packets lost");
    table.AddRow().Add(measured.live).Add(measured.pairs).Add(measured.cutOff);
    table.Add(measured.paths.GetMin(), 0).Add(measured.paths.GetMean(), 3);
    table.Add(measured.extraHops.GetMean(), 3).Add(measured.extraHops.GetMax(), 0);
    table.Add(measured.shared).Add(measured.sharing).Add(measured.lost);
    os << table;
    if (!measured.settled)
    {
        os << "\nRouting has not settled, so paths may change.\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.plan.spacing = MilliSeconds(1);
    Experiment experiment("camcube-paths",
                          "The paths that packets take between pairs of servers, when failures are "
                          "over and routing has settled.");
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    experiment.AddOption(
        "forwarding",
        "what chooses the links of packets: the service LinkDisjointPaths, or base "
        "routing, which takes any shortest path",
        options.forwarding,
        OneOf({"LinkDisjoint", "Shortest"}));
    options.plan.AddTo(experiment);
    options.plan.AddSpacingTo(experiment);
    experiment.AddOption(
        "pairs",
        "pairs of live servers, drawn at random, or all",
        options.pairs,
        OptionText{"all, or a whole number from 1 to " + std::to_string(MOST_PAIRS),
                   [](const std::string& text) {
                       const int64_t count = ParseWholeNumber(text).value_or(0);
                       return text == "all" || (count >= 1 && count <= MOST_PAIRS);
                   }});
    experiment.AddOption(
        "paths",
        "file for the paths: source,destination,path,servers, a line for each path "
        "that a packet took; servers are joined by a space",
        options.paths,
        OutputFile());
    experiment.AddOption("links",
                         "file for the links then: server_a,port_a,server_b,port_b,state",
                         options.links,
                         OutputFile());
    options.view.AddTo(experiment, "the paths, links and servers, and what routing has sent,");
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const Measured measured = Simulate(options, experiment);
        Print(measured, experiment.GetOutput());
        experiment.SetResults(Describe(options, measured));
        options.view.Write(experiment);
    });
}
