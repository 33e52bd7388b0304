/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ip-flow.h"

#include "ns3/fast-random.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"

#include <array>

namespace ns3::camcube
{

namespace
{

/** Where a packet's header says what flow it is of. */
struct Layout
{
    uint32_t addresses{0};    //!< where the two addresses begin
    uint32_t addressBytes{0}; //!< the length of both
    uint8_t protocol{0};      //!< what follows the header
    bool fragment{false};     //!< whether it is part of a datagram
    uint32_t payload{0};      //!< where the header ends
};

} // namespace

uint16_t
GetIpFlow(Ptr<const Packet> packet, uint16_t etherType)
{
    constexpr uint32_t PORT_BYTES = 4;
    std::array<uint8_t, 60 + PORT_BYTES> bytes{}; // the longest IPv4 header, and ports behind it
    const uint32_t size = packet->CopyData(bytes.data(), bytes.size());
    Layout layout;
    if (etherType == Ipv4L3Protocol::PROT_NUMBER)
    {
        const bool fragment = (bytes[6] & 0x3f) || bytes[7];
        layout = {12, 8, bytes[9], fragment, (bytes[0] & 0xfU) * 4};
    }
    else if (etherType == Ipv6L3Protocol::PROT_NUMBER)
    {
        layout = {8, 32, bytes[6], false, 40};
    }
    if (layout.payload == 0 || size < layout.addresses + layout.addressBytes)
    {
        return 0;
    }
    uint64_t hash = layout.protocol;
    const auto mix = [&](uint32_t begin, uint32_t length) {
        for (uint32_t i = begin; i < begin + length; i += 4)
        {
            const uint32_t word =
                uint32_t{bytes[i]} << 24 | bytes[i + 1] << 16 | bytes[i + 2] << 8 | bytes[i + 3];
            hash = FastRandom::Mix(hash ^ word);
        }
    };
    mix(layout.addresses, layout.addressBytes);
    const bool hasPorts = layout.protocol == 6 || layout.protocol == 17;
    if (hasPorts && !layout.fragment && size >= layout.payload + PORT_BYTES)
    {
        mix(layout.payload, PORT_BYTES);
    }
    return static_cast<uint16_t>(hash);
}

} // namespace ns3::camcube
