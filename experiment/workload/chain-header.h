/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAIN_HEADER_H
#define CHAIN_HEADER_H

#include "ns3/header.h"

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What a datagram of a service chain carries from server to server. */
class ChainHeader : public Header
{
  public:
    static constexpr uint32_t BYTES = 18; //!< on the wire

    uint32_t chain{0};    //!< which chain
    uint32_t sequence{0}; //!< which datagram of it
    uint16_t position{0}; //!< the place in the chain of the server that is to receive it
    int64_t entered{0};   //!< when it entered, in time steps

    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;
};

} // namespace ns3::camcube

#endif /* CHAIN_HEADER_H */
