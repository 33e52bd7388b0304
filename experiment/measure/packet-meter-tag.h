/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACKET_METER_TAG_H
#define PACKET_METER_TAG_H

#include "ns3/nstime.h"
#include "ns3/tag.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * What PacketMeter notes on a packet that leaves, for when it arrives.
 */
class PacketMeterTag : public Tag
{
  public:
    static TypeId GetTypeId();

    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(TagBuffer i) const override;
    void Deserialize(TagBuffer i) override;
    void Print(std::ostream& os) const override;

    int64_t sentStep{0};  //!< when it left, in simulator time steps
    uint32_t flow{0};     //!< the meter's number of its flow
    uint32_t sequence{0}; //!< its place in the flow, from 0
    uint8_t ttl{0};       //!< its time to live when it left
};

} // namespace ns3::camcube

#endif /* PACKET_METER_TAG_H */
