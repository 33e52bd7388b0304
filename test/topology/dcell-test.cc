/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cable-check.h"
#include "graph-search.h"

#include "ns3/dcell.h"

#include <cmath>
#include <map>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** n, k */
using Size = std::pair<uint32_t, uint32_t>;

class DcellSizes : public testing::TestWithParam<Size>
{
  protected:
    Dcell m_dcell{GetParam().first, GetParam().second};
};

/** Mean and deviation of path lengths. */
struct Moments
{
    double sum{0};
    double squares{0};
    double pairs{0};

    void Add(double length)
    {
        sum += length;
        squares += length * length;
        ++pairs;
    }

    double Mean() const
    {
        return sum / pairs;
    }

    double Deviation() const
    {
        return std::sqrt(squares / pairs - Mean() * Mean());
    }
};

/** \return hops to every server, where a mini-switch is crossed in one: not by Dcell's ports */
std::vector<uint32_t>
SearchServers(const Dcell& dcell, uint32_t from)
{
    std::vector<uint32_t> hops(dcell.GetNServers(), UINT32_MAX);
    std::vector<uint32_t> todo{from};
    hops[from] = 0;
    for (std::size_t i = 0; i < todo.size(); ++i)
    {
        const uint32_t at = todo[i];
        const auto reach = [&](uint32_t next) {
            if (hops[next] == UINT32_MAX)
            {
                hops[next] = hops[at] + 1;
                todo.push_back(next);
            }
        };
        for (uint32_t level = 1; level <= dcell.GetK(); ++level)
        {
            reach(dcell.GetNeighbor(at, level));
        }
        const uint32_t first = at - at % dcell.GetN();
        for (uint32_t place = 0; place < dcell.GetN(); ++place)
        {
            reach(first + place);
        }
    }
    return hops;
}

} // namespace

TEST_P(DcellSizes, CountsAreThePapers)
{
    const auto [n, k] = GetParam();
    uint32_t t = n;
    EXPECT_EQ(m_dcell.GetCellSize(0), n);
    for (uint32_t level = 1; level <= k; ++level)
    {
        EXPECT_EQ(m_dcell.GetNSubCells(level), t + 1);
        t *= t + 1;
        EXPECT_EQ(m_dcell.GetCellSize(level), t);
    }
    EXPECT_EQ(m_dcell.GetN(), n);
    EXPECT_EQ(m_dcell.GetK(), k);
    EXPECT_EQ(m_dcell.GetNServers(), t);
    EXPECT_EQ(m_dcell.GetNSwitches(), t / n);
    EXPECT_EQ(m_dcell.GetNCables(), t + t * k / 2);
}

TEST_P(DcellSizes, EveryCableIsSeenFromBothEnds)
{
    CheckCables(m_dcell);
}

TEST_P(DcellSizes, NumbersTuplesAndAddressesAreInverse)
{
    CheckAddresses(m_dcell);
    std::set<std::vector<uint32_t>> tuples;
    for (uint32_t server = 0; server < m_dcell.GetNServers(); ++server)
    {
        const std::vector<uint32_t> tuple = m_dcell.GetTuple(server);
        ASSERT_EQ(tuple.size(), m_dcell.GetK() + 1);
        EXPECT_TRUE(tuples.insert(tuple).second) << server;
        EXPECT_EQ(m_dcell.GetServer(tuple), server);
        EXPECT_LT(tuple.back(), m_dcell.GetN());
        for (uint32_t level = 1; level <= m_dcell.GetK(); ++level)
        {
            EXPECT_LT(tuple[m_dcell.GetK() - level], m_dcell.GetNSubCells(level));
        }
    }
}

// The paper's own rule, figure 3: BuildDCells cables [i, j-1] with [j, i] for all i < j.
TEST_P(DcellSizes, CablesAreThoseOfBuildDCells)
{
    for (uint32_t level = 1; level <= m_dcell.GetK(); ++level)
    {
        const uint32_t size = m_dcell.GetCellSize(level - 1);
        for (uint32_t base = 0; base < m_dcell.GetNServers(); base += m_dcell.GetCellSize(level))
        {
            for (uint32_t i = 0; i < size; ++i)
            {
                for (uint32_t j = i + 1; j <= size; ++j)
                {
                    const uint32_t a = base + i * size + j - 1;
                    const uint32_t b = base + j * size + i;
                    ASSERT_EQ(m_dcell.GetPeer(a, level), b);
                    ASSERT_EQ(m_dcell.GetPeer(b, level), a);
                    const Dcell::Link link = m_dcell.GetLink(base + i * size, level, j);
                    ASSERT_EQ(link.from, a);
                    ASSERT_EQ(link.to, b);
                }
            }
        }
    }
}

