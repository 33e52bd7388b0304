/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IP_FLOW_H
#define IP_FLOW_H

#include "ns3/packet.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Tells flows of IP packets apart, for choices that keep a flow on one path: by addresses,
 * protocol, and TCP or UDP ports. All fragments of a datagram are one flow, whatever its ports;
 * so are, between two hosts, all packets of another protocol.
 *
 * \param packet from its IP header on
 * \param etherType 0x0800 for IPv4, 0x86dd for IPv6
 * \return a hash of the flow; that of no flow for a packet too short for its header, or another
 *         EtherType
 */
uint16_t GetIpFlow(Ptr<const Packet> packet, uint16_t etherType);

} // namespace ns3::camcube

#endif /* IP_FLOW_H */
