/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(DistanceVector);

TypeId
DistanceVector::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::DistanceVector")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<DistanceVector>()
            .AddAttribute("Timing",
                          "The times that the protocol waits",
                          PointerValue(),
                          MakePointerAccessor(&DistanceVector::m_timing),
                          MakePointerChecker<DistanceVectorTiming>())
            .AddAttribute("RepeatAfter",
                          "A message that the neighbour does not confirm within this time is sent "
                          "again; 0 where cables lose nothing: then nothing is confirmed",
                          TimeValue(Time()),
                          MakeTimeAccessor(&DistanceVector::m_repeatAfter),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Sent",
                            "The entries of a message that is on its way to a neighbour, and the "
                            "port to it",
                            MakeTraceSourceAccessor(&DistanceVector::m_sent),
                            "ns3::camcube::DistanceVector::SentCallback")
            .AddTraceSource("DistanceChanged",
                            "The distance to a server has changed: its number, the old distance "
                            "and the new one, 65535 for none",
                            MakeTraceSourceAccessor(&DistanceVector::m_distanceChanged),
                            "ns3::camcube::DistanceVector::DistanceChangedCallback");
    return tid;
}

DistanceVector::DistanceVector()
    : Service(SERVICE_ID)
{
}

DistanceVector::~DistanceVector() = default;

void
DistanceVector::DoDispose()
{
    Service::DoDispose();
    m_timing = nullptr;
}

void
DistanceVector::SetDetection(Time difference)
{
    m_detection = difference;
}

void
DistanceVector::Deployed()
{
    Runtime& runtime = GetRuntime();
    const Torus& torus = runtime.GetTorus();
    if (!m_timing)
    {
        m_timing = CreateObject<DistanceVectorTiming>();
    }
    m_transport.emplace(*this, runtime, m_repeatAfter.GetTimeStep(), m_sent);
    m_timing->Derive(DistanceVectorTiming::Hop::Of(runtime), m_detection.value_or(Time()));
    m_table = std::make_shared<RouteTable>(torus, runtime.GetCoordinate());
    m_table->SetDetourDelay(m_timing->Get().detour.GetTimeStep());
    m_rules.emplace(torus.GetServer(runtime.GetCoordinate()),
                    torus.GetNServers(),
                    *m_table,
                    m_outbox,
                    *m_timing);
    m_rules->SetListener([this](uint32_t destination, uint16_t old, uint16_t now) {
        m_distanceChanged(destination, old, now);
    });
    for (uint32_t i = 0; i < GetNode()->GetNApplications(); ++i)
    {
        if (auto routing = DynamicCast<MultiHopRouting>(GetNode()->GetApplication(i)))
        {
            routing->SetTable(m_table);
        }
    }
    for (uint8_t port : torus.GetPorts())
    {
        if (!runtime.GetUpPorts().Contains(port))
        {
            NeighborLost(port);
        }
    }
}

void
DistanceVector::Withdrawing()
{
    m_wake.Cancel();
    m_wakeAt = Route::NEVER;
}

void
DistanceVector::LinkDown(uint8_t port)
{
    if (!m_detection)
    {
        NeighborLost(port);
    }
}

void
DistanceVector::LinkUp(uint8_t port)
{
    if (!m_detection)
    {
        NeighborFound(port);
    }
    if (GetQueuedFrames(port) != 0)
    {
        // The loss of carrier has not counted, and what waited since is still to be sent.
        GetRuntime().RequestPoll(this, PortSet::Of(port));
    }
}

void
DistanceVector::NeighborLost(uint8_t port)
{
    if (IsDeployed() && m_table->GetOpen().Contains(port))
    {
        Close(port);
        Finish();
    }
}

void
DistanceVector::NeighborFound(uint8_t port)
{
    if (IsDeployed() && port < N_TORUS_PORTS && !m_table->GetOpen().Contains(port))
    {
        Open(port, m_transport->GetSession(port).GetNumber() + 1);
        Finish();
    }
}

