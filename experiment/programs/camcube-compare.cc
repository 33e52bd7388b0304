/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The same workload over several topologies, each with ns-3's own TCP/IP on its servers.

#include "ns3/chain-sweep.h"
#include "ns3/comparison-options.h"
#include "ns3/comparison-trial.h"
#include "ns3/experiment.h"
#include "ns3/incast-sweep.h"
#include "ns3/load-sweep.h"
#include "ns3/survival-sweep.h"

#include <filesystem>
#include <memory>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** The curves that were asked for; refuses what cannot be served before anything long begins. */
std::vector<std::unique_ptr<ComparisonSweep>>
MakeSweeps(const ComparisonOptions& options)
{
    std::vector<std::unique_ptr<ComparisonSweep>> sweeps;
    sweeps.push_back(std::make_unique<LoadSweep>(options));
    sweeps.push_back(std::make_unique<IncastSweep>(options));
    sweeps.push_back(std::make_unique<ChainSweep>(options));
    sweeps.push_back(std::make_unique<SurvivalSweep>(options));
    return sweeps;
}

std::vector<ComparisonOutcome>
Compare(const ComparisonOptions& options, const Workload& workload, Experiment& experiment)
{
    ComparisonTrial trial;
    trial.testbed = options.testbed;
    trial.workload = workload;
    trial.window =
        options.workloadOptions.HasDuration() ? options.workloadOptions.duration : Time(0);
    trial.deadline = options.deadline;
    std::vector<ComparisonOutcome> outcomes;
    for (const std::string& topology : options.GetTopologies())
    {
        trial.topology = topology;
        outcomes.push_back(trial.Run(experiment, topology));
    }
    return outcomes;
}

void
Print(const std::vector<ComparisonOutcome>& outcomes,
      const WorkloadOptions& workloadOptions,
      std::ostream& os)
{
    os << "Workload " << workloadOptions.name << " over servers 0 to "
       << workloadOptions.servers - 1
       << " of each topology's smallest instance with as many servers.\n"
       << "Goodput and busy links are those "
       << (workloadOptions.HasDuration() ? "while flows arrived or sent.\n\n"
                                         : "until the last flow's end.\n\n");
    PrintOutcomes(outcomes, os);
}

/** The flows one by one, for distributions. */
void
SaveFlows(const std::vector<ComparisonOutcome>& outcomes, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder / "flows");
    for (const ComparisonOutcome& outcome : outcomes)
    {
        outcome.flows.SaveCsv(folder / "flows" / (outcome.topology + ".csv"));
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    ComparisonOptions options;
    Experiment experiment("camcube-compare",
                          "The same workload over a torus of servers, a fat-tree, a DCell and a "
                          "BCube, all with ns-3's own TCP/IP.");
    options.AddTo(experiment);
    return experiment.Run(argc, argv, [&] {
        options.testbed.servers = options.workloadOptions.servers;
        options.workloadOptions.lineRate = options.testbed.lineRate;
        // First, so that no curve changes what it draws.
        const Workload workload = options.workloadOptions.Make();
        const auto sweeps = MakeSweeps(options);
        const std::vector<ComparisonOutcome> outcomes = Compare(options, workload, experiment);
        Print(outcomes, options.workloadOptions, experiment.GetOutput());
        nlohmann::ordered_json results{{"topologies", nlohmann::ordered_json::array()}};
        for (const ComparisonOutcome& outcome : outcomes)
        {
            results["topologies"].push_back(outcome.ToJson());
        }
        for (const auto& sweep : sweeps)
        {
            sweep->Run(options.GetTopologies(), experiment);
            if (!sweep->GetPoints().empty())
            {
                experiment.GetOutput() << '\n';
                sweep->Print(experiment.GetOutput());
                results[sweep->GetKey()] = sweep->GetPoints();
            }
        }
        experiment.SetResults(results);
        if (!options.report.empty())
        {
            SaveFlows(outcomes, options.report);
            experiment.SaveJson(std::filesystem::path(options.report) / "compare.json");
        }
    });
}
