/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cache-store.h"

#include "ns3/simulator.h"

namespace ns3::camcube
{

CacheStore::CacheStore(uint64_t limit, Time timeToLive)
    : m_limit(limit),
      m_timeToLive(timeToLive)
{
}

const CacheStore::Entry*
CacheStore::Find(const Key& key)
{
    const auto found = m_entries.project<ByUse>(m_entries.get<ByKey>().find(key));
    if (found == m_entries.end())
    {
        return nullptr;
    }
    if (Simulator::Now() - NanoSeconds(found->version) >= m_timeToLive)
    {
        Erase(found);
        return nullptr;
    }
    m_entries.relocate(m_entries.begin(), found);
    return &*found;
}

void
CacheStore::Keep(const Entry& entry)
{
    const auto found = m_entries.project<ByUse>(m_entries.get<ByKey>().find(entry.key));
    if (found != m_entries.end())
    {
        // Of the version that a mark names, the value may come yet.
        if (found->version > entry.version || (found->version == entry.version && found->value))
        {
            return;
        }
        Erase(found);
    }
    if (GetSize(entry) > m_limit)
    {
        ++m_evicted;
        return;
    }
    m_bytes += GetSize(entry);
    m_entries.push_front(entry);
    while (m_bytes > m_limit)
    {
        Erase(std::prev(m_entries.end()));
        ++m_evicted;
    }
}

void
CacheStore::Forget(const std::function<bool(const Key&)>& isVoid)
{
    for (auto entry = m_entries.begin(); entry != m_entries.end();)
    {
        const auto next = std::next(entry);
        if (isVoid(entry->key))
        {
            Erase(entry);
        }
        entry = next;
    }
}

void
CacheStore::Clear()
{
    m_entries.clear();
    m_bytes = 0;
}

uint64_t
CacheStore::GetSize(const Entry& entry)
{
    return ENTRY_BYTES + (entry.value ? entry.value->GetSize() : 0);
}

void
CacheStore::Erase(Entries::iterator entry)
{
    m_bytes -= GetSize(*entry);
    m_entries.erase(entry);
}

} // namespace ns3::camcube
