/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ipv4-packet.h"

#include "ns3/ipv4-header.h"

namespace ns3::camcube
{

void
AddIpv4Header(const Ptr<Packet>& packet,
              Ipv4Address source,
              Ipv4Address destination,
              uint8_t protocol)
{
    constexpr uint8_t TTL = 64;
    Ipv4Header header;
    header.EnableChecksum();
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetProtocol(protocol);
    header.SetPayloadSize(static_cast<uint16_t>(packet->GetSize()));
    header.SetTtl(TTL);
    packet->AddHeader(header);
}

} // namespace ns3::camcube
