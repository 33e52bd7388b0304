/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEXT_HOP_QUEUE_H
#define NEXT_HOP_QUEUE_H

#include "ns3/frame-fifo.h"
#include "ns3/port-set.h"
#include "ns3/torus-port.h"

#include <array>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * Frames that wait for any one of a set of links: one FIFO for each set, so that a link that has
 * become free finds the frame that waited longest for it in a few steps, however many wait.
 *
 * Each frame counts against one link, that of its set against which the fewest count; a frame for
 * which every link of its set has the limit against it is refused. So at most limit frames wait
 * for each link, and a link's share of the store is not taken by frames for others.
 */
class NextHopQueue
{
  public:
    /**
     * \param links the links on which the frame may go, torus ports only and at least one
     * \param limit frames that may count against a link
     * \param frame taken, and then null, if the return value is true
     * \return false if there is no room, and the frame is still the caller's
     */
    bool Push(PortSet links, uint32_t limit, CamCubeFramePtr& frame);

    /** \return the frame that has waited longest among those that may go on a link, or null */
    CamCubeFramePtr Pop(uint8_t link);

    /**
     * Takes out the frames that wait for other links than they may use now.
     * \param linksOf a function from a frame to those links
     * \param taken where the frames go, in the order of arrival among those with equal links
     */
    template <typename F>
    void TakeMisplaced(F linksOf, FrameFifo& taken);

    bool IsEmpty() const
    {
        return m_waiting == 0;
    }

    /** \return whether a frame waits that may go on a link */
    bool HasFrameFor(uint8_t link) const
    {
        return m_waiting & SetsWith(link);
    }

    /** Fetches what a Push of a frame for some torus ports will touch into the cache. */
    void FetchSet(PortSet links) const
    {
        FetchLines(&m_fifos[links.GetBits()]);
    }

    /** The same for a Pop. */
    void FetchFor(uint8_t link) const
    {
        for (uint64_t sets = m_waiting & SetsWith(link); sets; sets &= sets - 1)
        {
            FetchLines(m_fifos[__builtin_ctzll(sets)].Front());
        }
    }

    /** \return frames that count against a link */
    uint32_t GetCount(uint8_t link) const
    {
        return m_count[link];
    }

  private:
    /** A frame leaves the FIFO of a set. */
    CamCubeFramePtr PopFrom(uint8_t set);

    /** One FIFO for each set of torus ports; a set's number is its bits. */
    static constexpr uint8_t N_SETS = 1U << N_TORUS_PORTS;

    /** \return the sets that hold a link, as bits */
    static constexpr uint64_t SetsWith(uint8_t link)
    {
        constexpr uint64_t SETS[N_TORUS_PORTS] = {0xaaaaaaaaaaaaaaaaU,
                                                  0xccccccccccccccccU,
                                                  0xf0f0f0f0f0f0f0f0U,
                                                  0xff00ff00ff00ff00U,
                                                  0xffff0000ffff0000U,
                                                  0xffffffff00000000U};
        return link < N_TORUS_PORTS ? SETS[link] : 0;
    }

    uint64_t m_waiting{0};                         //!< bit i is set if FIFO i holds a frame
    uint64_t m_arrivals{0};                        //!< frames pushed so far, to tell their order
    std::array<uint32_t, N_TORUS_PORTS> m_count{}; //!< frames that count against each link
    std::array<FrameFifo, N_SETS> m_fifos;         //!< by set of links
};

template <typename F>
void
NextHopQueue::TakeMisplaced(F linksOf, FrameFifo& taken)
{
    for (uint64_t sets = m_waiting; sets; sets &= sets - 1)
    {
        const auto set = static_cast<uint8_t>(__builtin_ctzll(sets));
        FrameFifo kept;
        for (FrameFifo& fifo = m_fifos[set]; !fifo.IsEmpty();)
        {
            if (linksOf(*fifo.Front()).GetBits() == set)
            {
                kept.Push(fifo.Pop());
            }
            else
            {
                taken.Push(PopFrom(set));
            }
        }
        while (CamCubeFramePtr frame = kept.Pop())
        {
            m_fifos[set].Push(std::move(frame));
            m_waiting |= uint64_t{1} << set;
        }
    }
}

} // namespace ns3

#endif /* NEXT_HOP_QUEUE_H */
