/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What one more failure costs a torus of which more and more has failed already.

#include "ns3/experiment.h"
#include "ns3/process-usage.h"
#include "ns3/resilience-trial.h"
#include "ns3/result-table.h"
#include "ns3/share-list.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-option.h"

#include <numeric>

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

uint64_t
GetDropped(const Outcome& outcome)
{
    const auto& dropped = outcome.losses.dropped;
    return std::accumulate(dropped.begin(), dropped.end(), uint64_t(0));
}

/** Probes that no server dropped: they were on a cable or in a network card when it died. */
uint64_t
GetLostOnLinks(const Outcome& outcome)
{
    return outcome.probes.GetLost() - std::min(outcome.probes.GetLost(), GetDropped(outcome));
}

nlohmann::ordered_json
Describe(const std::string& kind, double share, const Outcome& outcome)
{
    nlohmann::ordered_json dropped;
    for (uint8_t i = 0; i < MultiHopRouting::N_DROP_REASONS; ++i)
    {
        const auto reason = static_cast<MultiHopRouting::DropReason>(i);
        dropped[MultiHopRouting::GetName(reason)] = outcome.losses.dropped[i];
    }
    return {
        {"kind", kind},
        {"failed_share", share},
        {"failed", outcome.failed},
        {"live_servers", outcome.liveServers},
        {"connected_pairs_share", outcome.connectedShare},
        {"initial_messages", outcome.initialMessages},
        {"initial_convergence_us", outcome.initialConvergenceUs},
        {"messages_per_event", outcome.messages.GetMean()},
        {"messages_per_event_max", outcome.messages.GetMax()},
        {"messages_per_event_and_live_server", outcome.messages.GetMean() / outcome.liveServers},
        {"convergence_us",
         {{"mean", outcome.convergenceUs.GetMean()}, {"max", outcome.convergenceUs.GetMax()}}},
        {"probe_packets", outcome.probes.sent},
        {"lost_packets", outcome.probes.GetLost()},
        {"lost_on_links_packets", GetLostOnLinks(outcome)},
        {"dropped_packets", dropped},
        {"held_packets", outcome.losses.held},
        {"rerouted_packets", outcome.losses.rerouted},
        {"state_bytes_per_server",
         {{"mean", outcome.stateBytes.GetMean()}, {"max", outcome.stateBytes.GetMax()}}}};
}

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
    table.Add(outcome.probes.sent).Add(outcome.probes.GetLost()).Add(GetLostOnLinks(outcome));
    const uint64_t noRoute = outcome.losses.dropped[MultiHopRouting::NO_ROUTE];
    table.Add(noRoute).Add(GetDropped(outcome) - noRoute).Add(outcome.losses.held);
    table.Add(outcome.stateBytes.GetMax() / 1024, 1);
}

Outcome
Try(const Options& options, const std::string& kind, double share, Experiment& experiment)
{
    ResilienceTrial::Plan plan = options.plan;
    plan.servers = kind == "servers";
    plan.share = share;
    const std::string what = FormatNumber(100 * share) + "% of the " + kind;
    Outcome outcome;
    {
        ResilienceTrial trial(options.torus.Get(), plan);
        trial.Prepare([&](uint64_t messages) {
            experiment.Say(what + " have failed, " + std::to_string(messages) + " messages so far");
        });
        const Progress progress =
            experiment.TrackProgress("more than " + what, trial.GetDuration());
        outcome = trial.Run();
    }
    Simulator::Destroy();
    return outcome;
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
        const WallClock clock;
        for (const std::string& kind : SplitAt(',', options.kinds))
        {
            for (double share : shares)
            {
                const Outcome outcome = Try(options, kind, share, experiment);
                AddRow(table, kind, share, outcome);
                trials.push_back(Describe(kind, share, outcome));
            }
        }
        experiment.GetOutput() << table;
        experiment.SetResults({{"trials", trials},
                               {"wall_s", clock.GetSeconds()},
                               {"rss_mib", GetPeakResidentMib()}});
    });
}
