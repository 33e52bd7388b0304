/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "timing-wheel-scheduler.h"

#include "cache-line.h"
#include "event-chunks.h"
#include "event-prefetcher.h"
#include "timing-wheel.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(TimingWheelScheduler);

/** All wheels, and the store of the events on them. */
struct TimingWheelScheduler::Wheels
{
    EventChunks chunks;                                 //!< in buckets of the wheels
    TimingWheel<INNER_BITS> inner;                      //!< the one that turns fastest
    std::array<TimingWheel<OUTER_BITS>, N_OUTER> outer; //!< from the inner to the outer
    static_assert(NONE == EventChunks::NONE);
};

TypeId
TimingWheelScheduler::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::TimingWheelScheduler")
                            .SetParent<Scheduler>()
                            .SetGroupName("CamCube")
                            .AddConstructor<TimingWheelScheduler>();
    return tid;
}

namespace
{
/** Events run between two steps of the foresight of a later one. */
constexpr std::size_t STEP_AHEAD = 2;

/** How long before its turn an event itself is fetched, in events: one step before its foresight.
 */
constexpr std::size_t FETCH_AHEAD = STEP_AHEAD * (EventPrefetcher::N_STEPS + 1);

/** From so many events in a bucket on the next one is opened while its last ones run. */
constexpr std::size_t DENSE = FETCH_AHEAD + 1;

/** How much later the next bucket may be for that. */
constexpr uint64_t BUCKETS_AHEAD = 2;
} // namespace

TimingWheelScheduler::TimingWheelScheduler()
    : m_wheels(std::make_unique<Wheels>())
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

void
TimingWheelScheduler::Place(const Event& event)
{
    if (const uint32_t wheel = WheelOf(event.key.m_ts))
    {
        m_wheels->outer[wheel - 1].Push(m_wheels->chunks,
                                        OuterBucketOf(event.key.m_ts, wheel),
                                        event);
        ++m_nOuterFilled;
    }
    else
    {
        m_wheels->inner.Push(m_wheels->chunks, InnerBucketOf(event.key.m_ts), event);
    }
}

