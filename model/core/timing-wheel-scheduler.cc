/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "timing-wheel-scheduler.h"

#include "cache-line.h"
#include "event-foresight.h"

#include <algorithm>
#include <numeric>
#include <utility>

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

namespace
{
/** Events run between two steps of the foresight of a later one. */
constexpr std::size_t STEP_AHEAD = 3;

/** How long before its turn an event itself is fetched, in events: one step before its foresight.
 */
constexpr std::size_t FETCH_AHEAD = STEP_AHEAD * (EventForesight::N_STEPS + 1);
} // namespace

TimingWheelScheduler::TimingWheelScheduler()
    : m_inner(std::make_unique<InnerWheel>())
{
}

TimingWheelScheduler::~TimingWheelScheduler() = default;

uint32_t
TimingWheelScheduler::WheelOf(uint64_t time) const
{
    const uint64_t differing = (time ^ m_now) >> (STEP_BITS + INNER_BITS);
    return differing ? 1 + (63 - __builtin_clzll(differing)) / OUTER_BITS : 0;
}

uint32_t
TimingWheelScheduler::InnerBucketOf(uint64_t time)
{
    return time >> STEP_BITS & ((1U << INNER_BITS) - 1);
}

uint32_t
TimingWheelScheduler::OuterBucketOf(uint64_t time, uint32_t wheel)
{
    return time >> (STEP_BITS + INNER_BITS + (wheel - 1) * OUTER_BITS) & ((1U << OUTER_BITS) - 1);
}

template <typename W>
void
TimingWheelScheduler::Push(W& wheel, uint32_t bucket, const Event& event)
{
    uint32_t newest = wheel.newest[bucket];
    if (newest == NONE || m_pool[newest].size == Chunk::ROOM)
    {
        newest = NewChunk(newest);
        wheel.newest[bucket] = newest;
        wheel.filled.Insert(bucket);
    }
    Chunk& chunk = m_pool[newest];
    chunk.events[chunk.size++] = event;
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
    for (uint32_t* link = &wheel.newest[bucket]; *link != NONE; link = &m_pool[*link].older)
    {
        const uint32_t place = *link;
        Chunk& chunk = m_pool[place];
        const auto end = chunk.events.begin() + chunk.size;
        const auto found = std::find(chunk.events.begin(), end, event);
        if (found == end)
        {
            continue;
        }
        std::move(found + 1, end, found);
        if (--chunk.size == 0)
        {
            *link = chunk.older;
            GiveBack(place);
        }
        if (wheel.newest[bucket] == NONE)
        {
            wheel.filled.Remove(bucket);
        }
        return true;
    }
    return false;
}

template <typename W>
const Scheduler::Event*
TimingWheelScheduler::FindFirst(const W& wheel) const
{
    if (wheel.filled.IsEmpty())
    {
        return nullptr;
    }
    const Event* first = nullptr;
    for (uint32_t i = wheel.newest[wheel.filled.GetFirst()]; i != NONE; i = m_pool[i].older)
    {
        const auto begin = m_pool[i].events.begin();
        const auto earliest = std::min_element(begin, begin + m_pool[i].size);
        if (!first || *earliest < *first)
        {
            first = &*earliest;
        }
    }
    return first;
}

uint32_t
TimingWheelScheduler::NewChunk(uint32_t older)
{
    uint32_t place = m_unused;
    if (place == NONE)
    {
        place = static_cast<uint32_t>(m_pool.size());
        m_pool.emplace_back();
    }
    else
    {
        m_unused = m_pool[place].older;
    }
    m_pool[place].older = older;
    m_pool[place].size = 0;
    return place;
}

void
TimingWheelScheduler::GiveBack(uint32_t chunk)
{
    m_pool[chunk].older = m_unused;
    m_unused = chunk;
}

void
TimingWheelScheduler::Place(const Event& event)
{
    if (const uint32_t wheel = WheelOf(event.key.m_ts))
    {
        Push(m_outer[wheel - 1], OuterBucketOf(event.key.m_ts, wheel), event);
        ++m_nOuterFilled;
    }
    else
    {
        Push(*m_inner, InnerBucketOf(event.key.m_ts), event);
    }
}

