/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Records of all servers, added up by key at one of them or at all: along six trees, along one, and
// sent as they are by TCP over the same torus and over a fat-tree, against a switch.

#include "ns3/aggregation-trial.h"
#include "ns3/comparison-trial.h"
#include "ns3/experiment.h"
#include "ns3/result-table.h"
#include "ns3/routed-cube.h"
#include "ns3/simulator.h"
#include "ns3/view-option.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const std::vector<std::string> METHODS{"six-trees", "one-tree", "tcp-torus", "tcp-fattree"};
const std::vector<std::string> PATTERNS{"all-to-one", "all-to-all"};

/** The longest side with which all servers aggregate at once. */
constexpr uint32_t MOST_TO_ALL = 6;

/** The rate of all links. */
constexpr const char* RATE = "1Gbps";

/** What the user may choose. */
struct Options
{
    uint32_t k{3};           //!< servers along each axis
    ProtocolOption protocol; //!< what keeps the torus's routes
    FailurePlan failures;    //!< what fails, and when
    std::string methods{"six-trees,one-tree,tcp-torus,tcp-fattree"}; //!< one after the other
    std::string patterns{"all-to-one,all-to-all"};                   //!< likewise
    uint64_t bytes{1000000};                                         //!< of each server
    Time deadline{Seconds(2)};                                       //!< for each
    ViewOption view;                                                 //!< page of the cube
};

bool
IsTcp(const std::string& method)
{
    return method.rfind("tcp", 0) == 0;
}

/** One line of the table. */
struct Row
{
    std::string pattern;               //!< who aggregates
    std::string method;                //!< by what
    bool isDone{false};                //!< in time
    Time time;                         //!< until then
    Time bySwitch;                     //!< what a switch takes
    FailurePlan::Scheduled events;     //!< what happened
    AggregationTrial::Outcome outcome; //!< of trees
    uint64_t losses{0};                //!< packets, of TCP

    double GetSpeedup() const
    {
        return isDone ? bySwitch.GetSeconds() / time.GetSeconds()
                      : std::numeric_limits<double>::quiet_NaN();
    }
};

void
RunTrees(const Options& options,
         const AggregationTrial::Plan& plan,
         Row& row,
         CubeRecorder* recorder,
         Experiment& experiment)
{
    const Torus torus(options.k, options.k, options.k);
    RoutedCube cube(torus, options.protocol, experiment.GetStatus());
    cube.RecordTo(recorder);
    AggregationTrial trial(cube.GetTorus(), cube.GetServers(), plan);
    row.events = cube.Schedule(options.failures);
    const Progress progress =
        experiment.TrackProgress(row.method + ", " + row.pattern,
                                 plan.begin + std::min(options.deadline, row.bySwitch));
    trial.Run(options.deadline);
    row.outcome = trial.GetOutcome();
    row.isDone = row.outcome.completed == row.outcome.jobs;
    row.time = row.outcome.time;
    cube.StopRecording();
    Simulator::Destroy();
}

void
RunTcp(const Options& options,
       const AggregationTrial::Plan& plan,
       Row& row,
       CubeRecorder* recorder,
       Experiment& experiment)
{
    const uint32_t servers = options.k * options.k * options.k;
    ComparisonTrial trial;
    trial.topology = row.method == "tcp-torus" ? "torus" : "fattree";
    trial.testbed.servers = servers;
    trial.testbed.lineRate = DataRate(RATE);
    TrafficPairs pairs;
    for (uint32_t source = 0; source < servers; ++source)
    {
        for (uint32_t root = 0; root < (plan.isAllToAll ? servers : 1); ++root)
        {
            if (root != source)
            {
                pairs.push_back({source, root});
            }
        }
    }
    const uint64_t share = plan.bytes / (plan.isAllToAll ? servers : 1);
    trial.workload = Workload::Bulk(pairs, share, Time());
    trial.deadline = options.deadline;
    trial.recorder = recorder;
    const ComparisonOutcome outcome =
        trial.Run(experiment.GetStatus(), row.method + ", " + row.pattern);
    row.isDone = outcome.flows.GetNCompleted() == pairs.size();
    row.time = NanoSeconds(1e3 * outcome.flows.GetCompletionTimes().GetMax());
    row.losses = outcome.packets.GetLost();
}

Row
Simulate(const Options& options,
         const std::string& pattern,
         const std::string& method,
         CubeRecorder* recorder,
         Experiment& experiment)
{
    Row row;
    row.pattern = pattern;
    row.method = method;
    AggregationTrial::Plan plan;
    plan.bytes = options.bytes;
    plan.isAllToAll = pattern == "all-to-all";
    plan.isSingleTree = method == "one-tree";
    row.bySwitch =
        AggregationTrial::GetSwitchTime(plan, options.k * options.k * options.k, DataRate(RATE));
    IsTcp(row.method) ? RunTcp(options, plan, row, recorder, experiment)
                      : RunTrees(options, plan, row, recorder, experiment);
    return row;
}

nlohmann::ordered_json
Describe(const Row& row)
{
    nlohmann::ordered_json json{{"pattern", row.pattern},
                                {"method", row.method},
                                {"done", row.isDone},
                                {"time_us", row.time.GetNanoSeconds() / 1e3},
                                {"switch_us", row.bySwitch.GetNanoSeconds() / 1e3},
                                {"speedup", row.isDone ? row.GetSpeedup() : 0}};
    if (IsTcp(row.method))
    {
        json["lost_packets"] = row.losses;
    }
    else
    {
        json["events"] = row.events.ToJson();
        json["trees"] = row.outcome.ToJson();
    }
    return json;
}

