/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EVENT_CHUNKS_H
#define EVENT_CHUNKS_H

#include "cache-line.h"

#include "ns3/scheduler.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The store of events that wait in a TimingWheel's buckets: a few events of one bucket to a chunk,
 * and chunks in lists from the newest to the oldest.
 */
class EventChunks
{
  public:
    static constexpr uint32_t NONE = UINT32_MAX; //!< no chunk

    /** Some events of one bucket, on two cache lines. */
    struct alignas(CACHE_LINE_BYTES) Chunk
    {
        static constexpr uint32_t ROOM = 5; //!< events at most

        uint32_t older; //!< the chunk that was filled before this one, or NONE
        uint32_t size;  //!< events in it, noted when no more are put into it
        std::array<Scheduler::Event, ROOM> events; //!< in the order in which they came
    };

    Chunk& operator[](uint32_t place)
    {
        return m_chunks[place];
    }

    const Chunk& operator[](uint32_t place) const
    {
        return m_chunks[place];
    }

    /** \return an empty chunk before an older one; other chunks may move in memory */
    uint32_t Take(uint32_t older)
    {
        uint32_t place = m_unused;
        if (place == NONE)
        {
            place = static_cast<uint32_t>(m_chunks.size());
            m_chunks.emplace_back();
        }
        else
        {
            m_unused = m_chunks[place].older;
        }
        m_chunks[place].older = older;
        return place;
    }

    void GiveBack(uint32_t place)
    {
        m_chunks[place].older = m_unused;
        m_unused = place;
    }

  private:
    std::vector<Chunk> m_chunks; //!< used and unused
    uint32_t m_unused{NONE};     //!< an unused one, linked to the next
};

} // namespace ns3::camcube

#endif /* EVENT_CHUNKS_H */
