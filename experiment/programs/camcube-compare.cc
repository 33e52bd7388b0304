/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The same workload over several topologies, each with ns-3's own TCP/IP on its servers.

#include "ns3/atomic-file.h"
#include "ns3/chain-sweep.h"
#include "ns3/comparison-options.h"
#include "ns3/comparison-trial.h"
#include "ns3/experiment.h"
#include "ns3/incast-sweep.h"
#include "ns3/load-sweep.h"
#include "ns3/process-group.h"
#include "ns3/report-folder.h"
#include "ns3/survival-sweep.h"
#include "ns3/view-option.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

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

/** The folder for the report; stores nothing if none is wanted. */
ReportFolder
OpenReport(const ComparisonOptions& options, const Experiment& experiment)
{
    if (options.report.empty())
    {
        return {};
    }
    nlohmann::ordered_json identity = experiment.GetIdentity();
    std::ifstream sizes(options.workloadOptions.sizesFile);
    std::ostringstream text;
    text << sizes.rdbuf();
    identity["flow_sizes"] = text.str(); // a file may have changed under its name
    return ReportFolder(options.report, "compare.json", identity);
}

/** The workload on every topology, each with the table of its flows: {"outcome", "flows_csv"}. */
std::vector<nlohmann::ordered_json>
Compare(const ComparisonOptions& options,
        const Workload& workload,
        const ReportFolder& folder,
        ViewOption& view,
        Experiment& experiment)
{
    ComparisonTrial trial;
    trial.testbed = options.testbed;
    trial.workload = workload;
    trial.window =
        options.workloadOptions.HasDuration() ? options.workloadOptions.duration : Time(0);
    trial.deadline = options.deadline;
    std::vector<nlohmann::ordered_json> parts;
    for (const std::string& topology : options.GetTopologies())
    {
        trial.topology = topology;
        trial.recorder = topology == "torus"
                             ? view.Record(Torus::SmallestFor(options.testbed.servers))
                             : nullptr;
        const auto measure = [&] {
            const ComparisonOutcome outcome = trial.Run(experiment.GetStatus(), topology);
            std::ostringstream flows;
            outcome.flows.WriteCsv(flows);
            return nlohmann::ordered_json{{"outcome", outcome.ToJson()},
                                          {"flows_csv", flows.str()}};
        };
        // What a report has from an earlier run says nothing of each link.
        const nlohmann::ordered_json recorded = trial.recorder ? measure() : nullptr;
        parts.push_back(folder.GetPart("workload-" + topology,
                                       [&] { return trial.recorder ? recorded : measure(); }));
    }
    return parts;
}

void
Print(const nlohmann::ordered_json& outcomes,
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
SaveFlows(const std::vector<nlohmann::ordered_json>& parts, const std::filesystem::path& folder)
{
    std::error_code error;
    if (std::filesystem::create_directories(folder / "flows", error); error)
    {
        throw OutputError(folder / "flows", error.value());
    }
    for (const auto& part : parts)
    {
        const std::string topology = part["outcome"]["name"];
        AtomicFile::Write(folder / "flows" / (topology + ".csv"), [&part](std::ostream& os) {
            os << part["flows_csv"].get<std::string>();
        });
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
    ViewOption view;
    view.AddTo(experiment, "the torus under the workload, the load of each link over time,");
    experiment.OnlyIf(
        {"view"},
        [&options] {
            const auto topologies = options.GetTopologies();
            return std::count(topologies.begin(), topologies.end(), "torus") > 0;
        },
        "--topologies leaves out the torus");
    experiment.RunOnRanks();
    for (const char* option : {"loads", "incast", "chains", "failures", "report", "sleep"})
    {
        experiment.OnlyInOneProcess(option);
    }
    return experiment.Run(argc, argv, [&] {
        if (ProcessGroup::Get().GetSize() > 1 &&
            options.GetTopologies() != std::vector<std::string>{"torus"})
        {
            throw std::invalid_argument("several processes share a torus only; give "
                                        "--topologies=torus, or start one process");
        }
        options.CheckProtocol(experiment);
        options.testbed.servers = options.workloadOptions.servers;
        options.workloadOptions.lineRate = options.testbed.lineRate;
        // First, so that no curve changes what it draws.
        const Workload workload = options.workloadOptions.Make();
        const auto sweeps = MakeSweeps(options);
        const ReportFolder folder = OpenReport(options, experiment);
        const auto parts = Compare(options, workload, folder, view, experiment);
        nlohmann::ordered_json results{{"topologies", nlohmann::ordered_json::array()}};
        for (const auto& part : parts)
        {
            results["topologies"].push_back(part["outcome"]);
        }
        Print(results["topologies"], options.workloadOptions, experiment.GetOutput());
        for (const auto& sweep : sweeps)
        {
            sweep->Run(options.GetTopologies(), folder, experiment.GetStatus());
            if (!sweep->GetPoints().empty())
            {
                experiment.GetOutput() << '\n';
                sweep->Print(experiment.GetOutput());
                results[sweep->GetKey()] = sweep->GetPoints();
            }
        }
        experiment.SetResults(results);
        view.Write(experiment);
        if (!options.report.empty())
        {
            SaveFlows(parts, options.report);
            experiment.SaveJson(folder.GetDocument());
        }
    });
}
