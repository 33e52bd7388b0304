/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TIMING_WHEEL_H
#define TIMING_WHEEL_H

#include "bucket-set.h"
#include "event-chunks.h"

#include <algorithm>
#include <array>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * One wheel of a TimingWheelScheduler: 2 to the power of BITS buckets of events.
 */
template <uint32_t BITS>
class TimingWheel
{
  public:
    using Event = Scheduler::Event;

    static constexpr uint32_t NONE = EventChunks::NONE; //!< no chunk

    TimingWheel()
    {
        m_newest.fill(NONE);
    }

    bool IsEmpty() const
    {
        return m_filled.IsEmpty();
    }

    /** \return the first bucket of a wheel that is not empty */
    uint32_t GetFirst() const
    {
        return m_filled.GetFirst();
    }

    /** \return the newest chunk of the first bucket of a wheel that is not empty */
    uint32_t PeekFirst() const
    {
        return m_newest[m_filled.GetFirst()];
    }

    /** Empties the first bucket of a wheel that is not empty. \return its newest chunk */
    uint32_t TakeFirst()
    {
        const uint32_t bucket = m_filled.GetFirst();
        const uint32_t newest = m_newest[bucket];
        m_newest[bucket] = NONE;
        m_filled.Remove(bucket);
        return newest;
    }

    void Push(EventChunks& chunks, uint32_t bucket, const Event& event)
    {
        uint32_t newest = m_newest[bucket];
        if (newest == NONE || chunks[newest].size == EventChunks::Chunk::ROOM)
        {
            newest = chunks.Take(newest);
            m_newest[bucket] = newest;
            m_filled.Insert(bucket);
        }
        EventChunks::Chunk& chunk = chunks[newest];
        chunk.events[chunk.size++] = event;
    }

    /** \return the first event, or null if there is none */
    const Event* FindFirst(const EventChunks& chunks) const
    {
        const Event* first = nullptr;
        for (uint32_t i = IsEmpty() ? NONE : PeekFirst(); i != NONE; i = chunks[i].older)
        {
            const auto begin = chunks[i].events.begin();
            const auto earliest = std::min_element(begin, begin + chunks[i].size);
            if (!first || *earliest < *first)
            {
                first = &*earliest;
            }
        }
        return first;
    }

    /** Takes an event out of its bucket. \return whether it was there */
    bool Remove(EventChunks& chunks, uint32_t bucket, const Event& event)
    {
        for (uint32_t* link = &m_newest[bucket]; *link != NONE; link = &chunks[*link].older)
        {
            const uint32_t place = *link;
            EventChunks::Chunk& chunk = chunks[place];
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
                chunks.GiveBack(place);
            }
            if (m_newest[bucket] == NONE)
            {
                m_filled.Remove(bucket);
            }
            return true;
        }
        return false;
    }

  private:
    static constexpr uint32_t DEPTH = (BITS + 5) / 6; //!< a level of the set has 6 bits
    static_assert(BucketSet<DEPTH>::SIZE >= 1U << BITS, "a bit for every bucket");

    BucketSet<DEPTH> m_filled;                 //!< the buckets that hold events
    std::array<uint32_t, 1U << BITS> m_newest; //!< by bucket, its newest chunk or NONE
};

} // namespace ns3

#endif /* TIMING_WHEEL_H */
