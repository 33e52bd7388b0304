/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "server-list.h"

#include <algorithm>
#include <array>
#include <functional>

namespace ns3::camcube
{

namespace
{

constexpr uint32_t SERVER_BYTES = 3;
constexpr uint8_t MARKED = 1;
constexpr uint8_t BITMAP = 2;

uint32_t
GetBitmapBytes(const Torus& torus)
{
    return (torus.GetNServers() + 7) / 8;
}

std::vector<uint8_t>
WriteServers(const std::vector<uint32_t>& servers, bool isBitmap, const Torus& torus)
{
    std::vector<uint8_t> bytes(isBitmap ? GetBitmapBytes(torus) : SERVER_BYTES * servers.size());
    uint8_t* to = bytes.data();
    for (uint32_t server : servers)
    {
        if (isBitmap)
        {
            bytes[server / 8] |= 1U << server % 8;
        }
        else
        {
            *to++ = static_cast<uint8_t>(server >> 16);
            *to++ = static_cast<uint8_t>(server >> 8);
            *to++ = static_cast<uint8_t>(server);
        }
    }
    return bytes;
}

std::vector<uint32_t>
ReadServers(const uint8_t* bytes, uint32_t size, bool isBitmap)
{
    std::vector<uint32_t> servers;
    for (uint32_t bit = 0; isBitmap && bit < 8 * size; ++bit)
    {
        if (bytes[bit / 8] >> bit % 8 & 1)
        {
            servers.push_back(bit);
        }
    }
    for (uint32_t at = 0; !isBitmap && at < size; at += SERVER_BYTES)
    {
        servers.push_back(uint32_t{bytes[at]} << 16 | bytes[at + 1] << 8 | bytes[at + 2]);
    }
    return servers;
}

} // namespace

Ptr<Packet>
ServerList::Write(const Torus& torus) const
{
    const bool isBitmap = SERVER_BYTES * servers.size() > GetBitmapBytes(torus);
    std::vector<uint8_t> bytes = WriteServers(servers, isBitmap, torus);
    const std::array<uint8_t, HEADER_BYTES> header{
        static_cast<uint8_t>((isMarked ? MARKED : 0) | (isBitmap ? BITMAP : 0)),
        static_cast<uint8_t>(bytes.size() >> 8),
        static_cast<uint8_t>(bytes.size())};
    bytes.insert(bytes.begin(), header.begin(), header.end());
    return Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
}

std::optional<ServerList>
ServerList::Take(const Torus& torus, Packet& packet)
{
    std::vector<uint8_t> bytes(packet.GetSize());
    packet.CopyData(bytes.data(), packet.GetSize());
    if (bytes.size() < HEADER_BYTES)
    {
        return std::nullopt;
    }
    const uint32_t size = bytes[1] << 8 | bytes[2];
    const bool isBitmap = bytes[0] & BITMAP;
    if (HEADER_BYTES + size > bytes.size() ||
        (isBitmap ? size != GetBitmapBytes(torus) : size % SERVER_BYTES != 0))
    {
        return std::nullopt;
    }
    std::vector<uint32_t> servers = ReadServers(bytes.data() + HEADER_BYTES, size, isBitmap);
    const bool isRising =
        std::adjacent_find(servers.begin(), servers.end(), std::greater_equal<>()) == servers.end();
    if (!isRising || (!servers.empty() && servers.back() >= torus.GetNServers()))
    {
        return std::nullopt;
    }
    packet.RemoveAtStart(HEADER_BYTES + size);
    return ServerList{std::move(servers), (bytes[0] & MARKED) != 0};
}

} // namespace ns3::camcube
