/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TIMING_WHEEL_H
#define TIMING_WHEEL_H

#include "bucket-set.h"
#include "event-chunks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::camcube
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
        return m_buckets[m_filled.GetFirst()].newest;
    }

    /** Empties the first bucket of a wheel that is not empty. \return its newest chunk */
    uint32_t TakeFirst(EventChunks& chunks)
    {
        const uint32_t first = m_filled.GetFirst();
        m_filled.Remove(first);
        const Bucket bucket = std::exchange(m_buckets[first], Bucket());
        chunks[bucket.newest].size = bucket.size;
        return bucket.newest;
    }

    void Push(EventChunks& chunks, uint32_t place, const Event& event)
    {
        // Chunks are written here and not read: most are not in the cache, and nobody waits for
        // them.
        Bucket& bucket = m_buckets[place];
        if (bucket.newest == NONE)
        {
            m_filled.Insert(place);
            bucket = {chunks.Take(NONE), 0};
        }
        else if (bucket.size == EventChunks::Chunk::ROOM)
        {
            chunks[bucket.newest].size = bucket.size;
            bucket = {chunks.Take(bucket.newest), 0};
        }
        // Field by field, as the simulator has just written them: a processor does not read what
        // is still being written in pieces of other sizes.
        Event& slot = chunks[bucket.newest].events[bucket.size++];
        slot.impl = event.impl;
        slot.key.m_ts = event.key.m_ts;
        slot.key.m_uid = event.key.m_uid;
        slot.key.m_context = event.key.m_context;
    }

    /** \return the first event, or null if there is none */
    const Event* FindFirst(const EventChunks& chunks) const
    {
        const Event* first = nullptr;
        const Bucket bucket = IsEmpty() ? Bucket() : m_buckets[m_filled.GetFirst()];
        for (uint32_t i = bucket.newest; i != NONE; i = chunks[i].older)
        {
            const auto begin = chunks[i].events.begin();
            const auto end = begin + (i == bucket.newest ? bucket.size : chunks[i].size);
            const auto earliest = std::min_element(begin, end);
            if (!first || *earliest < *first)
            {
                first = &*earliest;
            }
        }
        return first;
    }

    /** Takes an event out of its bucket. \return whether it was there */
    bool Remove(EventChunks& chunks, uint32_t place, const Event& event)
    {
        Bucket& bucket = m_buckets[place];
        if (bucket.newest == NONE)
        {
            return false;
        }
        chunks[bucket.newest].size = bucket.size;
        for (uint32_t* link = &bucket.newest; *link != NONE; link = &chunks[*link].older)
        {
            const uint32_t searched = *link;
            EventChunks::Chunk& chunk = chunks[searched];
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
                chunks.GiveBack(searched);
            }
            if (bucket.newest == NONE)
            {
                m_filled.Remove(place);
            }
            else
            {
                bucket.size = chunks[bucket.newest].size;
            }
            return true;
        }
        return false;
    }

  private:
    /** The events of a few times. */
    struct Bucket
    {
        uint32_t newest{NONE}; //!< its newest chunk
        uint32_t size{0};      //!< events in that; the older ones know it of themselves
    };

    static constexpr uint32_t DEPTH = (BITS + 5) / 6; //!< a level of the set has 6 bits
    static_assert(BucketSet<DEPTH>::SIZE >= 1U << BITS, "a bit for every bucket");

    BucketSet<DEPTH> m_filled;                //!< the buckets that hold events
    std::array<Bucket, 1U << BITS> m_buckets; //!< all of them
};

} // namespace ns3::camcube

#endif /* TIMING_WHEEL_H */
