/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Which servers of a damaged cube reach each other, against a closure over all triples.

#include "ns3/cube-components.h"
#include "ns3/fast-random.h"
#include "ns3/torus.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(CubeComponents, EqualTheTransitiveClosure)
{
    for (uint64_t seed = 1; seed <= 100; ++seed)
    {
        FastRandom random(seed);
        const Torus torus(1 + random.Below(4), 1 + random.Below(4), 1 + random.Below(4));
        const auto n = static_cast<uint32_t>(torus.GetNServers());
        std::vector<bool> works(n);
        std::vector<std::vector<bool>> carries(n, std::vector<bool>(N_TORUS_PORTS));
        std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
        for (uint32_t i = 0; i < n; ++i)
        {
            works[i] = random.Below(10) > 1;
        }
        for (uint32_t i = 0; i < n; ++i)
        {
            reach[i][i] = works[i];
            for (uint8_t port : {PLUS_X, PLUS_Y, PLUS_Z})
            {
                if (torus.GetPorts().Contains(port))
                {
                    const uint32_t there = torus.GetNeighbor(i, port);
                    carries[i][port] = random.Below(10) > 4;
                    const bool joined = carries[i][port] && works[i] && works[there];
                    reach[i][there] = reach[i][there] || joined;
                    reach[there][i] = reach[there][i] || joined;
                }
            }
        }
        for (uint32_t via = 0; via < n; ++via)
        {
            for (uint32_t from = 0; from < n; ++from)
            {
                for (uint32_t to = 0; to < n; ++to)
                {
                    reach[from][to] = reach[from][to] || (reach[from][via] && reach[via][to]);
                }
            }
        }
        double pairs = 0;
        double live = 0;
        for (uint32_t from = 0; from < n; ++from)
        {
            live += works[from];
            for (uint32_t to = 0; to < n; ++to)
            {
                pairs += from != to && reach[from][to];
            }
        }
        const CubeComponents components(
            torus,
            [&](uint32_t server) { return works[server]; },
            [&](uint32_t server, uint8_t port) { return carries[server][port]; });
        EXPECT_DOUBLE_EQ(components.GetConnectedShare(), live > 1 ? pairs / (live * (live - 1)) : 1)
            << "seed " << seed;
        for (const auto& component : components.Get())
        {
            for (uint32_t server : component)
            {
                EXPECT_TRUE(reach[component.front()][server]) << "seed " << seed;
            }
        }
    }
}
