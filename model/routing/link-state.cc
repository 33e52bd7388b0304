/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state.h"

#include "ns3/camcube-runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(LinkState);

TypeId
LinkState::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::LinkState")
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
                            "ns3::LinkState::SentCallback");
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
    m_open = m_synced = torus.GetPorts();
    Serve(m_routes);
    MissNeighbors();
}

void
LinkState::Withdrawing()
{
    m_tell.Cancel();
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
        m_routes->Changed();
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
    m_synced.Remove(port);
    m_sessions[port].Begin(m_sessions[port].GetNumber());
    m_routes->SetPorts(m_synced);
    m_lastChange = Simulator::Now();
    Gather();
}

void
LinkState::Open(uint8_t port, uint16_t session)
{
    m_open.Insert(port);
    m_sessions[port].Begin(session);
    Transmit(port, m_sessions[port].Greet(GetServiceId(), m_routes->GetDatabase().GetDigest()));
}

void
LinkState::Sync(uint8_t port)
{
    if (!m_synced.Contains(port))
    {
        m_synced.Insert(port);
        m_routes->SetPorts(m_synced);
        m_lastChange = Simulator::Now();
        Gather();
    }
}

void
LinkState::Receive(CamCubeFramePtr frame, uint8_t in)
{
    const LinkStateMessage* message = frame->PeekHeader<LinkStateMessage>();
    const std::optional<Entries> entries =
        message && in < N_TORUS_PORTS ? Read(*frame, message->kind) : std::nullopt;
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
        Hear(entry, message->kind, in);
    }
    if (message->kind == LinkStateMessage::GREETING && !session.Agrees(*frame))
    {
        SendList(in);
    }
    else if (message->kind == LinkStateMessage::GREETING ||
             message->kind == LinkStateMessage::LAST_LIST)
    {
        Sync(in);
    }
    m_routes->Changed();
}

std::optional<LinkState::Entries>
LinkState::Read(const CamCubeFrame& frame, LinkStateMessage::Kind kind) const
{
    const Torus& torus = GetRuntime().GetTorus();
    std::vector<uint8_t> bytes(frame.GetPayload()->GetSize());
    if (kind == LinkStateMessage::GREETING)
    {
        return bytes.size() == LinkStateSession::DIGEST_BYTES ? std::optional(Entries())
                                                              : std::nullopt;
    }
    if (bytes.size() % LinkStateEntry::WIRE_BYTES != 0)
    {
        return std::nullopt;
    }
    frame.GetPayload()->CopyData(bytes.data(), static_cast<uint32_t>(bytes.size()));
    Entries entries;
    for (std::size_t i = 0; i < bytes.size(); i += LinkStateEntry::WIRE_BYTES)
    {
        entries.push_back(LinkStateEntry::Read(&bytes[i]));
        const PortSet down = entries.back().report.GetDown();
        if (entries.back().server >= torus.GetNServers() || (down & torus.GetPorts()) != down)
        {
            return std::nullopt;
        }
    }
    return entries;
}

void
LinkState::Hear(const LinkStateEntry& entry, LinkStateMessage::Kind kind, uint8_t in)
{
    const LinkReport known = m_routes->GetDatabase().Get(entry.server);
    if (entry.report == known)
    {
        // The neighbour need not be told what it tells.
        const auto found = m_news.find(entry.server);
        if (found != m_news.end())
        {
            found->second.Remove(in);
        }
    }
    else if (entry.report.IsNewerThan(known))
    {
        m_routes->Learn(entry.server, entry.report);
        m_lastChange = Simulator::Now();
        m_news[entry.server] = m_open;
        m_news[entry.server].Remove(in);
        m_contradict |= entry.server == m_self;
        Gather();
    }
    else if (kind == LinkStateMessage::UPDATE)
    {
        // Part of a list needs no answer: the neighbour is sent one too.
        m_news[entry.server].Insert(in);
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
    std::sort(all.begin(), all.end(), [](const LinkStateEntry& a, const LinkStateEntry& b) {
        return a.server < b.server;
    });
    for (CamCubeFramePtr& frame : m_sessions[port].Compose(GetServiceId(),
                                                           GetRuntime().GetDevice(port)->GetMtu(),
                                                           true,
                                                           all))
    {
        Transmit(port, std::move(frame));
    }
}

void
LinkState::Gather()
{
    if (!m_tell.IsRunning())
    {
        m_tell = Simulator::Schedule(m_gatherTime, &LinkState::Tell, this);
    }
}

void
LinkState::ReportOwnLinks()
{
    const LinkReport said = m_routes->GetDatabase().Get(m_self);
    const PortSet down(GetRuntime().GetTorus().GetPorts().GetBits() & ~m_synced.GetBits());
    if (said.GetDown() != down || m_contradict)
    {
        m_contradict = false;
        m_routes->Learn(m_self, said.GetNext(down));
        m_news[m_self] = m_open;
    }
}

void
LinkState::Tell()
{
    ReportOwnLinks();
    const auto news = std::exchange(m_news, {});
    for (uint8_t port : m_open)
    {
        Entries entries;
        for (const auto& [server, ports] : news)
        {
            if (ports.Contains(port))
            {
                entries.push_back({server, m_routes->GetDatabase().Get(server)});
            }
        }
        if (entries.empty())
        {
            continue;
        }
        for (CamCubeFramePtr& frame :
             m_sessions[port].Compose(GetServiceId(),
                                      GetRuntime().GetDevice(port)->GetMtu(),
                                      false,
                                      entries))
        {
            Transmit(port, std::move(frame));
        }
    }
}

void
LinkState::Transmit(uint8_t port, CamCubeFramePtr frame)
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

CamCubeFramePtr
LinkState::Poll(uint8_t out)
{
    return out < N_TORUS_PORTS ? m_sessions[out].Dequeue() : nullptr;
}

uint32_t
LinkState::GetQueuedFrames(uint8_t out) const
{
    return out < N_TORUS_PORTS ? m_sessions[out].GetQueued() : 0;
}

const LinkStateRoutes&
LinkState::GetTable() const
{
    return *m_routes;
}

const LinkState::Counters&
LinkState::GetCounters() const
{
    return m_counters;
}

Time
LinkState::GetLastChange() const
{
    return m_lastChange;
}

std::size_t
LinkState::GetStateBytes() const
{
    constexpr std::size_t NODE = sizeof(void*) * 4 + sizeof(std::pair<uint32_t, PortSet>);
    return sizeof(*this) + sizeof(*m_routes) + m_routes->GetBytes() + m_news.size() * NODE;
}

} // namespace ns3
