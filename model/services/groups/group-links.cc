/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-links.h"

#include "ns3/runtime.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(GroupLinks);

/** Before what a service above has in a frame. */
struct GroupLinks::Header
{
    Kind kind;             //!< what it is
    uint8_t user;          //!< whose inner header and payload it has; 0 for nobody's
    uint16_t session;      //!< of the link
    TorusCoordinate place; //!< of the group
    uint32_t number;       //!< of the group
    static constexpr auto FIELDS = HeaderFields(&Header::kind,
                                                &Header::user,
                                                &Header::session,
                                                &Header::place,
                                                &Header::number);
};

TypeId
GroupLinks::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::GroupLinks").SetParent<QueuedService>().SetGroupName("CamCube");
    return tid;
}

GroupLinks::GroupLinks(uint16_t serviceId)
    : QueuedService(serviceId)
{
}

bool
GroupLinks::NeedsPlace() const
{
    return true;
}

void
GroupLinks::Placed()
{
    for (uint16_t& session : m_sessions)
    {
        ++session; // neighbours may remember the one before
    }
    Tell({}, HELLO, GetRuntime().GetTorusPorts());
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
    return GetRuntime().GetMtu() - Frame::SERVICE_ID_BYTES - WireBytesOf<Header>;
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
            Header{DATA, user.GetTreeUser(), m_sessions[port], group.place, group.number});
    }
    const SendResult result =
        isFirst ? EnqueueFirst(port, std::move(frame)) : Enqueue(port, std::move(frame));
    m_counters.sent[DATA] += result == SendResult::SENT;
    return result;
}

void
GroupLinks::Tell(const GroupId& id, Kind kind, PortSet ports)
{
    for (uint8_t port : ports& GetRuntime().GetUpPorts())
    {
        Header header{kind, 0, m_sessions[port], id.place, id.number};
        Ptr<Packet> greeting;
        TellUsers([&](GroupTreeUser& user) {
            if (!greeting && (kind == JOIN || kind == ACK) && (greeting = user.Greet(id)))
            {
                header.user = user.GetTreeUser();
            }
        });
        auto frame =
            std::make_unique<Frame>(GetServiceId(), greeting ? greeting : Create<Packet>());
        frame->SetHeader(header);
        m_counters.sent[kind] += EnqueueFirst(port, std::move(frame)) == SendResult::SENT;
    }
}

FramePtr
GroupLinks::Poll(uint8_t out)
{
    FramePtr frame = QueuedService::Poll(out);
    if (const Header* header = frame ? frame->PeekHeader<Header>() : nullptr)
    {
        TellUsers([&, number = header->user](GroupTreeUser& user) {
            if (user.GetTreeUser() == number)
            {
                user.Departing(*frame);
            }
        });
        if (!IsWaitingFor(out))
        {
            TellUsers([=](GroupTreeUser& user) { user.Drained(out); });
        }
    }
    return frame;
}

void
GroupLinks::Receive(FramePtr frame, uint8_t in)
{
    const Header* header = frame->PeekHeader<Header>();
    if (!header || header->kind >= N_KINDS || in >= N_TORUS_PORTS ||
        !GetRuntime().GetTorus().Contains(header->place))
    {
        ++m_counters.malformed;
    }
    else if (IsCurrent(*header, in))
    {
        Take(Header(*header), std::move(frame), in);
    }
}

bool
GroupLinks::IsCurrent(const Header& header, uint8_t in)
{
    // Both ends count sessions; one that was not there for a while is behind, and goes by the
    // other.
    const auto lead = static_cast<int16_t>(header.session - m_sessions[in]);
    const bool isStale = lead < 0 || !GetRuntime().GetUpPorts().Contains(in);
    if (isStale)
    {
        ++m_counters.stale;
    }
    if (isStale && header.kind == HELLO)
    {
        Tell({}, HELLO, PortSet::Of(in));
    }
    if (header.kind == HELLO || (lead > 0 && !isStale))
    {
        m_sessions[in] = isStale ? m_sessions[in] : header.session;
        EndSession(in, false);
    }
    return !isStale;
}

void
GroupLinks::EndSession(uint8_t port, bool isDown)
{
    TellUsers([=](GroupTreeUser& user) { user.SessionEnded(port); });
    SessionEnded(port, isDown);
}

void
GroupLinks::LinkDown(uint8_t port)
{
    QueuedService::LinkDown(port);
    if (port < N_TORUS_PORTS)
    {
        ++m_sessions[port];
        EndSession(port, true);
    }
}

void
GroupLinks::Take(const Header& header, FramePtr frame, uint8_t in)
{
    const GroupId id{header.place, header.number};
    if (header.kind == DATA)
    {
        TellUsers([&](GroupTreeUser& user) {
            if (frame && user.GetTreeUser() == header.user)
            {
                user.Received(id, in, std::move(frame));
            }
        });
        m_counters.unknown += frame != nullptr;
    }
    else if (header.kind != HELLO)
    {
        Heard(id, header.kind, in);
    }
    if (header.kind == JOIN || header.kind == ACK)
    {
        TellUsers([&](GroupTreeUser& user) {
            const bool isGreeted = user.GetTreeUser() == header.user;
            const Ptr<const Packet> none = Create<Packet>();
            user.EdgeFormed(id, in, isGreeted ? frame->GetPayload() : none);
        });
    }
}

} // namespace ns3::camcube
