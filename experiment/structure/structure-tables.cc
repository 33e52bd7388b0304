/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "structure-tables.h"

#include "ns3/result-table.h"

#include <cstdio>
#include <string>

namespace ns3::camcube
{

namespace
{

/** A table that begins with topology and instance. */
ResultTable
BeginTable()
{
    ResultTable table;
    table.AddColumn("topology").AddColumn("instance");
    return table;
}

ResultTable&
AddRow(ResultTable& table, const StructureMeasurement& measured)
{
    return table.AddRow().Add(measured.name).Add(measured.instance);
}

void
PrintPaths(const std::list<StructureMeasurement>& all, std::ostream& os)
{
    ResultTable table = BeginTable();
    table.AddColumn("diameter", "hops").AddColumn("mean path", "hops").AddColumn("sd", "hops");
    table.AddColumn("diameter", "cables").AddColumn("mean path", "cables");
    table.AddColumn("shortest paths", "mean").AddColumn("of one pair", "most");
    table.AddColumn("pairs with one", "%").AddColumn("searched from", "servers");
    for (const StructureMeasurement& measured : all)
    {
        const PathMetrics& hops = *measured.hops;
        AddRow(table, measured).Add(hops.GetDiameter()).Add(hops.GetMeanHops(), 3);
        table.Add(hops.GetStandardDeviation(), 3).Add(measured.cables->GetDiameter());
        table.Add(measured.cables->GetMeanHops(), 3).Add(hops.GetMeanMultiplicity());
        table.Add(hops.GetMaxMultiplicity(), 0).Add(100 * hops.GetSingleShare());
        table.Add(hops.IsExact() ? "all" : std::to_string(measured.sources));
    }
    os << "A hop is a cable in torus and fat-tree, where a switch counts, and a step to the next "
          "server in\nDCell and BCube, where it does not.\n"
       << table << '\n';
}

void
PrintCuts(const std::list<StructureMeasurement>& all, std::ostream& os)
{
    ResultTable table = BeginTable();
    table.AddColumn("bisection", "cables").AddColumn("for each server", "cables");
    table.AddColumn("edge-disjoint", "mean paths").AddColumn("fewest", "paths");
    table.AddColumn("node-disjoint", "mean paths").AddColumn("fewest", "paths");
    table.AddColumn("any f", "survived").AddColumn("links", "survived");
    table.AddColumn("servers", "survived").AddColumn("switches", "survived");
    for (const StructureMeasurement& measured : all)
    {
        const auto& bisection = measured.bisection;
        const std::string upper = std::to_string(bisection.upper);
        AddRow(table, measured);
        table.Add(bisection.IsExact() ? upper
                  : bisection.lower   ? std::to_string(*bisection.lower) + " to " + upper
                                      : "up to " + upper);
        table.Add(static_cast<double>(bisection.upper) / measured.counts.servers, 3);
        table.Add(measured.edgeDisjoint.GetMean(), 2).Add(measured.edgeDisjoint.GetMin(), 0);
        table.Add(measured.nodeDisjoint.GetMean(), 2).Add(measured.nodeDisjoint.GetMin(), 0);
        for (FailureKind kind :
             {FailureKind::ANY, FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES})
        {
            const std::optional<uint32_t>& cut = measured.cuts.at(kind);
            table.Add(cut ? std::to_string(static_cast<int64_t>(*cut) - 1) : "all");
        }
    }
    os << "Survived: so many failures, wherever they strike, leave all working servers connected.\n"
       << table << '\n';
}

void
PrintCost(const std::list<StructureMeasurement>& all, std::ostream& os)
{
    ResultTable cost = BeginTable();
    cost.AddColumn("servers").AddColumn("switches").AddColumn("ports of a server");
    cost.AddColumn("of a switch").AddColumn("all ports").AddColumn("cables").AddColumn("racks");
    cost.AddColumn("cables", "m").AddColumn("mean", "m").AddColumn("longest", "m");
    ResultTable growth = BeginTable();
    growth.AddColumn("next size", "servers").AddColumn("smallest step", "servers");
    growth.AddColumn("to unplug", "cables").AddColumn("new ports", "of a server");
    growth.AddColumn("to buy", "switches");
    for (const StructureMeasurement& measured : all)
    {
        const auto& [servers, switches, cables] = measured.counts;
        AddRow(cost, measured).Add(servers).Add(switches).Add(measured.serverPorts);
        cost.Add(measured.switchPorts).Add(2 * cables).Add(cables).Add(measured.racks);
        cost.Add(measured.cableMetres, 0).Add(measured.cableMetres / cables, 2);
        cost.Add(measured.longestCableMetres, 1);
        AddRow(growth, measured).Add(measured.growth.nextServers).Add(measured.growth.stepServers);
        growth.Add(measured.growth.unpluggedCables).Add(measured.growth.newServerPorts);
        growth.Add(measured.growth.newSwitches);
    }
    os << cost << '\n' << growth;
}

/** \return "97.31 (97.12 to 97.50)", in percent */
std::string
Percent(const ConfidenceInterval& interval)
{
    char text[64];
    std::snprintf(text,
                  sizeof(text),
                  "%.2f (%.2f to %.2f)",
                  100 * interval.mean,
                  100 * interval.low,
                  100 * interval.high);
    return text;
}

/** A table of one figure of the curves: a row a kind and share, a column a topology. */
ResultTable
TabulateCurves(const std::list<StructureMeasurement>& all,
               const ConfidenceInterval FailureCurve::Point::*figure)
{
    ResultTable table;
    table.AddColumn("failing").AddColumn("failed", "%");
    for (const StructureMeasurement& measured : all)
    {
        table.AddColumn(measured.name + " " + measured.instance, "%");
    }
    for (FailureKind kind : {FailureKind::LINKS, FailureKind::SERVERS, FailureKind::SWITCHES})
    {
        const auto& shares = all.front().curves.at(FailureKind::LINKS).GetPoints();
        for (std::size_t i = 0; i < shares.size(); ++i)
        {
            table.AddRow().Add(GetName(kind)).Add(100 * shares[i].failedShare, 0);
            for (const StructureMeasurement& measured : all)
            {
                const auto curve = measured.curves.find(kind);
                table.Add(curve == measured.curves.end()
                              ? "has none"
                              : Percent(curve->second.GetPoints()[i].*figure));
            }
        }
    }
    return table;
}

/** Where each curve breaks down. */
ResultTable
TabulateEnds(const std::list<StructureMeasurement>& all)
{
    ResultTable table = BeginTable();
    table.AddColumn("failing").AddColumn("first server cut off", "% failed");
    table.AddColumn("under half of the pairs connect", "% failed");
    for (const StructureMeasurement& measured : all)
    {
        for (const auto& [kind, curve] : measured.curves)
        {
            const bool ever = curve.GetNPartitioned() > 0;
            AddRow(table, measured).Add(GetName(kind));
            table.Add(ever ? Percent(curve.GetFirstPartition()) : "never");
            table.Add(ever ? Percent(curve.GetHalfDisconnected()) : "never");
        }
    }
    return table;
}

} // namespace

void
PrintStructures(const std::list<StructureMeasurement>& all, std::ostream& os)
{
    PrintPaths(all, os);
    PrintCuts(all, os);
    PrintCost(all, os);
}

void
PrintFailureCurves(const std::list<StructureMeasurement>& all, std::ostream& os)
{
    os << "\nParts fail at random. Means over the orders of failure, with 95 % confidence "
          "intervals.\n\nPairs of working servers that reach each other:\n"
       << TabulateCurves(all, &FailureCurve::Point::pairs)
       << "\nWorking servers in the largest component:\n"
       << TabulateCurves(all, &FailureCurve::Point::largest)
       << "\nOrders in which some working server is cut off from another:\n"
       << TabulateCurves(all, &FailureCurve::Point::partitioned) << '\n'
       << TabulateEnds(all);
}

} // namespace ns3::camcube
