/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "distance-vector.h"

#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("DistanceVector");
NS_OBJECT_ENSURE_REGISTERED(DistanceVector);

TypeId
DistanceVector::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::DistanceVector")
            .SetParent<RoutingProtocol>()
            .SetGroupName("CamCube")
            .AddConstructor<DistanceVector>()
            .AddAttribute("Timing",
                          "The times that the protocol waits",
                          PointerValue(),
                          MakePointerAccessor(&DistanceVector::m_timing),
                          MakePointerChecker<DistanceVectorTiming>())
            .AddAttribute("RepeatAfter",
                          "A message that the neighbour does not acknowledge within this time is "
                          "sent again; 0 where cables lose nothing: then nothing is acknowledged",
                          TimeValue(Time()),
                          MakeTimeAccessor(&DistanceVector::m_repeatAfter),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("DistanceChanged",
                            "The distance to a server has changed: its number, the old distance "
                            "and the new one, 65535 for none",
                            MakeTraceSourceAccessor(&DistanceVector::m_distanceChanged),
                            "ns3::camcube::DistanceVector::DistanceChangedCallback");
    return tid;
}

DistanceVector::DistanceVector()
    : RoutingProtocol(SERVICE_ID)
{
}

DistanceVector::~DistanceVector() = default;

void
DistanceVector::DoDispose()
{
    RoutingProtocol::DoDispose();
    m_timing = nullptr;
}

void
DistanceVector::Placed()
{
    RoutingProtocol::Placed();
    const Runtime& runtime = GetRuntime();
    const Torus& torus = runtime.GetTorus();
    if (!m_timing)
    {
        m_timing = CreateObject<DistanceVectorTiming>();
    }
    m_transport.emplace(GetSender(), m_repeatAfter.GetTimeStep());
    m_timing->Derive(ControlHop::Of(runtime), GetDetectionDifference());
    m_table = std::make_shared<RouteTable>(torus, runtime.GetCoordinate());
    m_table->SetDetourDelay(m_timing->Get().detour.GetTimeStep());
    m_rules.emplace(torus.GetServer(runtime.GetCoordinate()),
                    torus.GetNServers(),
                    *m_table,
                    m_outbox,
                    *m_timing);
    m_rules->SetListener([this](uint32_t destination, uint16_t old, uint16_t now) {
        DistanceChanged(destination, old, now);
    });
    PublishTable();
    ReportLostNeighbors();
}

void
DistanceVector::Withdrawing()
{
    m_dueEvent.Cancel();
}

void
DistanceVector::DistanceChanged(uint32_t destination, uint16_t old, uint16_t now)
{
    NoteChange();
    m_distanceChanged(destination, old, now);
    if (now == Route::INFINITE)
    {
        NS_LOG_LOGIC("no next hop to server " << destination << " is left, " << old
                                              << " hops away until now");
    }
    else
    {
        NS_LOG_LOGIC("server " << destination << " is now " << now << " hops away");
    }
}

void
DistanceVector::NeighborLost(uint8_t port)
{
    if (IsDeployed() && m_table->GetOpen().Contains(port))
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " lost");
        EndSession(port);
        Flush();
    }
}

void
DistanceVector::NeighborFound(uint8_t port)
{
    if (IsDeployed() && port < N_TORUS_PORTS && !m_table->GetOpen().Contains(port))
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " found");
        BeginSession(port, m_transport->GetSession(port).GetNumber() + 1);
        Flush();
    }
}

void
DistanceVector::EndSession(uint8_t port)
{
    m_transport->Begin(port, m_transport->GetSession(port).GetNumber());
    m_outbox.Take(port);
    m_rules->RemoveNeighbor(port, Simulator::Now().GetTimeStep());
}

void
DistanceVector::BeginSession(uint8_t port, uint16_t number)
{
    m_transport->Begin(port, number);
    m_rules->AddNeighbor(port);
    const VectorOutbox::Entries table = m_outbox.Take(port);
    NS_LOG_INFO("session " << number << " begins at " << PortName(port) << " with "
                           << table.size() / VectorEntry::WIRE_BYTES << " entries");
    m_transport->Send(port, table, true);
}

