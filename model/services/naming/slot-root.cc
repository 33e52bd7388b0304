/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-root.h"

#include "naming.h"

#include <utility>

namespace ns3::camcube
{

namespace
{

/** Whether it asks for what is known, and of no more than fits into all messages. */
bool
IsRequest(const NamingMessage& message)
{
    return message.flag < NamingMessage::N_OPERATIONS && message.entries.size() == 1 &&
           message.entries.front().name.size() <= Naming::MAX_NAME_BYTES &&
           message.entries.front().value.size() <= Naming::MAX_VALUE_BYTES;
}

} // namespace

void
SlotRoot::Receive(SlotRecord& record, uint32_t client, const NamingMessage& request)
{
    if (!IsRequest(request) || record.isSealed || !m_host.IsInMajority())
    {
        return; // the next root answers, or nobody may
    }
    m_slot = request.slot;
    if (!(record.members.front() == m_host.GetSelf()))
    {
        NamingMessage redirect(NamingHead::REDIRECT, m_slot, record.epoch);
        redirect.number = request.number;
        redirect.members = {record.members.front()};
        m_host.Send(client, redirect);
        return;
    }
    if (request.flag == NamingMessage::GET)
    {
        Get(record, client, request);
        return;
    }
    // Of what has come only this: the rest would make it an entry that is refused as malformed.
    const NamingEntry& asked = request.entries.front();
    const bool isPut = request.flag == NamingMessage::PUT;
    NamingEntry entry;
    entry.name = asked.name;
    entry.kind = isPut ? NamingEntry::VALUE : NamingEntry::TOMBSTONE;
    entry.value = isPut ? asked.value : "";
    entry.expiry = isPut ? asked.expiry : NamingEntry::FOREVER;
    const NamingEntry* last = record.contents.Find(entry.name, client + 1);
    const NamingEntry* pending = FindPending(entry.name, client + 1);
    const uint64_t newest = std::max(last ? last->sequence : 0, pending ? pending->sequence : 0);
    if (last && last->sequence == request.number)
    {
        Reply(m_slot, client, request.number, NamingStatus::OK);
    }
    else if (request.number > newest &&
             m_host.GetNow() - static_cast<int64_t>(request.number) <= SlotRecord::REQUEST_LIFE)
    {
        NamingEntry operation;
        operation.name = entry.name;
        operation.client = client + 1;
        operation.sequence = request.number;
        operation.kind = NamingEntry::OPERATION;
        Begin(record, entry, {{operation}, {}, client, request.number, NamingStatus::OK});
    }
}

void
SlotRoot::Get(SlotRecord& record, uint32_t client, const NamingMessage& request)
{
    const std::string& name = request.entries.front().name;
    const NamingEntry* found = record.contents.Find(name);
    if (found && found->kind == NamingEntry::VALUE && found->expiry <= m_host.GetNow())
    {
        // Deleted before anybody is told, so that no other clock brings it back. If somebody
        // writes it just now, the client asks again.
        if (!FindPending(name, 0))
        {
            NamingEntry entry;
            entry.name = name;
            entry.kind = NamingEntry::TOMBSTONE;
            Begin(record, entry, {{}, {}, client, request.number, NamingStatus::ABSENT});
        }
        return;
    }
    const bool isThere = found && found->kind == NamingEntry::VALUE;
    Reply(m_slot,
          client,
          request.number,
          isThere ? NamingStatus::OK : NamingStatus::ABSENT,
          isThere ? found : nullptr);
}

void
SlotRoot::Begin(SlotRecord& record, const NamingEntry& entry, Pending pending)
{
    pending.entries.insert(pending.entries.begin(), entry);
    ++m_counter;
    for (NamingEntry& version : pending.entries)
    {
        version.epoch = record.epoch;
        version.counter = m_counter;
    }
    for (const SlotMember& member : record.members)
    {
        if (!(member == m_host.GetSelf()))
        {
            pending.missing.insert(member.server);
        }
    }
    const Pending& kept = m_pending[m_counter] = std::move(pending);
    for (uint32_t member : kept.missing)
    {
        Store(record, member, kept);
    }
    TryCommit(record, m_counter);
}

void
SlotRoot::Store(const SlotRecord& record, uint32_t member, const Pending& pending) const
{
    NamingMessage store(NamingHead::STORE, m_slot, record.epoch);
    store.incarnation = record.FindMember(member)->incarnation;
    store.number = m_pending.begin()->first - 1; // the floor
    store.entries = pending.entries;
    m_host.Send(member, store);
}

void
SlotRoot::Stored(SlotRecord& record, uint32_t member, uint32_t counter)
{
    const auto found = m_pending.find(counter);
    if (found != m_pending.end() && found->second.missing.erase(member) > 0)
    {
        TryCommit(record, counter);
    }
}

void
SlotRoot::TryCommit(SlotRecord& record, uint32_t counter)
{
    if (!m_pending.at(counter).missing.empty())
    {
        return;
    }
    const Pending done = std::move(m_pending.extract(counter).mapped());
    for (const NamingEntry& entry : done.entries)
    {
        record.contents.Merge(entry);
    }
    record.floor = m_pending.empty() ? m_counter : m_pending.begin()->first - 1;
    record.Purge(m_host.GetNow());
    Reply(m_slot, done.client, done.sequence, done.status);
}

void
SlotRoot::Tick(const SlotRecord& record)
{
    for (auto& [counter, pending] : m_pending)
    {
        if (pending.backoff.Tick(m_host.GetBackoffLimit()))
        {
            for (uint32_t member : pending.missing)
            {
                Store(record, member, pending);
            }
        }
    }
}

void
SlotRoot::Clear()
{
    m_pending.clear();
    m_counter = 0;
}

void
SlotRoot::Reply(uint32_t slot,
                uint32_t client,
                uint64_t sequence,
                NamingStatus status,
                const NamingEntry* entry) const
{
    NamingMessage reply(NamingHead::REPLY, slot, 0);
    reply.number = sequence;
    reply.flag = static_cast<uint8_t>(status);
    if (entry)
    {
        reply.entries = {*entry};
    }
    m_host.Send(client, reply);
}

const NamingEntry*
SlotRoot::FindPending(const std::string& name, uint32_t client) const
{
    // The newest first, for it is asked for the last operation of a client.
    for (auto pending = m_pending.rbegin(); pending != m_pending.rend(); ++pending)
    {
        for (const NamingEntry& entry : pending->second.entries)
        {
            if (entry.name == name && entry.client == client)
            {
                return &entry;
            }
        }
    }
    return nullptr;
}

} // namespace ns3::camcube
