/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "energy-trial.h"

#include "ns3/camcube-net-device.h"
#include "ns3/cube-recorder.h"
#include "ns3/link-power-meter.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/progress.h"
#include "ns3/routed-traffic.h"
#include "ns3/simulator.h"
#include "ns3/sleeping-links-helper.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"
#include "ns3/traffic-pattern.h"

#include <stdexcept>

namespace ns3::camcube
{

EnergyTrial::EnergyTrial(const Plan& plan)
    : m_plan(plan)
{
    if (plan.warmup >= plan.duration)
    {
        throw std::invalid_argument("a warm-up of " + FormatTime(plan.warmup) +
                                    " leaves nothing of " + FormatTime(plan.duration) +
                                    " to measure; give a shorter one, or a longer duration");
    }
}

Workload
EnergyTrial::MakeWorkload(double load) const
{
    const Torus torus(m_plan.k, m_plan.k, m_plan.k);
    // The same pairs and phases for all loads, so that only the load differs.
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    const TrafficPairs pairs = TrafficPattern(torus.GetNServers(), random).Permutation();
    double hops = 0;
    for (const TrafficPair& pair : pairs)
    {
        hops += torus.GetDistance(torus.GetCoordinate(pair.source),
                                  torus.GetCoordinate(pair.destination));
    }
    const Ptr<CamCubeNetDevice> port = CreateObject<CamCubeNetDevice>();
    const uint32_t packetBytes = MultiHopRouting::GetMtu(port->GetMtu());
    const double slot =
        TimeStep(port->GetTransmissionTime(port->GetMtu() + Frame::ETHERNET_HEADER_BYTES))
            .GetSeconds();
    const double packetsPerSecond = load * 2 * torus.GetNCables() / (hops * slot);
    const auto rate = static_cast<uint64_t>(packetsPerSecond * packetBytes * 8);
    return rate == 0 ? Workload()
                     : Workload::ConstantRate(pairs,
                                              DataRate(rate),
                                              packetBytes,
                                              Time(0),
                                              m_plan.duration,
                                              random);
}

EnergyTrial::Outcome
EnergyTrial::Simulate(const Workload& workload, bool sleep, CubeRecorder* recorder) const
{
    TorusHelper torus(m_plan.k, m_plan.k, m_plan.k);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    // Fixed streams make the two runs of a load differ in nothing but sleep.
    MultiHopRoutingHelper::AssignStreams(servers, 2);
    SleepingLinksHelper().InstallPower(torus.Links());
    if (sleep)
    {
        SleepingLinksHelper().Install(servers);
    }
    LinkPowerMeter meter(torus.Links(), m_plan.warmup, m_plan.duration);
    RoutedTraffic traffic(servers);
    traffic.SetWindow(m_plan.warmup, m_plan.duration);
    traffic.Install(workload);
    if (recorder)
    {
        recorder->Begin(torus.GetTorus(), servers);
        recorder->Watch(m_plan.duration);
    }
    Simulator::Run();
    if (recorder)
    {
        recorder->Finish();
    }
    Outcome outcome;
    outcome.energy = meter.GetEnergy();
    outcome.watts = meter.GetWatts();
    outcome.asleepShare = meter.GetAsleepShare();
    outcome.packets = traffic.GetStatistics();
    if (!workload.GetFlows().empty())
    {
        outcome.throughputGbps = outcome.packets.received * 8e-9 *
                                 workload.GetFlows().front().packetSize /
                                 (m_plan.duration - m_plan.warmup).GetSeconds();
    }
    Simulator::Destroy();
    return outcome;
}

EnergyTrial::Point
EnergyTrial::Run(double load, StatusLine& status, CubeRecorder* recorder) const
{
    if (!(load >= 0 && load <= MAX_LOAD))
    {
        throw std::invalid_argument("a load of " + FormatNumber(load) +
                                    " cannot be offered; give one from 0 to " +
                                    FormatNumber(MAX_LOAD));
    }
    const Workload workload = MakeWorkload(load);
    const std::string title = "load " + FormatNumber(load);
    Point point;
    point.load = load;
    {
        const Progress progress(status, title + ", always on", m_plan.duration);
        point.alwaysOn = Simulate(workload, false, nullptr);
    }
    const Progress progress(status, title + ", with sleep", m_plan.duration);
    point.sleeping = Simulate(workload, true, recorder);
    return point;
}

} // namespace ns3::camcube
