/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "connection.h"

#include "ns3/fast-random.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/udp-l4-protocol.h"

#include <algorithm>
#include <array>

namespace ns3::camcube
{

std::optional<Connection>
Connection::Of(const Packet& packet)
{
    constexpr uint32_t SHORTEST = 20; // of the headers of IPv4 and TCP
    constexpr uint32_t UDP_HEADER = 8;
    constexpr uint32_t TCP_LENGTH = 12; // bytes before the length of the header
    constexpr uint32_t TCP_FLAGS = 13;
    constexpr uint8_t SYN = 0x02;
    constexpr uint8_t ACK = 0x10;
    std::array<uint8_t, 60 + SHORTEST> bytes{}; // the longest IPv4 header, and one of TCP
    const uint32_t size = packet.CopyData(bytes.data(), bytes.size());
    const uint32_t header = (bytes[0] & 0xfU) * 4;
    const uint32_t total = bytes[2] << 8 | bytes[3];
    const bool isFragment = (bytes[6] & 0x3fU) != 0 || bytes[7] != 0;
    if (bytes[0] >> 4 != 4 || header < SHORTEST || isFragment || total > packet.GetSize())
    {
        return std::nullopt;
    }
    // The stack trusts what these lengths say.
    Connection found;
    found.protocol = bytes[9];
    const bool isTcp = found.protocol == TcpL4Protocol::PROT_NUMBER;
    if ((!isTcp && found.protocol != UdpL4Protocol::PROT_NUMBER) ||
        std::min(size, total) < header + (isTcp ? SHORTEST : UDP_HEADER))
    {
        return std::nullopt;
    }
    const uint32_t tcpHeader = isTcp ? (bytes[header + TCP_LENGTH] >> 4) * 4U : SHORTEST;
    if (tcpHeader < SHORTEST || (isTcp && total < header + tcpHeader))
    {
        return std::nullopt;
    }
    found.client = Ipv4Address::Deserialize(&bytes[12]);
    found.address = Ipv4Address::Deserialize(&bytes[16]);
    found.clientPort = static_cast<uint16_t>(bytes[header] << 8 | bytes[header + 1]);
    found.port = static_cast<uint16_t>(bytes[header + 2] << 8 | bytes[header + 3]);
    found.isOpening = !isTcp || (bytes[header + TCP_FLAGS] & (SYN | ACK)) == SYN;
    return found;
}

uint64_t
Connection::GetHash() const
{
    const auto [addresses, ports] = GetKey();
    return FastRandom::Mix(addresses ^ FastRandom::Mix(ports + 1));
}

} // namespace ns3::camcube
