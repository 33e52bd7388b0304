/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/torus.h"

#include <gtest/gtest.h>
#include <queue>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Distances from one server by breadth-first search over neighbours: the independent check. */
std::vector<uint32_t>
SearchFrom(const Torus& torus, uint32_t source)
{
    std::vector<uint32_t> distance(torus.GetNServers(), UINT32_MAX);
    std::queue<uint32_t> todo;
    distance[source] = 0;
    todo.push(source);
    while (!todo.empty())
    {
        const uint32_t server = todo.front();
        todo.pop();
        for (uint8_t port : torus.GetPorts())
        {
            const uint32_t next = torus.GetNeighbor(server, port);
            if (distance[next] == UINT32_MAX)
            {
                distance[next] = distance[server] + 1;
                todo.push(next);
            }
        }
    }
    return distance;
}

class TorusSides : public testing::TestWithParam<std::array<uint32_t, 3>>
{
  protected:
    Torus m_torus{GetParam()[0], GetParam()[1], GetParam()[2]};
};

} // namespace

TEST_P(TorusSides, NumbersAndCoordinatesAreInverse)
{
    for (uint32_t server = 0; server < m_torus.GetNServers(); ++server)
    {
        const TorusCoordinate c = m_torus.GetCoordinate(server);
        EXPECT_TRUE(m_torus.Contains(c));
        EXPECT_EQ(m_torus.GetServer(c), server);
        EXPECT_EQ(server, c.x + GetParam()[0] * (c.y + GetParam()[1] * c.z));
    }
}

TEST_P(TorusSides, EveryCableIsSeenFromBothEnds)
{
    uint32_t ends = 0;
    for (uint32_t server = 0; server < m_torus.GetNServers(); ++server)
    {
        for (uint8_t port : m_torus.GetPorts())
        {
            const uint32_t neighbor = m_torus.GetNeighbor(server, port);
            EXPECT_NE(neighbor, server);
            EXPECT_EQ(m_torus.GetNeighbor(neighbor, OppositePort(port)), server);
            ++ends;
        }
    }
    EXPECT_EQ(ends, 2 * m_torus.GetNCables());
}

TEST_P(TorusSides, DistancesAndNextHopsEqualASearch)
{
    uint32_t farthest = 0;
    double sum = 0;
    for (uint32_t to = 0; to < m_torus.GetNServers(); ++to)
    {
        const std::vector<uint32_t> distance = SearchFrom(m_torus, to);
        const TorusCoordinate t = m_torus.GetCoordinate(to);
        for (uint32_t from = 0; from < m_torus.GetNServers(); ++from)
        {
            const TorusCoordinate f = m_torus.GetCoordinate(from);
            ASSERT_EQ(m_torus.GetDistance(f, t), distance[from]) << f << " to " << t;
            PortSet nextHops;
            for (uint8_t port : m_torus.GetPorts())
            {
                if (distance[m_torus.GetNeighbor(from, port)] + 1 == distance[from])
                {
                    nextHops.Insert(port);
                }
            }
            ASSERT_EQ(m_torus.GetNextHops(f, t), nextHops) << f << " to " << t;
            farthest = std::max(farthest, distance[from]);
            sum += distance[from];
        }
    }
    const double n = m_torus.GetNServers();
    EXPECT_EQ(m_torus.GetDiameter(), farthest);
    EXPECT_NEAR(m_torus.GetMeanDistance(), n > 1 ? sum / (n * (n - 1)) : 0, 1e-9);
}

TEST_P(TorusSides, HistogramEqualsASearch)
{
    std::vector<uint32_t> count(m_torus.GetDiameter() + 1, 0);
    for (uint32_t distance : SearchFrom(m_torus, 0))
    {
        ++count.at(distance);
    }
    EXPECT_EQ(m_torus.GetDistanceHistogram(), count);
}

INSTANTIATE_TEST_SUITE_P(Sides,
                         TorusSides,
                         testing::Values(std::array<uint32_t, 3>{1, 1, 1},
                                         std::array<uint32_t, 3>{2, 1, 1},
                                         std::array<uint32_t, 3>{2, 2, 2},
                                         std::array<uint32_t, 3>{3, 3, 3},
                                         std::array<uint32_t, 3>{4, 4, 4},
                                         std::array<uint32_t, 3>{5, 5, 5},
                                         std::array<uint32_t, 3>{1, 7, 2},
                                         std::array<uint32_t, 3>{2, 3, 4},
                                         std::array<uint32_t, 3>{8, 1, 3},
                                         std::array<uint32_t, 3>{6, 4, 5}));

TEST_P(TorusSides, StepsReturnAndGoRound)
{
    for (uint32_t server = 0; server < m_torus.GetNServers(); ++server)
    {
        const TorusCoordinate here = m_torus.GetCoordinate(server);
        for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
        {
            const TorusCoordinate next = m_torus.GetStep(here, port);
            EXPECT_EQ(m_torus.GetStep(next, OppositePort(port)), here);
            EXPECT_EQ(next == here, !m_torus.GetPorts().Contains(port));
            TorusCoordinate round = here;
            for (uint32_t i = 0; i < m_torus.GetSide(AxisOfPort(port)); ++i)
            {
                round = m_torus.GetStep(round, port);
            }
            EXPECT_EQ(round, here);
        }
    }
    EXPECT_EQ(Torus(4, 5, 6).GetStep({3, 4, 0}, PLUS_X), (TorusCoordinate{0, 4, 0}));
    EXPECT_EQ(Torus(4, 5, 6).GetStep({3, 4, 0}, MINUS_Z), (TorusCoordinate{3, 4, 5}));
}

