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
 * What servers of a BCube tell each other about paths, behind a BcubeHeader. 11 bytes. A probe and
 * its answer: type (1), path (2), round (4), bandwidth (4). A failure: type (1), zero (2), server
 * (4), level (4).
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

    uint8_t type{PROBE}; //!< a Type; on the wire are only those fields below that it has

    /** \name Of a probe and its answer */
    ///@{
    uint16_t path{0};     //!< the path's number at its source
    uint32_t round{0};    //!< the round of probes
    uint32_t freeKbps{0}; //!< the least that is free on the path, in kbit/s
    ///@}

    /** \name Of a failure */
    ///@{
    uint32_t server{0}; //!< the server whose cable is down
    uint32_t level{0};  //!< the cable's level there
    ///@}
};

} // namespace ns3::camcube

#endif /* BCUBE_MESSAGE_H */
