/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cable-check.h"
#include "graph-search.h"

#include "ns3/bcube.h"

#include <algorithm>
#include <cmath>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** n, k */
using Size = std::pair<uint32_t, uint32_t>;

class BcubeSizes : public testing::TestWithParam<Size>
{
  protected:
    /** \return the level of the switch between two servers; fails if there is none */
    uint32_t LevelBetween(uint32_t a, uint32_t b) const
    {
        uint32_t found = UINT32_MAX;
        for (uint32_t level = 0; level <= m_bcube.GetK(); ++level)
        {
            if (m_bcube.GetNeighbor(a, level) == m_bcube.GetNeighbor(b, level))
            {
                EXPECT_EQ(found, UINT32_MAX) << a << " and " << b << " share two switches";
                found = level;
            }
        }
        EXPECT_NE(found, UINT32_MAX) << "no switch joins " << a << " and " << b;
        return found;
    }

    Bcube m_bcube{GetParam().first, GetParam().second};
};

} // namespace

TEST_P(BcubeSizes, CountsAreThePapers)
{
    const auto [n, k] = GetParam();
    EXPECT_EQ(m_bcube.GetN(), n);
    EXPECT_EQ(m_bcube.GetK(), k);
    EXPECT_EQ(m_bcube.GetNServers(), std::lround(std::pow(n, k + 1)));
    EXPECT_EQ(m_bcube.GetNSwitches(), (k + 1) * std::lround(std::pow(n, k)));
    EXPECT_EQ(m_bcube.GetNCables(), (k + 1) * m_bcube.GetNServers());
    EXPECT_EQ(m_bcube.GetNCables(), n * m_bcube.GetNSwitches());
}

TEST_P(BcubeSizes, EveryCableIsSeenFromBothEnds)
{
    CheckCables(m_bcube);
}

TEST_P(BcubeSizes, NumbersDigitsAndAddressesAreInverse)
{
    CheckAddresses(m_bcube);
    std::set<std::vector<uint32_t>> addresses;
    for (uint32_t server = 0; server < m_bcube.GetNServers(); ++server)
    {
        const std::vector<uint32_t> digits = m_bcube.GetDigits(server);
        ASSERT_EQ(digits.size(), m_bcube.GetK() + 1);
        EXPECT_TRUE(addresses.insert(digits).second) << server;
        uint32_t number = 0;
        for (uint32_t digit : digits)
        {
            EXPECT_LT(digit, m_bcube.GetN());
            number = number * m_bcube.GetN() + digit;
        }
        EXPECT_EQ(number, server);
    }
}

// A switch of level l joins exactly the servers that differ in digit l alone.
TEST_P(BcubeSizes, SwitchesJoinServersThatDifferInOneDigit)
{
    for (uint32_t node = m_bcube.GetNServers(); node < m_bcube.GetNNodes(); ++node)
    {
        const uint32_t level = m_bcube.GetSwitchLevel(node);
        for (uint32_t port = 0; port < m_bcube.GetN(); ++port)
        {
            const uint32_t server = m_bcube.GetNeighbor(node, port);
            EXPECT_EQ(m_bcube.GetDigit(server, level), port);
            EXPECT_EQ(m_bcube.GetNeighbor(server, level), node);
            for (uint32_t other = 0; other < m_bcube.GetN(); ++other)
            {
                EXPECT_EQ(m_bcube.WithDigit(server, level, other),
                          m_bcube.GetNeighbor(node, other));
            }
        }
    }
}

TEST_P(BcubeSizes, DistancesEqualASearch)
{
    double sum = 0;
    uint32_t farthest = 0;
    for (uint32_t from = 0; from < m_bcube.GetNServers(); ++from)
    {
        const std::vector<uint32_t> cables = SearchFrom(m_bcube, from);
        for (uint32_t to = 0; to < m_bcube.GetNServers(); ++to)
        {
            ASSERT_EQ(2 * m_bcube.GetDistance(from, to), cables[to]) << from << " to " << to;
            sum += cables[to] / 2;
            farthest = std::max(farthest, cables[to] / 2);
        }
    }
    const double servers = m_bcube.GetNServers();
    EXPECT_EQ(farthest, m_bcube.GetDiameter());
    EXPECT_NEAR(m_bcube.GetMeanDistance(), sum / (servers * (servers - 1)), 1e-9);
    std::printf("measured: bcube structure: %s: %u servers, %u switches, %u ports, %u cables, "
                "diameter %u, mean %.3f hops\n",
                m_bcube.GetName().c_str(),
                m_bcube.GetNServers(),
                m_bcube.GetNSwitches(),
                m_bcube.GetNPorts(),
                m_bcube.GetNCables(),
                farthest,
                m_bcube.GetMeanDistance());
}

// Any order of correction is a shortest path over switches.
TEST_P(BcubeSizes, RoutesAreValid)
{
    std::vector<uint32_t> order(m_bcube.GetK() + 1);
    for (uint32_t level = 0; level <= m_bcube.GetK(); ++level)
    {
        order[level] = level;
    }
    do
    {
        for (uint32_t to = 0; to < m_bcube.GetNServers(); ++to)
        {
            const uint32_t from = m_bcube.GetNServers() / 3;
            const std::vector<uint32_t> route = m_bcube.GetRoute(from, to, order);
            ASSERT_EQ(route.front(), from);
            ASSERT_EQ(route.back(), to);
            ASSERT_EQ(route.size(), m_bcube.GetDistance(from, to) + 1);
            uint32_t place = 0;
            for (std::size_t i = 1; i < route.size(); ++i)
            {
                const uint32_t level = LevelBetween(route[i - 1], route[i]);
                while (order[place] != level)
                {
                    ASSERT_LT(++place, order.size()) << "not in the order asked for";
                }
            }
        }
    } while (m_bcube.GetK() < 4 && std::next_permutation(order.begin(), order.end()));
}

