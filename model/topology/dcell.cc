/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell.h"

#include "count-text.h"
#include "structure-address.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return the servers of DCell_k, at least up to Dcell::MAX_SERVERS exactly */
double
CountServers(uint32_t n, uint32_t k)
{
    double servers = n;
    for (uint32_t level = 1; level <= k && servers < 1e308; ++level)
    {
        servers *= servers + 1;
    }
    return servers;
}

} // namespace

Dcell::Dcell(uint32_t n, uint32_t k)
    : m_k(k)
{
    const std::string name = "a DCell of level k=" + std::to_string(k) +
                             " with mini-switches of n=" + std::to_string(n) + " ports ";
    if (n < 2)
    {
        throw std::invalid_argument(name + "is impossible; give an n from 2");
    }
    const double servers = CountServers(n, k);
    if (servers > MAX_SERVERS)
    {
        throw std::invalid_argument(name + "would have " + CountText(servers) +
                                    " servers; give an n and a k with at most " +
                                    std::to_string(MAX_SERVERS));
    }
    m_sizes[0] = n;
    for (uint32_t level = 1; level <= k; ++level)
    {
        m_sizes[level] = m_sizes[level - 1] * (m_sizes[level - 1] + 1);
    }
}

Dcell
Dcell::SmallestFor(uint32_t servers, uint32_t k)
{
    const std::string name = "DCell of level k=" + std::to_string(k);
    if (servers < 1 || servers > MAX_SERVERS || CountServers(2, k) > MAX_SERVERS)
    {
        throw std::invalid_argument("no " + name + " with up to " + std::to_string(MAX_SERVERS) +
                                    " servers has at least " + std::to_string(servers) +
                                    "; give 1 or more servers and a k up to " +
                                    std::to_string(MAX_K));
    }
    uint32_t n = 2;
    while (CountServers(n, k) < servers)
    {
        ++n;
    }
    if (CountServers(n, k) > MAX_SERVERS)
    {
        throw std::invalid_argument("the smallest " + name + " for " + std::to_string(servers) +
                                    " servers would have " + CountText(CountServers(n, k)) +
                                    ", which is more than " + std::to_string(MAX_SERVERS) +
                                    "; give fewer servers or another k");
    }
    return Dcell(n, k);
}

Dcell
Dcell::SmallestFor(uint32_t servers)
{
    Dcell best = SmallestFor(servers, 1);
    for (uint32_t k = 2; k <= MAX_K; ++k)
    {
        // The other way round, so that a level without any instance is no error.
        for (uint32_t n = 2; CountServers(n, k) < best.GetNServers(); ++n)
        {
            if (CountServers(n, k) >= servers)
            {
                best = Dcell(n, k);
            }
        }
    }
    return best;
}

uint32_t
Dcell::GetNeighbor(uint32_t node, uint32_t port) const
{
    if (node >= GetNServers())
    {
        return (node - GetNServers()) * GetN() + port;
    }
    return port == 0 ? GetSwitch(node) : GetPeer(node, port);
}

std::vector<uint32_t>
Dcell::GetTuple(uint32_t server) const
{
    std::vector<uint32_t> tuple;
    for (uint32_t level = m_k + 1; level-- > 0;)
    {
        tuple.push_back(GetDigit(server, level));
    }
    return tuple;
}

uint32_t
Dcell::GetServer(const std::vector<uint32_t>& tuple) const
{
    uint32_t server = tuple[m_k];
    for (uint32_t level = 1; level <= m_k; ++level)
    {
        server += tuple[m_k - level] * m_sizes[level - 1];
    }
    return server;
}

uint32_t
Dcell::GetPeer(uint32_t server, uint32_t level) const
{
    const uint32_t size = m_sizes[level - 1];
    const uint32_t cell = GetDigit(server, level);
    const uint32_t place = server % size;
    const uint32_t base = server - server % m_sizes[level];
    // [i, j-1] and [j, i] for i < j: the place tells the other cell, and the cell the other place.
    return cell <= place ? base + (place + 1) * size + cell : base + place * size + cell - 1;
}

uint32_t
Dcell::GetCommonLevel(uint32_t a, uint32_t b) const
{
    uint32_t level = 0;
    while (a / m_sizes[level] != b / m_sizes[level])
    {
        ++level;
    }
    return level;
}

Dcell::Link
Dcell::GetLink(uint32_t server, uint32_t level, uint32_t subCell) const
{
    const uint32_t size = m_sizes[level - 1];
    const uint32_t cell = GetDigit(server, level);
    const uint32_t from = server - server % size + (cell < subCell ? subCell - 1 : subCell);
    return {from, GetPeer(from, level)};
}

Dcell::Hop
Dcell::GetNextHop(uint32_t at, uint32_t to) const
{
    // The path to another cell begins with the path to the cable there, and so on down.
    for (;;)
    {
        const uint32_t level = GetCommonLevel(at, to);
        if (level == 0)
        {
            return {to, 0};
        }
        const Link link = GetLink(at, level, GetDigit(to, level));
        if (link.from == at)
        {
            return {link.to, level};
        }
        to = link.from;
    }
}

std::vector<uint32_t>
Dcell::GetRoute(uint32_t from, uint32_t to) const
{
    std::vector<uint32_t> route{from};
    while (route.back() != to)
    {
        route.push_back(GetNextHop(route.back(), to).server);
    }
    return route;
}

uint32_t
Dcell::GetRouteLength(uint32_t from, uint32_t to) const
{
    uint32_t length = 0;
    while (from != to)
    {
        const uint32_t level = GetCommonLevel(from, to);
        ++length;
        if (level == 0)
        {
            break;
        }
        const Link link = GetLink(from, level, GetDigit(to, level));
        length += GetRouteLength(from, link.from);
        from = link.to;
    }
    return length;
}

double
Dcell::MeanRoute(double switchHop) const
{
    // Let S be the sum over all ordered pairs of a cell of t servers. Of the g = t+1 such cells
    // each ordered pair is joined by one cable, which t * t routes take, and each server is the
    // near end of one cable that leads out and the far end of one that leads in, to which t routes
    // come from each server of its cell: t * S at either end of a cell's cables.
    double sum = switchHop * GetN() * (GetN() - 1);
    for (uint32_t level = 1; level <= m_k; ++level)
    {
        const double t = m_sizes[level - 1];
        sum = (t + 1) * (sum + 2 * t * sum + t * t * t);
    }
    const double servers = GetNServers();
    return sum / (servers * (servers - 1));
}

uint32_t
Dcell::GetAddress(uint32_t node) const
{
    return StructureAddress::Get(node, GetNServers());
}

std::optional<uint32_t>
Dcell::FindServer(uint32_t address) const
{
    return StructureAddress::FindServer(address, GetNServers());
}

std::string
Dcell::GetName() const
{
    return "n=" + std::to_string(GetN()) + ",k=" + std::to_string(m_k);
}

} // namespace ns3::camcube
