/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VECTOR_PAYLOAD_H
#define VECTOR_PAYLOAD_H

#include "vector-message.h"

#include "ns3/frame.h"
#include "ns3/net-device-base.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The entries of one message that has come in, decoded one by one: for (VectorEntry entry :
 * payload).
 */
class VectorPayload
{
  public:
    /**
     * \param frame the message
     * \param servers how many servers there are
     * \return false if the bytes make no sense: a part of an entry, or an unknown server
     */
    bool Read(const Frame& frame, uint32_t servers)
    {
        const Ptr<const Packet> payload = frame.GetPayload();
        m_size = payload->GetSize();
        if (m_size % VectorEntry::WIRE_BYTES != 0 || m_size > m_bytes.size())
        {
            return false;
        }
        payload->CopyData(m_bytes.data(), m_size);
        bool known = true;
        for (const VectorEntry& entry : *this)
        {
            known = known && entry.destination < servers;
        }
        return known;
    }

    /** Decodes one entry after the other. */
    class Iterator
    {
      public:
        explicit Iterator(const uint8_t* bytes)
            : m_bytes(bytes)
        {
        }

        VectorEntry operator*() const
        {
            return VectorEntry::Read(m_bytes);
        }

        Iterator& operator++()
        {
            m_bytes += VectorEntry::WIRE_BYTES;
            return *this;
        }

        friend bool operator!=(Iterator a, Iterator b)
        {
            return a.m_bytes != b.m_bytes;
        }

      private:
        const uint8_t* m_bytes; //!< the next one
    };

    Iterator begin() const
    {
        return Iterator(m_bytes.data());
    }

    Iterator end() const
    {
        return Iterator(m_bytes.data() + m_size);
    }

  private:
    std::array<uint8_t, NetDeviceBase::MAX_MTU> m_bytes; //!< the entries, as on the wire
    uint32_t m_size{0};                                  //!< how many bytes of them
};

} // namespace ns3::camcube

#endif /* VECTOR_PAYLOAD_H */
