/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What one more failure costs a torus of which more and more has failed already.

#include "ns3/experiment.h"
#include "ns3/process-usage.h"
#include "ns3/resilience-trial.h"
#include "ns3/result-table.h"
#include "ns3/share-list.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"
#include "ns3/trial-json.h"

#include <nlohmann/json.hpp>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};                             //!< the cube
    std::string kinds{"links,servers"};               //!< what fails
    std::string shares{"0,0.05,0.1,0.2,0.3,0.4,0.5"}; //!< shares that have failed before
    ResilienceTrial::Plan plan;                       //!< the rest
};

using Outcome = ResilienceTrial::Outcome;

ResultTable
MakeTable()
{
    ResultTable table;
    table.AddColumn("of the", "").AddColumn("failed", "%").AddColumn("pairs", "connected %");
    table.AddColumn("messages", "an event").AddColumn("a live", "server");
    table.AddColumn("converged", "us, mean").AddColumn("longest", "us");
    table.AddColumn("probes").AddColumn("lost").AddColumn("on links").AddColumn("no route");
    table.AddColumn("dropped", "otherwise").AddColumn("held");
    table.AddColumn("state", "KiB, max");
    return table;
}

void
AddRow(ResultTable& table, const std::string& kind, double share, const Outcome& outcome)
{
    table.AddRow().Add(kind).Add(100 * share, 1).Add(100 * outcome.connectedShare, 3);
    table.Add(outcome.messages.GetMean(), 1);
    table.Add(outcome.messages.GetMean() / outcome.liveServers, 4);
    table.Add(outcome.convergenceUs.GetMean(), 0).Add(outcome.convergenceUs.GetMax(), 0);
    table.Add(outcome.probes.sent).Add(outcome.probes.GetLost()).Add(outcome.GetLostOnLinks());
    const uint64_t noRoute = outcome.losses.dropped[MultiHopRouting::NO_ROUTE];
    table.Add(noRoute).Add(outcome.GetDropped() - noRoute).Add(outcome.losses.held);
    table.Add(outcome.stateBytes.GetMax() / 1024, 1);
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    ResilienceTrial::Plan& plan = options.plan;
    Experiment experiment("camcube-resilience",
                          "What one more failure costs a torus, as more and more of it has failed: "
                          "messages, convergence, connected pairs and lost packets.");
    options.torus.AddTo(experiment);
    plan.protocol.AddTo(experiment);
    experiment.AddOption("kind",
                         "what fails, one after the other",
                         options.kinds,
                         SomeOf({"links", "servers"}));
    experiment.AddOption("shares", "what has failed before, at once", options.shares, ShareList());
    experiment.AddOption("events",
                         "further failures, one by one, which are measured",
                         plan.events,
                         Between(1, 10000));
    experiment.AddOption("spacing",
                         "simulated time from one of them to the next",
                         plan.spacing,
                         Between(MilliSeconds(1), Seconds(10)));
    experiment.AddOption("rate",
                         "rate at which each server sends probes meanwhile, payload only",
                         plan.rate,
                         Between(DataRate("10kbps"), DataRate("1Gbps")));
    experiment.AddOption("packet-size",
                         "payload of a probe",
                         plan.packetSize,
                         Between(46, 1400, "bytes"));
    return experiment.Run(argc, argv, [&] {
        plan.protocol.Check(experiment);
        const std::vector<double> shares = ParseShares("shares", options.shares);
        ResultTable table = MakeTable();
        nlohmann::ordered_json trials = nlohmann::ordered_json::array();
        const Torus torus = options.torus.Get();
        const WallClock clock;
        for (const std::string& kind : SplitAt(',', options.kinds))
        {
            plan.servers = kind == "servers";
            for (double share : shares)
            {
                plan.share = share;
                const Outcome outcome =
                    ResilienceTrial::Measure(torus, plan, experiment.GetStatus());
                AddRow(table, kind, share, outcome);
                trials.push_back(ToJson(kind, share, outcome));
            }
        }
        experiment.GetOutput() << table;
        experiment.SetResults({{"trials", trials},
                               {"wall_s", clock.GetSeconds()},
                               {"rss_mib", GetPeakResidentMib()}});
    });
}
