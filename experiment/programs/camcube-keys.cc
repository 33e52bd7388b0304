/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Key-based routing while links and servers fail: who is the root of which key, for others to
// check, and what becomes of packets that are sent to keys meanwhile.

#include "ns3/atomic-file.h"
#include "ns3/experiment.h"
#include "ns3/key-routing.h"
#include "ns3/key-traffic.h"
#include "ns3/result-table.h"
#include "ns3/root-survey.h"
#include "ns3/route-dump.h"
#include "ns3/routed-cube.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/torus-option.h"
#include "ns3/view-option.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What the user may choose. */
struct Options
{
    TorusOption torus{8};    //!< the cube
    ProtocolOption protocol; //!< what keeps its routes
    FailurePlan plan;        //!< what fails, and when
    uint32_t keys{1000};     //!< how many
    std::string links;       //!< file for the links
    std::string roots;       //!< file for the roots
    ViewOption view;         //!< page of the cube
};

/** What a run measured. */
struct Measured
{
    FailurePlan::Scheduled events; //!< what happened
    bool settled{false};           //!< whether routing had nothing left to do
    double convergenceUs{0};       //!< from the last event to the last message or change
    uint32_t live{0};              //!< servers
    std::size_t parts{0};          //!< into which they have fallen
    uint64_t different{0};         //!< views of roots that others in the part do not share
    RootSurvey::Spread spread;     //!< of the keys over servers
    KeyTraffic::Counts packets;    //!< sent to keys during the failures
};

std::vector<Key>
DrawKeys(uint32_t count, const Ptr<UniformRandomVariable>& random)
{
    std::vector<Key> keys(count);
    for (Key& key : keys)
    {
        for (uint32_t& word : key.words)
        {
            word = random->GetInteger(0, UINT32_MAX - 1);
        }
    }
    return keys;
}

void
Survey(const Options& options,
       const RoutedCube& cube,
       const std::vector<Key>& keys,
       Measured& measured,
       Experiment& experiment)
{
    const std::string all = std::to_string(cube.GetServers().GetN());
    const RootSurvey
        survey(cube.GetTorus(), cube.GetServers(), cube.GetFailures(), keys, [&](uint32_t server) {
            experiment.Say("asked " + std::to_string(server) + " of " + all + " servers for roots");
        });
    measured.live = survey.GetNLive();
    measured.parts = survey.GetNParts();
    measured.different = survey.CountDifferent();
    measured.spread = survey.GetSpread();
    if (!options.links.empty())
    {
        AtomicFile::Write(options.links, [&](std::ostream& os) {
            WriteLinks(os, cube.GetTorus(), cube.GetServers());
        });
    }
    if (!options.roots.empty())
    {
        experiment.Say("writing roots; --keys writes fewer");
        AtomicFile::Write(options.roots, [&](std::ostream& os) { survey.Write(os); });
    }
}

Measured
Simulate(Options& options, Experiment& experiment)
{
    Measured measured;
    CubeRecorder* recorder = options.view.Record(options.torus.Get());
    RoutedCube cube(options.torus.Get(), options.protocol, experiment.GetStatus());
    cube.RecordTo(recorder);
    ServiceHelper<KeyRouting>().Install(cube.GetServers());
    measured.events = cube.Schedule(options.plan);
    const std::vector<Key> keys = DrawKeys(options.keys, cube.GetStreams().MakeUniform());
    KeyTraffic traffic(cube.GetServers(), cube.GetFailures(), cube.GetStreams().MakeUniform());
    const Time end = measured.events.last + MilliSeconds(1);
    traffic.Send(keys, Time(), end);
    cube.Settle(Time(), end + MilliSeconds(2)); // a packet may wait for a path at several servers
    measured.settled = cube.GetRouting().HasSettled();
    measured.convergenceUs = cube.GetConvergence().GetNanoSeconds() / 1e3;
    measured.packets = traffic.GetCounts();
    Survey(options, cube, keys, measured, experiment);
    Simulator::Destroy();
    return measured;
}

