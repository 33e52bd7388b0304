/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_HEADER_H
#define ROUTING_HEADER_H

#include "ns3/torus-coordinate.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The header of the multi-hop routing service, behind the service id on the wire:
 *
 * | bytes | field                                             |
 * |-------|---------------------------------------------------|
 * | 0-2   | source x, y, z                                    |
 * | 3-5   | destination x, y, z                               |
 * | 6-7   | endpoint: who is served at the destination        |
 * | 8     | hops: links crossed so far                        |
 * | 9     | hop limit: links it may cross                     |
 * | 10-11 | flow: equal for packets that must not be reordered|
 */
struct RoutingHeader
{
    static constexpr uint32_t WIRE_BYTES = 12;

    TorusCoordinate source;      //!< the server that sent the packet
    TorusCoordinate destination; //!< the server it is for
    uint16_t endpoint{0};        //!< who is served at the destination
    uint8_t hops{0};             //!< links crossed so far
    uint8_t hopLimit{0};         //!< links it may cross
    uint16_t flow{0};            //!< hash of the flow, for choices that keep a flow on one path

    void Write(uint8_t* bytes) const
    {
        const uint8_t wire[WIRE_BYTES] = {source.x,
                                          source.y,
                                          source.z,
                                          destination.x,
                                          destination.y,
                                          destination.z,
                                          static_cast<uint8_t>(endpoint >> 8),
                                          static_cast<uint8_t>(endpoint),
                                          hops,
                                          hopLimit,
                                          static_cast<uint8_t>(flow >> 8),
                                          static_cast<uint8_t>(flow)};
        for (uint32_t i = 0; i < WIRE_BYTES; ++i)
        {
            bytes[i] = wire[i];
        }
    }

    /** \return true: whether the coordinates exist, only a server of the cube can tell */
    bool Read(const uint8_t* bytes)
    {
        source = {bytes[0], bytes[1], bytes[2]};
        destination = {bytes[3], bytes[4], bytes[5]};
        endpoint = static_cast<uint16_t>(bytes[6] << 8 | bytes[7]);
        hops = bytes[8];
        hopLimit = bytes[9];
        flow = static_cast<uint16_t>(bytes[10] << 8 | bytes[11]);
        return true;
    }
};

} // namespace ns3::camcube

#endif /* ROUTING_HEADER_H */
