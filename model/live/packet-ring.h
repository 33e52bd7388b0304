/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACKET_RING_H
#define PACKET_RING_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A bounded number of packets, as bytes, on their way from one thread to one other, without a lock
 * and without an allocation.
 */
class PacketRing
{
  public:
    /**
     * \param packets that have room, at least 1
     * \param bytes of a packet, at most
     */
    PacketRing(uint32_t packets, uint32_t bytes)
        : m_bytes(bytes),
          m_sizes(packets),
          m_slots(std::size_t{packets} * bytes)
    {
    }

    /** \return bytes of a packet, at most */
    uint32_t GetPacketBytes() const
    {
        return m_bytes;
    }

    /** \name Of the thread that writes */
    ///@{
    /** \return where to write the next packet, null if there is no room */
    uint8_t* PeekFree()
    {
        return GetSize() < m_sizes.size() ? &m_slots[SlotOf(m_written) * m_bytes] : nullptr;
    }

    /** Hands over what was written there. */
    void Push(uint32_t size)
    {
        m_sizes[SlotOf(m_written)] = size;
        ++m_written;
    }

    ///@}

    /** \name Of the thread that reads */
    ///@{
    /** \return bytes and size of the oldest packet; of a ring that is not empty */
    std::pair<const uint8_t*, uint32_t> PeekFirst() const
    {
        const std::size_t slot = SlotOf(m_read);
        return {&m_slots[slot * m_bytes], m_sizes[slot]};
    }

    /** Gives its room back. */
    void Pop()
    {
        ++m_read;
    }

    ///@}

    /** \return packets in it; of either thread, which sees its own doing at once */
    std::size_t GetSize() const
    {
        return static_cast<std::size_t>(m_written - m_read);
    }

  private:
    std::size_t SlotOf(uint64_t number) const
    {
        return number % m_sizes.size();
    }

    uint32_t m_bytes;                   //!< of a slot
    std::vector<uint32_t> m_sizes;      //!< of the packets, by slot
    std::vector<uint8_t> m_slots;       //!< one behind the other
    std::atomic<uint64_t> m_written{0}; //!< packets so far
    std::atomic<uint64_t> m_read{0};    //!< of them
};

} // namespace ns3::camcube

#endif /* PACKET_RING_H */
