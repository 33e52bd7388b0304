/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Real hosts on a simulated cube in real time. Without hosts, what a ping of theirs takes at least.

#include "ns3/experiment.h"
#include "ns3/live-session.h"
#include "ns3/ping-rehearsal.h"
#include "ns3/result-table.h"
#include "ns3/simulator.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

void
Rehearse(const LiveOptions& options, Experiment& experiment)
{
    LiveTestbed testbed(options);
    PingRehearsal rehearsal(testbed);
    const PingRehearsal::Outcome measured = rehearsal.Run();
    Simulator::Destroy();
    ResultTable table;
    table.AddColumn("distance", "hops").AddColumn("pairs").AddColumn("round trip", "us, least");
    table.AddColumn("mean", "us");
    nlohmann::ordered_json distances = nlohmann::ordered_json::array();
    for (const auto& [hops, times] : measured.byHops)
    {
        table.AddRow().Add(hops).Add(times.GetCount()).Add(times.GetMin(), 3);
        table.Add(times.GetMean(), 3);
        distances.push_back(
            {{"hops", hops}, {"pairs", times.GetCount()}, {"round_trip_us", times.ToJson()}});
    }
    experiment.GetOutput() << measured.answered << " of " << measured.pairs
                           << " pairs of servers have an answer\n\n"
                           << table;
    experiment.SetResults({{"servers", measured.servers},
                           {"pairs", measured.pairs},
                           {"answered", measured.answered},
                           {"round_trip_us", measured.roundTripUs.ToJson()},
                           {"distances", distances}});
}

void
Print(const LiveSession::Outcome& measured, std::ostream& os)
{
    const LivePort::Counters& packets = measured.packets;
    ResultTable traffic;
    traffic.AddColumn("hosts").AddColumn("time", "s").AddColumn("packets sent");
    traffic.AddColumn("received").AddColumn("waits").AddColumn("refused").AddColumn("foreign");
    traffic.AddColumn("write errors").AddColumn("devices down");
    traffic.AddRow().Add(measured.servers).Add(measured.seconds, 1).Add(packets.fromHost);
    traffic.Add(packets.toHost).Add(packets.waited).Add(packets.refused).Add(packets.foreign);
    traffic.Add(packets.writeErrors).Add(packets.downs);
    ResultTable clock;
    clock.AddColumn("behind the clock", "us, mean").AddColumn("p99", "us").AddColumn("worst", "us");
    clock.AddColumn("real-time priority");
    clock.AddRow().Add(measured.latenessUs.GetMean()).Add(measured.latenessUs.GetQuantile(0.99));
    clock.Add(measured.latenessUs.GetMax()).Add(measured.hasPriority ? "yes" : "no");
    os << traffic << '\n' << clock;
}

void
RunLive(const LiveOptions& options, Experiment& experiment)
{
    RealTimeRun::Choose();
    LiveTestbed testbed(options);
    LiveSession session(options, testbed, "camcube-live", experiment.GetStatus());
    const LiveSession::Outcome measured = session.Run();
    Simulator::Destroy();
    Print(measured, experiment.GetOutput());
    const LivePort::Counters& packets = measured.packets;
    experiment.SetResults({{"servers", measured.servers},
                           {"seconds", measured.seconds},
                           {"packets_from_hosts", packets.fromHost},
                           {"packets_to_hosts", packets.toHost},
                           {"waits", packets.waited},
                           {"packets_refused", packets.refused},
                           {"packets_foreign", packets.foreign},
                           {"write_errors", packets.writeErrors},
                           {"devices_gone_down", packets.downs},
                           {"realtime_priority", measured.hasPriority},
                           {"behind_us", measured.latenessUs.ToJson()}});
}

} // namespace

int
main(int argc, char* argv[])
{
    LiveOptions options;
    Experiment experiment("camcube-live",
                          "Real hosts on a simulated cube, in real time (./camcube live makes "
                          "them); without hosts, what their pings would take in the cube.");
    options.AddTo(experiment);
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        options.HasHosts() ? RunLive(options, experiment) : Rehearse(options, experiment);
    });
}
