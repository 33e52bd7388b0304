/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_HEADER_H
#define LINK_STATE_HEADER_H

#include "ns3/header.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a node says of itself: which of its ports are down, all of them in every message. On the
 * wire 10 bytes and two for each port that is down: node number (4), sequence number (4), count
 * (2), ports (2 each).
 */
class LinkStateHeader : public Header
{
  public:
    static TypeId GetTypeId();

    // Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint32_t node{0};             //!< who speaks, by node number
    uint32_t sequence{0};         //!< the larger, the newer
    std::vector<uint16_t> isDown; //!< its ports that are down
};

} // namespace ns3::camcube

#endif /* LINK_STATE_HEADER_H */