void
TimingWheelScheduler::Insert(const Event& event)
{
    if (event.key.m_ts < m_now)
    {
        GoBackTo(event.key.m_ts);
    }
    if (m_nextPresent < m_present.size() && (event.key.m_ts ^ m_now) >> STEP_BITS == 0)
    {
        const auto place =
            !(event.key < m_present.back().key)
                ? m_present.end()
                : std::upper_bound(m_present.begin() + m_nextPresent, m_present.end(), event);
        m_present.insert(place, event);
        return;
    }
    Place(event);
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
    const Event* first = FindFirst(*m_inner);
    for (uint32_t i = 0; !first; ++i)
    {
        first = FindFirst(m_outer[i]);
    }
    return *first;
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
    FetchAhead();
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
    uint32_t newest = TakeAll(m_outer[wheel], m_outer[wheel].filled.GetFirst());
    // The oldest must be placed first, so that it stays so.
    uint32_t oldest = NONE;
    m_now = UINT64_MAX;
    while (newest != NONE)
    {
        Chunk& chunk = m_pool[newest];
        for (uint32_t i = 0; i < chunk.size; ++i)
        {
            m_now = std::min(m_now, chunk.events[i].key.m_ts);
        }
        m_nOuterFilled -= chunk.size;
        oldest = std::exchange(newest, std::exchange(chunk.older, oldest));
    }
    while (oldest != NONE)
    {
        const Chunk chunk = m_pool[oldest]; // a copy: the pool may grow
        GiveBack(std::exchange(oldest, chunk.older));
        for (uint32_t i = 0; i < chunk.size; ++i)
        {
            Place(chunk.events[i]);
        }
    }
}

void
TimingWheelScheduler::OpenBucket()
{
    constexpr uint64_t N_TIMES = 1U << STEP_BITS;
    const uint32_t newest = TakeAll(*m_inner, m_inner->filled.GetFirst());
    if (!m_inner->filled.IsEmpty())
    {
        FetchLines(&m_pool[m_inner->newest[m_inner->filled.GetFirst()]], 2);
    }
    m_nextPresent = 0;
    if (m_pool[newest].size == 1 && m_pool[newest].older == NONE)
    {
        m_present.assign(1, m_pool[newest].events[0]);
    }
    else
    {
        // Sorts by time and, as the newest chunk comes first, from the end of each time's share.
        std::array<uint32_t, N_TIMES> end{};
        for (uint32_t i = newest; i != NONE; i = m_pool[i].older)
        {
            for (uint32_t event = 0; event < m_pool[i].size; ++event)
            {
                ++end[m_pool[i].events[event].key.m_ts % N_TIMES];
            }
        }
        std::partial_sum(end.begin(), end.end(), end.begin());
        m_present.resize(end.back());
        for (uint32_t i = newest; i != NONE; i = m_pool[i].older)
        {
            for (uint32_t event = m_pool[i].size; event-- > 0;)
            {
                const Event& taken = m_pool[i].events[event];
                m_present[--end[taken.key.m_ts % N_TIMES]] = taken;
            }
        }
        // Numbers rise as events are inserted, unless they were moved here from another scheduler.
        if (!std::is_sorted(m_present.begin(), m_present.end()))
        {
            std::sort(m_present.begin(), m_present.end());
        }
    }
    for (uint32_t i = newest; i != NONE;)
    {
        GiveBack(std::exchange(i, m_pool[i].older));
    }
    m_now = m_present.front().key.m_ts;
    for (std::size_t i = 0; i < std::min(FETCH_AHEAD, m_present.size()); ++i)
    {
        FetchLines(m_present[i].impl);
    }
}

void
TimingWheelScheduler::FetchAhead() const
{
    const std::size_t left = m_present.size() - m_nextPresent;
    const Event* next = m_present.data() + m_nextPresent;
    if (left > FETCH_AHEAD)
    {
        FetchLines(next[FETCH_AHEAD].impl);
    }
    for (uint32_t step = 0; step < EventForesight::N_STEPS; ++step)
    {
        const std::size_t ahead = FETCH_AHEAD - STEP_AHEAD * (step + 1);
        if (left > ahead)
        {
            EventForesight::Tell(*next[ahead].impl, step);
        }
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
        RemoveFrom(*m_inner, InnerBucketOf(time), event);
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
