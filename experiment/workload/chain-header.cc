/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chain-header.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(ChainHeader);

TypeId
ChainHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::ChainHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<ChainHeader>();
    return tid;
}

TypeId
ChainHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
ChainHeader::GetSerializedSize() const
{
    return BYTES;
}

void
ChainHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(chain);
    start.WriteHtonU32(sequence);
    start.WriteHtonU16(position);
    start.WriteHtonU64(entered);
}

uint32_t
ChainHeader::Deserialize(Buffer::Iterator start)
{
    chain = start.ReadNtohU32();
    sequence = start.ReadNtohU32();
    position = start.ReadNtohU16();
    entered = start.ReadNtohU64();
    return BYTES;
}

void
ChainHeader::Print(std::ostream& os) const
{
    os << "datagram " << sequence << " of chain " << chain << " for place " << position;
}

} // namespace ns3::camcube
