/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WIRE_HEADER_H
#define WIRE_HEADER_H

#include "frame-header-type.h"

#include "ns3/header.h"
#include "ns3/mac48-address.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What stands before a frame's payload, as bytes: destination, source, EtherType, and, for the
 * cube's own EtherType, the two-byte service id with the service's header behind it. Read back, it
 * ends at the service id, since only the service knows how long its header is.
 */
class WireHeader : public Header
{
  public:
    /** The most that a service's header and an inner one take on the wire, in bytes. */
    static constexpr uint32_t MAX_HEADER_BYTES = 2 * FrameHeaderType::MAX_WIRE_BYTES;

    WireHeader() = default;

    /**
     * \param source the sending port's address
     * \param destination the receiving port's address
     * \param etherType the protocol
     * \param service the service id; written only with the cube's own EtherType
     */
    WireHeader(Mac48Address source, Mac48Address destination, uint16_t etherType, uint16_t service);

    /**
     * \param count bytes of a header, all together at most MAX_HEADER_BYTES
     * \return where to write them
     */
    uint8_t* AppendBytes(uint32_t count);

    Mac48Address GetSource() const;
    Mac48Address GetDestination() const;
    uint16_t GetEtherType() const;
    uint16_t GetService() const;

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    Mac48Address m_source;                           //!< the sending port
    Mac48Address m_destination;                      //!< the receiving port
    uint16_t m_etherType{0};                         //!< the protocol
    uint16_t m_service{0};                           //!< the service id
    uint32_t m_count{0};                             //!< bytes in m_bytes
    std::array<uint8_t, MAX_HEADER_BYTES> m_bytes{}; //!< the headers
};

} // namespace ns3::camcube

#endif /* WIRE_HEADER_H */