// Every route is made of cables and mini-switches, visits no server twice, is as long as said and
// within the bound, is never shorter than a shortest path, and its rest is the route from there.
TEST_P(DcellSizes, RoutesAreValid)
{
    Moments shortest;
    Moments routed;
    Moments cables;
    uint32_t diameter = 0;
    uint32_t longest = 0;
    for (uint32_t from = 0; from < m_dcell.GetNServers(); ++from)
    {
        const std::vector<uint32_t> hops = SearchServers(m_dcell, from);
        for (uint32_t to = 0; to < m_dcell.GetNServers(); ++to)
        {
            if (from == to)
            {
                continue;
            }
            uint32_t length = 0;
            uint32_t crossings = 0;
            for (uint32_t at = from; at != to; ++length)
            {
                ASSERT_LT(length, m_dcell.GetMaxRouteLength()) << from << " to " << to;
                const Dcell::Hop hop = m_dcell.GetNextHop(at, to);
                const uint32_t next = m_dcell.GetNeighbor(at, hop.port);
                ASSERT_EQ(hop.port == 0 ? m_dcell.GetSwitch(hop.server) : hop.server, next);
                ASSERT_EQ(m_dcell.GetRouteLength(from, to),
                          length + m_dcell.GetRouteLength(at, to));
                crossings += hop.port == 0;
                at = hop.server;
            }
            ASSERT_GE(length, hops[to]);
            shortest.Add(hops[to]);
            routed.Add(length);
            cables.Add(length + crossings);
            diameter = std::max(diameter, hops[to]);
            longest = std::max(longest, length);
        }
    }
    EXPECT_NEAR(m_dcell.GetMeanRouteLength(), routed.Mean(), 1e-9);
    EXPECT_NEAR(m_dcell.GetMeanRouteCables(), cables.Mean(), 1e-9);
    EXPECT_EQ(longest, m_dcell.GetMaxRouteLength());
    std::printf("measured: dcell paths: %s: %u servers, %u switches, %u ports, %u cables; shortest "
                "mean %.2f sd %.2f, longest %u; DCellRouting mean %.2f sd %.2f, longest %u hops\n",
                m_dcell.GetName().c_str(),
                m_dcell.GetNServers(),
                m_dcell.GetNSwitches(),
                m_dcell.GetNPorts(),
                m_dcell.GetNCables(),
                shortest.Mean(),
                shortest.Deviation(),
                diameter,
                routed.Mean(),
                routed.Deviation(),
                longest);
    // Known from an independent computation: shortest mean, deviation, routed mean, deviation.
    const std::map<Size, std::array<double, 4>> known{{{4, 2}, {4.87, 1.27, 5.16, 1.42}},
                                                      {{5, 2}, {5.22, 1.23, 5.50, 1.33}},
                                                      {{6, 2}, {5.48, 1.18, 5.73, 1.25}}};
    if (const auto figures = known.find(GetParam()); figures != known.end())
    {
        EXPECT_NEAR(shortest.Mean(), figures->second[0], 0.005);
        EXPECT_NEAR(shortest.Deviation(), figures->second[1], 0.005);
        EXPECT_NEAR(routed.Mean(), figures->second[2], 0.005);
        EXPECT_NEAR(routed.Deviation(), figures->second[3], 0.005);
    }
}

INSTANTIATE_TEST_SUITE_P(NAndK,
                         DcellSizes,
                         testing::Values(Size{4, 0},
                                         Size{2, 1},
                                         Size{4, 1},
                                         Size{8, 1},
                                         Size{2, 2},
                                         Size{3, 2},
                                         Size{4, 2},
                                         Size{5, 2},
                                         Size{6, 2}));

