/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Gateways are placed as they should be, and distances to the nearest are those of brute force; and
// which server a connection has.

#include "ns3/fast-random.h"
#include "ns3/gateway-placement.h"
#include "ns3/server-set.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return the mean distance to the nearest gateway, from each server to each */
double
ByBruteForce(const Torus& torus, const std::vector<TorusCoordinate>& gateways)
{
    uint64_t sum = 0;
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        uint32_t least = UINT32_MAX;
        for (const TorusCoordinate& gateway : gateways)
        {
            least = std::min(least, torus.GetDistance(torus.GetCoordinate(server), gateway));
        }
        sum += least;
    }
    return static_cast<double>(sum) / torus.GetNServers();
}

} // namespace

TEST(GatewayPlacement, DistancesAreThoseOfBruteForce)
{
    std::mt19937 random(1);
    for (uint32_t i = 0; i < 300; ++i)
    {
        const Torus torus(1 + random() % 7, 1 + random() % 7, 1 + random() % 7);
        const uint32_t number = 1 + random() % torus.GetNServers();
        for (uint32_t kind = 0; kind < GatewayPlacement::GetNames().size(); ++kind)
        {
            const auto gateways =
                GatewayPlacement::Place(torus, static_cast<GatewayPlacement::Kind>(kind), number);
            std::set<uint32_t> servers;
            for (const TorusCoordinate& gateway : gateways)
            {
                ASSERT_TRUE(torus.Contains(gateway));
                servers.insert(torus.GetServer(gateway));
            }
            ASSERT_EQ(servers.size(), gateways.size()) << "each once";
            ASSERT_LE(gateways.size(), number);
            ASSERT_FALSE(gateways.empty());
            ASSERT_DOUBLE_EQ(GatewayPlacement::GetMeanDistance(torus, gateways),
                             ByBruteForce(torus, gateways))
                << torus.GetName() << ", " << number << " of kind " << kind;
        }
    }
}

TEST(GatewayPlacement, FacesAreFacesAndLatticesAreEven)
{
    const Torus torus(20, 20, 20);
    for (const TorusCoordinate& at : GatewayPlacement::Place(torus, GatewayPlacement::FACE, 25))
    {
        EXPECT_EQ(at.z, 0);
    }
    std::map<uint32_t, uint32_t> byFace;
    const auto faces = GatewayPlacement::Place(torus, GatewayPlacement::FACES, 24);
    EXPECT_EQ(faces.size(), 24U);
    for (const TorusCoordinate& at : faces)
    {
        const auto isEnd = [](uint8_t c) { return c == 0 || c == 19; };
        EXPECT_TRUE(isEnd(at.x) || isEnd(at.y) || isEnd(at.z)) << at;
    }
    // Known for lattices: facts of the cube.
    const std::map<uint32_t, double> known = {{1, 15.0}, {8, 7.5}, {64, 3.6}, {125, 3.0}};
    for (const auto& [number, hops] : known)
    {
        const auto gateways = GatewayPlacement::Place(torus, GatewayPlacement::LATTICE, number);
        EXPECT_EQ(gateways.size(), number);
        EXPECT_NEAR(GatewayPlacement::GetMeanDistance(torus, gateways), hops, 0.051) << number;
    }
    for (uint32_t number : {6, 24, 54, 96})
    {
        std::cout << "measured: hops to the nearest of " << number << " gateways of 20x20x20:";
        for (uint32_t kind = 0; kind < GatewayPlacement::GetNames().size(); ++kind)
        {
            const auto gateways =
                GatewayPlacement::Place(torus, static_cast<GatewayPlacement::Kind>(kind), number);
            std::cout << ' ' << GatewayPlacement::GetNames()[kind] << ' '
                      << GatewayPlacement::GetMeanDistance(torus, gateways);
        }
        std::cout << '\n';
    }
}

TEST(GatewayPlacement, RefusesWhatCannotBe)
{
    const Torus torus(3, 3, 3);
    EXPECT_THROW(GatewayPlacement::Place(torus, GatewayPlacement::FACE, 0), std::invalid_argument);
    EXPECT_THROW(GatewayPlacement::Place(torus, GatewayPlacement::FACE, 28), std::invalid_argument);
    EXPECT_THROW(GatewayPlacement::GetMeanDistance(torus, {}), std::invalid_argument);
    EXPECT_THROW(GatewayPlacement::GetMeanDistance(torus, {{3, 0, 0}}), std::invalid_argument);
}

TEST(ServerSet, OnlyConnectionsOfServersThatChangeMove)
{
    constexpr uint32_t SERVERS = 64;
    constexpr uint64_t CONNECTIONS = 100000;
    ServerSet servers;
    for (uint32_t server = 0; server < SERVERS; ++server)
    {
        servers.Set(server, true);
    }
    const auto choose = [&] {
        std::vector<uint32_t> chosen;
        for (uint64_t i = 0; i < CONNECTIONS; ++i)
        {
            chosen.push_back(servers
                                 .Choose(FastRandom::Mix(i),
                                         ServerSet::FIRST,
                                         [](uint32_t, bool serves) { return serves; })
                                 ->server);
        }
        return chosen;
    };
    const auto before = choose();
    std::vector<uint32_t> load(SERVERS);
    for (uint32_t server : before)
    {
        ++load[server];
    }
    const double mean = static_cast<double>(CONNECTIONS) / SERVERS;
    const auto [least, most] = std::minmax_element(load.begin(), load.end());
    EXPECT_GT(*least, 0.88 * mean);
    EXPECT_LT(*most, 1.12 * mean);
    servers.Set(7, false);
    const auto without = choose();
    servers.Set(99, true);
    const auto with = choose();
    uint32_t moved = 0;
    for (uint64_t i = 0; i < CONNECTIONS; ++i)
    {
        EXPECT_TRUE(without[i] == before[i] || before[i] == 7);
        EXPECT_TRUE(with[i] == without[i] || with[i] == 99);
        moved += with[i] != without[i];
    }
    std::cout << "measured: 64 servers have " << *least / mean << " to " << *most / mean
              << " of the mean of connections; one that joins gets " << moved / mean << " of it\n";
    EXPECT_FALSE(ServerSet().Choose(1, ServerSet::FIRST, [](uint32_t, bool) { return true; }));
    EXPECT_FALSE(servers.Choose(1, 0, [](uint32_t, bool) { return true; })) << "behind the last";
}
