/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NO_ROUTE_BUFFER_H
#define NO_ROUTE_BUFFER_H

#include "ns3/frame-fifo.h"

#include <algorithm>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Packets for which there is no path at the moment. They wait for one in the order of their
 * arrival, each until its own time and no longer.
 */
class NoRouteBuffer
{
  public:
    bool IsEmpty() const
    {
        return m_packets.IsEmpty();
    }

    /** \return packets that wait */
    uint32_t GetSize() const
    {
        return m_size;
    }

    /**
     * Adds a packet.
     * \param packet the packet, with its headers
     * \param until how long it waits, in time steps
     */
    void Push(FramePtr packet, int64_t until)
    {
        packet->SetTicket(static_cast<uint64_t>(until));
        m_firstUntil = m_packets.IsEmpty() ? until : std::min(m_firstUntil, until);
        m_packets.Push(std::move(packet));
        ++m_size;
    }

    /** \return until when the first packet waits that need not wait longer, in time steps */
    int64_t GetFirstUntil() const
    {
        return m_firstUntil;
    }

    /**
     * Takes packets out that need not wait any longer.
     * \param now the current time, in time steps
     * \param hasPath a function that says whether there is a path for a packet now
     * \param found where those go for which there is
     * \param late where the others go that have waited long enough
     */
    template <typename F>
    void Release(int64_t now, F hasPath, FrameFifo& found, FrameFifo& late)
    {
        FrameFifo kept;
        m_size = 0;
        while (FramePtr packet = m_packets.Pop())
        {
            const bool isLate = static_cast<int64_t>(packet->GetTicket()) <= now;
            FrameFifo& to = hasPath(*packet) ? found : isLate ? late : kept;
            m_size += &to == &kept;
            to.Push(std::move(packet));
        }
        while (FramePtr packet = kept.Pop())
        {
            const auto until = static_cast<int64_t>(packet->GetTicket());
            m_firstUntil = m_packets.IsEmpty() ? until : std::min(m_firstUntil, until);
            m_packets.Push(std::move(packet));
        }
    }

  private:
    FrameFifo m_packets;     //!< in the order of arrival
    uint32_t m_size{0};      //!< how many
    int64_t m_firstUntil{0}; //!< until when the first to leave waits, in time steps
};

} // namespace ns3::camcube

#endif /* NO_ROUTE_BUFFER_H */
