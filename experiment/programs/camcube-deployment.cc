/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A service that is rolled out in a region of the cube and upgraded there under load, and one that
// packets summon.

#include "ns3/atomic-file.h"
#include "ns3/deployment-trial.h"
#include "ns3/experiment.h"
#include "ns3/result-table.h"
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
    TorusOption torus{8};           //!< the cube
    ProtocolOption protocol;        //!< keeps its routes
    FailurePlan plan;               //!< what has failed before
    std::string region{"box"};      //!< where the service is to run
    uint32_t size{4};               //!< of box and ball
    Time startUp{MilliSeconds(5)};  //!< of all images
    Time work{MicroSeconds(20)};    //!< of the service, on a request
    Time interval{MicroSeconds(5)}; //!< between two requests
    std::string events;             //!< file for starts and ends
    ViewOption view;                //!< page of the cube
};

TorusRegion
GetRegion(const Options& options, const Torus& torus)
{
    if (options.region == "box")
    {
        const auto end = [&](uint8_t axis) {
            return static_cast<uint8_t>(std::min(options.size, torus.GetSide(axis)) - 1);
        };
        return TorusRegion::Box({}, {end(0), end(1), end(2)});
    }
    return options.region == "ball"   ? TorusRegion::Ball({}, static_cast<uint16_t>(options.size))
           : options.region == "face" ? TorusRegion::Face(torus, MINUS_X)
                                      : TorusRegion::Whole(torus);
}

nlohmann::ordered_json
Describe(const DeploymentTrial::RollOut& rollOut)
{
    return {{"servers", rollOut.servers},
            {"running", rollOut.running},
            {"running_elsewhere", rollOut.outside},
            {"start_us", rollOut.startUs.ToJson()}};
}

nlohmann::ordered_json
Describe(const DeploymentTrial::Outcome& outcome, const TorusRegion& region)
{
    nlohmann::ordered_json summons = nlohmann::ordered_json::array();
    for (const auto& each : outcome.summons)
    {
        summons.push_back(
            {{"hops", each.hops}, {"cold_us", each.coldUs}, {"warm_us", each.warmUs}});
    }
    const DeploymentCounters& counters = outcome.counters;
    return {{"region", region.GetName()},
            {"events", outcome.events.ToJson()},
            {"first", Describe(outcome.first)},
            {"upgrade", Describe(outcome.second)},
            {"requests",
             {{"sent", outcome.sent},
              {"served_by_old", outcome.GetServed(1)},
              {"served_by_new", outcome.GetServed(2)},
              {"lost", outcome.GetLost()},
              {"served_twice", outcome.twice},
              {"held", counters.held},
              {"time_us", outcome.servedUs.ToJson()}}},
            {"messages",
             {{"orders", counters.facts},
              {"answers", counters.answers},
              {"repeats", counters.repeats},
              {"refused", counters.malformed + counters.unknown}}},
            {"cut_short", counters.cutShort},
            {"failed", counters.failed},
            {"summons", summons},
            {"frames_in_a_quiet_second", outcome.quietFrames}};
}

void
Print(const DeploymentTrial::Outcome& outcome, std::ostream& os)
{
    ResultTable rollOuts;
    rollOuts.AddColumn("version").AddColumn("servers").AddColumn("running");
    rollOuts.AddColumn("elsewhere").AddColumn("first", "us").AddColumn("last", "us");
    for (const auto* rollOut : {&outcome.first, &outcome.second})
    {
        rollOuts.AddRow().Add(rollOut == &outcome.first ? 1 : 2).Add(rollOut->servers);
        rollOuts.Add(rollOut->running).Add(rollOut->outside);
        rollOuts.Add(rollOut->startUs.GetMin(), 1).Add(rollOut->startUs.GetMax(), 1);
    }
    ResultTable upgrade;
    upgrade.AddColumn("requests").AddColumn("by version 1").AddColumn("by version 2");
    upgrade.AddColumn("lost").AddColumn("twice").AddColumn("held").AddColumn("median", "us");
    upgrade.AddColumn("longest", "us").AddColumn("orders").AddColumn("answers");
    upgrade.AddColumn("frames in a", "quiet second");
    upgrade.AddRow().Add(outcome.sent).Add(outcome.GetServed(1)).Add(outcome.GetServed(2));
    upgrade.Add(outcome.GetLost()).Add(outcome.twice).Add(outcome.counters.held);
    upgrade.Add(outcome.servedUs.GetQuantile(0.5), 1).Add(outcome.servedUs.GetMax(), 1);
    upgrade.Add(outcome.counters.facts).Add(outcome.counters.answers).Add(outcome.quietFrames);
    ResultTable summons;
    summons.AddColumn("summoned from", "hops").AddColumn("first packet", "us");
    summons.AddColumn("next packet", "us");
    for (const auto& each : outcome.summons)
    {
        summons.AddRow().Add(each.hops).Add(each.coldUs, 2).Add(each.warmUs, 2);
    }
    os << rollOuts << '\n' << upgrade << '\n' << summons;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.plan.spacing = Time();
    Experiment experiment("camcube-deployment",
                          "A service that is rolled out in a region of the cube and upgraded there "
                          "under load, and another that packets summon.");
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    options.plan.AddTo(experiment);
    experiment.AddOption("region",
                         "where the service is to run: box and ball at (0,0,0), face at x = 0",
                         options.region,
                         OneOf({"box", "ball", "face", "whole"}));
    experiment.AddOption("size",
                         "side of the box in servers, or radius of the ball in hops",
                         options.size,
                         Between(1, 256));
    experiment.OnlyIf(
        {"size"},
        [&] { return options.region == "box" || options.region == "ball"; },
        "choose a box or a ball");
    experiment.AddOption("start-up",
                         "time from the decision to start a service until it serves",
                         options.startUp,
                         Between(Time(), Seconds(100)));
    experiment.AddOption("work",
                         "time that the service works on a request",
                         options.work,
                         Between(Time(), MilliSeconds(5)));
    experiment.AddOption("interval",
                         "time between two requests from random servers to random ones of the "
                         "region during the upgrade",
                         options.interval,
                         Between(NanoSeconds(100), MilliSeconds(10)));
    experiment.AddOption("events",
                         "file for what was deployed and withdrawn: "
                         "time_us,server,service,version,event, start or end",
                         options.events,
                         OutputFile());
    options.view.AddTo(experiment, "links and servers over time, and the load of each link,");
    experiment.SetByOption("ns3::camcube::Deployment::Catalogue", "region");
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const Torus torus = options.torus.Get();
        const TorusRegion region = GetRegion(options, torus);
        CubeRecorder* recorder = options.view.Record(torus);
        DeploymentTrial trial({torus,
                               options.protocol,
                               region,
                               options.startUp,
                               options.work,
                               options.interval,
                               options.plan},
                              experiment.GetStatus());
        const DeploymentTrial::Outcome outcome = trial.Run(recorder);
        Print(outcome, experiment.GetOutput());
        if (!options.events.empty())
        {
            AtomicFile::Write(options.events, [&](std::ostream& os) { trial.WriteEvents(os); });
        }
        experiment.SetResults(Describe(outcome, region));
        options.view.Write(experiment);
    });
}
