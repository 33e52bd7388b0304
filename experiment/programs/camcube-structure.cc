/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What topologies are worth as graphs: paths, cuts, disjoint paths, failures survived, cost.

#include "ns3/csv-file.h"
#include "ns3/experiment.h"
#include "ns3/process-usage.h"
#include "ns3/report-folder.h"
#include "ns3/structure-tables.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <list>
#include <set>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    uint32_t servers{64};          //!< servers wanted
    std::string topologies{"all"}; //!< which
    std::string sizes{"smallest"}; //!< instances in place of the smallest
    StructureOptions measure;      //!< how thoroughly
    std::string csv;               //!< file for the metrics
    std::string failuresCsv;       //!< file for the points of the failure curves
    std::string report;            //!< folder of a report, or nothing
};

/** Reads "torus=4x4x8;dcell=4,2"; topologies not named there get their smallest instance. */
std::unique_ptr<TopologyInstance>
MakeInstance(const std::string& name, const Options& options)
{
    for (const std::string& word : SplitAt(';', options.sizes))
    {
        if (word.rfind(name + "=", 0) == 0)
        {
            return TopologyInstance::MakeOfSize(name, word.substr(name.size() + 1));
        }
    }
    return TopologyInstance::Make(name, options.servers);
}

/** \return the topologies that a text of sizes names; refuses one that names none, or one twice */
std::set<std::string>
CheckSizes(const std::string& sizes)
{
    std::set<std::string> sized;
    if (sizes == "smallest")
    {
        return sized;
    }
    constexpr std::size_t LONGEST = 60; // no size takes as much
    for (const std::string& word : SplitAt(';', sizes))
    {
        const std::string name = word.substr(0, word.find('='));
        const std::vector<std::string>& names = TopologyInstance::GetNames();
        if (word.find('=') == std::string::npos || word.size() > LONGEST ||
            std::find(names.begin(), names.end(), name) == names.end())
        {
            throw std::invalid_argument("--sizes: \"" + Abridge(word) + "\" names no size of " +
                                        JoinWithOr(names) +
                                        "; give sizes such as torus=4x4x8;dcell=4,2");
        }
        if (!sized.insert(name).second)
        {
            throw std::invalid_argument("--sizes names two sizes of " + name + "; give one");
        }
    }
    return sized;
}

/** What is reported of one topology. */
nlohmann::ordered_json
Describe(const StructureMeasurement& measured)
{
    return {{"topology", measured.ToJson()},
            {"points", measured.GetPointsJson()},
            {"thresholds", measured.GetThresholdsJson()}};
}

void
Report(const std::vector<nlohmann::ordered_json>& parts,
       const Options& options,
       Experiment& experiment)
{
    using Json = nlohmann::ordered_json;
    Json rows = Json::array();
    Json points = Json::array();
    Json thresholds = Json::array();
    for (const Json& part : parts)
    {
        rows.push_back(part["topology"]);
        points.insert(points.end(), part["points"].begin(), part["points"].end());
        thresholds.insert(thresholds.end(), part["thresholds"].begin(), part["thresholds"].end());
    }
    WriteCsv(options.csv, rows);
    WriteCsv(options.failuresCsv, points);
    Json results{{"topologies", rows}, {"rss_mib", GetPeakResidentMib()}};
    if (options.measure.failures)
    {
        results["failures"] = points;
        results["thresholds"] = thresholds;
    }
    experiment.SetResults(results);
}

StructureMeasurement
Measure(const TopologyInstance& instance, const Options& options, Experiment& experiment)
{
    const std::string title = instance.GetName() + " " + instance.GetSize() + ": ";
    return StructureMeasurement::Measure(instance,
                                         options.measure,
                                         [&](const std::string& what, double done) {
                                             const int percent = static_cast<int>(100 * done);
                                             experiment.Say(title + what + ", " +
                                                            std::to_string(percent) + " %");
                                         });
}