void
Print(const Options& options, const std::vector<Row>& rows, std::ostream& os)
{
    os << options.k * options.k * options.k << " servers with " << options.bytes
       << " bytes of records each; all have the same keys. Speed-up is over a switch to which each "
          "server has one link.\n\n";
    ResultTable table;
    table.AddColumn("pattern").AddColumn("method").AddColumn("time", "us");
    table.AddColumn("a switch", "us").AddColumn("speed-up").AddColumn("records");
    table.AddColumn("wrong").AddColumn("frames").AddColumn("routed").AddColumn("streams", "anew");
    table.AddColumn("lost", "packets");
    const double none = std::numeric_limits<double>::quiet_NaN();
    for (const Row& row : rows)
    {
        table.AddRow().Add(row.pattern).Add(row.method);
        table.Add(row.isDone ? row.time.GetNanoSeconds() / 1e3 : none, 0);
        table.Add(row.bySwitch.GetNanoSeconds() / 1e3, 0).Add(row.GetSpeedup(), 2);
        const AggregationTrial::Outcome& trees = row.outcome;
        for (const uint64_t count : {trees.records,
                                     trees.wrong,
                                     trees.servers.frames,
                                     trees.servers.routed,
                                     trees.servers.restarts})
        {
            table.Add(IsTcp(row.method) ? none : static_cast<double>(count), 0);
        }
        table.Add(IsTcp(row.method) ? static_cast<double>(row.losses) : none, 0);
    }
    os << table;
}

/** \throws std::invalid_argument for what leaves nothing to do, or takes too much memory */
void
CheckSize(const Options& options)
{
    const uint64_t servers = uint64_t{options.k} * options.k * options.k;
    const uint64_t least = servers * AggregationMessage::RECORD_BYTES;
    if (options.patterns != "all-to-one" && options.bytes < least)
    {
        throw std::invalid_argument("--bytes=" + std::to_string(options.bytes) +
                                    " leaves no record for each of " + std::to_string(servers) +
                                    " servers; give " + std::to_string(least) +
                                    " at least, or --patterns=all-to-one");
    }
    if (options.patterns != "all-to-one" && options.k > MOST_TO_ALL)
    {
        throw std::invalid_argument("--k=" + std::to_string(options.k) +
                                    ": all to all would play " +
                                    std::to_string(6 * servers * servers) +
                                    " places; give --patterns=all-to-one, or k of " +
                                    std::to_string(MOST_TO_ALL) + " at most");
    }
}

void
AddOptions(Options& options, Experiment& experiment)
{
    experiment.AddOption("k", "servers along each axis", options.k, Between(2, 12));
    options.protocol.AddTo(experiment);
    options.failures.AddTo(experiment);
    options.failures.AddSpacingTo(experiment);
    experiment.AddOption("methods",
                         "how it is done, to be tried one after the other",
                         options.methods,
                         AllOrSomeOf(METHODS));
    experiment.AddOption("patterns",
                         "who aggregates, to be tried one after the other: server 0, or each "
                         "server a share of the keys",
                         options.patterns,
                         AllOrSomeOf(PATTERNS));
    experiment.AddOption("bytes",
                         "length of the records of a server, 16 for each",
                         options.bytes,
                         Between(16, 1e9, "bytes"));
    experiment.AddOption("deadline",
                         "simulated time after which one is given up",
                         options.deadline,
                         Between(MicroSeconds(1), Seconds(100)));
    options.view.AddTo(experiment, "each run over a torus, the load of each link over time,");
    experiment.OnlyIf(
        {"view"},
        [&options] { return options.methods != "tcp-fattree"; },
        "choose a method that runs over a torus");
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.failures.spacing = MicroSeconds(100);
    Experiment experiment("camcube-aggregation",
                          "Records of all servers, added up by key on their way to one of them, or "
                          "sent there as they are: how long that takes.");
    AddOptions(options, experiment);
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const auto methods = ChooseFrom(METHODS, options.methods);
        const bool isFailing = options.failures.links > 0 || options.failures.servers > 0 ||
                               !options.failures.file.empty();
        const bool hasTcp = std::any_of(methods.begin(), methods.end(), IsTcp);
        if (isFailing && hasTcp)
        {
            throw std::invalid_argument("failures would have no effect on methods tcp-torus and "
                                        "tcp-fattree; give --methods=six-trees,one-tree, too");
        }
        CheckSize(options);
        std::vector<Row> rows;
        nlohmann::ordered_json trials = nlohmann::ordered_json::array();
        const auto patterns = ChooseFrom(PATTERNS, options.patterns);
        for (const std::string& pattern : patterns)
        {
            for (const std::string& method : methods)
            {
                CubeRecorder* recorder = nullptr;
                if (method != "tcp-fattree")
                {
                    recorder = options.view.Record(Torus(options.k, options.k, options.k),
                                                   method + ", " + pattern,
                                                   methods.size() * patterns.size());
                }
                rows.push_back(Simulate(options, pattern, method, recorder, experiment));
                trials.push_back(Describe(rows.back()));
            }
        }
        Print(options, rows, experiment.GetOutput());
        experiment.SetResults({{"servers", options.k * options.k * options.k}, {"trials", trials}});
        options.view.Write(experiment);
    });
}
