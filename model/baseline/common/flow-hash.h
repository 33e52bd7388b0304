/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_HASH_H
#define FLOW_HASH_H

#include "ns3/ipv4-header.h"
#include "ns3/packet.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The hash by which a switch tells flows apart: of addresses, protocol, and TCP or UDP ports.
 * Fragments are hashed by addresses and protocol alone, the first one too, so that all fragments
 * of a datagram go the same way; so are packets too short for ports.
 *
 * \param salt makes the hash another one at every switch
 * \param p the packet without its IPv4 header; null: not known
 * \param header the IPv4 header
 * \return 64 bits, each as good as any other
 */
uint64_t FlowHash(uint64_t salt, Ptr<const Packet> p, const Ipv4Header& header);

} // namespace ns3::camcube

#endif /* FLOW_HASH_H */
