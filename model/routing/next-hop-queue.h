/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEXT_HOP_QUEUE_H
#define NEXT_HOP_QUEUE_H

#include "ns3/frame-fifo.h"
#include "ns3/port-set.h"
#include "ns3/torus-port.h"

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Frames that wait for any one of a set of links, in one list in the order of arrival: a link that
 * has become free takes the first that may go on it. That one is near the front, as every link
 * takes the oldest it can, and a server's few frames lie on two or three cache lines.
 *
 * Each frame counts against one link, that of its set against which the fewest count; a frame for
 * which every link of its set has the limit against it is refused. So at most limit frames wait
 * for each link, and a link's share of the store is not taken by frames for others.
 */
class alignas(CACHE_LINE_BYTES) NextHopQueue
{
  public:
    /**
     * \param links the links on which the frame may go, torus ports only and at least one
     * \param limit frames that may count against a link
     * \param frame taken, and then null, if the return value is true
     * \return false if there is no room, and the frame is still the caller's
     */
    bool Push(PortSet links, uint32_t limit, FramePtr& frame);

    /** \return the frame that has waited longest among those that may go on a link, or null */
    FramePtr Pop(uint8_t link);

    /**
     * Takes out the frames that wait for other links than they may use now.
     * \param linksOf a function from a frame to those links
     * \param taken where the frames go, in the order of arrival
     */
    template <typename F>
    void TakeMisplaced(F linksOf, FrameFifo& taken);

    bool IsEmpty() const
    {
        return m_first == m_waiting.size();
    }

    /** \return whether a frame waits that may go on a link */
    bool HasFrameFor(uint8_t link) const
    {
        return Find(link) < m_waiting.size();
    }

    /** Fetches what any call touches into the cache. */
    void Prefetch() const
    {
        PrefetchLines(this, N_HOT_LINES);
    }

    /** Fetches what a Pop touches beyond that. */
    void PrefetchFor(uint8_t link) const
    {
        const std::size_t first = Find(link);
        if (first < m_waiting.size())
        {
            PrefetchLines(m_waiting[first].frame.get());
        }
    }

    /** \return frames that count against a link */
    uint32_t GetCount(uint8_t link) const
    {
        return m_count[link];
    }

  private:
    /** A frame that waits. */
    struct Waiting
    {
        FramePtr frame;  //!< the frame
        PortSet links;   //!< for which it waits
        uint8_t counted; //!< that of them against which it counts
    };

    static constexpr std::size_t N_INLINE = 8;    //!< frames for which there is room in place
    static constexpr std::size_t N_HOT_LINES = 3; //!< those of most queues

    /** \return the place of the oldest frame that may go on a link; behind all if there is none */
    std::size_t Find(uint8_t link) const
    {
        std::size_t place = m_first;
        while (place < m_waiting.size() && !m_waiting[place].links.Contains(link))
        {
            ++place;
        }
        return place;
    }

    /** A frame leaves its place. */
    FramePtr Take(std::size_t place);

    std::array<uint32_t, N_TORUS_PORTS> m_count{}; //!< frames that count against each link
    std::size_t m_first{0};                        //!< the place of the oldest
    /** Those that wait, from m_first on; what is before them has left. */
    boost::container::small_vector<Waiting, N_INLINE> m_waiting;
};

template <typename F>
void
NextHopQueue::TakeMisplaced(F linksOf, FrameFifo& taken)
{
    for (std::size_t place = m_first; place < m_waiting.size(); ++place)
    {
        if (linksOf(*m_waiting[place].frame) != m_waiting[place].links)
        {
            // Those before it move up by one place, and the next one keeps its own.
            taken.Push(Take(place));
        }
    }
}

} // namespace ns3::camcube

#endif /* NEXT_HOP_QUEUE_H */
