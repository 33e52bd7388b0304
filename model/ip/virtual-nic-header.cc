/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "virtual-nic-header.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(VirtualNicHeader);

VirtualNicHeader::VirtualNicHeader(uint16_t etherType, uint32_t sequence)
    : m_etherType(etherType),
      m_sequence(sequence)
{
}

TypeId
VirtualNicHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::VirtualNicHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<VirtualNicHeader>();
    return tid;
}

TypeId
VirtualNicHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
VirtualNicHeader::Print(std::ostream& os) const
{
    os << "type " << m_etherType << " sequence " << m_sequence;
}

uint32_t
VirtualNicHeader::GetSerializedSize() const
{
    return WIRE_BYTES;
}

void
VirtualNicHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU16(m_etherType);
    start.WriteHtonU32(m_sequence);
}

uint32_t
VirtualNicHeader::Deserialize(Buffer::Iterator start)
{
    m_etherType = start.ReadNtohU16();
    m_sequence = start.ReadNtohU32();
    return WIRE_BYTES;
}

} // namespace ns3::camcube
