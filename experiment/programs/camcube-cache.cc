/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Values in the caches of a cube: how far they are away, what reads take under each choice of the
// cache to ask, and what reads see of writes, also while servers fail.

#include "ns3/cache-trial.h"
#include "ns3/experiment.h"
#include "ns3/result-table.h"
#include "ns3/routed-cube.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"
#include "ns3/view-option.h"

#include <nlohmann/json.hpp>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};           //!< the cube
    ProtocolOption protocol;        //!< what keeps its routes
    FailurePlan failures;           //!< what fails, and when
    std::string caches{"1,2,4"};    //!< along each axis, one after the other
    std::string choices{"Nearest"}; //!< likewise
    CacheTrial::Plan plan;          //!< what is asked
    ViewOption view;                //!< page of the cube
};

/** One line of the table. */
struct Row
{
    uint32_t caches{0};            //!< of a key
    std::string choice;            //!< of the cache to ask
    FailurePlan::Scheduled events; //!< what happened
    CacheTrial::Outcome outcome;   //!< what became of the requests
};

Row
Simulate(const Options& options,
         const CacheTrial::Plan& plan,
         CubeRecorder* recorder,
         Experiment& experiment)
{
    Row row;
    row.caches = plan.cachesPerAxis * plan.cachesPerAxis * plan.cachesPerAxis;
    row.choice = plan.choice;
    RoutedCube cube(options.torus.Get(), options.protocol, experiment.GetStatus());
    cube.RecordTo(recorder);
    CacheTrial trial(cube.GetTorus(), cube.GetServers(), cube.GetStreams(), plan);
    FailurePlan failures = options.failures;
    failures.begin = trial.GetBegin() + MilliSeconds(1);
    row.events = cube.Schedule(failures);
    const Progress progress =
        experiment.TrackProgress(std::to_string(row.caches) + " caches, " + row.choice,
                                 trial.GetEnd());
    trial.Run();
    row.outcome = trial.GetOutcome();
    cube.StopRecording();
    Simulator::Destroy();
    return row;
}

nlohmann::ordered_json
Describe(const Row& row)
{
    nlohmann::ordered_json json{{"caches", row.caches},
                                {"choice", row.choice},
                                {"events", row.events.ToJson()}};
    json.update(row.outcome.ToJson());
    return json;
}

void
Print(const std::vector<Row>& rows, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("caches").AddColumn("choice").AddColumn("reads").AddColumn("hits", "%");
    table.AddColumn("distance", "hops").AddColumn("read", "us, mean").AddColumn("p50");
    table.AddColumn("p99").AddColumn("p99.9").AddColumn("writes").AddColumn("write", "us, mean");
    table.AddColumn("absent").AddColumn("failed").AddColumn("stale");
    for (const Row& row : rows)
    {
        const CacheTrial::Outcome& outcome = row.outcome;
        const uint64_t reads = outcome.hits + outcome.misses + outcome.absent;
        table.AddRow().Add(row.caches).Add(row.choice).Add(reads);
        table.Add(100.0 * outcome.hits / reads, 1).Add(outcome.hitHops.GetMean(), 2);
        table.Add(outcome.readUs.GetMean(), 1).Add(outcome.readUs.GetQuantile(0.5), 1);
        table.Add(outcome.readUs.GetQuantile(0.99), 1).Add(outcome.readUs.GetQuantile(0.999), 1);
        table.Add(outcome.writes).Add(outcome.writeUs.GetMean(), 1).Add(outcome.absent);
        table.Add(outcome.failed + outcome.unended).Add(outcome.stale);
    }
    os << table;
}

void
AddOptions(Options& options, Experiment& experiment)
{
    CacheTrial::Plan& plan = options.plan;
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    options.failures.AddTo(experiment);
    options.failures.AddSpacingTo(experiment);
    experiment.AddOption("caches",
                         "caches of a key along each axis, to be tried one after the other",
                         options.caches,
                         SomeOf({"1", "2", "3", "4", "5", "6", "7", "8"}));
    experiment.AddOption("choices",
                         "which cache is asked, to be tried one after the other",
                         options.choices,
                         AllOrSomeOf(CacheTrial::GetChoices()));
    experiment.AddOption("keys", "keys, drawn at random", plan.keys, Between(1, 10000));
    experiment.AddOption("value", "length of a value", plan.valueBytes, Between(0, 9000, "bytes"));
    experiment.AddOption("clients",
                         "servers that ask, or all if these are fewer",
                         plan.clients,
                         Between(1, 1000000));
    experiment.AddOption(
        "requests",
        "requests of all clients, at random times; clients that have failed make none",
        plan.requests,
        Between(1, 10000000));
    experiment.AddOption("rate", "requests a second of each client", plan.rate, Between(1, 1e7));
    experiment.AddOption("writes", "share of the requests that write", plan.writes, Between(0, 1));
    experiment.AddOption("service",
                         "mean time that a server takes for a request, exponential; 0s for none",
                         plan.service,
                         Between(Time(), MilliSeconds(100)));
    experiment.AddOption("slowdown",
                         "factor by which half of the servers take longer",
                         plan.slowdown,
                         Between(1, 100));
    experiment.AddOption("fluctuation",
                         "time after which others are slow",
                         plan.fluctuation,
                         Between(MicroSeconds(10), Seconds(100)));
    experiment.OnlyIf(
        {"slowdown", "fluctuation"},
        [&plan] { return plan.service.IsStrictlyPositive(); },
        "give --service, too");
    options.view.AddTo(experiment, "each run: links and servers, and the load of each link,");
    experiment.SetByOption("ns3::camcube::CacheServer::CachesPerAxis", "caches");
    experiment.SetByOption("ns3::camcube::CacheServer::ServiceTime", "service");
    experiment.SetByOption("ns3::camcube::CacheServer::Timeout", "service");
    experiment.SetByOption("ns3::camcube::Cache::Choice", "choices");
    experiment.SetByOption("ns3::camcube::Cache::Clients", "clients");
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.failures.spacing = MilliSeconds(1);
    Experiment experiment("camcube-cache",
                          "Values in the caches of a cube: how far away they are, and what reading "
                          "and writing them takes, also while links and servers fail.");
    AddOptions(options, experiment);
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        std::vector<Row> rows;
        nlohmann::ordered_json trials = nlohmann::ordered_json::array();
        const auto numbers = ChooseFrom({}, options.caches);
        const auto choices = ChooseFrom(CacheTrial::GetChoices(), options.choices);
        for (const std::string& caches : numbers)
        {
            for (const std::string& choice : choices)
            {
                CacheTrial::Plan plan = options.plan;
                plan.cachesPerAxis = static_cast<uint32_t>(ParseWholeNumber(caches).value());
                plan.choice = choice;
                CubeRecorder* recorder = options.view.Record(options.torus.Get(),
                                                             caches + " an axis, " + choice,
                                                             numbers.size() * choices.size());
                rows.push_back(Simulate(options, plan, recorder, experiment));
                trials.push_back(Describe(rows.back()));
            }
        }
        Print(rows, experiment.GetOutput());
        experiment.SetResults({{"trials", trials}});
        options.view.Write(experiment);
    });
}
