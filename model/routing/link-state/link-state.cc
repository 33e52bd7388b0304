/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state.h"

#include "ns3/control-hop.h"
#include "ns3/runtime.h"
#include "ns3/server-log.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

NS_LOG_COMPONENT_DEFINE("LinkState");
NS_OBJECT_ENSURE_REGISTERED(LinkState);

TypeId
LinkState::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LinkState")
            .SetParent<RoutingProtocol>()
            .SetGroupName("CamCube")
            .AddConstructor<LinkState>()
            .AddAttribute("Gather",
                          "A report waits this long for others before it is flooded",
                          TimeValue(MicroSeconds(10)),
                          MakeTimeAccessor(&LinkState::m_gatherTime),
                          MakeTimeChecker(Time(0)));
    return tid;
}

LinkState::LinkState()
    : RoutingProtocol(SERVICE_ID)
{
}

LinkState::~LinkState() = default;

void
LinkState::Placed()
{
    RoutingProtocol::Placed();
    const Torus& torus = GetRuntime().GetTorus();
    m_self = torus.GetServer(GetRuntime().GetCoordinate());
    m_routes = std::make_shared<LinkStateRoutes>(torus, GetRuntime().GetCoordinate());
    m_open = m_adjacent = torus.GetPorts();
    PublishTable();
    ReportLostNeighbors();
}

void
LinkState::Withdrawing()
{
    m_floodEvent.Cancel();
}

void
LinkState::NeighborLost(uint8_t port)
{
    if (IsDeployed() && m_open.Contains(port))
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " lost");
        EndSession(port);
        m_routes->GetNotifier().Notify();
    }
}

void
LinkState::NeighborFound(uint8_t port)
{
    if (IsDeployed() && port < N_TORUS_PORTS && !m_open.Contains(port))
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " found");
        BeginSession(port, m_sessions[port].GetNumber() + 1);
    }
}

void
LinkState::EndSession(uint8_t port)
{
    m_open.Remove(port);
    m_adjacent.Remove(port);
    GetSender().Clear(port);
    m_routes->SetPorts(m_adjacent);
    Change();
}

void
LinkState::BeginSession(uint8_t port, uint16_t number)
{
    NS_LOG_INFO("session " << number << " begins at " << PortName(port));
    m_open.Insert(port);
    GetSender().Clear(port);
    m_sessions[port].Begin(number);
    GetSender().Send(
        port,
        m_sessions[port].MakeHello(GetServiceId(), m_routes->GetDatabase().GetDigest()),
        0);
}

void
LinkState::MakeAdjacent(uint8_t port)
{
    if (!m_adjacent.Contains(port))
    {
        NS_LOG_INFO("neighbor at " << PortName(port) << " is adjacent");
        m_adjacent.Insert(port);
        m_routes->SetPorts(m_adjacent);
        Change();
    }
}

void
LinkState::Change()
{
    NoteChange();
    ScheduleFlood();
}

void
LinkState::Receive(FramePtr frame, uint8_t in)
{
    const LinkStateMessage* message = frame->PeekHeader<LinkStateMessage>();
    const auto entries = message && in < N_TORUS_PORTS
                             ? LinkStateSession::Read(*frame, *message, GetRuntime().GetTorus())
                             : std::nullopt;
    if (!entries)
    {
        NS_LOG_WARN("malformed frame at " << PortName(in) << " dropped");
        ++GetSender().GetCounters().malformed;
        return;
    }
    LinkStateSession& session = m_sessions[in];
    const int16_t lead = session.GetLead(message->session);
    if (lead < 0 || !m_open.Contains(in))
    {
        NS_LOG_INFO("frame of session " << message->session << " at " << PortName(in)
                                        << " dropped as stale");
        ++GetSender().GetCounters().stale;
        if (lead > 0)
        {
            // The neighbour has found this server first. The session after that begins when it is
            // found here, and then the neighbour begins it, too.
            GetSender().Clear(in);
            session.Begin(message->session);
        }
        return;
    }
    if (lead > 0)
    {
        // The neighbour has lost this server for a time in which this one did not lose it.
        EndSession(in);
        BeginSession(in, message->session);
    }
    for (const LinkStateEntry& entry : *entries)
    {
        ReceiveEntry(entry, message->kind, in);
    }
    if (message->kind == LinkStateMessage::HELLO && !session.Agrees(*frame))
    {
        NS_LOG_INFO("neighbor at " << PortName(in)
                                   << " has another database, all reports are sent");
        SendDatabase(in);
    }
    else if (message->kind == LinkStateMessage::HELLO ||
             message->kind == LinkStateMessage::LAST_DATABASE)
    {
        MakeAdjacent(in);
    }
    m_routes->GetNotifier().Notify();
}

