/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What is plugged into what, and which of it is right.

#include "ns3/torus-wiring.h"

#include <gtest/gtest.h>
#include <set>
#include <stdexcept>
#include <utility>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return how many cables of a wiring are right */
uint32_t
CountRight(const TorusWiring& wiring)
{
    uint32_t right = 0;
    for (uint32_t cable = 0; cable < wiring.GetCables().size(); ++cable)
    {
        right += wiring.IsRight(cable);
    }
    return right;
}

} // namespace

TEST(TorusWiring, IsRightAtFirst)
{
    for (const Torus& torus : {Torus(4, 4, 4), Torus(3, 4, 5), Torus(5, 1, 2), Torus(2, 2, 2)})
    {
        const TorusWiring wiring(torus);
        ASSERT_EQ(wiring.GetCables().size(), torus.GetNCables());
        EXPECT_EQ(CountRight(wiring), torus.GetNCables());
        std::set<std::pair<uint32_t, uint8_t>> ends;
        for (const auto& [a, b] : wiring.GetCables())
        {
            EXPECT_EQ(torus.GetNeighbor(a.server, a.port), b.server);
            EXPECT_EQ(OppositePort(a.port), b.port);
            ends.emplace(a.server, a.port);
            ends.emplace(b.server, b.port);
        }
        EXPECT_EQ(ends.size(), 2 * torus.GetNCables());
    }
}

TEST(TorusWiring, ExchangedEndsAreWrongAndBackAgainRight)
{
    for (const uint32_t endOfA : {0, 1})
    {
        for (const uint32_t endOfB : {0, 1})
        {
            TorusWiring wiring(Torus(4, 4, 4));
            wiring.Exchange(3, endOfA, 40, endOfB);
            EXPECT_FALSE(wiring.IsRight(3));
            EXPECT_FALSE(wiring.IsRight(40));
            EXPECT_EQ(CountRight(wiring), wiring.GetCables().size() - 2);
            wiring.Exchange(3, endOfA, 40, endOfB);
            EXPECT_TRUE(wiring.IsRight(3));
            EXPECT_EQ(CountRight(wiring), wiring.GetCables().size());
        }
    }
}

TEST(TorusWiring, ACableThatDoesTheWorkOfAnotherIsRight)
{
    TorusWiring wiring(Torus(4, 4, 4));
    wiring.Exchange(3, 0, 40, 0);
    wiring.Exchange(3, 1, 40, 1);
    EXPECT_EQ(wiring.GetCables()[3], wiring.GetPlanned(40));
    EXPECT_EQ(CountRight(wiring), wiring.GetCables().size());
    wiring.Exchange(3, 0, 3, 1); // the other way round
    EXPECT_EQ(CountRight(wiring), wiring.GetCables().size());
}

TEST(TorusWiring, KnowsThePlannedPeerOfEachPort)
{
    const TorusWiring wiring(Torus(4, 3, 2));
    for (uint32_t cable = 0; cable < wiring.GetCables().size(); ++cable)
    {
        const auto& [a, b] = wiring.GetPlanned(cable);
        EXPECT_EQ(wiring.GetPlannedPeer(a), b);
        EXPECT_EQ(wiring.GetPlannedPeer(b), a);
    }
}

TEST(TorusWiring, RefusesWhatIsNoCable)
{
    TorusWiring wiring(Torus(3, 3, 3));
    EXPECT_THROW(wiring.Exchange(81, 0, 0, 0), std::out_of_range);
    EXPECT_THROW(wiring.Exchange(0, 2, 1, 0), std::out_of_range);
    EXPECT_THROW(wiring.IsRight(81), std::out_of_range);
    EXPECT_THROW(wiring.GetPlanned(81), std::out_of_range);
    EXPECT_EQ(CountRight(wiring), 81U);
}
