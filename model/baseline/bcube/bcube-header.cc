/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-header.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(BcubeHeader);

TypeId
BcubeHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::BcubeHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<BcubeHeader>();
    return tid;
}

TypeId
BcubeHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
BcubeHeader::GetSerializedSize() const
{
    return GetBytes(hops.size());
}

void
BcubeHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(protocol);
    start.WriteU8(hops.size());
    start.WriteU8(done);
    for (const BcubeHop& hop : hops)
    {
        start.WriteHtonU16(hop.level << 11 | hop.digit);
    }
}

uint32_t
BcubeHeader::Deserialize(Buffer::Iterator start)
{
    hops.clear();
    if (start.GetRemainingSize() < GetBytes(0))
    {
        return 0;
    }
    protocol = start.ReadU8();
    const uint8_t count = start.ReadU8();
    done = start.ReadU8();
    if (start.GetRemainingSize() < 2U * count)
    {
        return 0;
    }
    hops.reserve(count);
    for (uint8_t i = 0; i < count; ++i)
    {
        const uint16_t code = start.ReadNtohU16();
        hops.push_back({uint32_t{code} >> 11, code & (MAX_DIGITS - 1)});
    }
    return GetSerializedSize();
}

void
BcubeHeader::Print(std::ostream& os) const
{
    os << "protocol " << +protocol << " hop " << +done << " of";
    for (const BcubeHop& hop : hops)
    {
        os << ' ' << hop.level << ':' << hop.digit;
    }
}

} // namespace ns3::camcube
