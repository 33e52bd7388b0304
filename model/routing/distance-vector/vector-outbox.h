/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_OUTBOX_H
#define VECTOR_OUTBOX_H

#include "vector-message.h"

#include "ns3/port-set.h"
#include "ns3/recycling-allocator.h"
#include "ns3/torus-port.h"

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What is to be sent to one server's neighbours at the end of an event: the entries of the next
 * message to each, as on the wire.
 */
class VectorOutbox
{
  public:
    using Entries = std::vector<uint8_t, RecyclingAllocator<uint8_t>>;

    /** Adds an entry to the next message to a neighbour. */
    void Append(uint8_t port, const VectorEntry& entry)
    {
        Entries& entries = m_entries[port];
        if (entries.empty())
        {
            entries.reserve(USUAL_BYTES);
            m_waiting.Insert(port);
        }
        entries.resize(entries.size() + VectorEntry::WIRE_BYTES);
        entry.Write(&entries[entries.size() - VectorEntry::WIRE_BYTES]);
    }

    /** \return the ports for which there are entries */
    PortSet GetWaiting() const
    {
        return m_waiting;
    }

    /** \return the entries for a neighbour, which are here no more */
    Entries Take(uint8_t port)
    {
        // Most servers are silent most of the time: no room is kept for the next message.
        m_waiting.Remove(port);
        return std::exchange(m_entries[port], {});
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        std::size_t bytes = 0;
        for (const Entries& entries : m_entries)
        {
            bytes += entries.capacity();
        }
        return bytes;
    }

  private:
    /** Most messages are no longer. */
    static constexpr std::size_t USUAL_BYTES = 12 * VectorEntry::WIRE_BYTES;

    std::array<Entries, N_TORUS_PORTS> m_entries; //!< by port
    PortSet m_waiting;                            //!< ports for which there are some
};

} // namespace ns3::camcube

#endif /* VECTOR_OUTBOX_H */
