/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell-header.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(DcellHeader);

TypeId
DcellHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::DcellHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<DcellHeader>();
    return tid;
}

TypeId
DcellHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
DcellHeader::GetSerializedSize() const
{
    return BYTES;
}

void
DcellHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(protocol);
    start.WriteU8(detours);
    start.WriteU8(level);
    start.WriteHtonU16(switchPort);
    const uint32_t code = proxy ? *proxy + 1 : 0;
    start.WriteU8(code >> 16);
    start.WriteHtonU16(code & 0xffff);
}

uint32_t
DcellHeader::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < BYTES)
    {
        return 0;
    }
    protocol = start.ReadU8();
    detours = start.ReadU8();
    level = start.ReadU8();
    switchPort = start.ReadNtohU16();
    uint32_t code = start.ReadU8() << 16;
    code |= start.ReadNtohU16();
    proxy = code > 0 ? std::make_optional(code - 1) : std::nullopt;
    return BYTES;
}

void
DcellHeader::Print(std::ostream& os) const
{
    os << "protocol " << +protocol << " detours " << +detours << " level " << +level
       << " switch port " << switchPort;
    if (proxy)
    {
        os << " proxy " << *proxy;
    }
}

} // namespace ns3::camcube
