/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "flow-hash.h"

namespace ns3::camcube
{

namespace
{

/** A bijection of 64 bits in which every bit of the input moves half the output's: splitmix64. */
uint64_t
Mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    return x ^ (x >> 31);
}

/** \return both ports of a TCP segment or UDP datagram in one word; 0 where they cannot be read */
uint32_t
ReadPorts(Ptr<const Packet> p, const Ipv4Header& header)
{
    const bool hasPorts = header.GetProtocol() == 6 || header.GetProtocol() == 17;
    // Only the first fragment has the ports, and all fragments should go the same way.
    const bool isFragment = !header.IsLastFragment() || header.GetFragmentOffset() != 0;
    uint8_t bytes[4];
    if (!hasPorts || isFragment || !p || p->CopyData(bytes, 4) < 4)
    {
        return 0;
    }
    return uint32_t{bytes[0]} << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

} // namespace

uint64_t
FlowHash(uint64_t salt, Ptr<const Packet> p, const Ipv4Header& header)
{
    const uint64_t addresses =
        uint64_t{header.GetSource().Get()} << 32 | header.GetDestination().Get();
    const uint64_t rest = uint64_t{header.GetProtocol()} << 32 | ReadPorts(p, header);
    return Mix(Mix(salt ^ addresses) ^ rest);
}

} // namespace ns3::camcube
