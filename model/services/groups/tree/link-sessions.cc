/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-sessions.h"

#include "group-header.h"

#include "ns3/runtime.h"

#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LinkSessions);

TypeId
LinkSessions::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LinkSessions").SetParent<QueuedService>().SetGroupName("CamCube");
    return tid;
}

LinkSessions::LinkSessions(uint16_t serviceId)
    : QueuedService(serviceId)
{
}

bool
LinkSessions::NeedsPlace() const
{
    return true;
}

void
LinkSessions::Placed()
{
    for (uint16_t& session : m_sessions)
    {
        ++session; // neighbours may remember the one before
    }
    SayToAll(HELLO);
}

void
LinkSessions::Withdrawing()
{
    SayToAll(BYE);
    QueuedService::Withdrawing();
    m_away = PortSet();
}

void
LinkSessions::SayToAll(Kind kind)
{
    const Runtime& runtime = GetRuntime();
    for (uint8_t port : runtime.GetTorusPorts() & runtime.GetUpPorts())
    {
        Say({kind}, port, Create<Packet>());
    }
}

void
LinkSessions::Say(GroupHeader header, uint8_t port, Ptr<Packet> payload)
{
    header.session = m_sessions[port];
    auto frame = std::make_unique<Frame>(GetServiceId(), std::move(payload));
    frame->SetHeader(header);
    m_counters.sent[header.kind] += EnqueueFirst(port, std::move(frame)) == SendResult::SENT;
}

PortSet
LinkSessions::GetLivePorts() const
{
    return GetRuntime().GetUpPorts() - m_away;
}

void
LinkSessions::Receive(FramePtr frame, uint8_t in)
{
    const GroupHeader* header = frame->PeekHeader<GroupHeader>();
    if (!header || header->kind >= N_KINDS || in >= N_TORUS_PORTS ||
        !GetRuntime().GetTorus().Contains(header->place))
    {
        ++m_counters.malformed;
        return;
    }
    const GroupHeader read = *header;
    if (!IsCurrent(read, in) || !IsOpen(read, in))
    {
        return; // who was told of the session's beginning may have ended it
    }
    if (read.kind == BYE)
    {
        EndSession(in, true, true);
    }
    else if (read.kind != HELLO)
    {
        Take(read, std::move(frame), in);
    }
}

bool
LinkSessions::IsCurrent(const GroupHeader& header, uint8_t in)
{
    // Both ends count sessions; one that was not there for a while is behind, and goes by the
    // other.
    const auto lead = static_cast<int16_t>(header.session - m_sessions[in]);
    const bool isUp = GetRuntime().GetUpPorts().Contains(in);
    const bool isStale = lead < 0 || !isUp;
    if (isStale)
    {
        ++m_counters.stale;
    }
    if (isStale && isUp && header.kind == HELLO)
    {
        Say({HELLO}, in, Create<Packet>());
    }
    if (header.kind == HELLO || (lead > 0 && !isStale))
    {
        m_sessions[in] = isStale ? m_sessions[in] : header.session;
        EndSession(in, false);
    }
    return !isStale;
}

bool
LinkSessions::IsOpen(const GroupHeader& header, uint8_t in) const
{
    return IsDeployed() && m_sessions[in] == header.session;
}

void
LinkSessions::EndSession(uint8_t port, bool isLast, bool isAway)
{
    isAway ? m_away.Insert(port) : m_away.Remove(port);
    SessionEnded(port, isLast);
}

void
LinkSessions::LinkDown(uint8_t port)
{
    QueuedService::LinkDown(port);
    if (port < N_TORUS_PORTS)
    {
        ++m_sessions[port];
        EndSession(port, true);
    }
}

} // namespace ns3::camcube
