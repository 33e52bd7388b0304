/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FRAME_FIFO_H
#define FRAME_FIFO_H

#include "frame.h"

#include "ns3/cache-line.h"

#include <stdexcept>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Frames in the order in which they came, linked through themselves: putting one in and taking
 * one out allocates nothing, and an empty FIFO is two words.
 */
class FrameFifo
{
  public:
    FrameFifo() = default;
    FrameFifo(const FrameFifo&) = delete;
    FrameFifo& operator=(const FrameFifo&) = delete;

    ~FrameFifo()
    {
        Clear();
    }

    bool IsEmpty() const
    {
        return m_head == nullptr;
    }

    /** \return the oldest frame, which stays; null if there is none */
    Frame* Front() const
    {
        return m_head;
    }

    /**
     * \return of a FIFO that is not empty, the ticket that the frame behind the oldest had when it
     *         was pushed, if there is one; that frame is not touched
     */
    uint64_t GetSecondTicket() const
    {
        return m_head->m_nextTicket;
    }

    /** Fetches what a Push touches into the cache. */
    void PrefetchLast() const
    {
        PrefetchLines(m_head ? m_tail : nullptr);
    }

    /** \throws std::invalid_argument for no frame */
    void Push(FramePtr frame)
    {
        if (!frame)
        {
            throw std::invalid_argument("no frame was given to queue; one that has been sent is "
                                        "gone");
        }
        Frame* added = frame.release();
        added->m_next = nullptr;
        if (m_head)
        {
            m_tail->m_next = added;
            m_tail->m_nextTicket = added->m_ticket;
        }
        else
        {
            m_head = added;
        }
        m_tail = added;
    }

    /** \return the oldest frame, taken out; null if there is none */
    FramePtr Pop()
    {
        FramePtr frame(m_head);
        if (frame)
        {
            m_head = frame->m_next;
        }
        return frame;
    }

    void Clear()
    {
        while (!IsEmpty())
        {
            Pop();
        }
    }

  private:
    Frame* m_head{nullptr}; //!< the oldest frame
    Frame* m_tail{nullptr}; //!< the newest, if there is any
};

} // namespace ns3::camcube

#endif /* FRAME_FIFO_H */
