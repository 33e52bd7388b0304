/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTICAST_HEADER_H
#define MULTICAST_HEADER_H

#include "ns3/header-fields.h"
#include "ns3/routing-callbacks.h"

#include <algorithm>
#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The header of LightweightMulticast. The list of receivers, x, y, z of each, stands behind the
 * payload, which so stays one packet from end to end.
 *
 * | bytes | field                                                 |
 * |-------|-------------------------------------------------------|
 * | 0-2   | source x, y, z                                        |
 * | 3-4   | number: who is served at the receivers                |
 * | 5-8   | id: of the source's multicasts, from 1                |
 * | 9     | hops: links crossed so far                            |
 * | 10    | hop limit: links that a copy may cross                |
 * | 11-12 | receivers: length of the list                         |
 * | 13    | reason: in a report, why these receivers were given up|
 */
struct MulticastHeader
{
    TorusCoordinate source; //!< the server that sent it
    uint16_t number{0};     //!< who is served at the receivers
    uint32_t id{0};         //!< of the source's multicasts, from 1
    uint8_t hops{0};        //!< links crossed so far
    uint8_t hopLimit{0};    //!< links that a copy may cross
    uint16_t receivers{0};  //!< length of the list
    /** In a report to the source: why the receivers were given up. */
    RoutingCallbacks::DropReason reason{RoutingCallbacks::N_DROP_REASONS};
    static constexpr auto FIELDS = HeaderFields(&MulticastHeader::source,
                                                &MulticastHeader::number,
                                                &MulticastHeader::id,
                                                &MulticastHeader::hops,
                                                &MulticastHeader::hopLimit,
                                                &MulticastHeader::receivers,
                                                &MulticastHeader::reason);

    /** Notes that it has crossed more links; 255 stands for any number above, too. */
    void AddHops(uint8_t more)
    {
        hops = static_cast<uint8_t>(std::min(hops + more, UINT8_MAX));
    }
};

} // namespace ns3::camcube

#endif /* MULTICAST_HEADER_H */
