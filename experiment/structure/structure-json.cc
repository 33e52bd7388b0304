/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "structure-measurement.h"

namespace ns3::camcube
{

namespace
{

using Json = nlohmann::ordered_json;

Json
Describe(const SampleSummary& summary)
{
    return {{"mean", summary.GetMean()}, {"min", summary.GetMin()}, {"max", summary.GetMax()}};
}

Json
Describe(const ConfidenceInterval& interval)
{
    return {{"mean", interval.mean}, {"low95", interval.low}, {"high95", interval.high}};
}

/** How many failures are survived, or null for any number. */
Json
Survived(const std::optional<uint32_t>& cut)
{
    // Even no failure is survived by a network that is in pieces.
    return cut ? Json(static_cast<int64_t>(*cut) - 1) : Json();
}

} // namespace

Json
StructureMeasurement::ToJson() const
{
    const auto nServers = static_cast<double>(counts.servers);
    return {
        {"name", name},
        {"instance", instance},
        {"servers", counts.servers},
        {"switches", counts.switches},
        {"cables", counts.cables},
        {"hop_is", hopRule == HopRule::CABLES ? "cable" : "step to the next server"},
        {"paths",
         {{"sources", sources},
          {"exact", hops->IsExact()},
          {"diameter_hops", hops->GetDiameter()},
          {"known_diameter_hops", knownDiameter.value},
          {"known_diameter_exact", knownDiameter.isExact},
          {"known_diameter_source", knownDiameter.source},
          {"mean_hops", hops->GetMeanHops()},
          {"standard_deviation_hops", hops->GetStandardDeviation()},
          {"diameter_cables", cables->GetDiameter()},
          {"mean_cables", cables->GetMeanHops()},
          {"mean_shortest_paths", hops->GetMeanMultiplicity()},
          {"max_shortest_paths", hops->GetMaxMultiplicity()},
          {"single_shortest_path_share", hops->GetSingleShare()},
          {"all_to_all_max_load_flows", hops->GetMaxLoad()}}},
        {"bisection",
         {{"lower_cables", bisection.lower ? Json(*bisection.lower) : Json()},
          {"upper_cables", bisection.upper},
          {"exact", bisection.IsExact()},
          {"upper_cables_per_server", static_cast<double>(bisection.upper) / nServers},
          {"source", bisection.source}}},
        {"disjoint_paths",
         {{"pairs", edgeDisjoint.GetCount()},
          {"edge_disjoint_paths", Describe(edgeDisjoint)},
          {"node_disjoint_paths", Describe(nodeDisjoint)}}},
        {"survived_failures",
         {{"any_parts", Survived(cuts.at(FailureKind::ANY))},
          {"links", Survived(cuts.at(FailureKind::LINKS))},
          {"servers", Survived(cuts.at(FailureKind::SERVERS))},
          {"switches", Survived(cuts.at(FailureKind::SWITCHES))}}},
        {"cost",
         {{"switches", counts.switches},
          {"server_ports", serverPorts},
          {"switch_ports", switchPorts},
          {"ports", 2 * counts.cables},
          {"cables", counts.cables},
          {"racks", racks},
          {"cable_length_m", cableMetres},
          {"mean_cable_m", cableMetres / static_cast<double>(counts.cables)},
          {"longest_cable_m", longestCableMetres}}},
        {"growth",
         {{"next_servers", growth.nextServers},
          {"step_servers", growth.stepServers},
          {"unplugged_cables", growth.unpluggedCables},
          {"new_ports_per_server", growth.newServerPorts},
          {"new_switches", growth.newSwitches},
          {"how", growth.how}}},
        {"wall_s", wallSeconds},
    };
}

Json
StructureMeasurement::GetPointsJson() const
{
    Json points = Json::array();
    for (const auto& [kind, curve] : curves)
    {
        for (const FailureCurve::Point& point : curve.GetPoints())
        {
            points.push_back({{"name", name},
                              {"instance", instance},
                              {"failing", camcube::GetName(kind)},
                              {"failed_share", point.failedShare},
                              {"failed", point.failed},
                              {"connected_pairs_share", Describe(point.pairs)},
                              {"largest_component_share", Describe(point.largest)},
                              {"partitioned_probability", Describe(point.partitioned)},
                              {"components", Describe(point.components)}});
        }
    }
    return points;
}

Json
StructureMeasurement::GetThresholdsJson() const
{
    Json thresholds = Json::array();
    for (const auto& [kind, curve] : curves)
    {
        thresholds.push_back(
            {{"name", name},
             {"instance", instance},
             {"failing", camcube::GetName(kind)},
             {"orders_partitioned", curve.GetNPartitioned()},
             {"first_partition_failed_share", Describe(curve.GetFirstPartition())},
             {"half_disconnected_failed_share", Describe(curve.GetHalfDisconnected())}});
    }
    return thresholds;
}

} // namespace ns3::camcube
