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
    const bool isFailure = type == FAILURE;
    start.WriteU8(type);
    start.WriteHtonU16(isFailure ? 0 : path);
    start.WriteHtonU32(isFailure ? server : round);
    start.WriteHtonU32(isFailure ? level : freeKbps);
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
    const bool isFailure = type == FAILURE;
    (isFailure ? server : round) = start.ReadNtohU32();
    (isFailure ? level : freeKbps) = start.ReadNtohU32();
    return BYTES;
}

void
BcubeMessage::Print(std::ostream& os) const
{
    os << "type " << +type;
    if (type == FAILURE)
    {
        os << " server " << server << " level " << level;
        return;
    }
    os << " path " << path << " round " << round << " free " << freeKbps << " kbit/s";
}

} // namespace ns3::camcube
