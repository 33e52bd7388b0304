/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_HEADER_H
#define DCELL_HEADER_H

#include "ns3/header.h"

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What DcellRouting puts between the IPv4 header and its payload, 8 bytes: IP protocol of the
 * payload (1), detours taken (1), level of the last (1), port of the mini-switch (2), proxy (3).
 * The port stands for the next server's Ethernet address of the paper, where a mini-switch is an
 * Ethernet switch. Destination and hop limit are those of the IPv4 header.
 */
class DcellHeader : public Header
{
  public:
    static constexpr uint32_t BYTES = 8; //!< on the wire

    static TypeId GetTypeId();

    // Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint8_t protocol{0};           //!< of the payload
    uint8_t detours{0};            //!< how often a proxy was chosen
    uint8_t level{0};              //!< of the links among which the last was; 0: none yet
    uint16_t switchPort{0};        //!< by which a mini-switch is to forward it
    std::optional<uint32_t> proxy; //!< the server to go to first
};

} // namespace ns3::camcube

#endif /* DCELL_HEADER_H */
