/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-links.h"

#include "group-header.h"

#include "ns3/runtime.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(GroupLinks);

TypeId
GroupLinks::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::GroupLinks").SetParent<LinkSessions>().SetGroupName("CamCube");
    return tid;
}

GroupLinks::GroupLinks(uint16_t serviceId)
    : LinkSessions(serviceId)
{
}

void
GroupLinks::Withdrawing()
{
    for (uint8_t port : GetRuntime().GetTorusPorts())
    {
        TellUsers([=](GroupTreeUser& user) { user.SessionEnded(port); });
    }
    LinkSessions::Withdrawing();
}

Registration
GroupLinks::AddUser(Service* owner, GroupTreeUser* user)
{
    const int32_t number = user ? user->GetTreeUser() : 0;
    if (number == 0)
    {
        throw std::invalid_argument(user ? "number 0 stands for no user of group trees; give 1 to "
                                           "255"
                                         : "no user of group trees was given");
    }
    return m_users.Add(("user " + std::to_string(number) + " of group trees").c_str(),
                       GetRegistrations(owner),
                       HandlerList<GroupTreeUser*>::ALL,
                       -number,
                       user);
}

uint32_t
GroupLinks::GetRoom() const
{
    return GetRuntime().GetMtu() - Frame::SERVICE_ID_BYTES - WireBytesOf<GroupHeader>;
}

SendResult
GroupLinks::Send(const GroupId& group,
                 const GroupTreeUser& user,
                 uint8_t port,
                 FramePtr frame,
                 bool isFirst)
{
    if (frame && port < N_TORUS_PORTS)
    {
        frame->SetHeader(
            GroupHeader{DATA, user.GetTreeUser(), GetSession(port), group.place, group.number});
    }
    const bool isAlone = !IsWaitingFor(port);
    SendResult result =
        isFirst ? EnqueueFirst(port, std::move(frame)) : Enqueue(port, std::move(frame));
    if (isAlone && result == SendResult::BUSY)
    {
        result = SendResult::SENT; // Undelivered() has taken it
    }
    m_counters.sent[DATA] += result == SendResult::SENT;
    return result;
}

void
GroupLinks::Undelivered(uint8_t port, FramePtr frame, SendResult why)
{
    // With QueueLimit 0; one waits all the same, so that users are told when it has gone.
    if (why == SendResult::BUSY && !IsWaitingFor(port))
    {
        EnqueueFirst(port, std::move(frame));
    }
}

void
GroupLinks::Tell(const GroupId& id, Kind kind, PortSet ports)
{
    const Runtime* runtime = PeekRuntime();
    const bool isEdge = kind == JOIN || kind == ACK;
    for (uint8_t port : runtime ? ports & runtime->GetUpPorts() : PortSet())
    {
        uint8_t greeter = 0;
        Ptr<Packet> greeting;
        m_users.Visit(0, [&](GroupTreeUser* user) {
            greeting = isEdge ? user->Greet(id) : nullptr;
            greeter = greeting ? user->GetTreeUser() : 0;
            return isEdge && !greeting; // the first one that says anything is heard
        });
        if (!isEdge || IsDue(id, kind, port)) // who greets may have left
        {
            Say({kind, greeter, 0, id.place, id.number},
                port,
                greeting ? greeting : Create<Packet>());
        }
    }
}

FramePtr
GroupLinks::Poll(uint8_t out)
{
    FramePtr frame = QueuedService::Poll(out);
    if (const GroupHeader* header = frame ? frame->PeekHeader<GroupHeader>() : nullptr)
    {
        TellUsers([&, number = header->user](GroupTreeUser& user) {
            if (user.GetTreeUser() == number)
            {
                user.Departing(*frame);
            }
        });
        if (IsDeployed() && !IsWaitingFor(out))
        {
            TellUsers([=](GroupTreeUser& user) { user.Drained(out); });
        }
    }
    return frame;
}

void
GroupLinks::SessionEnded(uint8_t port, bool)
{
    TellUsers([=](GroupTreeUser& user) { user.SessionEnded(port); });
}

void
GroupLinks::Take(const GroupHeader& header, FramePtr frame, uint8_t in)
{
    const GroupId id{header.place, header.number};
    if (header.kind == DATA)
    {
        TellUsers([&](GroupTreeUser& user) {
            if (user.GetTreeUser() == header.user) // one at most
            {
                user.Received(id, in, std::move(frame));
            }
        });
        m_counters.unknown += frame != nullptr;
        return;
    }
    Heard(id, header.kind, in);
    const Ptr<const Packet> none = Create<Packet>();
    TellUsers([&](GroupTreeUser& user) {
        if (header.kind != LEAVE && IsOpen(header, in)) // until a user ends the session
        {
            user.EdgeFormed(id, in, user.GetTreeUser() == header.user ? frame->GetPayload() : none);
        }
    });
}

} // namespace ns3::camcube
