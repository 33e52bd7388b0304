/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TEXT_PACKET_H
#define TEXT_PACKET_H

#include "ns3/packet.h"

#include <cstdint>
#include <string>

namespace ns3::camcube
{

/** \return a packet of the bytes of a text */
inline Ptr<Packet>
MakeTextPacket(const std::string& text)
{
    return Create<Packet>(reinterpret_cast<const uint8_t*>(text.data()),
                          static_cast<uint32_t>(text.size()));
}

/** \return the bytes of a packet as text */
inline std::string
ReadTextPacket(const Packet& packet)
{
    std::string text(packet.GetSize(), '\0');
    packet.CopyData(reinterpret_cast<uint8_t*>(text.data()), packet.GetSize());
    return text;
}

} // namespace ns3::camcube

#endif /* TEXT_PACKET_H */
