/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "adaptive-routing.h"

#include "ns3/event-time.h"
#include "ns3/header-fields.h"
#include "ns3/runtime.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cstdlib>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(AdaptiveRouting);

namespace
{

/** What servers tell neighbours. */
struct QueueReport
{
    NeighborQueues::Counts counts{}; //!< packets that wait for each link
    static constexpr auto FIELDS = HeaderFields(&QueueReport::counts);
};

} // namespace

TypeId
AdaptiveRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::AdaptiveRouting")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<AdaptiveRouting>()
            .AddAttribute("Endpoint",
                          "The routing service's endpoint whose packets avoid long queues, the "
                          "same on all servers",
                          UintegerValue(ENDPOINT),
                          MakeUintegerAccessor(&AdaptiveRouting::m_endpoint),
                          MakeUintegerChecker<uint16_t>())
            .AddAttribute("Step",
                          "Packets by which a queue has to change for neighbours to be told",
                          UintegerValue(8),
                          MakeUintegerAccessor(&AdaptiveRouting::m_step),
                          MakeUintegerChecker<uint32_t>(1, UINT8_MAX))
            .AddAttribute("Detour",
                          "Packets that a longer way must spare a packet that waits",
                          UintegerValue(16),
                          MakeUintegerAccessor(&AdaptiveRouting::m_detour),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ExtraHops",
                          "Hops by which detours may make a packet's way longer; each takes two",
                          UintegerValue(8),
                          MakeUintegerAccessor(&AdaptiveRouting::m_extraHops),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("Lifetime",
                          "Time for which what a neighbour has told counts; it is told again at "
                          "half of it",
                          TimeValue(MilliSeconds(2)),
                          MakeTimeAccessor(&AdaptiveRouting::m_lifetime),
                          MakeTimeChecker(TimeStep(2)));
    return tid;
}

AdaptiveRouting::AdaptiveRouting()
    : Service(SERVICE_ID)
{
}

AdaptiveRouting::~AdaptiveRouting() = default;

void
AdaptiveRouting::DoDispose()
{
    m_registered = {};
    m_routing = nullptr;
    m_heard.reset();
    Service::DoDispose();
}

bool
AdaptiveRouting::IsUrgent() const
{
    return true;
}

bool
AdaptiveRouting::NeedsPlace() const
{
    return true;
}

void
AdaptiveRouting::Placed()
{
    const Runtime& runtime = GetRuntime();
    m_routing = PeekPointer(runtime.Require<MultiHopRouting>());
    m_heard.emplace(runtime.GetTorus(), runtime.GetCoordinate(), m_lifetime.GetTimeStep());
    m_registered = {
        m_routing->AddForwarder(this, m_endpoint, [this](const Hop& hop) { return Choose(hop); }),
        m_routing
            ->AddDeparture(this, MultiHopRouting::ALL, [this](Frame&, RoutingHeader&, uint8_t) {
                if (m_told != NeighborQueues::Counts{}) // a queue may be shorter than was told
                {
                    Tell();
                }
            })};
}

void
AdaptiveRouting::Withdrawing()
{
    m_due = PortSet();
    m_told = {};
    m_heard.reset();
    m_routing = nullptr;
}

Forwarding
AdaptiveRouting::Choose(const Hop& hop)
{
    Tell();
    // Back only if nothing else leads on: after a detour a shortest path may.
    const PortSet back = PortSet::Of(hop.in);
    const PortSet shortest = hop.nextHops == back ? hop.nextHops : hop.nextHops - back;
    if (shortest.IsEmpty())
    {
        return Forwarding::Base();
    }
    const auto [ports, wait] = GetLeast(shortest, hop.header.destination, m_step / 2);
    if (wait > m_detour && MayDetour(hop.header))
    {
        const auto [longer, longerWait] =
            GetLeast(hop.up - hop.nextHops - back, hop.header.destination, 0);
        if (!longer.IsEmpty() && longerWait + m_detour < wait)
        {
            ++m_counters.detours;
            return Forwarding::Via(longer);
        }
    }
    return Forwarding::Via(ports);
}

