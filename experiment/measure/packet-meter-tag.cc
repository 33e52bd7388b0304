/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "packet-meter-tag.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(PacketMeterTag);

TypeId
PacketMeterTag::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::PacketMeterTag")
                            .SetParent<Tag>()
                            .SetGroupName("Camcube")
                            .AddConstructor<PacketMeterTag>();
    return tid;
}

TypeId
PacketMeterTag::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
PacketMeterTag::GetSerializedSize() const
{
    return 8 + 4 + 4 + 1;
}

void
PacketMeterTag::Serialize(TagBuffer i) const
{
    i.WriteU64(static_cast<uint64_t>(sentStep));
    i.WriteU32(flow);
    i.WriteU32(sequence);
    i.WriteU8(ttl);
}

void
PacketMeterTag::Deserialize(TagBuffer i)
{
    sentStep = static_cast<int64_t>(i.ReadU64());
    flow = i.ReadU32();
    sequence = i.ReadU32();
    ttl = i.ReadU8();
}

void
PacketMeterTag::Print(std::ostream& os) const
{
    os << "flow=" << flow << " sequence=" << sequence << " sent=" << TimeStep(sentStep)
       << " ttl=" << uint32_t(ttl);
}

} // namespace ns3::camcube
