/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIRTUAL_NIC_HEADER_H
#define VIRTUAL_NIC_HEADER_H

#include "ns3/header.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a virtual NIC puts before a packet of the IP stack, behind the header of the routing
 * service: the EtherType (2 bytes) and the packet's number among those from this server to that
 * destination (4 bytes), by which the receiver restores their order.
 */
class VirtualNicHeader : public Header
{
  public:
    static constexpr uint32_t WIRE_BYTES = 6;

    explicit VirtualNicHeader(uint16_t etherType = 0, uint32_t sequence = 0);

    uint16_t GetEtherType() const
    {
        return m_etherType;
    }

    uint32_t GetSequence() const
    {
        return m_sequence;
    }

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    void Print(std::ostream& os) const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;

  private:
    uint16_t m_etherType; //!< what the stack's packet is
    uint32_t m_sequence;  //!< its number on the way from source to destination
};

} // namespace ns3::camcube

#endif /* VIRTUAL_NIC_HEADER_H */
