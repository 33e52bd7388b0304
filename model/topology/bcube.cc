/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube.h"

#include "count-text.h"
#include "structure-address.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return the servers of BCube_k, or its switches if they are more */
double
CountLarger(uint32_t n, uint32_t k)
{
    return std::pow(n, k) * std::max(n, k + 1);
}

} // namespace

Bcube::Bcube(uint32_t n, uint32_t k)
    : m_k(k)
{
    const std::string name = "a BCube of level k=" + std::to_string(k) +
                             " with switches of n=" + std::to_string(n) + " ports ";
    if (n < 2)
    {
        throw std::invalid_argument(name + "is impossible; give an n from 2");
    }
    const double large = CountLarger(n, k);
    if (large > MAX_NODES)
    {
        throw std::invalid_argument(
            name + "would have " + CountText(large) + (n >= k + 1 ? " servers" : " switches") +
            "; give an n and a k with at most " + std::to_string(MAX_NODES));
    }
    m_powers[0] = 1;
    for (uint32_t level = 0; level <= k; ++level)
    {
        m_powers[level + 1] = m_powers[level] * n;
    }
}

Bcube
Bcube::SmallestFor(uint32_t servers, uint32_t k)
{
    uint32_t n = 2;
    while (n < servers && std::pow(n, k + 1.0) < servers && CountLarger(n, k) <= MAX_NODES)
    {
        ++n;
    }
    if (servers < 1 || CountLarger(n, k) > MAX_NODES)
    {
        throw std::invalid_argument(
            "no BCube of level k=" + std::to_string(k) + " with up to " +
            std::to_string(MAX_NODES) + " servers and switches has at least " +
            std::to_string(servers) + " servers; give 1 or more servers, and a lower k for many");
    }
    return Bcube(n, k);
}

Bcube
Bcube::SmallestFor(uint32_t servers)
{
    Bcube best = SmallestFor(servers, 1);
    for (uint32_t k = 2; k <= MAX_K; ++k)
    {
        // The other way round, so that a level without any instance is no error.
        for (uint32_t n = 2; std::pow(n, k + 1) < best.GetNServers(); ++n)
        {
            if (std::pow(n, k + 1) >= servers && CountLarger(n, k) <= MAX_NODES)
            {
                best = Bcube(n, k);
            }
        }
    }
    return best;
}

uint32_t
Bcube::GetNeighbor(uint32_t node, uint32_t port) const
{
    if (node < GetNServers())
    {
        return GetSwitch(node, port);
    }
    const uint32_t level = GetSwitchLevel(node);
    const uint32_t place = (node - GetNServers()) % m_powers[m_k];
    return place / m_powers[level] * m_powers[level + 1] + port * m_powers[level] +
           place % m_powers[level];
}

std::vector<uint32_t>
Bcube::GetDigits(uint32_t server) const
{
    std::vector<uint32_t> digits;
    for (uint32_t level = m_k + 1; level-- > 0;)
    {
        digits.push_back(GetDigit(server, level));
    }
    return digits;
}

uint32_t
Bcube::GetSwitch(uint32_t server, uint32_t level) const
{
    const uint32_t place =
        server / m_powers[level + 1] * m_powers[level] + server % m_powers[level];
    return GetNServers() + level * m_powers[m_k] + place;
}

uint32_t
Bcube::GetDistance(uint32_t from, uint32_t to) const
{
    uint32_t hops = 0;
    for (uint32_t level = 0; level <= m_k; ++level)
    {
        hops += GetDigit(from, level) != GetDigit(to, level);
    }
    return hops;
}

double
Bcube::GetMeanDistance() const
{
    // Each digit differs for a share 1 - 1/n of all pairs, those of a server with itself included.
    const double servers = GetNServers();
    return (m_k + 1) * (1 - 1.0 / GetN()) * servers / (servers - 1);
}

std::vector<uint32_t>
Bcube::GetRoute(uint32_t from, uint32_t to, const std::vector<uint32_t>& order) const
{
    std::vector<uint32_t> route{from};
    for (uint32_t level : order)
    {
        const uint32_t next = WithDigit(route.back(), level, GetDigit(to, level));
        if (next != route.back())
        {
            route.push_back(next);
        }
    }
    return route;
}

std::vector<uint32_t>
Bcube::DownwardFrom(uint32_t level) const
{
    std::vector<uint32_t> order;
    for (uint32_t i = 0; i <= m_k; ++i)
    {
        order.push_back((level + m_k + 1 - i) % (m_k + 1));
    }
    return order;
}

std::vector<std::vector<uint32_t>>
Bcube::GetParallelPaths(uint32_t from, uint32_t to) const
{
    std::vector<std::vector<uint32_t>> paths;
    for (uint32_t level = 0; level <= m_k; ++level)
    {
        const uint32_t digit = GetDigit(from, level);
        if (digit != GetDigit(to, level))
        {
            paths.push_back(GetRoute(from, to, DownwardFrom(level)));
        }
        else
        {
            // A detour: all of the path in the next server's copy of what is left, and then back.
            const uint32_t aside = WithDigit(from, level, (digit + 1) % GetN());
            paths.push_back(GetRoute(aside, to, DownwardFrom(level + m_k)));
            paths.back().insert(paths.back().begin(), from);
        }
    }
    return paths;
}

uint32_t
Bcube::GetAddress(uint32_t node) const
{
    return StructureAddress::Get(node, GetNServers());
}

std::optional<uint32_t>
Bcube::FindServer(uint32_t address) const
{
    return StructureAddress::FindServer(address, GetNServers());
}

std::string
Bcube::GetName() const
{
    return "n=" + std::to_string(GetN()) + ",k=" + std::to_string(m_k);
}

} // namespace ns3::camcube