void
AddOptions(Experiment& experiment, Options& options)
{
    experiment.AddOption("servers",
                         "servers wanted; of each topology the smallest instance with as many is "
                         "taken",
                         options.servers,
                         Between(2, 16777216));
    experiment.AddOption("topologies",
                         "which topologies, joined by commas",
                         options.topologies,
                         AllOrSomeOf(TopologyInstance::GetNames()));
    experiment.AddOption("sizes",
                         "instances to take in place of the smallest: sides of the torus, ports k "
                         "of the fat-tree, n,k of DCell and BCube",
                         options.sizes,
                         AnyText("smallest, or sizes such as \"torus=4x4x8;fattree=8;dcell=4,2;"
                                 "bcube=8,1\""));
    experiment.AddOption("sources",
                         "search paths from so many servers; from all if there are no more, and "
                         "else from a random choice",
                         options.measure.sources,
                         Between(1, 16777216));
    experiment.AddOption("pairs",
                         "count disjoint paths between so many random pairs of servers",
                         options.measure.pairs,
                         Between(1, 1000000));
    experiment.AddOption("failures",
                         "let growing shares of links, servers and switches fail at random",
                         options.measure.failures);
    experiment.AddOption("seeds",
                         "random orders of failure, for the confidence intervals",
                         options.measure.orders,
                         Between(2, 100000));
    experiment.AddOption("csv", "file for the metrics as CSV", options.csv, OutputFile());
    experiment.AddOption("failures-csv",
                         "file for the curves of --failures as CSV",
                         options.failuresCsv,
                         OutputFile());
    experiment.OnlyIf(
        {"seeds", "failures-csv"},
        [&options] { return options.measure.failures; },
        "give --failures too");
    experiment.AddOutputOption("report",
                               "folder of a report, in which to write structure.json in place of "
                               "tables",
                               options.report,
                               OutputFolder());
    const auto getChosen = [&options] {
        const auto list = ChooseFrom(TopologyInstance::GetNames(), options.topologies);
        return std::set<std::string>(list.begin(), list.end());
    };
    experiment.OnlyIf(
        {"sizes"},
        [=, &options] {
            const auto sized = CheckSizes(options.sizes);
            const auto chosen = getChosen();
            return std::includes(chosen.begin(), chosen.end(), sized.begin(), sized.end());
        },
        "give sizes only of what --topologies names");
    experiment.OnlyIf(
        {"servers"},
        [=, &options] { return CheckSizes(options.sizes) != getChosen(); },
        "--sizes says how large each topology is");
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.measure.shares = StructureOptions::GetUsualShares();
    Experiment experiment("camcube-structure",
                          "What torus, fat-tree, DCell and BCube are worth as graphs: paths, cuts, "
                          "failures survived, cost.");
    AddOptions(experiment, options);
    return experiment.Run(argc, argv, [&] {
        // All of them first: what is impossible is refused before the work begins.
        std::vector<std::unique_ptr<TopologyInstance>> instances;
        for (const std::string& name : ChooseFrom(TopologyInstance::GetNames(), options.topologies))
        {
            instances.push_back(MakeInstance(name, options));
            StructureMeasurement::CheckMemory(*instances.back());
        }
        std::vector<nlohmann::ordered_json> parts;
        if (!options.report.empty())
        {
            const ReportFolder folder(options.report, "structure.json", experiment.GetIdentity());
            for (const auto& instance : instances)
            {
                parts.push_back(folder.GetPart(instance->GetName(), [&] {
                    return Describe(Measure(*instance, options, experiment));
                }));
            }
            Report(parts, options, experiment);
            experiment.SaveJson(folder.GetDocument());
            return;
        }
        std::list<StructureMeasurement> all;
        for (const auto& instance : instances)
        {
            all.push_back(Measure(*instance, options, experiment));
            parts.push_back(Describe(all.back()));
        }
        Report(parts, options, experiment);
        PrintStructures(all, experiment.GetOutput());
        if (options.measure.failures)
        {
            PrintFailureCurves(all, experiment.GetOutput());
        }
    });
}
