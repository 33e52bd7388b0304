/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube-routing.h"

#include "ns3/cube-partition.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/process-group.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

namespace
{

/** Pauses after which routing that goes on and on is given up. */
constexpr int64_t PATIENCE = 20;

/** Microseconds of simulated time between two calls of a watcher. */
constexpr int64_t WATCH_US = 20;

/** \return the latest of the times that all ranks give */
Time
GetLatest(Time own)
{
    return TimeStep(ProcessGroup::Get().GetMax(own.GetTimeStep()));
}

} // namespace

CubeRouting::CubeRouting(const NodeContainer& servers,
                         const ProtocolOption& protocol,
                         const InstallWatcher& watcher,
                         std::optional<Time> keepAlive)
{
    RoutingProtocolHelper helper = protocol.MakeHelper();
    if (keepAlive)
    {
        helper.SetDetectionAttribute("Interval", TimeValue(*keepAlive));
    }
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        if (CubePartition::IsElsewhere(*server))
        {
            continue;
        }
        helper.Install(NodeContainer(*server));
        Ptr<RoutingProtocol> service = RoutingProtocolHelper::Get(*server);
        service->TraceConnectWithoutContext("Sent", MakeCallback(&CubeRouting::NoteSent, this));
        m_services.push_back(service);
        watcher(static_cast<uint32_t>(m_services.size()));
    }
}

CubeRouting::~CubeRouting()
{
    for (const auto& service : m_services)
    {
        service->TraceDisconnectWithoutContext("Sent", MakeCallback(&CubeRouting::NoteSent, this));
    }
}

void
CubeRouting::NoteSent(Ptr<const Packet>, uint8_t)
{
    ++m_messages;
    m_lastMessage = Simulator::Now();
}

Time
CubeRouting::GetLastActivity() const
{
    Time last = m_lastMessage;
    for (const auto& service : m_services)
    {
        last = std::max(last, service->GetLastChange());
    }
    return GetLatest(last);
}

CubeRouting::Cost
CubeRouting::GetCost() const
{
    Cost cost;
    for (const auto& service : m_services)
    {
        const RoutingProtocol::Counters& counters = service->GetCounters();
        cost.messages += counters.messages;
        cost.bytes += counters.bytes;
        cost.entries += counters.entries;
    }
    ProcessGroup& group = ProcessGroup::Get();
    cost.messages = group.GetSum(cost.messages);
    cost.bytes = group.GetSum(cost.bytes);
    cost.entries = group.GetSum(cost.entries);
    return cost;
}

SampleSummary
CubeRouting::GetStateBytes() const
{
    std::vector<double> bytes;
    for (const auto& service : m_services)
    {
        bytes.push_back(static_cast<double>(service->GetStateBytes()));
    }
    SampleSummary summary;
    for (const double sample : ProcessGroup::Get().Gather(std::move(bytes)))
    {
        summary.Add(sample);
    }
    return summary;
}

Time
CubeRouting::GetLongestPause() const
{
    return GetLatest(m_services.front()->GetLongestPause());
}

Time
CubeRouting::GetLeastRepair() const
{
    return GetLatest(m_services.front()->GetLeastRepair());
}

void
CubeRouting::StopWhenQuiet(Time from, Time pause, Watcher watcher)
{
    m_watcher = std::move(watcher);
    m_from = from;
    Simulator::Schedule(from - Simulator::Now(), [this, from, pause] {
        const Time longest = GetLongestPause(); // not known earlier
        StopOrWait(pause.IsZero() ? longest : pause, from + PATIENCE * std::max(pause, longest));
    });
}

void
CubeRouting::StopOrWait(Time pause, Time latest)
{
    const Time now = Simulator::Now();
    const auto getEnd = [&](Time last) { return std::min(std::max(m_from, last) + pause, latest); };
    // All servers are asked only when their messages do not say enough.
    Time end = getEnd(GetLatest(m_lastMessage));
    end = now >= end ? getEnd(GetLastActivity()) : end;
    if (now >= end)
    {
        Simulator::Stop();
        return;
    }
    m_watcher(m_messages);
    Simulator::Schedule(std::min(end - now, MicroSeconds(WATCH_US)),
                        [this, pause, latest] { StopOrWait(pause, latest); });
}

bool
CubeRouting::HasSettled() const
{
    return Simulator::Now() >= std::max(m_from, GetLastActivity()) + GetLongestPause();
}

} // namespace ns3::camcube
