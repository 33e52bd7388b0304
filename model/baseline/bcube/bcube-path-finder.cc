/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-path-finder.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** \return the level of the switch between two servers that differ in one digit */
uint32_t
LevelBetween(const Bcube& bcube, uint32_t a, uint32_t b)
{
    uint32_t level = 0;
    while (bcube.GetDigit(a, level) == bcube.GetDigit(b, level))
    {
        ++level;
    }
    return level;
}

} // namespace

BcubePathFinder::BcubePathFinder(const Bcube& bcube, IsDown isDown)
    : m_bcube(bcube),
      m_isDown(std::move(isDown))
{
}

std::vector<BcubeHop>
BcubePathFinder::GetHops(const Bcube& bcube, const std::vector<uint32_t>& servers)
{
    std::vector<BcubeHop> hops;
    for (std::size_t i = 1; i < servers.size(); ++i)
    {
        const uint32_t level = LevelBetween(bcube, servers[i - 1], servers[i]);
        hops.push_back({level, bcube.GetDigit(servers[i], level)});
    }
    return hops;
}

bool
BcubePathFinder::IsWhole(const std::vector<uint32_t>& servers) const
{
    for (std::size_t i = 1; i < servers.size(); ++i)
    {
        const uint32_t level = LevelBetween(m_bcube, servers[i - 1], servers[i]);
        if (m_isDown(servers[i - 1], level) || m_isDown(servers[i], level))
        {
            return false;
        }
    }
    return !servers.empty();
}

void
BcubePathFinder::Take(const std::vector<uint32_t>& servers, std::vector<bool>& isTaken) const
{
    for (std::size_t i = 1; i < servers.size(); ++i)
    {
        const uint32_t level = LevelBetween(m_bcube, servers[i - 1], servers[i]);
        isTaken[m_bcube.GetSwitch(servers[i], level)] = true;
        isTaken[servers[i]] = i + 1 < servers.size();
    }
}

std::vector<uint32_t>
BcubePathFinder::Search(uint32_t from, uint32_t to, const std::vector<bool>& isTaken) const
{
    std::vector<uint32_t> before(m_bcube.GetNServers(), UINT32_MAX);
    std::vector<uint32_t> todo{from};
    before[from] = from;
    for (std::size_t i = 0; i < todo.size() && before[to] == UINT32_MAX; ++i)
    {
        const uint32_t at = todo[i];
        for (uint32_t level = 0; level <= m_bcube.GetK(); ++level)
        {
            if (m_isDown(at, level) || isTaken[m_bcube.GetSwitch(at, level)])
            {
                continue;
            }
            for (uint32_t digit = 0; digit < m_bcube.GetN(); ++digit)
            {
                const uint32_t next = m_bcube.WithDigit(at, level, digit);
                if (before[next] == UINT32_MAX && !isTaken[next] && !m_isDown(next, level))
                {
                    before[next] = at;
                    todo.push_back(next);
                }
            }
        }
    }
    std::vector<uint32_t> path;
    if (before[to] != UINT32_MAX)
    {
        for (path.push_back(to); path.back() != from;)
        {
            path.push_back(before[path.back()]);
        }
        std::reverse(path.begin(), path.end());
    }
    if (path.size() > GetMaxHops(m_bcube) + 1)
    {
        path.clear();
    }
    return path;
}

std::vector<BcubePath>
BcubePathFinder::Find(uint32_t from, uint32_t to) const
{
    std::vector<BcubePath> paths;
    bool isIntact = true;
    for (auto& servers : m_bcube.GetParallelPaths(from, to))
    {
        if (!IsWhole(servers))
        {
            servers.clear();
            isIntact = false;
        }
        paths.push_back({std::move(servers)});
    }
    if (isIntact)
    {
        return paths;
    }
    std::vector<bool> isTaken(m_bcube.GetNNodes(), false);
    bool isAny = false;
    for (const BcubePath& path : paths)
    {
        Take(path.servers, isTaken);
        isAny = isAny || !path.servers.empty();
    }
    for (BcubePath& path : paths)
    {
        if (path.servers.empty())
        {
            path.servers = Search(from, to, isTaken);
            Take(path.servers, isTaken);
            isAny = isAny || !path.servers.empty();
        }
    }
    if (!isAny)
    {
        return paths;
    }
    const std::vector<bool> noneTaken(m_bcube.GetNNodes(), false);
    for (BcubePath& path : paths)
    {
        if (path.servers.empty())
        {
            path.servers = Search(from, to, noneTaken);
        }
    }
    return paths;
}

} // namespace ns3::camcube
