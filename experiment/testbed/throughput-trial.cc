/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "throughput-trial.h"

#include "ns3/camcube-net-device.h"
#include "ns3/cube-recorder.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/process-usage.h"
#include "ns3/progress.h"
#include "ns3/routed-traffic.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** The share of the time until now that links were busy, each way, on the mean. */
double
GetMeanUtilization(const TorusHelper& torus, const NodeContainer& servers)
{
    double sum = 0;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        Ptr<Runtime> runtime = servers.Get(i)->GetObject<Runtime>();
        for (uint8_t port : torus.GetTorus().GetPorts())
        {
            sum += runtime->GetLinkStatistics(port).utilization;
        }
    }
    return sum / (2.0 * torus.GetTorus().GetNCables());
}

} // namespace

ThroughputTrial::ThroughputTrial(const Plan& plan)
    : m_plan(plan)
{
    if (plan.warmup >= plan.duration)
    {
        throw std::invalid_argument("a warm-up of " + FormatTime(plan.warmup) +
                                    " leaves nothing of " + FormatTime(plan.duration) +
                                    " to measure; give a shorter one, or a longer duration");
    }
    if (plan.pattern != "permutation" && plan.pattern != "random")
    {
        throw std::invalid_argument("there is no pattern " + Abridge(plan.pattern) +
                                    "; give permutation or random");
    }
    const uint32_t servers = Torus(plan.k, plan.k, plan.k).GetNServers();
    if (plan.pattern == "permutation" && plan.flows > servers)
    {
        throw std::invalid_argument("a permutation of " + std::to_string(servers) +
                                    " servers has one flow a server, and not " +
                                    std::to_string(plan.flows) +
                                    "; give at most that many, or the pattern \"random\"");
    }
}

TrafficPairs
ThroughputTrial::MakePairs(RandomStreams& streams) const
{
    const uint32_t servers = Torus(m_plan.k, m_plan.k, m_plan.k).GetNServers();
    const TrafficPattern pattern(servers, streams.MakeUniform());
    const uint32_t flows = m_plan.flows == 0 ? servers : m_plan.flows;
    if (m_plan.pattern == "random")
    {
        return pattern.RandomPairs(flows);
    }
    TrafficPairs pairs = pattern.Permutation();
    pairs.resize(flows);
    return pairs;
}

double
ThroughputTrial::GetIdleLatencyUs(const Torus& torus, const TrafficPairs& pairs) const
{
    Ptr<CamCubeNetDevice> port = CreateObject<CamCubeNetDevice>();
    port->SetDataRate(m_plan.lineRate);
    const int64_t hop =
        port->GetTransmissionTime(m_plan.packetSize + Frame::ETHERNET_HEADER_BYTES) +
        (m_plan.delay + m_plan.processing).GetTimeStep();
    double hops = 0;
    for (const TrafficPair& pair : pairs)
    {
        hops += torus.GetDistance(torus.GetCoordinate(pair.source),
                                  torus.GetCoordinate(pair.destination));
    }
    return hops / pairs.size() * hop * 1e-3;
}

ThroughputTrial::Outcome
ThroughputTrial::Run(StatusLine& status, CubeRecorder* recorder) const
{
    const WallClock setup;
    TorusHelper torus(m_plan.k, m_plan.k, m_plan.k);
    torus.SetDeviceAttribute("DataRate", DataRateValue(m_plan.lineRate));
    torus.SetDeviceAttribute("Mtu", UintegerValue(std::max(m_plan.packetSize, 1500U)));
    torus.SetDeviceAttribute("ProcessingDelay", TimeValue(m_plan.processing));
    torus.SetChannelAttribute("Delay", TimeValue(m_plan.delay));
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper routing;
    routing.SetAttribute("QueueLimit", UintegerValue(m_plan.queue));
    routing.SetAttribute("Choice", StringValue(m_plan.choice));
    routing.Install(servers);
    RandomStreams streams;
    MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));

    const TrafficPairs pairs = MakePairs(streams);
    RoutedTraffic traffic(servers);
    traffic.SetWindow(m_plan.warmup, m_plan.duration);
    traffic.Install(RoutedTraffic::MakeWorkload(pairs,
                                                m_plan.rate,
                                                m_plan.packetSize,
                                                m_plan.duration,
                                                streams.MakeUniform()));

    Outcome outcome;
    outcome.idleLatencyUs = GetIdleLatencyUs(torus.GetTorus(), pairs);
    // Sources fall silent at the end of the duration, and so should the measure of how busy they
    // kept the links.
    Simulator::Schedule(m_plan.duration,
                        [&] { outcome.meanUtilization = GetMeanUtilization(torus, servers); });
    if (recorder)
    {
        recorder->Begin(torus.GetTorus(), servers);
        recorder->Watch(m_plan.duration);
    }
    outcome.setupSeconds = setup.GetSeconds();
    const WallClock run;
    {
        // Sources fall silent at the end of the duration; the simulation ends with the last packet.
        const Progress progress(status, "sending", m_plan.duration);
        Simulator::Run();
    }
    outcome.runSeconds = run.GetSeconds();
    outcome.packets = traffic.GetStatistics();
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const auto& counters = MultiHopRoutingHelper::Get(servers.Get(i))->GetCounters();
        outcome.packetHops += counters.forwarded;
        outcome.queueDrops += counters.dropped[MultiHopRouting::QUEUE_FULL];
    }
    if (recorder)
    {
        recorder->Finish();
    }
    Simulator::Destroy();
    return outcome;
}

} // namespace ns3::camcube
