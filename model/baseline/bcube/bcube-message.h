/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_MESSAGE_H
#define BCUBE_MESSAGE_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What servers of a BCube tell each other about paths, behind a BcubeHeader. 11 bytes: type (1),
 * path (2), round or server (4), bandwidth or level (4).
 */
class BcubeMessage : public Header
{
  public:
    /** What is said. */
    enum Type : uint8_t
    {
        PROBE = 1,   //!< from source to destination: how much is free on this path?
        ANSWER = 2,  //!< from destination to source: so much
        FAILURE = 3, //!< from a server on a path to its source: this cable is down
    };

    static constexpr uint32_t BYTES = 11; //!< on the wire

    static TypeId GetTypeId();

    // Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

    uint8_t type{PROBE}; //!< a Type
    uint16_t path{0};    //!< PROBE, ANSWER: the path's number at its source
    uint32_t round{0};   //!< PROBE, ANSWER: the round of probes; FAILURE: the server of the cable
    uint32_t amount{0};  //!< PROBE, ANSWER: the least free, in kbit/s; FAILURE: the cable's level
};

} // namespace ns3::camcube

#endif /* BCUBE_MESSAGE_H */
