/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAY_HEADER_H
#define GATEWAY_HEADER_H

#include "server-set.h"

#include "ns3/header-fields.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Stands behind the header of multi-hop routing, before a packet from the outside or to it.
 */
struct GatewayHeader
{
    ServerSet::Rank after{ServerSet::FIRST}; //!< servers up to this place have been tried
    uint8_t passes{0};                       //!< times that it was passed on
    bool isOutward{false};                   //!< whether it is to leave the cube
    static constexpr auto FIELDS =
        HeaderFields(&GatewayHeader::after, &GatewayHeader::passes, &GatewayHeader::isOutward);
};

} // namespace ns3::camcube

#endif /* GATEWAY_HEADER_H */
