/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTICAST_COPY_H
#define MULTICAST_COPY_H

#include "multicast-header.h"

#include "ns3/packet.h"
#include "ns3/torus.h"

#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A packet of LightweightMulticast and those of its receivers that it is to serve. The list goes
 * behind the payload, so that this keeps its id and its tags.
 */
struct MulticastCopy
{
    /** What a receiver takes on the wire. */
    static constexpr uint32_t RECEIVER_BYTES = FieldCodec::GetWireBytes<TorusCoordinate>();

    MulticastHeader header;                 //!< its header
    std::vector<TorusCoordinate> receivers; //!< its list
    Ptr<const Packet> packet;               //!< what its sender gave

    /**
     * \return what a header and a payload with its list say; nothing if they make no sense: no
     *         header or receiver, a list longer than the payload, a coordinate outside the torus
     */
    static std::optional<MulticastCopy> Read(const Torus& torus,
                                             const MulticastHeader* header,
                                             const Packet& payload);

    /** \return the payload with the list, whose length is noted in the header */
    Ptr<Packet> Write();
};

} // namespace ns3::camcube

#endif /* MULTICAST_COPY_H */
