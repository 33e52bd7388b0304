/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "throughput-trial.h"

#include "ns3/adaptive-routing.h"
#include "ns3/camcube-net-device.h"
#include "ns3/cube-partition.h"
#include "ns3/cube-recorder.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/process-group.h"
#include "ns3/process-usage.h"
#include "ns3/progress.h"
#include "ns3/routed-traffic.h"
#include "ns3/runtime.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace ns3::camcube
{

namespace
{

/** The share of the time until now that each link of the servers here was busy, each way. */
std::vector<double>
GetUtilizations(const NodeContainer& servers)
{
    std::vector<double> utilizations;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const Ptr<Runtime> runtime = servers.Get(i)->GetObject<Runtime>();
        for (uint8_t port : runtime ? runtime->GetTorusPorts() : PortSet())
        {
            utilizations.push_back(runtime->GetLinkStatistics(port).utilization);
        }
    }
    return utilizations;
}

/** How often ranks ask each other whether packets are still on their way. */
constexpr int64_t ASK_US = 50;

/** Ends a simulation of several ranks, whose event lists need never be empty. */
void
StopWhenDelivered(const NodeContainer& servers)
{
    uint64_t begun = 0;
    uint64_t ended = 0;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        if (const auto service = MultiHopRoutingHelper::Get(servers.Get(i)))
        {
            const auto& counters = service->GetCounters();
            begun += counters.sent;
            ended = std::accumulate(counters.dropped.begin(),
                                    counters.dropped.end(),
                                    ended + counters.delivered);
        }
    }
    ProcessGroup& group = ProcessGroup::Get();
    if (group.GetSum(begun) == group.GetSum(ended))
    {
        Simulator::Stop();
        return;
    }
    Simulator::Schedule(MicroSeconds(ASK_US), [servers] { StopWhenDelivered(servers); });
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
    torus.SetWatcher([&status, all = torus.GetTorus().GetNServers()](uint32_t done) {
        status.ShowSetup("ports", done, all);
    });
    const NodeContainer servers = torus.Create();
    CubePartition* partition = CubePartition::Get();
    if (partition && !m_plan.adaptive) // whose reports are small
    {
        partition->PromiseFrameBytes(m_plan.packetSize + Frame::ETHERNET_HEADER_BYTES);
    }
    Outcome outcome;
    outcome.setup.serversSeconds = setup.GetSeconds();
    status.Show("set-up, routing");
    MultiHopRoutingHelper routing;
    routing.SetAttribute("QueueLimit", UintegerValue(m_plan.queue));
    routing.SetAttribute("Choice", StringValue(m_plan.choice));
    routing.Install(servers);
    if (m_plan.adaptive)
    {
        ServiceHelper<AdaptiveRouting> adaptive;
        adaptive.SetAttribute("Endpoint", UintegerValue(RoutedTraffic::ENDPOINT));
        adaptive.Install(servers);
        outcome.adaptation.emplace();
    }
    RandomStreams streams;
    MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));
    outcome.setup.routingSeconds = setup.GetSeconds() - outcome.setup.serversSeconds;
    status.Show("set-up, flows");

    const TrafficPairs pairs = MakePairs(streams);
    RoutedTraffic traffic(servers);
    traffic.SetWindow(m_plan.warmup, m_plan.duration);
    traffic.Install(RoutedTraffic::MakeWorkload(pairs,
                                                m_plan.rate,
                                                m_plan.packetSize,
                                                m_plan.duration,
                                                streams.MakeUniform()));

    outcome.idleLatencyUs = GetIdleLatencyUs(torus.GetTorus(), pairs);
    // Sources fall silent at the end of the duration, and so should the measure of how busy they
    // kept the links.
    std::vector<double> utilizations;
    Simulator::Schedule(m_plan.duration, [&] { utilizations = GetUtilizations(servers); });
    if (ProcessGroup::Get().GetSize() > 1)
    {
        Simulator::Schedule(m_plan.duration, [servers] { StopWhenDelivered(servers); });
    }
    if (recorder)
    {
        recorder->Begin(torus.GetTorus(), servers);
        recorder->Watch(m_plan.duration);
    }
    outcome.setup.seconds = setup.GetSeconds();
    const WallClock run;
    {
        // Sources fall silent at the end of the duration; the simulation ends with the last packet.
        const Progress progress(status, "sending", m_plan.duration);
        Simulator::Run();
    }
    outcome.runSeconds = run.GetSeconds();
    traffic.Collect();
    outcome.packets = traffic.GetStatistics();
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        if (const auto service = MultiHopRoutingHelper::Get(servers.Get(i)))
        {
            const auto& counters = service->GetCounters();
            outcome.packetHops += counters.forwarded;
            outcome.queueDrops += counters.dropped[MultiHopRouting::QUEUE_FULL];
        }
        if (const auto adaptive = ServiceHelper<AdaptiveRouting>::Get(servers.Get(i)))
        {
            outcome.adaptation->reports += adaptive->GetCounters().reports;
            outcome.adaptation->detours += adaptive->GetCounters().detours;
        }
    }
    ProcessGroup& group = ProcessGroup::Get();
    outcome.packetHops = group.GetSum(outcome.packetHops);
    outcome.queueDrops = group.GetSum(outcome.queueDrops);
    if (outcome.adaptation)
    {
        outcome.adaptation->reports = group.GetSum(outcome.adaptation->reports);
        outcome.adaptation->detours = group.GetSum(outcome.adaptation->detours);
    }
    utilizations = group.Gather(utilizations);
    outcome.meanUtilization = std::accumulate(utilizations.begin(), utilizations.end(), 0.0) /
                              (2.0 * torus.GetTorus().GetNCables());
    if (recorder)
    {
        recorder->Finish();
    }
    Simulator::Destroy();
    return outcome;
}

} // namespace ns3::camcube
