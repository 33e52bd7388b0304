/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "farthest-packet.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/process-usage.h"
#include "ns3/routed-traffic.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"

namespace ns3::camcube
{

Measured
MeasureFarthestPacket(uint32_t k)
{
    const WallClock setup;
    TorusHelper torus(k, k, k);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    const auto half = static_cast<uint8_t>(k / 2);
    Workload workload;
    Flow flow;
    flow.destination = torus.GetTorus().GetServer({half, half, half});
    flow.packetSize = 1000;
    flow.rate = DataRate("8Mbps"); // a packet a millisecond, so one
    flow.stop = MilliSeconds(1);
    workload.Add(flow);
    RoutedTraffic traffic(servers);
    traffic.Install(workload);
    const double setupSeconds = setup.GetSeconds();
    // Each hop takes less than 10 us.
    const Time enough = MicroSeconds(10 * torus.GetTorus().GetDiameter() + 1000);
    Measured measured = MeasureRun(setupSeconds, Time(0), enough, [&] {
        return MultiHopRoutingHelper::CountForwarded(servers);
    });
    measured["delivered_packets"] = traffic.GetStatistics().received;
    Simulator::Destroy();
    return measured;
}

} // namespace ns3::camcube