// A DCell_3 has too many pairs to walk them all.
TEST(Dcell, RoutesOfLevelThreeAreValid)
{
    const Dcell dcell(2, 3);
    EXPECT_EQ(dcell.GetNServers(), 1806U);
    CheckCables(dcell);
    double sum = 0;
    for (uint32_t from = 0; from < dcell.GetNServers(); ++from)
    {
        for (uint32_t to = 0; to < dcell.GetNServers(); ++to)
        {
            const std::vector<uint32_t> route = dcell.GetRoute(from, to);
            ASSERT_EQ(route.size(), dcell.GetRouteLength(from, to) + 1);
            ASSERT_LE(route.size(), dcell.GetMaxRouteLength() + 1);
            sum += static_cast<double>(route.size()) - 1;
        }
    }
    EXPECT_NEAR(dcell.GetMeanRouteLength(), sum / (1806.0 * 1805), 1e-9);
}

// Guo et al., SIGCOMM 2008, figure 1: DCell_1 of n=4 has five DCell_0.
TEST(Dcell, CablesOfThePapersFigure)
{
    const Dcell dcell(4, 1);
    EXPECT_EQ(dcell.GetPeer(dcell.GetServer({0, 0}), 1), dcell.GetServer({1, 0}));
    EXPECT_EQ(dcell.GetPeer(dcell.GetServer({0, 3}), 1), dcell.GetServer({4, 0}));
    EXPECT_EQ(dcell.GetPeer(dcell.GetServer({1, 3}), 1), dcell.GetServer({4, 1}));
    EXPECT_EQ(dcell.GetPeer(dcell.GetServer({3, 3}), 1), dcell.GetServer({4, 3}));
}

TEST(Dcell, SmallestForIsSmallest)
{
    EXPECT_EQ(Dcell::SmallestFor(1).GetName(), "n=2,k=1");
    EXPECT_EQ(Dcell::SmallestFor(64).GetName(), "n=8,k=1");    // 72; DCell_2: 156
    EXPECT_EQ(Dcell::SmallestFor(420).GetName(), "n=20,k=1");  // as many as n=4,k=2, fewer ports
    EXPECT_EQ(Dcell::SmallestFor(1000).GetName(), "n=32,k=1"); // 1056; DCell_2: 1806
    EXPECT_EQ(Dcell::SmallestFor(1000, 2).GetName(), "n=6,k=2");
    EXPECT_EQ(Dcell::SmallestFor(157, 3).GetName(), "n=2,k=3");
    for (uint32_t servers = 1; servers < 2000; servers += 7)
    {
        uint32_t fewest = UINT32_MAX;
        for (uint32_t k = 1; k <= Dcell::MAX_K; ++k)
        {
            for (uint32_t n = 2; n < (k < 3 ? 100 : 3); ++n)
            {
                const uint32_t size = k == 2 && n > 8 ? UINT32_MAX : Dcell(n, k).GetNServers();
                fewest = size >= servers ? std::min(fewest, size) : fewest;
            }
        }
        ASSERT_EQ(Dcell::SmallestFor(servers).GetNServers(), fewest) << servers;
    }
    for (uint32_t servers : {0U, Dcell::MAX_SERVERS, Dcell::MAX_SERVERS + 1, UINT32_MAX})
    {
        EXPECT_THROW(Dcell::SmallestFor(servers), std::invalid_argument) << servers;
    }
    EXPECT_THROW(Dcell::SmallestFor(64, 5), std::invalid_argument);
    EXPECT_THROW(Dcell::SmallestFor(64, UINT32_MAX), std::invalid_argument);
}

TEST(Dcell, ImpossibleSizesAreRefused)
{
    EXPECT_NE(Refusal([] { Dcell(1, 2); }).find("n=1 ports is impossible"), std::string::npos);
    EXPECT_NE(Refusal([] { Dcell(0, 0); }).find("n=0"), std::string::npos);
    EXPECT_NE(Refusal([] { Dcell(8, 3); }).find("27630792 servers"), std::string::npos);
    EXPECT_NE(Refusal([] { Dcell(6, 4); }).find("about 1.07e+13 servers"), std::string::npos);
    EXPECT_NE(Refusal([] { Dcell(2, UINT32_MAX); }).find("more than 1e+308"), std::string::npos);
    EXPECT_NE(Refusal([] { Dcell(UINT32_MAX, 0); }).find("4294967295 servers"), std::string::npos);
    EXPECT_EQ(Dcell(6, 3).GetNServers(), 3263442U);
    EXPECT_EQ(Dcell(2, Dcell::MAX_K).GetNServers(), 3263442U);
    EXPECT_FALSE(Refusal([] { Dcell(2, Dcell::MAX_K + 1); }).empty());
}
