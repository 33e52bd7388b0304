/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/floor-plan.h"
#include "ns3/topology-instance.h"

#include <gtest/gtest.h>
#include <iostream>
#include <set>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Racks of two units, rows of as many racks as make it square; numbers easy to add. */
RoomLayout
SmallRoom()
{
    return {2, 0.1, 1, 1, 2, 0.5};
}

} // namespace

// Four servers and their switch, in racks of two. The switch stands amid: 0 1 | 2 S | 3.
TEST(FloorPlan, LengthsByHand)
{
    const TopologyGraph star(4, 1, {{0, 0, 4, 0}, {1, 0, 4, 1}, {2, 0, 4, 2}, {3, 0, 4, 3}});
    const FloorPlan plan(star, {0, 1, 2, 3}, SmallRoom());
    EXPECT_EQ(plan.GetNRacks(), 3U);
    // Two racks a row (the root of 3, rounded), so the third is behind the second.
    EXPECT_NEAR(plan.GetLength(star.GetCables()[0]), 2 + (2 - 0.1) + 1 + 1, 1e-9);
    EXPECT_NEAR(plan.GetLength(star.GetCables()[1]), (2 - 0.1) * 2 + 1 + 1, 1e-9);
    EXPECT_NEAR(plan.GetLength(star.GetCables()[2]), 0.1 + 1, 1e-9);
    EXPECT_NEAR(plan.GetLength(star.GetCables()[3]), 2 + (2 - 0.1) + 1 + 1, 1e-9);
    EXPECT_NEAR(plan.GetTotalLength(), 5.9 + 5.8 + 1.1 + 5.9, 1e-9);
    EXPECT_NEAR(plan.GetMaxLength(), 5.9, 1e-9);
}

TEST(FloorPlan, EveryTopologyIsSeatedOnce)
{
    for (const auto& [name, size] : {std::pair("torus", "4x5x6"),
                                     std::pair("fattree", "8"),
                                     std::pair("dcell", "4,2"),
                                     std::pair("bcube", "8,1")})
    {
        const auto instance = TopologyInstance::MakeOfSize(name, size);
        const TopologyGraph graph = instance->BuildGraph();
        const std::vector<uint32_t> seats = instance->GetSeats();
        EXPECT_EQ(std::set<uint32_t>(seats.begin(), seats.end()).size(), graph.GetNServers());
        const FloorPlan plan(graph, seats);
        const double mean = plan.GetTotalLength() / graph.GetCables().size();
        EXPECT_GT(mean, 1);
        EXPECT_LE(mean, plan.GetMaxLength());
        std::cout << "measured: floor plan: " << name << ' ' << size << ": " << plan.GetNRacks()
                  << " racks, cables " << mean << " m on the mean, the longest "
                  << plan.GetMaxLength() << " m\n";
    }
}

// Folded, no cable of a long ring is long.
TEST(FloorPlan, FoldingShortensARing)
{
    const auto ring = TopologyInstance::MakeOfSize("torus", "200x1x1");
    const TopologyGraph graph = ring->BuildGraph();
    std::vector<uint32_t> byNumber(200);
    for (uint32_t i = 0; i < 200; ++i)
    {
        byNumber[i] = i;
    }
    EXPECT_LT(FloorPlan(graph, ring->GetSeats()).GetMaxLength(),
              FloorPlan(graph, byNumber).GetMaxLength());
}

TEST(FloorPlan, WrongSeatsAreRefused)
{
    const TopologyGraph pair(2, 0, {{0, 0, 1, 0}});
    EXPECT_THROW(FloorPlan(pair, {0}), std::invalid_argument);
    EXPECT_THROW(FloorPlan(pair, {0, 0}), std::invalid_argument);
    EXPECT_THROW(FloorPlan(pair, {0, 2}), std::invalid_argument);
}
