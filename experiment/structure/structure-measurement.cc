/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "structure-measurement.h"

#include "ns3/bisection.h"
#include "ns3/count-text.h"
#include "ns3/disjoint-paths.h"
#include "ns3/fault-tolerance.h"
#include "ns3/process-usage.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return some of the servers at random, or all if there are no more */
std::vector<uint32_t>
Draw(uint32_t servers, uint32_t wanted, Ptr<UniformRandomVariable> random)
{
    std::vector<uint32_t> drawn(servers);
    std::iota(drawn.begin(), drawn.end(), 0);
    for (uint32_t i = 0; i < wanted && wanted < servers; ++i)
    {
        std::swap(drawn[i], drawn[random->GetInteger(i, servers - 1)]);
    }
    drawn.resize(std::min(servers, wanted));
    return drawn;
}

} // namespace

std::vector<double>
StructureOptions::GetUsualShares()
{
    std::vector<double> shares{0, 0.01, 0.02, 0.03, 0.04, 0.05};
    for (int percent = 10; percent <= 50; percent += 5)
    {
        shares.push_back(percent / 100.0);
    }
    return shares;
}

void
StructureMeasurement::CheckMemory(const TopologyInstance& topology)
{
    const TopologyInstance::Counts counts = topology.GetCounts();
    const double mib =
        TopologyGraph::EstimateBytes(counts.servers, counts.switches, counts.cables) / (1 << 20);
    if (mib > GetAvailableMib())
    {
        throw std::invalid_argument(topology.GetName() + " " + topology.GetSize() + " has " +
                                    std::to_string(counts.servers) + " servers, " +
                                    std::to_string(counts.switches) + " switches and " +
                                    std::to_string(counts.cables) + " cables, which take " +
                                    CountText(std::ceil(mib)) + " MiB where " +
                                    CountText(GetAvailableMib()) + " are free; give a smaller one");
    }
}

StructureMeasurement
StructureMeasurement::Measure(const TopologyInstance& topology,
                              const StructureOptions& options,
                              const Listener& listener)
{
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    return StructureMeasurement(topology, options, random, listener);
}

StructureMeasurement::StructureMeasurement(const TopologyInstance& topology,
                                           const StructureOptions& options,
                                           Ptr<UniformRandomVariable> random,
                                           const Listener& listener)
    : name(topology.GetName()),
      instance(topology.GetSize()),
      hopRule(topology.GetHopRule()),
      counts(topology.GetCounts()),
      knownDiameter(topology.GetKnownDiameter()),
      growth(topology.GetGrowth())
{
    const WallClock clock;
    CheckMemory(topology);
    listener("cables", 0);
    const TopologyGraph graph = topology.BuildGraph();
    for (uint32_t node = 0; node < graph.GetNNodes(); ++node)
    {
        uint32_t& ports = graph.IsServer(node) ? serverPorts : switchPorts;
        ports = std::max(ports, graph.GetDegree(node));
    }
    // Drawn first, so that failures do not depend on what else is measured.
    const uint64_t seed = uint64_t{random->GetInteger(0, UINT32_MAX - 1)} << 32 |
                          random->GetInteger(0, UINT32_MAX - 1);
    MeasurePaths(graph, options, random, listener);
    MeasureBisection(topology, graph);
    SampleDisjointPaths(graph, options, random, listener);
    for (FailureKind kind :
         {FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES, FailureKind::ANY})
    {
        cuts[kind] = FindSmallestCut(graph, kind, [&](double done) {
            listener("smallest cut of " + std::string(camcube::GetName(kind)), done);
        });
    }
    const FloorPlan plan(graph, topology.GetSeats());
    racks = plan.GetNRacks();
    cableMetres = plan.GetTotalLength();
    longestCableMetres = plan.GetMaxLength();
    if (options.failures)
    {
        LetFail(graph, options, seed, listener);
    }
    wallSeconds = clock.GetSeconds();
}

void
StructureMeasurement::MeasurePaths(const TopologyGraph& graph,
                                   const StructureOptions& options,
                                   Ptr<UniformRandomVariable> random,
                                   const Listener& listener)
{
    const std::vector<uint32_t> from = Draw(graph.GetNServers(), options.sources, random);
    sources = static_cast<uint32_t>(from.size());
    hops.emplace(graph, hopRule, from, [&](double done) { listener("paths in hops", done); });
    if (hopRule == HopRule::CABLES)
    {
        cables = hops;
        return;
    }
    cables.emplace(graph, HopRule::CABLES, from, [&](double done) {
        listener("paths in cables", done);
    });
}

void
StructureMeasurement::MeasureBisection(const TopologyInstance& topology, const TopologyGraph& graph)
{
    if (const auto known = topology.GetKnownBisection())
    {
        const auto width = static_cast<uint64_t>(known->value);
        bisection = {width, width, known->source};
        return;
    }
    std::vector<uint32_t> half(graph.GetNServers() / 2);
    std::iota(half.begin(), half.end(), 0);
    bisection.upper = CutBetween(graph, half);
    bisection.source = "above: the cut between the halves by number";
    if (hops->IsExact())
    {
        // Both kinds of routes give a bound, and the larger one holds.
        const double load = std::min(hops->GetMaxLoad(), cables->GetMaxLoad());
        bisection.lower = GetBisectionLowerBound(graph.GetNServers(), load);
        bisection.source += "; below: what all-to-all traffic needs";
    }
}

void
StructureMeasurement::SampleDisjointPaths(const TopologyGraph& graph,
                                          const StructureOptions& options,
                                          Ptr<UniformRandomVariable> random,
                                          const Listener& listener)
{
    DisjointPaths edges(graph, DisjointPaths::EDGE);
    DisjointPaths nodes(graph, DisjointPaths::NODE);
    const uint32_t servers = graph.GetNServers();
    for (uint32_t i = 0; i < options.pairs; ++i)
    {
        const uint32_t from = random->GetInteger(0, servers - 1);
        const uint32_t to = (from + random->GetInteger(1, servers - 1)) % servers;
        edgeDisjoint.Add(edges.Count(from, to));
        nodeDisjoint.Add(nodes.Count(from, to));
        listener("disjoint paths", (i + 1.0) / options.pairs);
    }
}

void
StructureMeasurement::LetFail(const TopologyGraph& graph,
                              const StructureOptions& options,
                              uint64_t seed,
                              const Listener& listener)
{
    for (FailureKind kind : {FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES})
    {
        if (kind == FailureKind::SWITCHES && graph.GetNSwitches() == 0)
        {
            continue;
        }
        curves.emplace(
            kind,
            FailureCurve(graph, kind, options.shares, options.orders, seed, [&](double done) {
                listener(std::string("failing ") + camcube::GetName(kind), done);
            }));
    }
}

} // namespace ns3::camcube
