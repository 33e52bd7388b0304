/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "message-buffer.h"

#include <utility>

namespace ns3::camcube
{

MessageBuffer::Entry*
MessageBuffer::Find(const GroupMessage& message)
{
    const auto found = m_entries.find(message);
    return found != m_entries.end() ? &found->second : nullptr;
}

MessageBuffer::Entry&
MessageBuffer::Add(const GroupMessage& message, Entry entry, std::size_t limit)
{
    while (!m_kept.empty() && m_kept.size() >= limit)
    {
        Release(false);
    }
    m_kept.push_back(message);
    m_names.push_back(message);
    return m_entries[message] = std::move(entry);
}

void
MessageBuffer::Release(bool isOld)
{
    const GroupMessage message = m_kept.front();
    m_kept.pop_front();
    Entry& entry = m_entries[message];
    const Entry last = entry;
    entry.packet = nullptr;
    m_released(message, last, isOld);
}

void
MessageBuffer::Expire(int64_t packetsBefore, int64_t namesBefore)
{
    // One that came late from afar may be older than those before it, and waits for them.
    while (!m_kept.empty() && m_entries[m_kept.front()].born < packetsBefore)
    {
        Release(true);
    }
    while (!m_names.empty() && m_entries[m_names.front()].born < namesBefore)
    {
        m_entries.erase(m_names.front());
        m_names.pop_front();
    }
}

std::pair<MessageBuffer::Entries::iterator, MessageBuffer::Entries::iterator>
MessageBuffer::GetGroup(const GroupId& group)
{
    auto end = m_entries.lower_bound({group, {}, 0, 0});
    const auto begin = end;
    while (end != m_entries.end() && end->first.group == group)
    {
        ++end;
    }
    return {begin, end};
}

void
MessageBuffer::Clear()
{
    m_entries.clear();
    m_kept.clear();
    m_names.clear();
}

} // namespace ns3::camcube