TEST(TorusOffset, LeadsThereInThePlusDirections)
{
    const Torus torus(4, 1, 5);
    for (uint32_t from = 0; from < torus.GetNServers(); ++from)
    {
        for (uint32_t to = 0; to < torus.GetNServers(); ++to)
        {
            TorusCoordinate at = torus.GetCoordinate(from);
            const TorusCoordinate offset = torus.GetOffset(at, torus.GetCoordinate(to));
            EXPECT_TRUE(torus.Contains(offset));
            for (uint32_t i = 0; i < offset.x; ++i)
            {
                at = torus.GetStep(at, PLUS_X);
            }
            for (uint32_t i = 0; i < offset.z; ++i)
            {
                at = torus.GetStep(at, PLUS_Z);
            }
            EXPECT_EQ(torus.GetServer(at), to);
        }
    }
}

TEST(Torus, SideOfOneHasNoLink)
{
    const Torus ring(5, 1, 1);
    EXPECT_EQ(ring.GetPorts(), PortSet::Of(PLUS_X) | PortSet::Of(MINUS_X));
    EXPECT_EQ(ring.GetNCables(), 5U);
}

TEST(Torus, SideOfTwoHasTwoParallelCables)
{
    const Torus pair(2, 1, 1);
    EXPECT_EQ(pair.GetNCables(), 2U);
    EXPECT_EQ(pair.GetNeighbor(0, PLUS_X), 1U);
    EXPECT_EQ(pair.GetNeighbor(0, MINUS_X), 1U);
    EXPECT_EQ(pair.GetNextHops({0, 0, 0}, {1, 0, 0}).GetSize(), 2);
}

TEST(Torus, BothWaysRoundAtHalfWay)
{
    const Torus even(8, 8, 8);
    EXPECT_EQ(even.GetNextHops({0, 0, 0}, {4, 0, 0}).GetSize(), 2);
    EXPECT_EQ(even.GetNextHops({0, 0, 0}, {4, 4, 4}).GetSize(), 6);
    EXPECT_EQ(even.GetNextHops({7, 0, 0}, {2, 0, 0}), PortSet::Of(PLUS_X));
    const Torus odd(7, 7, 7);
    EXPECT_EQ(odd.GetNextHops({0, 0, 0}, {3, 3, 3}).GetSize(), 3);
}

// Costa et al., WREN 2009: diameters and mean paths of 20x20x20, 30x30x30 and 12x12x12, and the
// servers within ten hops, the one that asks not counted (the paper says "over a thousand").
TEST(Torus, FiguresOfThePaper)
{
    EXPECT_EQ(Torus(20, 20, 20).GetDiameter(), 30U);
    EXPECT_EQ(Torus(30, 30, 30).GetDiameter(), 45U);
    EXPECT_NEAR(Torus(20, 20, 20).GetMeanDistance(), 15, 0.01);
    EXPECT_NEAR(Torus(12, 12, 12).GetMeanDistance(), 9, 0.01);
    uint32_t others = 0;
    for (uint32_t hops = 1; hops <= 10; ++hops)
    {
        others += Torus(20, 20, 20).GetDistanceHistogram()[hops];
    }
    EXPECT_EQ(others, 1557U);
}

TEST(Torus, SmallestForAddsServersSparingly)
{
    EXPECT_EQ(Torus::SmallestFor(1).GetName(), "1x1x1");
    EXPECT_EQ(Torus::SmallestFor(64).GetName(), "4x4x4");
    EXPECT_EQ(Torus::SmallestFor(65).GetName(), "5x4x4");
    EXPECT_EQ(Torus::SmallestFor(100).GetName(), "5x5x4");
    EXPECT_THROW(Torus::SmallestFor(0), std::invalid_argument);
    EXPECT_THROW(Torus::SmallestFor(256 * 256 * 256 + 1), std::invalid_argument);
}

TEST(Torus, ImpossibleSidesAreRefused)
{
    EXPECT_THROW(Torus(0, 4, 4), std::invalid_argument);
    EXPECT_THROW(Torus(4, 257, 4), std::invalid_argument);
    EXPECT_EQ(Torus(256, 1, 1).GetDiameter(), 128U);
    EXPECT_EQ(Torus(256, 1, 1).GetDistance({255, 0, 0}, {0, 0, 0}), 1U);
}

TEST(TorusPort, NamesAndNumbersAreInverse)
{
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        EXPECT_EQ(PortFromName(PortName(port)), port);
        EXPECT_EQ(OppositePort(OppositePort(port)), port);
        EXPECT_EQ(AxisOfPort(OppositePort(port)), AxisOfPort(port));
    }
    EXPECT_EQ(PortName(6), "gw0");
    EXPECT_THROW(PortFromName("+w"), std::invalid_argument);
}
