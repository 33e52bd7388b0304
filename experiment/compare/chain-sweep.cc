/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chain-sweep.h"

#include "sweep-streams.h"

#include "ns3/chain-traffic.h"
#include "ns3/packet-meter.h"
#include "ns3/process-usage.h"
#include "ns3/progress.h"
#include "ns3/result-table.h"
#include "ns3/simulator.h"
#include "ns3/workload-runner.h"

#include <algorithm>

namespace ns3::camcube
{

ChainSweep::ChainSweep(const ComparisonOptions& options)
    : ComparisonSweep(options.GetChains()),
      m_options(options)
{
    Time& duration = m_options.workloadOptions.duration;
    duration = std::min(duration, MilliSeconds(MOST_MS));
    for (double length : options.GetChains())
    {
        ChainTraffic::GetInterval(m_options.chainRate, m_options.workloadOptions.packetSize);
        // Refuses now what could not be drawn later.
        Draw(static_cast<uint32_t>(length), CreateObject<UniformRandomVariable>());
    }
}

std::string
ChainSweep::GetKey() const
{
    return "chain_curve";
}

std::vector<ServiceChain>
ChainSweep::Draw(uint32_t length, const Ptr<UniformRandomVariable>& random) const
{
    random->SetStream(SweepStreams::CHAINS);
    const uint32_t servers = m_options.workloadOptions.servers;
    return ServiceChain::DrawSome(servers, m_options.GetGateways(), servers, length, random);
}

nlohmann::ordered_json
ChainSweep::Measure(const std::string& topology, double length, StatusLine& status) const
{
    const WallClock clock;
    const WorkloadOptions& workloadOptions = m_options.workloadOptions;
    const auto random = CreateObject<UniformRandomVariable>();
    const auto chains = Draw(static_cast<uint32_t>(length), random);
    nlohmann::ordered_json point{{"chain_length", static_cast<uint32_t>(length)}};
    {
        const std::unique_ptr<Testbed> network = Testbed::Make(topology, m_options.testbed);
        PacketMeter meter(network->GetServers());
        network->CountHopsWith(meter);
        ChainTraffic traffic(network->GetServers(), network->GetAddresses());
        traffic.CountHops(meter);
        traffic.Install(chains,
                        m_options.chainRate,
                        workloadOptions.packetSize,
                        workloadOptions.duration,
                        random);
        const Time end = workloadOptions.duration + MilliSeconds(WorkloadRunner::DRAIN_MS);
        const Progress progress(status, topology + ", service chains", end);
        Simulator::Stop(end);
        Simulator::Run();
        point.update(traffic.ToJson());
    }
    Simulator::Destroy();
    point["wall_s"] = clock.GetSeconds();
    return point;
}

void
ChainSweep::Print(std::ostream& os) const
{
    os << "Service chains: datagrams enter at one of " << m_options.GetGateways()
       << " gateways, cross random servers, and leave at a gateway.\n\n";
    ResultTable table;
    table.AddColumn("crossed", "servers").AddColumn("topology").AddColumn("goodput", "Mbit/s");
    table.AddColumn("of", "Mbit/s").AddColumn("latency mean", "us").AddColumn("p99", "us");
    table.AddColumn("path mean", "hops").AddColumn("longest", "hops");
    for (const auto& point : GetPoints())
    {
        table.AddRow().Add(point["chain_length"].get<uint32_t>());
        table.Add(point["topology"].get<std::string>());
        table.Add(point["goodput_mbps"].get<double>(), 0);
        table.Add(point["offered_mbps"].get<double>(), 0);
        table.Add(GetNumber(point["latency_us"]["mean"]));
        table.Add(GetNumber(point["latency_us"]["p99"]));
        table.Add(GetNumber(point["hops"]["mean"]), 2);
        table.Add(GetNumber(point["hops"]["max"]), 0);
    }
    os << table;
}

} // namespace ns3::camcube
