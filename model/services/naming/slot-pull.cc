/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-pull.h"

#include "ns3/fast-random.h"

namespace ns3::camcube
{

SlotPull::SlotPull(SlotHost& host, uint32_t from, const NamingMessage& cause, uint64_t id)
    : m_host(host),
      m_from(from),
      m_cause(cause),
      m_page(FastRandom::Mix(id)) // no late page of another is taken for one of this
{
    Fetch();
}

void
SlotPull::Fetch()
{
    NamingMessage fetch(NamingHead::FETCH, m_cause.slot, m_cause.epoch);
    fetch.number = m_page;
    if (m_last)
    {
        fetch.entries = {*m_last};
        fetch.entries.front().value.clear(); // only its place matters
    }
    m_host.Send(m_from, fetch);
}

void
SlotPull::Serve(SlotHost& host,
                uint32_t to,
                const NamingMessage& fetch,
                const SlotContents& contents)
{
    NamingMessage page(NamingHead::PAGE, fetch.slot, fetch.epoch);
    page.number = fetch.number;
    page.flag = contents.GetPage(fetch.entries.empty() ? nullptr : &fetch.entries.front(),
                                 PAGE_BYTES,
                                 page.entries);
    host.Send(to, page);
}

bool
SlotPull::Serves(uint32_t from, const NamingMessage& cause) const
{
    return m_cause.kind == cause.kind && m_cause.epoch == cause.epoch &&
           m_cause.ballot == cause.ballot && (m_from == from || m_backoff.GetTicks() < 2);
}

bool
SlotPull::Receive(uint32_t from, const NamingMessage& page, SlotContents& contents)
{
    if (from != m_from || page.number != m_page || page.epoch != m_cause.epoch)
    {
        return false;
    }
    for (const NamingEntry& entry : page.entries)
    {
        contents.Merge(entry);
    }
    m_backoff = {};
    if (page.flag == 0 && !page.entries.empty())
    {
        m_last = page.entries.back();
        ++m_page;
        Fetch();
    }
    return page.flag != 0;
}

bool
SlotPull::Tick()
{
    constexpr uint32_t PATIENCE = 8;
    if (m_backoff.Tick(m_host.GetBackoffLimit()))
    {
        Fetch();
    }
    return m_backoff.GetTicks() < PATIENCE;
}

} // namespace ns3::camcube
