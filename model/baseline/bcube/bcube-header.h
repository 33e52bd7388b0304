/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_HEADER_H
#define BCUBE_HEADER_H

#include "ns3/header.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief One hop of a source route: the digit of a level is set. */
struct BcubeHop
{
    uint32_t level; //!< which digit, and which port of the server
    uint32_t digit; //!< to what, and which port of the switch

    bool operator==(const BcubeHop& other) const
    {
        return level == other.level && digit == other.digit;
    }
};

/**
 * \ingroup camcube
 *
 * The source route that BcubeRouting puts between the IPv4 header and its payload (Guo et al.,
 * BCube, SIGCOMM 2009, section 4: the next hop index array). 3 bytes and two a hop: IP protocol of
 * the payload (1), hops (1), hops done (1), and for each hop 5 bits of level and 11 of digit.
 */
class BcubeHeader : public Header
{
  public:
    static constexpr uint32_t MAX_DIGITS = 1U << 11; //!< the most ports of a switch

    /** \return bytes on the wire of a route of so many hops */
    static constexpr uint32_t GetBytes(uint32_t hops)
    {
        return 3 + 2 * hops;
    }

    static TypeId GetTypeId();

    // Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint8_t protocol{0};        //!< of the payload
    uint8_t done{0};            //!< hops behind it
    std::vector<BcubeHop> hops; //!< from its source to its destination
};

} // namespace ns3::camcube

#endif /* BCUBE_HEADER_H */
