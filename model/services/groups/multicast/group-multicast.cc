/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-multicast.h"

#include "message-replay.h"

#include "ns3/group-tree.h"
#include "ns3/runtime.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(GroupMulticast);

TypeId
GroupMulticast::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::GroupMulticast")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddConstructor<GroupMulticast>()
            .AddAttribute("KeepTime",
                          "How long messages are kept for neighbours that may need them; twice the "
                          "time in which routing settles, or more, and the same on all servers",
                          TimeValue(MilliSeconds(5)),
                          MakeTimeAccessor(&GroupMulticast::m_keepTime),
                          MakeTimeChecker(Time(0), Seconds(2)))
            .AddAttribute("BufferLimit",
                          "Messages that are kept at most; above, the oldest goes early",
                          UintegerValue(1024),
                          MakeUintegerAccessor(&GroupMulticast::m_limit),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Delivered",
                            "A message is handed to the member here: its name, its packet",
                            MakeTraceSourceAccessor(&GroupMulticast::m_delivered),
                            "ns3::camcube::GroupMulticast::MessageCallback")
            .AddTraceSource("Dropped",
                            "A message is let go that a neighbour may still need: its name, its "
                            "packet",
                            MakeTraceSourceAccessor(&GroupMulticast::m_dropped),
                            "ns3::camcube::GroupMulticast::MessageCallback");
    return tid;
}

GroupMulticast::GroupMulticast()
    : Service(SERVICE_ID)
{
}

GroupMulticast::~GroupMulticast()
{
    for (auto& member : m_members)
    {
        member.second.entry->Forget();
    }
}

bool
GroupMulticast::NeedsPlace() const
{
    return true;
}

void
GroupMulticast::Placed()
{
    m_boot = static_cast<uint32_t>(SharedClock::Now().GetMicroSeconds());
    m_tree = GetRuntime().Require<GroupTree>();
    m_replay = std::make_shared<MessageReplay>(
        MessageReplay::Settings{m_keepTime, m_limit},
        m_tree,
        m_counters,
        [this](const auto&... what) { Arrived(what...); },
        [this](const auto&... what) { m_dropped(what...); });
    m_user = m_tree->AddUser(this, m_replay.get());
}

void
GroupMulticast::Withdrawing()
{
    while (!m_members.empty())
    {
        m_members.begin()->second.entry->Undo();
    }
    m_numbers.clear();
    m_user.Cancel();
    m_replay->Close();
    m_replay = nullptr;
}

void
GroupMulticast::DoDispose()
{
    m_tree = nullptr;
    Service::DoDispose();
}

Registration
GroupMulticast::Join(Service* owner, const GroupId& group, Receiver receiver)
{
    GetRuntime(); // which refuses while this service is not deployed
    if (!receiver)
    {
        throw std::invalid_argument("no function was given to receive messages to " +
                                    group.GetName());
    }
    GetRegistrations(owner); // which refuses one that is on no server
    m_tree->Join(group);
    const auto end = [this, group] {
        m_members.erase(group);
        if (m_tree && m_tree->IsDeployed() && m_tree->IsMember(group))
        {
            m_tree->Leave(group);
        }
    };
    Member& member = m_members[group];
    if (member.entry)
    {
        member.entry->Forget(); // GroupTree was withdrawn meanwhile
    }
    member = {std::make_shared<const Receiver>(std::move(receiver)),
              std::make_shared<Registration::Entry>(end)};
    Registration membership(member.entry, GetRegistrations(owner));
    if (!IsDeployed())
    {
        membership.Cancel(); // who was told of the tree has withdrawn this service
    }
    return membership;
}

void
GroupMulticast::Leave(const GroupId& group)
{
    const auto found = m_members.find(group);
    if (found == m_members.end())
    {
        throw std::logic_error("this server is no member of " + group.GetName() +
                               "; join it first");
    }
    found->second.entry->Undo();
}

uint32_t
GroupMulticast::GetMaxSize() const
{
    GetRuntime();
    return m_replay->GetMaxSize();
}

GroupMessage
GroupMulticast::Multicast(const GroupId& group, const Ptr<const Packet>& packet)
{
    if (!packet || packet->GetSize() > GetMaxSize())
    {
        throw std::invalid_argument(packet ? "a message of " + std::to_string(packet->GetSize()) +
                                                 " bytes to " + group.GetName() +
                                                 " is too long; send " +
                                                 std::to_string(GetMaxSize()) + " bytes at most"
                                           : "no packet was given to send to " + group.GetName());
    }
    if (m_members.count(group) == 0 || !m_tree->IsMember(group))
    {
        throw std::logic_error("a server that is no member sent to " + group.GetName() +
                               "; join it first");
    }
    const GroupMessage message{group, GetRuntime().GetCoordinate(), m_boot, ++m_numbers[group]};
    ++m_counters.sent;
    m_replay->Add(message, packet->Copy());
    return message;
}

void
GroupMulticast::Arrived(const GroupMessage& message, const Ptr<const Packet>& packet)
{
    if (message.source == GetRuntime().GetCoordinate())
    {
        // Not while the sender is still at it.
        Simulator::ScheduleNow(&GroupMulticast::Deliver,
                               Ptr<GroupMulticast>(this),
                               message,
                               packet);
    }
    else
    {
        Deliver(message, packet);
    }
}

void
GroupMulticast::Deliver(const GroupMessage& message, const Ptr<const Packet>& packet)
{
    if (m_members.count(message.group) == 0)
    {
        return;
    }
    ++m_counters.delivered;
    m_delivered(message, packet);
    const auto found = m_members.find(message.group);
    if (found != m_members.end()) // who traces may have left
    {
        const auto receiver = found->second.receiver; // which may leave
        (*receiver)(packet->Copy(), message);
    }
}

} // namespace ns3::camcube
