/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "message-replay.h"

#include "ns3/event-time.h"
#include "ns3/group-tree.h"
#include "ns3/runtime.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/** Names a message within a group. */
struct MessageReplay::Name
{
    TorusCoordinate source;
    uint32_t boot{0};
    uint32_t number{0};
    static constexpr auto FIELDS = HeaderFields(&Name::source, &Name::boot, &Name::number);
};

/** Before a message. */
struct MessageReplay::Header
{
    TorusCoordinate source;
    uint32_t boot{0};
    uint32_t number{0};
    uint32_t age{0}; //!< ns since it was sent, the time on cables not counted
    static constexpr auto FIELDS =
        HeaderFields(&Header::source, &Header::boot, &Header::number, &Header::age);
};

MessageReplay::MessageReplay(const Settings& settings,
                             Ptr<GroupTree> tree,
                             Counters& counters,
                             Arrived arrived,
                             Dropped dropped)
    : GroupTreeUser(TREE_USER),
      m_settings(settings),
      m_tree(std::move(tree)),
      m_counters(counters),
      m_arrived(std::move(arrived)),
      m_dropped(std::move(dropped)),
      m_buffer([this](const auto&... what) { Released(what...); })
{
}

uint32_t
MessageReplay::GetMaxSize() const
{
    return m_tree->GetRoom() - WireBytesOf<Header>;
}

void
MessageReplay::Add(const GroupMessage& message, Ptr<const Packet> packet)
{
    Accept(message, {std::move(packet), EventTime::Now(), {}, {}});
}

void
MessageReplay::Received(const GroupId& group, uint8_t in, FramePtr frame)
{
    const Header* header = frame->PeekInnerHeader<Header>();
    if (!header || !m_tree->GetRuntime().GetTorus().Contains(header->source))
    {
        ++m_counters.malformed;
        return;
    }
    const GroupMessage message{group, header->source, header->boot, header->number};
    if (MessageBuffer::Entry* entry = m_buffer.Find(message))
    {
        entry->known.Insert(in);
        ++m_counters.duplicates;
    }
    else if (header->age > m_settings.keepTime.GetNanoSeconds())
    {
        ++m_counters.late;
    }
    else
    {
        const int64_t born = EventTime::Now() - NanoSeconds(header->age).GetTimeStep();
        Accept(message, {frame->GetPayload(), born, PortSet::Of(in), {}});
    }
}

void
MessageReplay::Accept(const GroupMessage& message, const MessageBuffer::Entry& entry)
{
    const auto kept = shared_from_this(); // while others are told of what goes, and what comes
    Expire();
    MessageBuffer::Entry& added = m_buffer.Add(message, entry, m_settings.limit);
    if (m_isClosed)
    {
        return;
    }
    for (uint8_t port : GetEdges(message.group))
    {
        SendTo(port, message, added);
    }
    m_arrived(message, entry.packet);
}

void
MessageReplay::Expire()
{
    const int64_t now = EventTime::Now();
    const int64_t keep = m_settings.keepTime.GetTimeStep();
    m_buffer.Expire(now - keep, now - 2 * keep);
}

void
MessageReplay::SendTo(uint8_t port, const GroupMessage& message, MessageBuffer::Entry& entry)
{
    const int64_t now = EventTime::Now();
    const int64_t age = TimeStep(now - entry.born).GetNanoSeconds();
    if (!entry.packet || entry.known.Contains(port) || age > m_settings.keepTime.GetNanoSeconds())
    {
        return;
    }
    auto frame = std::make_unique<Frame>(m_tree->GetServiceId(), entry.packet->Copy());
    frame->SetInnerHeader(
        Header{message.source, message.boot, message.number, static_cast<uint32_t>(age)});
    frame->SetBirth(now);
    const SendResult result = m_tree->Send(message.group, *this, port, std::move(frame));
    const PortSet set = PortSet::Of(port);
    entry.known = result == SendResult::SENT ? entry.known | set : entry.known;
    entry.waiting = result == SendResult::BUSY ? entry.waiting | set : entry.waiting - set;
    m_counters.forwarded += result == SendResult::SENT;
    m_counters.delayed += result == SendResult::BUSY;
}

void
MessageReplay::Departing(Frame& frame)
{
    if (auto* header = frame.PeekInnerHeader<Header>())
    {
        const int64_t waited = TimeStep(EventTime::Now() - frame.GetBirth()).GetNanoSeconds();
        header->age = static_cast<uint32_t>(std::min<int64_t>(header->age + waited, UINT32_MAX));
    }
}

void
MessageReplay::SendMissing(const GroupId& group, uint8_t port)
{
    const auto [begin, end] = m_buffer.GetGroup(group);
    for (auto entry = begin; entry != end; ++entry)
    {
        SendTo(port, entry->first, entry->second);
    }
}

void
MessageReplay::Drained(uint8_t port)
{
    for (auto& [message, entry] : m_buffer.Get())
    {
        if (entry.waiting.Contains(port))
        {
            SendTo(port, message, entry);
        }
    }
}

Ptr<Packet>
MessageReplay::Greet(const GroupId& group)
{
    const auto kept = shared_from_this(); // while others are told of what goes
    Expire();
    if (m_isClosed || !m_tree->IsDeployed())
    {
        return nullptr;
    }
    const auto [begin, end] = m_buffer.GetGroup(group);
    std::vector<uint8_t> names;
    for (auto i = begin; i != end && names.size() + WireBytesOf<Name> <= m_tree->GetRoom(); ++i)
    {
        if (i->second.packet)
        {
            names.resize(names.size() + WireBytesOf<Name>);
            WriteHeader(Name{i->first.source, i->first.boot, i->first.number},
                        names.data() + names.size() - WireBytesOf<Name>);
        }
    }
    return names.empty() ? nullptr : Create<Packet>(names.data(), names.size());
}

void
MessageReplay::EdgeFormed(const GroupId& group, uint8_t port, Ptr<const Packet> greeting)
{
    std::vector<uint8_t> names(greeting->GetSize());
    greeting->CopyData(names.data(), names.size());
    m_counters.malformed += names.size() % WireBytesOf<Name> != 0; // what is whole of it counts
    for (std::size_t at = 0; at + WireBytesOf<Name> <= names.size(); at += WireBytesOf<Name>)
    {
        Name name;
        ReadHeader(name, names.data() + at);
        if (auto* entry = m_buffer.Find({group, name.source, name.boot, name.number}))
        {
            entry->known.Insert(port);
        }
    }
    if (GetEdges(group).Contains(port))
    {
        SendMissing(group, port);
    }
}

void
MessageReplay::SessionEnded(uint8_t port)
{
    for (auto& [message, entry] : m_buffer.Get())
    {
        entry.known.Remove(port);
        entry.waiting.Remove(port);
    }
}

void
MessageReplay::Released(const GroupMessage& message, const MessageBuffer::Entry& entry, bool isOld)
{
    const PortSet waiting = (entry.waiting - entry.known) & GetEdges(message.group);
    if (!isOld || !waiting.IsEmpty())
    {
        ++m_counters.dropped;
        m_dropped(message, entry.packet);
    }
}

PortSet
MessageReplay::GetEdges(const GroupId& group) const
{
    return m_tree->GetParent(group) | m_tree->GetKids(group);
}

} // namespace ns3::camcube