void
DistanceVector::Receive(FramePtr frame, uint8_t in)
{
    const VectorHeader* header = frame->PeekHeader<VectorHeader>();
    VectorPayload entries;
    if (!header || in >= N_TORUS_PORTS ||
        !entries.Read(*frame, GetRuntime().GetTorus().GetNServers()))
    {
        NS_LOG_WARN("malformed frame at " << PortName(in) << " dropped");
        ++GetSender().GetCounters().malformed;
        return;
    }
    const int16_t lead = m_transport->GetSession(in).GetLead(header->session);
    if (lead < 0 || !m_table->GetOpen().Contains(in))
    {
        NS_LOG_INFO("frame of session " << header->session << " at " << PortName(in)
                                        << " dropped as stale");
        ++GetSender().GetCounters().stale;
        if (lead > 0)
        {
            // The neighbour has found this server first; its table is lost, and will be sent again
            // in the session after that, which begins when it is found here.
            m_transport->Begin(in, header->session);
        }
        return;
    }
    if (lead > 0)
    {
        // The neighbour has lost this server for a time in which this one did not lose it.
        EndSession(in);
        BeginSession(in, header->session);
    }
    if (m_transport->Accept(*header, in))
    {
        ReceiveEntries(entries, header->kind, in);
    }
    Flush();
}

void
DistanceVector::ReceiveEntries(const VectorPayload& entries, VectorHeader::Kind kind, uint8_t in)
{
    const int64_t now = Simulator::Now().GetTimeStep();
    if (kind == VectorHeader::UPDATE)
    {
        if (!m_table->GetAdjacent().Contains(in))
        {
            ++GetSender().GetCounters().stale; // the table that begins the session is not in
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
    std::vector<VectorEntry>& table = m_transport->GetSession(in).GetIncoming();
    for (const VectorEntry& entry : entries)
    {
        table.push_back(entry);
    }
    if (kind == VectorHeader::LAST_SYNC)
    {
        NS_LOG_INFO("neighbor at " << PortName(in) << " is adjacent, its table has " << table.size()
                                   << " entries");
        m_rules->ReceiveTable(in, std::exchange(table, {}), now);
    }
}

void
DistanceVector::Flush()
{
    for (uint8_t port : m_outbox.GetWaiting())
    {
        m_transport->Send(port, m_outbox.Take(port), false);
    }
    const int64_t due = std::min(m_rules->GetDue(), m_transport->GetDue());
    if (due != Route::NEVER &&
        (m_dueEvent.IsExpired() || due < static_cast<int64_t>(m_dueEvent.GetTs())))
    {
        m_dueEvent.Cancel();
        m_dueEvent =
            Simulator::Schedule(TimeStep(due) - Simulator::Now(), &DistanceVector::RunDue, this);
    }
    m_table->GetNotifier().Notify();
}

void
DistanceVector::RunDue()
{
    const int64_t now = Simulator::Now().GetTimeStep();
    m_rules->RunDue(now);
    m_transport->RunDue(now);
    Flush();
}

Time
DistanceVector::GetLongestPause() const
{
    const uint32_t servers = GetRuntime().GetTorus().GetNServers();
    return TimeStep(m_timing->GetAdoption(0, 0, servers, servers)) + m_timing->Get().keep +
           m_repeatAfter;
}

Time
DistanceVector::GetLeastRepair() const
{
    return TimeStep(m_timing->GetAdoption(0, 0, 0, 0));
}

std::size_t
DistanceVector::GetStateBytes() const
{
    RequireTable(m_table != nullptr);
    return sizeof(*this) + sizeof(*m_timing) + sizeof(*m_table) + m_table->GetBytes() +
           m_rules->GetBytes() + m_outbox.GetBytes() + m_transport->GetBytes();
}

} // namespace ns3::camcube
