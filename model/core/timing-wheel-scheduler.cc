/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "timing-wheel-scheduler.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(TimingWheelScheduler);

TypeId
TimingWheelScheduler::GetTypeId()
{
    static TypeId tid = TypeId("ns3::TimingWheelScheduler")
                            .SetParent<Scheduler>()
                            .SetGroupName("CamCube")
                            .AddConstructor<TimingWheelScheduler>();
    return tid;
}

TimingWheelScheduler::TimingWheelScheduler()
    : m_inner(std::make_unique<InnerWheel>())
{
}

TimingWheelScheduler::~TimingWheelScheduler() = default;

uint32_t
TimingWheelScheduler::WheelOf(uint64_t time) const
{
    const uint64_t differing = (time ^ m_now) >> INNER_BITS;
    return differing ? 1 + (63 - __builtin_clzll(differing)) / OUTER_BITS : 0;
}

uint32_t
TimingWheelScheduler::OuterBucketOf(uint64_t time, uint32_t wheel)
{
    return time >> (INNER_BITS + (wheel - 1) * OUTER_BITS) & ((1U << OUTER_BITS) - 1);
}

template <typename W>
void
TimingWheelScheduler::Push(W& wheel, uint32_t bucket, uint32_t waiting)
{
    m_pool[waiting].next = wheel.newest[bucket];
    wheel.newest[bucket] = waiting;
    wheel.filled.Insert(bucket);
}

template <typename W>
uint32_t
TimingWheelScheduler::TakeAll(W& wheel, uint32_t bucket)
{
    const uint32_t newest = wheel.newest[bucket];
    wheel.newest[bucket] = NONE;
    wheel.filled.Remove(bucket);
    return newest;
}

template <typename W>
bool
TimingWheelScheduler::RemoveFrom(W& wheel, uint32_t bucket, const Event& event)
{
    for (uint32_t* link = &wheel.newest[bucket]; *link != NONE; link = &m_pool[*link].next)
    {
        const uint32_t found = *link;
        if (m_pool[found].event == event)
        {
            *link = m_pool[found].next;
            m_pool[found].next = m_unused;
            m_unused = found;
            if (wheel.newest[bucket] == NONE)
            {
                wheel.filled.Remove(bucket);
            }
            return true;
        }
    }
    return false;
}

uint32_t
TimingWheelScheduler::NewWaiting(const Event& event)
{
    if (m_unused == NONE)
    {
        m_pool.push_back({event, NONE});
        return static_cast<uint32_t>(m_pool.size() - 1);
    }
    const uint32_t place = m_unused;
    m_unused = m_pool[place].next;
    m_pool[place].event = event;
    return place;
}

void
TimingWheelScheduler::Place(uint32_t waiting)
{
    const uint64_t time = m_pool[waiting].event.key.m_ts;
    if (const uint32_t wheel = WheelOf(time))
    {
        Push(m_outer[wheel - 1], OuterBucketOf(time, wheel), waiting);
        ++m_nOuterFilled;
    }
    else
    {
        Push(*m_inner, time & ((1U << INNER_BITS) - 1), waiting);
    }
}

void
TimingWheelScheduler::Insert(const Event& event)
{
    if (event.key.m_ts < m_now)
    {
        GoBackTo(event.key.m_ts);
    }
    if (event.key.m_ts == m_now && m_nextPresent < m_present.size())
    {
        const auto place =
            !(event.key < m_present.back().key)
                ? m_present.end()
                : std::upper_bound(m_present.begin() + m_nextPresent, m_present.end(), event);
        m_present.insert(place, event);
        return;
    }
    Place(NewWaiting(event));
}

bool
TimingWheelScheduler::IsEmpty() const
{
    return m_nextPresent == m_present.size() && m_nOuterFilled == 0 && m_inner->filled.IsEmpty();
}

