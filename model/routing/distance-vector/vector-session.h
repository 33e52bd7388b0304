/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_SESSION_H
#define VECTOR_SESSION_H

#include "vector-message.h"

#include "ns3/frame-fifo.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's side of the talk with one neighbour: the session's number, that of the next message
 * each way, frames that wait for the link or for the neighbour to confirm them, and a neighbour's
 * list that has come in part.
 *
 * Both ends count how often the link has come up, so messages of an earlier session are known by
 * their number.
 */
class VectorSession
{
  public:
    uint16_t GetNumber() const
    {
        return m_number;
    }

    /** \return how far a message's session is ahead of this one: negative if it is stale */
    int16_t GetLead(uint16_t session) const
    {
        return static_cast<int16_t>(session - m_number);
    }

    /** Begins a session. Nothing of the one before is left. */
    void Begin(uint16_t number);

    /** \return the number of the next message to the neighbour, which is counted */
    uint16_t CountSent()
    {
        return m_sent++;
    }

    /** \return the number of the neighbour's next message */
    uint16_t GetAwaited() const
    {
        return m_awaited;
    }

    /** \param number that of the neighbour's next message */
    void Await(uint16_t number)
    {
        m_awaited = number;
    }

    /** \return frames that the neighbour has not confirmed */
    uint16_t GetUnconfirmed() const
    {
        return static_cast<uint16_t>(m_sent - m_confirmed);
    }

    /** Keeps a copy of a frame until the neighbour confirms it. */
    void Keep(FramePtr copy)
    {
        m_kept.Push(std::move(copy));
    }

    /**
     * The neighbour confirms all messages before a number.
     * \return false if that says nothing new
     */
    bool Confirm(uint16_t awaited);

    /** \return the frame that was kept longest; it is kept on, behind the others */
    FramePtr CopyNextKept();

    /** Puts a frame behind those that wait for the link. */
    void Enqueue(FramePtr frame)
    {
        m_queue.Push(std::move(frame));
        ++m_queued;
    }

    /** \return the frame that has waited longest for the link, null if there is none */
    FramePtr Dequeue()
    {
        m_queued -= m_queued != 0;
        return m_queue.Pop();
    }

    /** \return frames that wait for the link */
    uint32_t GetQueued() const
    {
        return m_queued;
    }

    /** \return the entries of a neighbour's list that has come in part */
    std::vector<VectorEntry>& GetIncoming()
    {
        return m_incoming;
    }

    /** \return bytes on the heap, frames not counted */
    std::size_t GetBytes() const
    {
        return m_incoming.capacity() * sizeof(VectorEntry);
    }

  private:
    std::vector<VectorEntry> m_incoming; //!< what has come of the neighbour's list
    FrameFifo m_queue;                   //!< frames that wait for the link
    FrameFifo m_kept;                    //!< copies of frames that are not confirmed
    uint32_t m_queued{0};                //!< frames in m_queue
    uint16_t m_number{0};                //!< how often the link has come up
    uint16_t m_sent{0};                  //!< messages sent in this session
    uint16_t m_confirmed{0};             //!< of which the neighbour has confirmed so many
    uint16_t m_awaited{0};               //!< the number of the neighbour's next message
};

} // namespace ns3::camcube

#endif /* VECTOR_SESSION_H */