void
DistanceVector::Close(uint8_t port)
{
    m_transport->Begin(port, m_transport->GetSession(port).GetNumber());
    m_outbox.Take(port);
    m_rules->RemoveNeighbor(port, Simulator::Now().GetTimeStep());
}

void
DistanceVector::Open(uint8_t port, uint16_t session)
{
    m_transport->Begin(port, session);
    m_rules->AddNeighbor(port);
    m_transport->Send(port, m_outbox.Take(port), true);
}

bool
DistanceVector::IsUrgent() const
{
    return true;
}

void
DistanceVector::Receive(FramePtr frame, uint8_t in)
{
    const VectorHeader* header = frame->PeekHeader<VectorHeader>();
    VectorPayload entries;
    if (!header || in >= N_TORUS_PORTS ||
        !entries.Read(*frame, GetRuntime().GetTorus().GetNServers()))
    {
        ++m_transport->GetCounters().malformed;
        return;
    }
    const int16_t lead = m_transport->GetSession(in).GetLead(header->session);
    if (lead < 0 || !m_table->GetOpen().Contains(in))
    {
        ++m_transport->GetCounters().stale;
        if (lead > 0)
        {
            // The neighbour has found this server first; what it says is lost, and will be said
            // again in the session after that, which begins when it is found here.
            m_transport->Begin(in, header->session);
        }
        return;
    }
    if (lead > 0)
    {
        // The neighbour has missed this server for a time in which this one did not miss it.
        Close(in);
        Open(in, header->session);
    }
    if (m_transport->Accept(*header, in))
    {
        ReceiveEntry(entries, header->kind, in);
    }
    Finish();
}

void
DistanceVector::ReceiveEntry(const VectorPayload& entries, VectorHeader::Kind kind, uint8_t in)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    if (kind == VectorHeader::UPDATE)
    {
        if (!m_table->GetAdjacent().Contains(in))
        {
            ++m_transport->GetCounters().stale; // the list that begins the session is not in
            return;
        }
        for (const VectorEntry& entry : entries)
        {
            m_table->Prefetch(entry.destination);
        }
        for (const VectorEntry& entry : entries)
        {
            m_rules->ReceiveEntry(in, entry, now);
        }
        return;
    }
    std::vector<VectorEntry>& list = m_transport->GetSession(in).GetIncoming();
    for (const VectorEntry& entry : entries)
    {
        list.push_back(entry);
    }
    if (kind == VectorHeader::LAST_SYNC)
    {
        m_rules->ReceiveTable(in, std::exchange(list, {}), now);
    }
}

void
DistanceVector::Finish()
{
    for (uint8_t port : m_outbox.GetWaiting())
    {
        m_transport->Send(port, m_outbox.Take(port), false);
    }
    const int64_t due = std::min(m_rules->GetDue(), m_transport->GetDue());
    if (due < m_wakeAt)
    {
        m_wake.Cancel();
        m_wakeAt = due;
        m_wake = Simulator::Schedule(TimeStep(due) - Simulator::Now(), &DistanceVector::Wake, this);
    }
    m_table->GetNotifier().Notify();
}

void
DistanceVector::Wake()
{
    m_wakeAt = Route::NEVER;
    const int64_t now = Simulator::Now().GetTimeStep();
    m_rules->RunDue(now);
    m_transport->RunDue(now);
    Finish();
}

FramePtr
DistanceVector::Poll(uint8_t out)
{
    return out < N_TORUS_PORTS ? m_transport->Poll(out) : nullptr;
}

uint32_t
DistanceVector::GetQueuedFrames(uint8_t out) const
{
    return out < N_TORUS_PORTS ? m_transport->GetQueued(out) : 0;
}

std::size_t
DistanceVector::GetStateBytes() const
{
    return sizeof(*this) + sizeof(*m_timing) + sizeof(*m_table) + m_table->GetBytes() +
           m_rules->GetBytes() + m_outbox.GetBytes() + m_transport->GetBytes();
}

} // namespace ns3::camcube
