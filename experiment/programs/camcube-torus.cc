/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The geometry of one torus: what it needs in cables, and how far its servers are from each other.

#include "ns3/experiment.h"
#include "ns3/result-table.h"
#include "ns3/torus-option.h"
#include "ns3/torus.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

nlohmann::ordered_json
Describe(const Torus& torus)
{
    return {{"servers", torus.GetNServers()},
            {"ports", torus.GetNServers() * torus.GetPorts().GetSize()},
            {"cables", torus.GetNCables()},
            {"diameter_hops", torus.GetDiameter()},
            {"mean_hops", torus.GetMeanDistance()},
            {"servers_at_hops", torus.GetDistanceHistogram()}};
}

void
Print(const Torus& torus, std::ostream& os)
{
    ResultTable facts;
    facts.AddColumn("torus").AddColumn("servers").AddColumn("ports").AddColumn("cables");
    facts.AddColumn("diameter", "hops").AddColumn("mean distance", "hops");
    facts.AddRow().Add(torus.GetName()).Add(torus.GetNServers());
    facts.Add(torus.GetNServers() * torus.GetPorts().GetSize()).Add(torus.GetNCables());
    facts.Add(torus.GetDiameter()).Add(torus.GetMeanDistance(), 3);
    os << facts << '\n';

    ResultTable distances;
    distances.AddColumn("distance", "hops").AddColumn("servers").AddColumn("up to there");
    uint32_t upToThere = 0;
    const std::vector<uint32_t> histogram = torus.GetDistanceHistogram();
    for (std::size_t hops = 0; hops < histogram.size(); ++hops)
    {
        upToThere += histogram[hops];
        distances.AddRow().Add(hops).Add(histogram[hops]).Add(upToThere);
    }
    os << distances;
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string sides = "4x4x4";
    Experiment experiment(
        "camcube-torus",
        "The geometry of one torus: servers, cables, and distances between them.");
    experiment.AddOption("sides", "servers along the x, y and z axes", sides, TorusSides());
    return experiment.Run(argc, argv, [&] {
        const Torus torus = GetTorus("sides", sides);
        Print(torus, experiment.GetOutput());
        experiment.SetResults(Describe(torus));
    });
}
