/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IPV4_PACKET_H
#define IPV4_PACKET_H

#include "ns3/ipv4-address.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Makes a packet of IPv4 of what it is to carry.
 * \param packet gets a header, with its checksum
 * \param source who sends it
 * \param destination to whom
 * \param protocol what it carries: 1 for ICMP, 17 for UDP
 */
void AddIpv4Header(const Ptr<Packet>& packet,
                   Ipv4Address source,
                   Ipv4Address destination,
                   uint8_t protocol);

} // namespace ns3::camcube

#endif /* IPV4_PACKET_H */