void
TimingWheelScheduler::Insert(const Event& event)
{
    if (event.key.m_ts <= m_last)
    {
        if (m_nextPresent == m_present.size())
        {
            m_present.clear();
            m_nextPresent = 0;
        }
        const auto place =
            m_present.empty() || !(event.key < m_present.back().key)
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
    return m_nextPresent == m_present.size() && m_nOuterFilled == 0 && m_wheels->inner.IsEmpty();
}

Scheduler::Event
TimingWheelScheduler::PeekNext() const
{
    if (m_nextPresent < m_present.size())
    {
        return m_present[m_nextPresent];
    }
    // Looking must not move the present on: events may still come before the next one.
    const Event* first = m_wheels->inner.FindFirst(m_wheels->chunks);
    for (uint32_t i = 0; !first; ++i)
    {
        first = m_wheels->outer[i].FindFirst(m_wheels->chunks);
    }
    return *first;
}

Scheduler::Event
TimingWheelScheduler::RemoveNext()
{
    if (m_nextPresent == m_present.size())
    {
        if (m_wheels->inner.IsEmpty())
        {
            MoveInward();
        }
        m_present.clear();
        m_nextPresent = 0;
        OpenBucket();
    }
    if (m_isDense && m_present.size() - m_nextPresent == FETCH_AHEAD && IsNextBucketNear())
    {
        m_present.erase(m_present.begin(), m_present.begin() + m_nextPresent);
        m_nextPresent = 0;
        OpenBucket();
    }
    PrefetchAhead();
    return m_present[m_nextPresent++];
}

void
TimingWheelScheduler::MoveInward()
{
    uint32_t wheel = 0;
    while (m_wheels->outer[wheel].IsEmpty())
    {
        ++wheel;
    }
    uint32_t newest = m_wheels->outer[wheel].TakeFirst(m_wheels->chunks);
    // The oldest must be placed first, so that it stays so.
    uint32_t oldest = NONE;
    m_now = UINT64_MAX;
    while (newest != NONE)
    {
        EventChunks::Chunk& chunk = m_wheels->chunks[newest];
        for (uint32_t i = 0; i < chunk.size; ++i)
        {
            m_now = std::min(m_now, chunk.events[i].key.m_ts);
        }
        m_nOuterFilled -= chunk.size;
        oldest = std::exchange(newest, std::exchange(chunk.older, oldest));
    }
    while (oldest != NONE)
    {
        const EventChunks::Chunk chunk = m_wheels->chunks[oldest]; // a copy: the pool may grow
        m_wheels->chunks.GiveBack(std::exchange(oldest, chunk.older));
        for (uint32_t i = 0; i < chunk.size; ++i)
        {
            Place(chunk.events[i]);
        }
    }
}

bool
TimingWheelScheduler::IsNextBucketNear() const
{
    if (m_wheels->inner.IsEmpty())
    {
        return false;
    }
    const uint64_t bucketOfNow = m_now >> STEP_BITS;
    return m_wheels->inner.GetFirst() - (bucketOfNow & ((1U << INNER_BITS) - 1)) <= BUCKETS_AHEAD;
}

void
TimingWheelScheduler::OpenBucket()
{
    const uint32_t newest = m_wheels->inner.TakeFirst(m_wheels->chunks);
    m_fetched = m_wheels->inner.IsEmpty() ? NONE : m_wheels->inner.PeekFirst();
    PrefetchChunk();
    const std::size_t before = m_present.size();
    const EventChunks::Chunk& chunk = m_wheels->chunks[newest];
    if (chunk.older == NONE)
    {
        m_present.insert(m_present.end(), chunk.events.begin(), chunk.events.begin() + chunk.size);
    }
    else
    {
        SortByTime(newest);
    }
    // Numbers rise as events are inserted, unless they were moved here from another scheduler.
    if (!std::is_sorted(m_present.begin() + before, m_present.end()))
    {
        std::sort(m_present.begin() + before, m_present.end());
    }
    for (uint32_t i = newest; i != NONE;)
    {
        m_wheels->chunks.GiveBack(std::exchange(i, m_wheels->chunks[i].older));
    }
    m_now = m_present[before].key.m_ts;
    m_last = m_now | ((1U << STEP_BITS) - 1);
    m_isDense = m_present.size() - before >= DENSE;
    for (std::size_t i = before; i < std::min(FETCH_AHEAD, m_present.size()); ++i)
    {
        PrefetchLines(m_present[i].impl);
    }
}

void
TimingWheelScheduler::SortByTime(uint32_t newest)
{
    constexpr uint64_t N_TIMES = 1U << STEP_BITS;
    std::array<uint32_t, N_TIMES> end{}; // of the events of each time
    for (uint32_t i = newest; i != NONE; i = m_wheels->chunks[i].older)
    {
        for (uint32_t event = 0; event < m_wheels->chunks[i].size; ++event)
        {
            ++end[m_wheels->chunks[i].events[event].key.m_ts % N_TIMES];
        }
    }
    end.front() += m_present.size();
    std::partial_sum(end.begin(), end.end(), end.begin());
    m_present.resize(end.back());
    // The newest come first, so each time's events are put in place from the last one on.
    for (uint32_t i = newest; i != NONE; i = m_wheels->chunks[i].older)
    {
        for (uint32_t event = m_wheels->chunks[i].size; event-- > 0;)
        {
            const Event& taken = m_wheels->chunks[i].events[event];
            m_present[--end[taken.key.m_ts % N_TIMES]] = taken;
        }
    }
}

void
TimingWheelScheduler::PrefetchChunk() const
{
    if (m_fetched != NONE)
    {
        PrefetchLines(&m_wheels->chunks[m_fetched], sizeof(EventChunks::Chunk) / CACHE_LINE_BYTES);
    }
}

void
TimingWheelScheduler::PrefetchAhead()
{
    // The chunks of the next bucket, one for each event: each names the one behind it.
    if (m_fetched != NONE)
    {
        m_fetched = m_wheels->chunks[m_fetched].older;
        PrefetchChunk();
    }
    const std::size_t left = m_present.size() - m_nextPresent;
    const Event* next = m_present.data() + m_nextPresent;
    if (left > FETCH_AHEAD)
    {
        PrefetchLines(next[FETCH_AHEAD].impl);
    }
    for (uint32_t step = 0; step < EventPrefetcher::N_STEPS; ++step)
    {
        const std::size_t ahead = FETCH_AHEAD - STEP_AHEAD * (step + 1);
        if (left > ahead)
        {
            const Event& event = next[ahead];
            EventPrefetcher::Prefetch(*event.impl, step, static_cast<int64_t>(event.key.m_ts));
        }
    }
}

void
TimingWheelScheduler::Remove(const Event& event)
{
    const uint64_t time = event.key.m_ts;
    if (time <= m_last)
    {
        const auto found = std::find(m_present.begin() + m_nextPresent, m_present.end(), event);
        m_present.erase(found, found + (found != m_present.end()));
    }
    else if (const uint32_t wheel = WheelOf(time))
    {
        m_nOuterFilled -=
            m_wheels->outer[wheel - 1].Remove(m_wheels->chunks, OuterBucketOf(time, wheel), event);
    }
    else
    {
        m_wheels->inner.Remove(m_wheels->chunks, InnerBucketOf(time), event);
    }
}

} // namespace ns3::camcube
