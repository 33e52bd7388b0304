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
 * One server's side of the session with one neighbour: the session's number, that of the next
 * message each way, copies of frames that the neighbour has not acknowledged, and the part that has
 * come in of the neighbour's table.
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
    uint16_t GetExpected() const
    {
        return m_expected;
    }

    /** \param number that of the neighbour's next message */
    void SetExpected(uint16_t number)
    {
        m_expected = number;
    }

    /** \return how many frames the neighbour has not acknowledged */
    uint16_t GetUnacknowledged() const
    {
        return static_cast<uint16_t>(m_sent - m_acknowledged);
    }

    /** Keeps a copy of a frame until the neighbour acknowledges it. */
    void Keep(FramePtr copy)
    {
        m_kept.Push(std::move(copy));
    }

    /**
     * The neighbour acknowledges all messages before a number.
     * \return false if that is nothing new
     */
    bool Acknowledge(uint16_t expected);

    /** \return the frame that was kept longest; it is kept on, behind the others */
    FramePtr CopyNextKept();

    /** \return the entries of the neighbour's table that have come in, before the last of them */
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
    std::vector<VectorEntry> m_incoming; //!< what has come in of the neighbour's table
    FrameFifo m_kept;                    //!< copies of frames that are not acknowledged
    uint16_t m_number{0};                //!< how often the link has come up
    uint16_t m_sent{0};                  //!< messages sent in this session
    uint16_t m_acknowledged{0};          //!< of which the neighbour has acknowledged so many
    uint16_t m_expected{0};              //!< the number of the neighbour's next message
};

} // namespace ns3::camcube

#endif /* VECTOR_SESSION_H */
