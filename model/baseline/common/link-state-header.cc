/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state-header.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LinkStateHeader);

TypeId
LinkStateHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::LinkStateHeader")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<LinkStateHeader>();
    return tid;
}

TypeId
LinkStateHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
LinkStateHeader::GetSerializedSize() const
{
    return 10 + 2 * isDown.size();
}

void
LinkStateHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(node);
    start.WriteHtonU32(sequence);
    start.WriteHtonU16(isDown.size());
    for (uint16_t port : isDown)
    {
        start.WriteHtonU16(port);
    }
}

uint32_t
LinkStateHeader::Deserialize(Buffer::Iterator start)
{
    isDown.clear();
    if (start.GetRemainingSize() < 10)
    {
        return 0;
    }
    node = start.ReadNtohU32();
    sequence = start.ReadNtohU32();
    const uint16_t count = start.ReadNtohU16();
    if (start.GetRemainingSize() < 2U * count)
    {
        return 0;
    }
    for (uint16_t i = 0; i < count; ++i)
    {
        isDown.push_back(start.ReadNtohU16());
    }
    return GetSerializedSize();
}

void
LinkStateHeader::Print(std::ostream& os) const
{
    os << "node " << node << " sequence " << sequence << " ports down:";
    for (uint16_t port : isDown)
    {
        os << ' ' << port;
    }
}

} // namespace ns3::camcube
