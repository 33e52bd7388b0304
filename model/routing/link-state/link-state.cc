/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

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
                          "News waits this long for other news before it is passed on",
                          TimeValue(MicroSeconds(10)),
                          MakeTimeAccessor(&LinkState::m_gatherTime),
                          MakeTimeChecker(Time(0)))
            .AddTraceSource("Sent",
                            "The payload of a message that is on its way to a neighbour, and the "
                            "port to it",
                            MakeTraceSourceAccessor(&LinkState::m_sent),
                            "ns3::camcube::LinkState::SentCallback");
    return tid;
}

LinkState::LinkState()
    : RoutingProtocol(SERVICE_ID)
{
}

LinkState::~LinkState() = default;

void
LinkState::Deployed()
{
    const Torus& torus = GetRuntime().GetTorus();
    m_self = torus.GetServer(GetRuntime().GetCoordinate());
    m_routes = std::make_shared<LinkStateRoutes>(torus, GetRuntime().GetCoordinate());
    m_open = m_adjacent = torus.GetPorts();
    Serve(m_routes);
    MissNeighbors();
}

void
LinkState::Withdrawing()
{
    m_floodEvent.Cancel();
}

void
LinkState::LinkUp(uint8_t port)
{
    RoutingProtocol::LinkUp(port);
    if (GetQueuedFrames(port) != 0)
    {
        // The loss of carrier has not counted, and what waited since is still to be sent.
        GetRuntime().RequestPoll(this, PortSet::Of(port));
    }
}

void
LinkState::NeighborLost(uint8_t port)
{
    if (IsDeployed() && m_open.Contains(port))
    {
        Close(port);
        m_routes->GetNotifier().Notify();
    }
}

void
LinkState::NeighborFound(uint8_t port)
{
    if (IsDeployed() && port < N_TORUS_PORTS && !m_open.Contains(port))
    {
        Open(port, m_sessions[port].GetNumber() + 1);
    }
}

void
LinkState::Close(uint8_t port)
{
    m_open.Remove(port);
    m_adjacent.Remove(port);
    m_sessions[port].Begin(m_sessions[port].GetNumber());
    m_routes->SetPorts(m_adjacent);
    m_lastChange = Simulator::Now();
    Gather();
}

void
LinkState::Open(uint8_t port, uint16_t session)
{
    m_open.Insert(port);
    m_sessions[port].Begin(session);
    Transmit(port, m_sessions[port].MakeHello(GetServiceId(), m_routes->GetDatabase().GetDigest()));
}

void
LinkState::Sync(uint8_t port)
{
    if (!m_adjacent.Contains(port))
    {
        m_adjacent.Insert(port);
        m_routes->SetPorts(m_adjacent);
        m_lastChange = Simulator::Now();
        Gather();
    }
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
        ++m_counters.malformed;
        return;
    }
    LinkStateSession& session = m_sessions[in];
    const int16_t lead = session.GetLead(message->session);
    if (lead < 0 || !m_open.Contains(in))
    {
        ++m_counters.stale;
        if (lead > 0)
        {
            // The neighbour has found this server first. The session after that begins when it is
            // found here, and then the neighbour begins anew.
            session.Begin(message->session);
        }
        return;
    }
    if (lead > 0)
    {
        // The neighbour has missed this server for a time in which this one did not miss it.
        Close(in);
        Open(in, message->session);
    }
    for (const LinkStateEntry& entry : *entries)
    {
        ReceiveEntry(entry, message->kind, in);
    }
    if (message->kind == LinkStateMessage::HELLO && !session.Agrees(*frame))
    {
        SendList(in);
    }
    else if (message->kind == LinkStateMessage::HELLO ||
             message->kind == LinkStateMessage::LAST_LIST)
    {
        Sync(in);
    }
    m_routes->GetNotifier().Notify();
}

void
LinkState::ReceiveEntry(const LinkStateEntry& entry, LinkStateMessage::Kind kind, uint8_t in)
{
    const LinkReport known = m_routes->GetDatabase().Get(entry.server);
    if (entry.report == known)
    {
        // The neighbour need not be told what it tells.
        if (const PortSet* ports = m_pending.Find(entry.server))
        {
            PortSet others = *ports;
            others.Remove(in);
            m_pending.Set(entry.server, others);
        }
    }
    else if (entry.report.IsNewerThan(known))
    {
        m_routes->Learn(entry.server, entry.report);
        m_lastChange = Simulator::Now();
        PortSet others = m_open;
        others.Remove(in);
        m_pending.Set(entry.server, others);
        m_contradict |= entry.server == m_self;
        Gather();
    }
    else if (kind == LinkStateMessage::UPDATE)
    {
        // Part of a list needs no answer: the neighbour is sent one too.
        const PortSet* ports = m_pending.Find(entry.server);
        m_pending.Set(entry.server, (ports ? *ports : PortSet()) | PortSet::Of(in));
        Gather();
    }
}

void
LinkState::SendList(uint8_t port)
{
    Entries all;
    m_routes->GetDatabase().ForEach([&all](uint32_t server, LinkReport report) {
        all.push_back({server, report});
    });
    Send(port, std::move(all), true);
}

void
LinkState::Gather()
{
    if (!m_floodEvent.IsRunning())
    {
        m_floodEvent = Simulator::Schedule(m_gatherTime, &LinkState::Flood, this);
    }
}

void
LinkState::ReportOwnLinks()
{
    const LinkReport own = m_routes->GetDatabase().Get(m_self);
    const PortSet down(GetRuntime().GetTorus().GetPorts().GetBits() & ~m_adjacent.GetBits());
    if (own.GetDown() != down || m_contradict)
    {
        m_contradict = false;
        m_routes->Learn(m_self, own.GetNext(down));
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
LinkState::Send(uint8_t port, Entries entries, bool isList)
{
    const uint32_t mtu = GetRuntime().GetDevice(port)->GetMtu();
    for (auto& frame : m_sessions[port].Compose(GetServiceId(), mtu, isList, std::move(entries)))
    {
        Transmit(port, std::move(frame));
    }
}

void
LinkState::Transmit(uint8_t port, FramePtr frame)
{
    ++m_counters.messages;
    m_counters.bytes += frame->GetSize();
    m_counters.entries += frame->GetPayload()->GetSize() / LinkStateEntry::WIRE_BYTES;
    m_sent(frame->GetPayload(), port);
    if (m_sessions[port].GetQueued() != 0 || !GetRuntime().Send(this, port, frame))
    {
        m_sessions[port].Enqueue(std::move(frame));
    }
}

FramePtr
LinkState::Poll(uint8_t out)
{
    return out < N_TORUS_PORTS ? m_sessions[out].Dequeue() : nullptr;
}

uint32_t
LinkState::GetQueuedFrames(uint8_t out) const
{
    return out < N_TORUS_PORTS ? m_sessions[out].GetQueued() : 0;
}

std::size_t
LinkState::GetStateBytes() const
{
    return sizeof(*this) + sizeof(*m_routes) + m_routes->GetBytes() + m_pending.GetBytes();
}

} // namespace ns3::camcube
