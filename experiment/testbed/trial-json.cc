/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "trial-json.h"

#include "ns3/process-usage.h"

#include <nlohmann/json.hpp>

namespace ns3::camcube
{

namespace
{

using Json = nlohmann::ordered_json;

Json
ToJson(const EnergyTrial::Outcome& outcome)
{
    const LinkEnergy& energy = outcome.energy;
    return {{"power_w", outcome.watts},
            {"links_asleep_share", outcome.asleepShare},
            {"energy_j",
             {{"idle", energy.idle.joules},
              {"sending", energy.sending.joules},
              {"asleep", energy.asleep.joules},
              {"transition", energy.transition.joules}}},
            {"throughput_gbps", outcome.throughputGbps},
            {"offered_packets", outcome.packets.sent},
            {"delivered_packets", outcome.packets.received},
            {"latency_us", outcome.packets.latencyUs.ToJson()}};
}

} // namespace

Json
ToJson(const std::vector<EnergyTrial::Point>& points)
{
    Json list = Json::array();
    for (const EnergyTrial::Point& point : points)
    {
        list.push_back({{"offered_load", point.load},
                        {"energy_saved_share", point.GetSavedShare()},
                        {"always_on", ToJson(point.alwaysOn)},
                        {"sleeping", ToJson(point.sleeping)}});
    }
    return {{"loads", list}};
}

Json
ToJson(const std::string& kind, double share, const ResilienceTrial::Outcome& outcome)
{
    Json dropped;
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
        {"lost_on_links_packets", outcome.GetLostOnLinks()},
        {"dropped_packets", dropped},
        {"held_packets", outcome.losses.held},
        {"rerouted_packets", outcome.losses.rerouted},
        {"state_bytes_per_server",
         {{"mean", outcome.stateBytes.GetMean()}, {"max", outcome.stateBytes.GetMax()}}}};
}

Json
ToJson(const RoutesTrial::Outcome& outcome)
{
    const CubeRouting::Cost& cost = outcome.cost;
    const FailurePlan::Scheduled& events = outcome.events;
    return {{"servers", outcome.servers},
            {"events",
             {{"links_failed", events.links},
              {"servers_failed", events.servers},
              {"links_flapping", events.flapping},
              {"repaired", events.repairs},
              {"from_file", events.fromFile},
              {"total", events.events}}},
            {"messages", cost.messages},
            {"message_bytes", cost.bytes},
            {"message_entries", cost.entries},
            {"messages_per_server", outcome.GetPerServer(cost.messages)},
            {"message_bytes_per_server", outcome.GetPerServer(cost.bytes)},
            {"messages_per_event", outcome.GetPerEvent(cost.messages)},
            {"message_bytes_per_event", outcome.GetPerEvent(cost.bytes)},
            {"messages_per_server_and_event", outcome.GetPerEvent(cost.messages) / outcome.servers},
            {"settled", outcome.settled},
            {"convergence_us", outcome.convergenceUs},
            {"state_bytes_per_server",
             {{"mean", outcome.stateBytes.GetMean()}, {"max", outcome.stateBytes.GetMax()}}},
            {"setup_wall_s", outcome.setupSeconds},
            {"wall_s", outcome.runSeconds},
            {"rss_mib", GetPeakResidentMib()}};
}

Json
ToJson(const ThroughputTrial::Outcome& outcome)
{
    const PacketStatistics& packets = outcome.packets;
    const SampleSummary& latency = packets.latencyUs;
    nlohmann::ordered_json results = {
        {"offered_packets", packets.sent},
        {"delivered_packets", packets.received},
        {"lost_packets", packets.GetLost()},
        {"latency_us",
         {{"mean", latency.GetMean()},
          {"p50", latency.GetQuantile(0.5)},
          {"p99", latency.GetQuantile(0.99)},
          {"p999", latency.GetQuantile(0.999)}}},
        {"idle_latency_us", outcome.idleLatencyUs},
        {"mean_hops", packets.hops.GetMean()},
        {"mean_link_utilization", outcome.meanUtilization},
        {"packet_hops", outcome.packetHops},
        {"packet_hops_per_s", outcome.packetHops / outcome.runSeconds},
        {"setup_wall_s", outcome.setup.seconds},
        {"setup_servers_wall_s", outcome.setup.serversSeconds},
        {"setup_routing_wall_s", outcome.setup.routingSeconds},
        {"wall_s", outcome.runSeconds},
        {"rss_mib", GetPeakResidentMib()}};
    if (outcome.adaptation)
    {
        results["queue_reports"] = outcome.adaptation->reports;
        results["detours"] = outcome.adaptation->detours;
    }
    return results;
}

} // namespace ns3::camcube