Scheduler::Event
TimingWheelScheduler::PeekNext() const
{
    if (m_nextPresent < m_present.size())
    {
        return m_present[m_nextPresent];
    }
    // Looking must not move the present on: events may still come before the next one.
    uint32_t candidate = NONE;
    if (!m_inner->filled.IsEmpty())
    {
        candidate = m_inner->newest[m_inner->filled.GetFirst()];
    }
    for (uint32_t i = 0; candidate == NONE; ++i)
    {
        if (!m_outer[i].filled.IsEmpty())
        {
            candidate = m_outer[i].newest[m_outer[i].filled.GetFirst()];
        }
    }
    uint32_t earliest = candidate;
    for (; candidate != NONE; candidate = m_pool[candidate].next)
    {
        if (m_pool[candidate].event.key < m_pool[earliest].event.key)
        {
            earliest = candidate;
        }
    }
    return m_pool[earliest].event;
}

Scheduler::Event
TimingWheelScheduler::RemoveNext()
{
    if (m_nextPresent == m_present.size())
    {
        if (m_inner->filled.IsEmpty())
        {
            MoveInward();
        }
        OpenBucket();
    }
    return m_present[m_nextPresent++];
}

void
TimingWheelScheduler::MoveInward()
{
    uint32_t wheel = 0;
    while (m_outer[wheel].filled.IsEmpty())
    {
        ++wheel;
    }
    uint32_t waiting = TakeAll(m_outer[wheel], m_outer[wheel].filled.GetFirst());
    // The newest is first. The oldest must be placed first, so that it stays so.
    uint64_t earliest = UINT64_MAX;
    uint32_t oldest = NONE;
    while (waiting != NONE)
    {
        earliest = std::min(earliest, m_pool[waiting].event.key.m_ts);
        const uint32_t next = m_pool[waiting].next;
        m_pool[waiting].next = oldest;
        oldest = waiting;
        waiting = next;
        --m_nOuterFilled;
    }
    m_now = earliest;
    while (oldest != NONE)
    {
        const uint32_t next = m_pool[oldest].next;
        Place(oldest);
        oldest = next;
    }
}

void
TimingWheelScheduler::OpenBucket()
{
    const uint32_t bucket = m_inner->filled.GetFirst();
    m_present.clear();
    m_nextPresent = 0;
    for (uint32_t waiting = TakeAll(*m_inner, bucket); waiting != NONE;)
    {
        Waiting& opened = m_pool[waiting];
        __builtin_prefetch(opened.event.impl);
        __builtin_prefetch(reinterpret_cast<const std::byte*>(opened.event.impl) + 64);
        m_present.push_back(opened.event);
        const uint32_t next = opened.next;
        opened.next = m_unused;
        m_unused = waiting;
        waiting = next;
    }
    if (!m_inner->filled.IsEmpty())
    {
        __builtin_prefetch(&m_pool[m_inner->newest[m_inner->filled.GetFirst()]]);
    }
    m_now = m_present.front().key.m_ts;
    std::reverse(m_present.begin(), m_present.end());
    // Numbers rise as events are inserted, unless they were moved here from another scheduler.
    if (!std::is_sorted(m_present.begin(), m_present.end()))
    {
        std::sort(m_present.begin(), m_present.end());
    }
}

void
TimingWheelScheduler::Remove(const Event& event)
{
    const uint64_t time = event.key.m_ts;
    const auto present = std::find(m_present.begin() + m_nextPresent, m_present.end(), event);
    if (present != m_present.end())
    {
        m_present.erase(present);
    }
    else if (const uint32_t wheel = WheelOf(time))
    {
        m_nOuterFilled -= RemoveFrom(m_outer[wheel - 1], OuterBucketOf(time, wheel), event);
    }
    else
    {
        RemoveFrom(*m_inner, time & ((1U << INNER_BITS) - 1), event);
    }
}

void
TimingWheelScheduler::GoBackTo(uint64_t time)
{
    // A simulator does not go back in time, so this need not be fast.
    std::vector<Event> all;
    while (!IsEmpty())
    {
        all.push_back(RemoveNext());
    }
    m_present.clear();
    m_nextPresent = 0;
    m_now = time;
    for (const Event& event : all)
    {
        Insert(event);
    }
}

} // namespace ns3