std::pair<PortSet, uint32_t>
AdaptiveRouting::GetLeast(PortSet ports, const TorusCoordinate& destination, uint32_t slack) const
{
    const int64_t now = EventTime::Now();
    std::array<uint32_t, N_TORUS_PORTS> waits{};
    uint32_t least = UINT32_MAX;
    for (uint8_t port : ports)
    {
        waits[port] = GetWait(port, destination, now);
        least = std::min(least, waits[port]);
    }
    PortSet within;
    for (uint8_t port : ports)
    {
        if (waits[port] <= least + slack)
        {
            within.Insert(port);
        }
    }
    return {within, least};
}

uint32_t
AdaptiveRouting::GetWait(uint8_t port, const TorusCoordinate& destination, int64_t now) const
{
    const uint32_t here = m_routing->GetQueuedFrames(port);
    return m_heard->AreEmpty(now) ? here : here + m_heard->GetWait(port, destination, now);
}

bool
AdaptiveRouting::MayDetour(const RoutingHeader& header) const
{
    const Torus& torus = GetRuntime().GetTorus();
    const uint32_t left = m_routing->GetTable().GetDistance(header.destination);
    return header.hops + left + 2 <=
           torus.GetDistance(header.source, header.destination) + m_extraHops;
}

void
AdaptiveRouting::Tell()
{
    NeighborQueues::Counts counts;
    bool hasChanged = false;
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        const uint32_t waiting = std::min<uint32_t>(m_routing->GetQueuedFrames(port), UINT8_MAX);
        counts[port] = static_cast<uint8_t>(waiting);
        hasChanged |= std::abs(int64_t{waiting} - m_told[port]) >= m_step;
    }
    if (hasChanged || (m_told != NeighborQueues::Counts{} && EventTime::Now() >= m_tellAgain))
    {
        m_told = counts;
        m_tellAgain = EventTime::Now() + m_lifetime.GetTimeStep() / 2;
        TellBy(GetRuntime().GetTorusPorts());
    }
}

void
AdaptiveRouting::TellBy(PortSet ports)
{
    Runtime& runtime = GetRuntime();
    const PortSet awake = (ports & runtime.GetUpPorts()) - runtime.GetAsleepPorts();
    m_due = m_due | awake;
    runtime.RequestPoll(this, awake);
}

void
AdaptiveRouting::Receive(FramePtr frame, uint8_t in)
{
    const QueueReport* report = frame->PeekHeader<QueueReport>();
    if (!report || in >= N_TORUS_PORTS || !m_heard)
    {
        ++m_counters.malformed;
        return;
    }
    m_heard->Hear(in, report->counts, EventTime::Now());
}

FramePtr
AdaptiveRouting::Poll(uint8_t out)
{
    if (!m_due.Contains(out))
    {
        return nullptr;
    }
    m_due.Remove(out);
    ++m_counters.reports;
    auto frame = std::make_unique<Frame>(SERVICE_ID, Create<Packet>());
    frame->SetHeader(QueueReport{m_told});
    return frame;
}

bool
AdaptiveRouting::IsWaitingFor(uint8_t out) const
{
    return m_due.Contains(out);
}

uint32_t
AdaptiveRouting::GetQueuedFrames(uint8_t out) const
{
    return m_due.Contains(out);
}

void
AdaptiveRouting::LinkDown(uint8_t port)
{
    m_due.Remove(port);
    if (m_heard && port < N_TORUS_PORTS)
    {
        m_heard->Forget(port);
    }
}

void
AdaptiveRouting::LinkUp(uint8_t port)
{
    if (m_told != NeighborQueues::Counts{})
    {
        TellBy(PortSet::Of(port) & GetRuntime().GetTorusPorts());
    }
}

void
AdaptiveRouting::LinkAwake(uint8_t port)
{
    LinkUp(port);
}

} // namespace ns3::camcube