// The k+1 paths share neither a server nor a switch, but for their ends.
TEST_P(BcubeSizes, ParallelPathsAreNodeDisjoint)
{
    uint64_t pairs = 0;
    uint32_t longest = 0;
    for (uint32_t from = 0; from < m_bcube.GetNServers(); ++from)
    {
        for (uint32_t to = 0; to < m_bcube.GetNServers(); ++to)
        {
            if (from == to)
            {
                continue;
            }
            const auto paths = m_bcube.GetParallelPaths(from, to);
            ASSERT_EQ(paths.size(), m_bcube.GetK() + 1);
            std::set<uint32_t> used;
            for (uint32_t level = 0; level < paths.size(); ++level)
            {
                const auto& path = paths[level];
                ASSERT_EQ(path.front(), from);
                ASSERT_EQ(path.back(), to);
                ASSERT_EQ(LevelBetween(path[0], path[1]), level);
                const bool differs = m_bcube.GetDigit(from, level) != m_bcube.GetDigit(to, level);
                ASSERT_EQ(path.size() - 1, m_bcube.GetDistance(from, to) + (differs ? 0 : 2));
                longest = std::max<uint32_t>(longest, path.size() - 1);
                for (std::size_t i = 1; i < path.size(); ++i)
                {
                    const uint32_t between =
                        m_bcube.GetNeighbor(path[i], LevelBetween(path[i - 1], path[i]));
                    ASSERT_TRUE(used.insert(between).second)
                        << "switch " << between << " twice from " << from << " to " << to;
                    ASSERT_TRUE(path[i] == to || used.insert(path[i]).second)
                        << "server " << path[i] << " twice from " << from << " to " << to;
                    ASSERT_NE(path[i], from);
                }
            }
            ++pairs;
        }
    }
    std::printf("measured: bcube parallel paths: %s: %llu pairs, %u node-disjoint paths each, "
                "longest %u hops\n",
                m_bcube.GetName().c_str(),
                static_cast<unsigned long long>(pairs),
                m_bcube.GetK() + 1,
                longest);
}

INSTANTIATE_TEST_SUITE_P(NAndK,
                         BcubeSizes,
                         testing::Values(Size{4, 0},
                                         Size{4, 1},
                                         Size{8, 1},
                                         Size{2, 2},
                                         Size{3, 2},
                                         Size{4, 2},
                                         Size{4, 3},
                                         Size{2, 5}));

TEST(Bcube, SmallestForIsSmallest)
{
    EXPECT_EQ(Bcube::SmallestFor(1).GetName(), "n=2,k=1");
    EXPECT_EQ(Bcube::SmallestFor(64).GetName(), "n=8,k=1"); // as many as n=4,k=2, fewer ports
    EXPECT_EQ(Bcube::SmallestFor(65).GetName(), "n=9,k=1");
    EXPECT_EQ(Bcube::SmallestFor(1000).GetName(), "n=10,k=2"); // BCube_1: 1024
    EXPECT_EQ(Bcube::SmallestFor(1000, 1).GetName(), "n=32,k=1");
    EXPECT_EQ(Bcube::SmallestFor(64, 2).GetName(), "n=4,k=2");
    EXPECT_EQ(Bcube::SmallestFor(60, 5).GetName(), "n=2,k=5");
    for (uint32_t servers : {0U, Bcube::MAX_NODES + 1, UINT32_MAX})
    {
        EXPECT_THROW(Bcube::SmallestFor(servers), std::invalid_argument) << servers;
        EXPECT_THROW(Bcube::SmallestFor(servers, 0), std::invalid_argument) << servers;
    }
    EXPECT_THROW(Bcube::SmallestFor(64, Bcube::MAX_K + 1), std::invalid_argument);
    EXPECT_THROW(Bcube::SmallestFor(64, UINT32_MAX), std::invalid_argument);
}

TEST(Bcube, ImpossibleSizesAreRefused)
{
    EXPECT_NE(Refusal([] { Bcube(1, 2); }).find("n=1 ports is impossible"), std::string::npos);
    EXPECT_NE(Refusal([] { Bcube(0, 0); }).find("n=0"), std::string::npos);
    EXPECT_NE(Refusal([] { Bcube(100, 3); }).find("100000000 servers"), std::string::npos);
    EXPECT_NE(Refusal([] { Bcube(8, 14); }).find("about 6.6e+13 switches"), std::string::npos);
    EXPECT_NE(Refusal([] { Bcube(2, UINT32_MAX); }).find("more than 1e+308"), std::string::npos);
    EXPECT_EQ(Bcube(8, 3).GetNServers(), 4096U);
    EXPECT_EQ(Bcube(2, Bcube::MAX_K).GetNSwitches(), 19U << 18);
    EXPECT_FALSE(Refusal([] { Bcube(2, Bcube::MAX_K + 1); }).empty());
}