nlohmann::ordered_json
Describe(const Options& options, const Measured& measured)
{
    const RootSurvey::Spread& spread = measured.spread;
    const KeyTraffic::Counts& packets = measured.packets;
    return {{"servers", options.torus.Get().GetNServers()},
            {"events", measured.events.ToJson()},
            {"settled", measured.settled},
            {"convergence_us", measured.convergenceUs},
            {"live_servers", measured.live},
            {"parts", measured.parts},
            {"keys", options.keys},
            {"views", uint64_t{measured.live} * options.keys},
            {"views_that_differ", measured.different},
            {"largest_part",
             {{"servers", spread.servers},
              {"most_keys_of_a_server", spread.most},
              {"keys_at_their_place", spread.atPlace},
              {"hops_from_place_mean", spread.meanHops}}},
            {"packets",
             {{"sent", packets.sent},
              {"delivered", packets.delivered},
              {"given_back", packets.returned},
              {"rerouted", packets.rerouted},
              {"hops", packets.hops.ToJson()},
              {"time_us", packets.timeUs.ToJson()}}}};
}

void
Print(const Options& options, const Measured& measured, std::ostream& os)
{
    const RootSurvey::Spread& spread = measured.spread;
    const KeyTraffic::Counts& packets = measured.packets;
    ResultTable roots;
    roots.AddColumn("live servers").AddColumn("parts").AddColumn("keys");
    roots.AddColumn("views").AddColumn("that differ").AddColumn("keys at their place");
    roots.AddColumn("most of a server", "keys").AddColumn("from place", "hops, mean");
    roots.AddRow().Add(measured.live).Add(measured.parts).Add(options.keys);
    roots.Add(uint64_t{measured.live} * options.keys).Add(measured.different);
    roots.Add(spread.atPlace).Add(spread.most).Add(spread.meanHops, 3);
    ResultTable sent;
    sent.AddColumn("packets sent").AddColumn("delivered").AddColumn("given back");
    sent.AddColumn("rerouted").AddColumn("hops, mean").AddColumn("time", "us, mean");
    sent.AddColumn("longest", "us");
    sent.AddRow().Add(packets.sent).Add(packets.delivered).Add(packets.returned);
    sent.Add(packets.rerouted).Add(packets.hops.GetMean(), 2);
    sent.Add(packets.timeUs.GetMean(), 1).Add(packets.timeUs.GetMax(), 1);
    os << roots << '\n' << sent;
    if (!measured.settled)
    {
        os << "\nRouting has not settled, so roots may differ.\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    options.plan.spacing = MilliSeconds(1);
    Experiment experiment("camcube-keys",
                          "Key-based routing while links and servers fail: which server is the "
                          "root of which key, and packets that are sent to keys meanwhile.");
    options.torus.AddTo(experiment);
    options.protocol.AddTo(experiment);
    options.plan.AddTo(experiment);
    options.plan.AddSpacingTo(experiment);
    experiment.AddOption("keys",
                         "keys, drawn at random; a packet is sent to each, one after another until "
                         "1 ms after the last failure",
                         options.keys,
                         Between(1, 10000000));
    experiment.AddOption("roots",
                         "file for the roots: time_us,server,key_x,key_y,key_z,key_hash,root, a "
                         "line for each live server and key, when routing has settled",
                         options.roots,
                         OutputFile());
    experiment.AddOption("links",
                         "file for the links then: server_a,port_a,server_b,port_b,state",
                         options.links,
                         OutputFile());
    options.view.AddTo(experiment, "links and servers over time, and the load of each link,");
    return experiment.Run(argc, argv, [&] {
        options.protocol.Check(experiment);
        const Measured measured = Simulate(options, experiment);
        Print(options, measured, experiment.GetOutput());
        experiment.SetResults(Describe(options, measured));
        options.view.Write(experiment);
    });
}
