/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What sleeping links save as load grows, and what that costs: the same flows over a torus whose
// links are always on, and over one whose links sleep when nobody needs them.

#include "ns3/experiment.h"
#include "ns3/result-table.h"
#include "ns3/text-parsing.h"
#include "ns3/trial-json.h"
#include "ns3/view-option.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    std::string loads{"0,0.001,0.01,0.05,0.1,0.2,0.3,0.5,0.7,0.9,1"}; //!< of the links' capacity
    EnergyTrial::Plan plan;                                           //!< the rest
    ViewOption view;                                                  //!< page of the cube
};

std::vector<double>
ParseLoads(const std::string& text)
{
    std::vector<double> loads;
    for (const std::string& word : SplitAt(',', text))
    {
        const std::optional<double> load = ParseNumber(word);
        if (!load || *load < 0 || *load > EnergyTrial::MAX_LOAD)
        {
            throw std::invalid_argument(AbridgeArgument("--loads=" + text) + ": \"" +
                                        Abridge(word) +
                                        "\" is no load; give numbers from 0 to 2 joined by "
                                        "commas, such as 0,0.1,0.5");
        }
        loads.push_back(*load);
    }
    return loads;
}

void
Print(const std::vector<EnergyTrial::Point>& points, std::ostream& os)
{
    os << "One flow from each server to another; load 1 fills every link. First always on, then "
          "with sleep.\n\n";
    ResultTable table;
    table.AddColumn("load", "%").AddColumn("asleep", "%").AddColumn("always on", "W");
    table.AddColumn("sleep", "W").AddColumn("saved", "%").AddColumn("delivered", "Gbit/s");
    table.AddColumn("sleep", "Gbit/s").AddColumn("latency", "us").AddColumn("sleep", "us");
    table.AddColumn("p99", "us").AddColumn("sleep", "us");
    for (const EnergyTrial::Point& point : points)
    {
        const EnergyTrial::Outcome& on = point.alwaysOn;
        const EnergyTrial::Outcome& sleep = point.sleeping;
        table.AddRow().Add(100 * point.load).Add(100 * sleep.asleepShare).Add(on.watts);
        table.Add(sleep.watts).Add(100 * point.GetSavedShare()).Add(on.throughputGbps);
        table.Add(sleep.throughputGbps).Add(on.packets.latencyUs.GetMean());
        table.Add(sleep.packets.latencyUs.GetMean()).Add(on.packets.latencyUs.GetQuantile(0.99));
        table.Add(sleep.packets.latencyUs.GetQuantile(0.99));
    }
    os << table;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    Experiment experiment("camcube-energy",
                          "What sleeping links save as load grows, against links always on.");
    experiment.AddOption("k",
                         "servers along each of the three axes",
                         options.plan.k,
                         Between(2, 32));
    experiment.AddOption("loads",
                         "loads to offer, joined by commas; 1 is what fills every link",
                         options.loads,
                         AnyText("numbers from 0 to 2 joined by commas"));
    experiment.AddOption("duration",
                         "how long the sources send",
                         options.plan.duration,
                         Between(MicroSeconds(100), Seconds(10)));
    experiment.AddOption("warmup",
                         "nothing is measured before this time",
                         options.plan.warmup,
                         Between(Time(0), Seconds(10)));
    options.view.AddTo(experiment, "each run with sleep: which links sleep, and the load of each,");
    return experiment.Run(argc, argv, [&] {
        if (options.plan.warmup >= options.plan.duration)
        {
            throw std::invalid_argument("--warmup must be shorter than --duration, or nothing is "
                                        "measured");
        }
        const EnergyTrial trial(options.plan);
        std::vector<EnergyTrial::Point> points;
        const std::vector<double> loads = ParseLoads(options.loads);
        const Torus torus(options.plan.k, options.plan.k, options.plan.k);
        for (double load : loads)
        {
            CubeRecorder* recorder =
                options.view.Record(torus, "load " + FormatNumber(load), loads.size());
            points.push_back(trial.Run(load, experiment.GetStatus(), recorder));
        }
        Print(points, experiment.GetOutput());
        experiment.SetResults(ToJson(points));
        options.view.Write(experiment);
    });
}