void
LinkState::ReceiveEntry(const LinkStateEntry& entry, LinkStateMessage::Kind kind, uint8_t in)
{
    const LinkReport known = m_routes->GetDatabase().Get(entry.server);
    if (entry.report == known)
    {
        // The neighbour need not be sent what it has sent.
        if (const PortSet* ports = m_pending.Find(entry.server))
        {
            PortSet others = *ports;
            others.Remove(in);
            m_pending.Set(entry.server, others);
        }
    }
    else if (entry.report.IsNewerThan(known))
    {
        m_routes->SetReport(entry.server, entry.report);
        NS_LOG_LOGIC("newer report of server " << entry.server);
        PortSet others = m_open;
        others.Remove(in);
        m_pending.Set(entry.server, others);
        m_supersede |= entry.server == m_self;
        Change();
    }
    else if (kind == LinkStateMessage::UPDATE)
    {
        // Part of a database needs no answer: the neighbour is sent one, too.
        const PortSet* ports = m_pending.Find(entry.server);
        m_pending.Set(entry.server, (ports ? *ports : PortSet()) | PortSet::Of(in));
        ScheduleFlood();
    }
}

void
LinkState::SendDatabase(uint8_t port)
{
    Entries all;
    m_routes->GetDatabase().ForEach([&all](uint32_t server, LinkReport report) {
        all.push_back({server, report});
    });
    Send(port, std::move(all), true);
}

void
LinkState::ScheduleFlood()
{
    if (m_floodEvent.IsExpired())
    {
        m_floodEvent = Simulator::Schedule(m_gatherTime, &LinkState::Flood, this);
    }
}

void
LinkState::ReportOwnLinks()
{
    const LinkReport own = m_routes->GetDatabase().Get(m_self);
    const PortSet down(GetRuntime().GetTorus().GetPorts().GetBits() & ~m_adjacent.GetBits());
    if (own.GetDown() != down || m_supersede)
    {
        NS_LOG_INFO("reports " << GetRuntime().GetTorus().GetPorts().GetSize() -
                                      m_adjacent.GetSize()
                               << " links down");
        m_supersede = false;
        m_routes->SetReport(m_self, own.GetNext(down));
        m_pending.Set(m_self, m_open);
    }
}

void
LinkState::Flood()
{
    ReportOwnLinks();
    std::array<Entries, N_TORUS_PORTS> toSend;
    m_pending.ForEach([&](uint32_t server, PortSet ports) {
        for (uint8_t port : ports& m_open)
        {
            toSend[port].push_back({server, m_routes->GetDatabase().Get(server)});
        }
    });
    m_pending = {};
    for (uint8_t port : m_open)
    {
        if (!toSend[port].empty())
        {
            Send(port, std::move(toSend[port]), false);
        }
    }
}

void
LinkState::Send(uint8_t port, Entries entries, bool isDatabase)
{
    for (auto& frame : m_sessions[port].Compose(GetServiceId(),
                                                GetSender().GetMtu(),
                                                isDatabase,
                                                std::move(entries)))
    {
        const std::size_t carried = frame->GetPayload()->GetSize() / LinkStateEntry::WIRE_BYTES;
        GetSender().Send(port, std::move(frame), carried);
    }
}

Time
LinkState::GetLongestPause() const
{
    // Frames are counted when they are handed over; then all of a database may still wait.
    const uint32_t servers = GetRuntime().GetTorus().GetNServers();
    const uint32_t frames = 1 + servers / LinkStateSession::GetRoom(GetRuntime().GetMtu());
    return GetDetectionDifference() + m_gatherTime + ControlHop::Of(GetRuntime()).most * frames;
}

Time
LinkState::GetLeastRepair() const
{
    return m_gatherTime;
}

std::size_t
LinkState::GetStateBytes() const
{
    RequireTable(m_routes != nullptr);
    return sizeof(*this) + sizeof(*m_routes) + m_routes->GetBytes() + m_pending.GetBytes();
}

} // namespace ns3::camcube
