/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-message.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(BcubeMessage);

TypeId
BcubeMessage::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::BcubeMessage")
                            .SetParent<Header>()
                            .SetGroupName("CamCube")
                            .AddConstructor<BcubeMessage>();
    return tid;
}

TypeId
BcubeMessage::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
BcubeMessage::GetSerializedSize() const
{
    return BYTES;
}

void
BcubeMessage::Serialize(Buffer::Iterator start) const
{
    start.WriteU8(type);
    start.WriteHtonU16(path);
    start.WriteHtonU32(round);
    start.WriteHtonU32(amount);
}

uint32_t
BcubeMessage::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < BYTES)
    {
        return 0;
    }
    type = start.ReadU8();
    path = start.ReadNtohU16();
    round = start.ReadNtohU32();
    amount = start.ReadNtohU32();
    return BYTES;
}

void
BcubeMessage::Print(std::ostream& os) const
{
    os << "type " << +type << " path " << path << " round " << round << " amount " << amount;
}

} // namespace ns3::camcube
