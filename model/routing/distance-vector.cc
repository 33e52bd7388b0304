/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector.h"

#include "multi-hop-routing.h"

#include "ns3/camcube-runtime.h"
#include "ns3/link-power.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(DistanceVector);

namespace
{
/** Bytes of a control frame that tells of few destinations. */
constexpr uint32_t SHORT_FRAME = 64;
} // namespace

TypeId
DistanceVector::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::DistanceVector")
            .SetParent<CamCubeService>()
            .SetGroupName("CamCube")
            .AddConstructor<DistanceVector>()
            .AddAttribute("Timing",
                          "The times that the protocol waits",
                          PointerValue(),
                          MakePointerAccessor(&DistanceVector::m_timing),
                          MakePointerChecker<DistanceVectorTiming>())
            .AddTraceSource("Sent",
                            "The entries of a message that is on its way to a neighbour, and the "
                            "port to it",
                            MakeTraceSourceAccessor(&DistanceVector::m_sent),
                            "ns3::DistanceVector::SentCallback")
            .AddTraceSource("DistanceChanged",
                            "The distance to a server has changed: its number, the old distance "
                            "and the new one, 65535 for none",
                            MakeTraceSourceAccessor(&DistanceVector::m_distanceChanged),
                            "ns3::DistanceVector::DistanceChangedCallback")
            .AddTraceSource("RoutesChanged",
                            "Routes may have changed, next hops or distances",
                            MakeTraceSourceAccessor(&DistanceVector::m_routesChanged),
                            "ns3::TracedCallback");
    return tid;
}

DistanceVector::DistanceVector()
    : CamCubeService(SERVICE_ID)
{
}

DistanceVector::~DistanceVector() = default;

void
DistanceVector::DoDispose()
{
    CamCubeService::DoDispose();
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
    const CamCubeRuntime& runtime = GetRuntime();
    const Torus& torus = runtime.GetTorus();
    if (!m_timing)
    {
        m_timing = CreateObject<DistanceVectorTiming>();
    }
    m_timing->Derive(GetHop(), m_detection.value_or(Time()));
    m_table = std::make_shared<RouteTable>(torus, runtime.GetCoordinate());
    m_table->SetDetourDelay(m_timing->Get().detour.GetTimeStep());
    m_rules.emplace(torus.GetServer(runtime.GetCoordinate()),
                    torus.GetNServers(),
                    *m_table,
                    m_sessions,
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

DistanceVectorTiming::Hop
DistanceVector::GetHop() const
{
    DistanceVectorTiming::Hop hop{Time::Max(), Time()};
    for (uint8_t port : GetRuntime().GetTorus().GetPorts())
    {
        const Ptr<CamCubeNetDevice> device = GetRuntime().GetDevice(port);
        const Ptr<CamCubeChannel> cable = DynamicCast<CamCubeChannel>(device->GetChannel());
        const Time delay = cable->GetDelay() + device->GetProcessingDelay();
        // A control frame wakes a link that sleeps.
        const Time wake = cable->GetPower() ? cable->GetPower()->GetWakeBound() : Time();
        const uint32_t full = device->GetMtu() + CamCubeFrame::ETHERNET_HEADER_BYTES;
        hop.least = std::min(hop.least, TimeStep(device->GetTransmissionTime(SHORT_FRAME)) + delay);
        hop.most =
            std::max(hop.most, TimeStep(2 * device->GetTransmissionTime(full)) + delay + wake);
    }
    return hop;
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
        Open(port, m_sessions[port].GetNumber() + 1);
        Finish();
    }
}

void
DistanceVector::Close(uint8_t port)
{
    m_sessions[port].Begin(m_sessions[port].GetNumber());
    m_queued[port] = 0;
    m_rules->Lose(port, Simulator::Now().GetTimeStep());
}

void
DistanceVector::Open(uint8_t port, uint16_t session)
{
    m_sessions[port].Begin(session);
    m_rules->Greet(port);
    SendEntries(port, true);
}

bool
DistanceVector::IsUrgent() const
{
    return true;
}

void
DistanceVector::Receive(CamCubeFramePtr frame, uint8_t in)
{
    const VectorHeader* header = frame->PeekHeader<VectorHeader>();
    std::vector<VectorEntry> entries;
    if (!header || in >= N_TORUS_PORTS || !ReadEntries(*frame, entries))
    {
        ++m_counters.malformed;
        return;
    }
    const int16_t lead = m_sessions[in].GetLead(header->session);
    if (lead < 0 || !m_table->GetOpen().Contains(in))
    {
        ++m_counters.stale;
        return;
    }
    if (lead > 0)
    {
        // The neighbour has missed this server for a time in which this one did not miss it.
        Close(in);
        Open(in, header->session);
    }
    Hear(entries, header->kind, in);
    Finish();
}

bool
DistanceVector::ReadEntries(const CamCubeFrame& frame, std::vector<VectorEntry>& entries) const
{
    const Ptr<const Packet> payload = frame.GetPayload();
    const uint32_t size = payload->GetSize();
    if (size % VectorEntry::WIRE_BYTES != 0)
    {
        return false;
    }
    std::array<uint8_t, CamCubeNetDeviceBase::MAX_MTU> bytes;
    if (size > bytes.size())
    {
        return false;
    }
    payload->CopyData(bytes.data(), size);
    entries.reserve(size / VectorEntry::WIRE_BYTES);
    for (uint32_t i = 0; i < size; i += VectorEntry::WIRE_BYTES)
    {
        entries.push_back(VectorEntry::Read(&bytes[i]));
        if (entries.back().destination >= GetRuntime().GetTorus().GetNServers())
        {
            return false;
        }
    }
    return true;
}

void
DistanceVector::Hear(const std::vector<VectorEntry>& entries, VectorHeader::Kind kind, uint8_t in)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    if (kind == VectorHeader::UPDATE)
    {
        if (!m_table->GetSynced().Contains(in))
        {
            ++m_counters.stale; // the list that begins the session is not in
            return;
        }
        for (const VectorEntry& entry : entries)
        {
            m_rules->Hear(in, entry, now);
        }
        return;
    }
    std::vector<VectorEntry>& list = m_sessions[in].GetIncoming();
    list.insert(list.end(), entries.begin(), entries.end());
    if (kind == VectorHeader::LAST_SYNC)
    {
        m_rules->HearList(in, std::exchange(list, {}), now);
    }
}

