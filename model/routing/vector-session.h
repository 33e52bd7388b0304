/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_SESSION_H
#define VECTOR_SESSION_H

#include "vector-outbox.h"

#include "ns3/frame-fifo.h"

#include <vector>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * One server's side of the talk with one neighbour: the session's number, frames that wait for the
 * link, and a neighbour's list that has come in part.
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

    /**
     * Makes frames of entries.
     * \param entries the entries, as on the wire
     * \param sync whether they are the list that begins a session; if so there is a frame even
     *        without entries
     * \param service the service id
     * \param bytes what fits behind a frame's Ethernet header
     * \param send given each frame, in order
     */
    template <typename F>
    void Compose(const VectorOutbox::Entries& entries,
                 bool sync,
                 uint16_t service,
                 uint32_t bytes,
                 F send);

    /** Frames that wait for the link. */
    FrameFifo& GetQueue()
    {
        return m_queue;
    }

    /** \return the entries of a neighbour's list that has come in part */
    std::vector<VectorEntry>& GetIncoming()
    {
        return m_incoming;
    }

    /** \return bytes on the heap, waiting frames not counted */
    std::size_t GetBytes() const
    {
        return m_incoming.capacity() * sizeof(VectorEntry);
    }

  private:
    std::vector<VectorEntry> m_incoming; //!< what has come of the neighbour's list
    FrameFifo m_queue;                   //!< frames that wait for the link
    uint16_t m_number{0};                //!< how often the link has come up
};

inline void
VectorSession::Begin(uint16_t number)
{
    m_number = number;
    m_incoming.clear();
    m_queue.Clear();
}

template <typename F>
void
VectorSession::Compose(const VectorOutbox::Entries& entries,
                       bool sync,
                       uint16_t service,
                       uint32_t bytes,
                       F send)
{
    const std::size_t room = (bytes - CamCubeFrame::SERVICE_ID_BYTES - VectorHeader::WIRE_BYTES) /
                             VectorEntry::WIRE_BYTES * VectorEntry::WIRE_BYTES;
    std::size_t done = 0;
    do
    {
        const std::size_t now = std::min(room, entries.size() - done);
        auto frame = std::make_unique<CamCubeFrame>(
            service,
            Create<Packet>(entries.data() + done, static_cast<uint32_t>(now)));
        done += now;
        const bool last = done == entries.size();
        frame->SetHeader(VectorHeader{m_number,
                                      !sync  ? VectorHeader::UPDATE
                                      : last ? VectorHeader::LAST_SYNC
                                             : VectorHeader::SYNC});
        send(std::move(frame));
    } while (done < entries.size());
}

} // namespace ns3

#endif /* VECTOR_SESSION_H */
