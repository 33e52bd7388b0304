/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "million-servers.h"

#include "ns3/process-usage.h"
#include "ns3/throughput-trial.h"

#include <cmath>

namespace ns3::camcube
{

Measured
MeasureMillionServers(StatusLine& status)
{
    ThroughputTrial::Plan plan;
    plan.k = 100;
    plan.flows = 10'000;
    plan.pattern = "random";
    plan.duration = MicroSeconds(500);
    plan.warmup = Time(0);
    const ThroughputTrial::Outcome outcome = ThroughputTrial(plan).Run(status);
    return {{"setup_wall_s", outcome.setup.seconds},
            {"setup_servers_wall_s", outcome.setup.serversSeconds},
            {"setup_routing_wall_s", outcome.setup.routingSeconds},
            {"wall_s", outcome.runSeconds},
            {"rss_mib", GetPeakResidentMib()},
            {"packet_hops", outcome.packetHops},
            {"lost_packets", outcome.packets.GetLost()}};
}

std::string
WhyNoMillionServers()
{
    constexpr double NEEDED_MIB = 9500;
    const double there = GetAvailableMib();
    if (there >= NEEDED_MIB)
    {
        return "";
    }
    return "a million servers take " + std::to_string(std::lround(NEEDED_MIB)) +
           " MiB of memory, and " + std::to_string(std::lround(there)) + " are free";
}

} // namespace ns3::camcube
