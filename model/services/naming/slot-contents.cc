/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-contents.h"

#include "ns3/fast-random.h"

#include <tuple>

namespace ns3::camcube
{

namespace
{

uint64_t
DigestOf(const NamingEntry& entry)
{
    uint64_t digest = FastRandom::Mix(entry.epoch) + entry.counter;
    for (const uint64_t part : {entry.sequence, uint64_t{entry.client}, entry.name.size()})
    {
        digest = FastRandom::Mix(digest + 1) ^ part;
    }
    for (char character : entry.name)
    {
        digest = FastRandom::Mix(digest + static_cast<uint8_t>(character) + 1);
    }
    return FastRandom::Mix(digest + 1);
}

} // namespace

void
SlotContents::Merge(const NamingEntry& entry)
{
    const auto [found, isNew] = m_entries.try_emplace({entry.name, entry.client}, entry);
    if (!isNew)
    {
        if (!entry.IsNewerThan(found->second))
        {
            return;
        }
        Forget(found->second);
        found->second = entry;
    }
    m_digest ^= DigestOf(entry);
    m_tombstones += entry.kind == NamingEntry::TOMBSTONE;
}

const NamingEntry*
SlotContents::Find(const std::string& name, uint32_t client) const
{
    const auto found = m_entries.find({name, client});
    return found == m_entries.end() ? nullptr : &found->second;
}

bool
SlotContents::GetPage(const NamingEntry* after,
                      std::size_t bytes,
                      std::vector<NamingEntry>& page) const
{
    auto next = after ? m_entries.upper_bound({after->name, after->client}) : m_entries.begin();
    std::size_t used = 0;
    for (; next != m_entries.end() && page.size() < UINT8_MAX; ++next)
    {
        used += next->second.GetWireBytes();
        if (used > bytes && !page.empty())
        {
            break;
        }
        page.push_back(next->second);
    }
    return next == m_entries.end();
}

void
SlotContents::Forget(const NamingEntry& entry)
{
    m_digest ^= DigestOf(entry);
    m_tombstones -= entry.kind == NamingEntry::TOMBSTONE;
}

template <typename P>
void
SlotContents::DropIf(P predicate)
{
    for (auto entry = m_entries.begin(); entry != m_entries.end();)
    {
        if (predicate(entry->second))
        {
            Forget(entry->second);
            entry = m_entries.erase(entry);
        }
        else
        {
            ++entry;
        }
    }
}

void
SlotContents::DropTombstones(uint64_t epoch, uint32_t counter)
{
    if (m_tombstones > 0)
    {
        DropIf([&](const NamingEntry& entry) {
            return entry.kind == NamingEntry::TOMBSTONE &&
                   std::tie(entry.epoch, entry.counter) <= std::tie(epoch, counter);
        });
    }
}

void
SlotContents::DropOperations(uint64_t before)
{
    DropIf([&](const NamingEntry& entry) {
        return entry.kind == NamingEntry::OPERATION && entry.sequence < before;
    });
}

} // namespace ns3::camcube