void
DistanceVector::Finish()
{
    for (uint8_t port : m_table->GetOpen())
    {
        if (m_sessions[port].HasEntries())
        {
            SendEntries(port, false);
        }
    }
    const int64_t due = m_rules->GetDue();
    if (due < m_wakeAt)
    {
        m_wake.Cancel();
        m_wakeAt = due;
        m_wake = Simulator::Schedule(TimeStep(due) - Simulator::Now(), &DistanceVector::Wake, this);
    }
    m_routesChanged();
}

void
DistanceVector::Wake()
{
    m_wakeAt = Route::NEVER;
    m_rules->Act(Simulator::Now().GetTimeStep());
    Finish();
}

void
DistanceVector::SendEntries(uint8_t port, bool sync)
{
    m_sessions[port].Compose(sync,
                             GetServiceId(),
                             GetRuntime().GetDevice(port)->GetMtu(),
                             [=](CamCubeFramePtr frame) { Transmit(port, std::move(frame)); });
}

void
DistanceVector::Transmit(uint8_t port, CamCubeFramePtr frame)
{
    ++m_counters.messages;
    m_counters.bytes += frame->GetSize();
    m_counters.entries += frame->GetPayload()->GetSize() / VectorEntry::WIRE_BYTES;
    m_sent(frame->GetPayload(), port);
    if (m_queued[port] != 0 || !GetRuntime().Send(this, port, frame))
    {
        m_sessions[port].GetQueue().Push(std::move(frame));
        ++m_queued[port];
    }
}

CamCubeFramePtr
DistanceVector::Poll(uint8_t out)
{
    if (GetQueuedFrames(out) == 0)
    {
        return nullptr;
    }
    --m_queued[out];
    return m_sessions[out].GetQueue().Pop();
}

uint32_t
DistanceVector::GetQueuedFrames(uint8_t out) const
{
    return out < N_TORUS_PORTS ? m_queued[out] : 0;
}

std::size_t
DistanceVector::GetStateBytes() const
{
    std::size_t bytes = sizeof(*this) + sizeof(*m_timing) + sizeof(*m_table) + m_table->GetBytes() +
                        m_rules->GetBytes();
    for (const VectorSession& session : m_sessions)
    {
        bytes += session.GetBytes();
    }
    return bytes;
}

} // namespace ns3
