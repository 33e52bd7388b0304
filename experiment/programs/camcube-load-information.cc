/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How old what servers know of each other's load is, and what it costs, for four ways of telling.

#include "ns3/experiment.h"
#include "ns3/load-information-trial.h"
#include "ns3/result-table.h"
#include "ns3/text-parsing.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    LoadInformationTrial::Plan plan;                   //!< what is simulated
    std::string ways{"all"};                           //!< by which loads are told
    std::string periods{"1ms,2ms,5ms,10ms,20ms,50ms"}; //!< how often
};

std::vector<Time>
ParsePeriods(const std::string& text)
{
    std::vector<Time> periods;
    for (const std::string& word : SplitAt(',', text))
    {
        const std::optional<Time> period = ParseTime(word);
        if (!period || *period < MicroSeconds(100) || *period > Seconds(1))
        {
            throw std::invalid_argument(AbridgeArgument("--periods=" + text) + ": \"" +
                                        Abridge(word) +
                                        "\" is no period; give times from 100us to 1s joined by "
                                        "commas, such as 1ms,10ms");
        }
        periods.push_back(*period);
    }
    return periods;
}

void
Print(const std::vector<LoadInformationTrial::Outcome>& outcomes, std::ostream& os)
{
    os << "Age of what servers know of each other's load, and what that takes on links beyond the "
          "flows.\n\n";
    ResultTable table;
    table.AddColumn("way").AddColumn("period", "ms").AddColumn("age mean", "ms");
    table.AddColumn("p50", "ms").AddColumn("p99", "ms").AddColumn("unknown", "%");
    table.AddColumn("extra of a server", "bytes/s").AddColumn("in frames", "1/s");
    for (const LoadInformationTrial::Outcome& outcome : outcomes)
    {
        table.AddRow().Add(outcome.way).Add(outcome.period.GetSeconds() * 1e3);
        table.Add(outcome.ageUs.GetMean() / 1e3, 2);
        table.Add(outcome.ageUs.GetQuantile(0.5) / 1e3, 2);
        table.Add(outcome.ageUs.GetQuantile(0.99) / 1e3, 2).Add(100 * outcome.unknown, 2);
        table.Add(outcome.extraBytes, 0).Add(outcome.extraFrames, 1);
    }
    os << table;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    LoadInformationTrial::Plan& plan = options.plan;
    Experiment experiment("camcube-load-information",
                          "How old what servers know of each other's load is, and what it costs, "
                          "for four ways of telling.");
    experiment.AddOption("k", "servers along each of the three axes", plan.k, Between(2, 12));
    experiment.AddOption("ways",
                         "by which loads are told",
                         options.ways,
                         AllOrSomeOf(LoadInformationTrial::GetWays()));
    experiment.AddOption("periods",
                         "how often each server asks or tells, times joined by commas",
                         options.periods,
                         AnyText("times from 100us to 1s joined by commas"));
    experiment.AddOption("rate",
                         "of the flow from each server to another",
                         plan.rate,
                         Between(DataRate("10kbps"), DataRate("500Mbps")));
    experiment.AddOption("packet-size",
                         "of the flows' packets, behind the Ethernet header, headers included",
                         plan.packetBytes,
                         Between(64, 1500, "bytes"));
    experiment.SetByOption("ns3::camcube::LoadInformation::Period", "periods");
    return experiment.Run(argc, argv, [&] {
        const std::vector<Time> periods = ParsePeriods(options.periods);
        LoadInformationTrial trial(plan);
        std::vector<LoadInformationTrial::Outcome> outcomes;
        for (const std::string& way : ChooseFrom(LoadInformationTrial::GetWays(), options.ways))
        {
            for (const Time& period : periods)
            {
                outcomes.push_back(trial.Run(way, period, experiment.GetStatus()));
            }
        }
        Print(outcomes, experiment.GetOutput());
        experiment.SetResults(ToJson(outcomes));
    });
}
