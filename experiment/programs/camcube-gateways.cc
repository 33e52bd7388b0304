/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Clients outside the cube that connect to a virtual address while its servers and the gateways
// change, and how far servers are from the nearest gateway.

#include "ns3/experiment.h"
#include "ns3/gateways-trial.h"
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
    TorusOption torus{4};           //!< the cube
    std::string placement{"faces"}; //!< of gateways
    GatewaysTrial::Plan plan;       //!< the rest
    ViewOption view;                //!< page of the cube
};

/** How far servers are from the nearest of as many gateways, placed in one way. */
struct Distance
{
    std::string placement;
    std::size_t gateways;
    double meanHops;
};

std::vector<Distance>
MeasureDistances(const GatewaysTrial::Plan& plan)
{
    std::vector<Distance> distances;
    const std::vector<std::string> names = GatewayPlacement::GetNames();
    for (std::size_t kind = 0; kind < names.size(); ++kind)
    {
        const auto gateways = GatewayPlacement::Place(plan.torus,
                                                      static_cast<GatewayPlacement::Kind>(kind),
                                                      plan.gateways);
        distances.push_back({names[kind],
                             gateways.size(),
                             GatewayPlacement::GetMeanDistance(plan.torus, gateways)});
    }
    return distances;
}

nlohmann::ordered_json
Describe(const std::vector<Distance>& distances)
{
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Distance& each : distances)
    {
        rows.push_back({{"placement", each.placement},
                        {"gateways", each.gateways},
                        {"distance_hops_mean", each.meanHops}});
    }
    return rows;
}

nlohmann::ordered_json
Describe(const GatewaysTrial::Outcome& outcome)
{
    const ConnectionCrowd::Counts& connections = outcome.connections;
    const Gateways::Counters& packets = outcome.packets;
    return {{"events", outcome.events.ToJson()},
            {"servers_that_left", outcome.left},
            {"servers_that_joined", outcome.left},
            {"connections",
             {{"started", connections.started},
              {"finished", connections.finished},
              {"broken", connections.broken},
              {"unfinished", connections.started - connections.finished - connections.broken},
              {"exchange_us", connections.exchangeUs.ToJson()}}},
            {"connections_per_server", outcome.accepted.ToJson()},
            {"packets",
             {{"inward", packets.inward},
              {"outward", packets.outward},
              {"passed_on", packets.passedOn},
              {"strays", packets.strays},
              {"unserved", packets.unserved},
              {"too_long", packets.tooLong},
              {"malformed", packets.malformed}}},
            {"inward_per_gateway", outcome.inward.ToJson()},
            {"messages_about_servers", outcome.messages}};
}

void
Print(const std::vector<Distance>& distances, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("placement").AddColumn("gateways").AddColumn("to the nearest", "hops, mean");
    for (const Distance& each : distances)
    {
        table.AddRow().Add(each.placement).Add(each.gateways).Add(each.meanHops, 3);
    }
    os << table;
}

void
Print(const GatewaysTrial::Outcome& outcome, std::ostream& os)
{
    const ConnectionCrowd::Counts& connections = outcome.connections;
    ResultTable table;
    table.AddColumn("connections")
        .AddColumn("finished")
        .AddColumn("broken")
        .AddColumn("unfinished");
    table.AddColumn("servers", "left, joined").AddColumn("packets in").AddColumn("passed on");
    table.AddColumn("strays").AddColumn("exchange", "us, median").AddColumn("longest", "us");
    table.AddColumn("of a server", "least").AddColumn("most");
    table.AddRow().Add(connections.started).Add(connections.finished).Add(connections.broken);
    table.Add(connections.started - connections.finished - connections.broken).Add(outcome.left);
    table.Add(outcome.packets.inward).Add(outcome.packets.passedOn).Add(outcome.packets.strays);
    table.Add(connections.exchangeUs.GetQuantile(0.5), 1).Add(connections.exchangeUs.GetMax(), 1);
    table.Add(outcome.accepted.GetMin(), 0).Add(outcome.accepted.GetMax(), 0);
    os << '\n' << table;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    GatewaysTrial::Plan& plan = options.plan;
    Experiment experiment("camcube-gateways",
                          "Clients outside the cube that connect to a virtual address while its "
                          "servers and the gateways change, and how far servers are from the "
                          "nearest gateway.");
    options.torus.AddTo(experiment);
    plan.protocol.AddTo(experiment);
    plan.failures.begin = MilliSeconds(10);
    plan.failures.spacing = MilliSeconds(1);
    plan.failures.AddTo(experiment);
    plan.failures.AddSpacingTo(experiment);
    experiment.AddOption("gateways", "gateways", plan.gateways, Between(1, 250));
    experiment.AddOption("placement",
                         "where they are: near one corner, evenly over one face, over all faces, "
                         "or over the whole cube; distances are told of all",
                         options.placement,
                         OneOf(GatewayPlacement::GetNames()));
    experiment.AddOption("servers",
                         "servers of the address, drawn at random",
                         plan.servers,
                         Between(1, 100000));
    experiment.AddOption("change",
                         "share of these that leave one by one, while as many others join",
                         plan.change,
                         Between(0, 1));
    experiment.AddOption("connections",
                         "TCP connections of all clients; 0 to tell distances only",
                         plan.connections,
                         Between(0, 200000));
    experiment.AddOption("exchanges",
                         "messages of 100 bytes on each connection, each sent back",
                         plan.exchanges,
                         Between(1, 1000));
    experiment.AddOption("pause",
                         "time between the return of a message and the next",
                         plan.pause,
                         Between(Time(), Seconds(1)));
    experiment.AddOption("duration",
                         "time in which connections begin, at random, and servers leave and join",
                         plan.duration,
                         Between(MilliSeconds(1), Seconds(10)));
    options.view.AddTo(experiment, "links and servers over time, and the load of each link,");
    experiment.OnlyIf(
        {"protocol",
         "fail-links",
         "fail-servers",
         "fail-file",
         "placement",
         "servers",
         "change",
         "exchanges",
         "pause",
         "duration",
         "view"},
        [&] { return plan.connections > 0; },
        "let there be --connections");
    return experiment.Run(argc, argv, [&] {
        plan.protocol.Check(experiment);
        plan.torus = options.torus.Get();
        const auto names = GatewayPlacement::GetNames();
        plan.placement = static_cast<GatewayPlacement::Kind>(
            std::find(names.begin(), names.end(), options.placement) - names.begin());
        const std::vector<Distance> distances = MeasureDistances(plan);
        nlohmann::ordered_json results;
        Print(distances, experiment.GetOutput());
        if (plan.connections > 0)
        {
            CubeRecorder* recorder = options.view.Record(plan.torus);
            GatewaysTrial trial(plan, experiment.GetStatus());
            const GatewaysTrial::Outcome outcome = trial.Run(recorder);
            Print(outcome, experiment.GetOutput());
            results = Describe(outcome);
        }
        results["placements"] = Describe(distances);
        experiment.SetResults(results);
        options.view.Write(experiment);
    });
}
