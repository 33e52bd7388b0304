/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One server of a cube, on real cables and in real time; or, among simulated servers, what it would
// measure if cables and clocks cost nothing.

#include "ns3/experiment.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/result-table.h"
#include "ns3/server-session.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr int64_t ROUNDS = 10; //!< of questions in simulated time

void
Print(const EchoProbe& probe, std::ostream& os)
{
    ResultTable table;
    table.AddColumn("server").AddColumn("asked").AddColumn("answered").AddColumn("hops", "least");
    table.AddColumn("round trip", "us, least").AddColumn("longest gap", "ms");
    for (const auto& [server, echoes] : probe.GetEchoes())
    {
        table.AddRow().Add(server).Add(echoes.sent).Add(echoes.answered).Add(echoes.leastHops);
        table.Add(echoes.leastRoundTrip.GetNanoSeconds() * 1e-3, 3);
        table.Add(echoes.longestGap.GetNanoSeconds() * 1e-6, 1);
    }
    os << table;
}

nlohmann::ordered_json
Describe(const ServerOptions& options, const EchoProbe& probe)
{
    const auto us = [](Time time) { return time.GetNanoSeconds() * 1e-3; };
    nlohmann::ordered_json destinations = nlohmann::ordered_json::array();
    for (const auto& [server, echoes] : probe.GetEchoes())
    {
        destinations.push_back({{"server", server},
                                {"asked", echoes.sent},
                                {"answered", echoes.answered},
                                {"hops_min", echoes.leastHops},
                                {"round_trip_us_min", us(echoes.leastRoundTrip)},
                                {"first_us", us(echoes.first)},
                                {"last_us", us(echoes.last)},
                                {"longest_gap_us", us(echoes.longestGap)}});
    }
    const Torus torus = options.GetTorus();
    return {{"servers", torus.GetNServers()},
            {"server", torus.GetServer(options.GetCoordinate())},
            {"servers_that_answer", probe.CountAnswering()},
            {"destinations", destinations}};
}

void
RunReal(const ServerOptions& options, Experiment& experiment)
{
    RealTimeRun::Choose();
    {
        ServerSession session(options, experiment.GetStatus());
        session.Run();
        nlohmann::ordered_json results = Describe(options, session.GetProbe());
        results["real"] = session.ToJson();
        Print(session.GetProbe(), experiment.GetOutput());
        experiment.SetResults(results);
    }
    Simulator::Destroy();
}

void
Rehearse(const ServerOptions& options, Experiment& experiment)
{
    if (options.echo.IsZero())
    {
        throw std::invalid_argument("--echo=0s without --interfaces would measure nothing; give "
                                    "one of them");
    }
    TorusHelper helper(options.GetTorus());
    helper.SetDeviceAttribute("DataRate", DataRateValue(options.linkRate));
    helper.SetDeviceAttribute("ProcessingDelay", TimeValue(options.processing));
    helper.SetDeviceAttribute("Mtu", UintegerValue(options.mtu));
    const uint32_t here = options.GetTorus().GetServer(options.GetCoordinate());
    const NodeContainer servers = helper.Create();
    MultiHopRoutingHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 0);
    options.MakeRouting().Install(servers);
    std::vector<std::unique_ptr<EchoProbe>> probes;
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        probes.push_back(std::make_unique<EchoProbe>(*server));
    }
    probes[here]->Ask(options.echo, options.echo);
    const Time duration = (ROUNDS + 2) * options.echo;
    const Progress progress = experiment.TrackProgress("echoes in simulated time", duration);
    Simulator::Stop(duration);
    Simulator::Run();
    Print(*probes[here], experiment.GetOutput());
    experiment.SetResults(Describe(options, *probes[here]));
    probes.clear();
    Simulator::Destroy();
}

} // namespace

int
main(int argc, char* argv[])
{
    ServerOptions options;
    Experiment experiment("camcube-server",
                          "One server of a cube, on real cables and in real time (./camcube live "
                          "--processes starts them all); without --interfaces, what it would "
                          "measure among simulated ones.");
    options.AddTo(experiment);
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        options.IsReal() ? RunReal(options, experiment) : Rehearse(options, experiment);
    });
}
