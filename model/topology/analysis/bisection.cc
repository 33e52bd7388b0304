/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bisection.h"

#include "flow-network.h"

#include <cmath>
#include <stdexcept>

namespace ns3::camcube
{

uint64_t
GetBisectionLowerBound(uint32_t servers, double maxLoad)
{
    const double crossing = static_cast<double>(servers / 2) * ((servers + 1) / 2);
    // Loads are sums of fractions: a whole number must not be missed by their rounding.
    return static_cast<uint64_t>(std::ceil(crossing / maxLoad * (1 - 1e-9)));
}

uint64_t
CutBetween(const TopologyGraph& graph, const std::vector<uint32_t>& half)
{
    // The servers of a side are one node each, 0 and 1; the switches follow.
    std::vector<uint32_t> place(graph.GetNNodes(), 1);
    for (uint32_t server : half)
    {
        place.at(server) = 0;
    }
    if (half.empty() || half.size() >= graph.GetNServers())
    {
        throw std::invalid_argument("a cut between " + std::to_string(half.size()) + " of " +
                                    std::to_string(graph.GetNServers()) +
                                    " servers and the rest is none; give some of them, not all");
    }
    for (uint32_t node = graph.GetNServers(); node < graph.GetNNodes(); ++node)
    {
        place[node] = 2 + node - graph.GetNServers();
    }
    std::vector<FlowNetwork::Arc> arcs;
    for (const TopologyGraph::Cable& cable : graph.GetCables())
    {
        if (place[cable.a] != place[cable.b])
        {
            arcs.push_back({place[cable.a], place[cable.b], 1, 1});
        }
    }
    FlowNetwork network(2 + graph.GetNSwitches(), arcs);
    return static_cast<uint64_t>(network.GetMaximumFlow(0, 1));
}

} // namespace ns3::camcube
