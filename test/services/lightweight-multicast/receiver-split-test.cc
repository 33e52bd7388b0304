/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The choice of ports alone, without a simulator.

#include "ns3/receiver-split.h"

#include <gtest/gtest.h>
#include <iostream>
#include <random>
#include <set>
#include <stdexcept>

using namespace ns3::camcube;

namespace
{

std::vector<ReceiverWays>
WaysOf(const Torus& torus,
       const TorusCoordinate& here,
       const std::vector<TorusCoordinate>& receivers)
{
    std::vector<ReceiverWays> ways;
    ways.reserve(receivers.size());
    for (const TorusCoordinate& receiver : receivers)
    {
        ways.push_back({receiver, torus.GetNextHops(here, receiver)});
    }
    return ways;
}

/** \return the fewest ports that lead to all, by trying one port after another for a receiver */
std::size_t
FewestPorts(const std::vector<ReceiverWays>& ways, std::size_t first, PortSet taken)
{
    while (first < ways.size() && !(ways[first].nextHops & taken).IsEmpty())
    {
        ++first;
    }
    if (first == ways.size())
    {
        return taken.GetSize();
    }
    std::size_t fewest = N_TORUS_PORTS;
    for (uint8_t port : ways[first].nextHops)
    {
        fewest = std::min(fewest, FewestPorts(ways, first + 1, taken | PortSet::Of(port)));
    }
    return fewest;
}

} // namespace

TEST(ReceiverSplit, NobodyNeedsNoPort)
{
    EXPECT_TRUE(SplitOverFewestPorts(Torus(4, 4, 4), {0, 0, 0}, {}).empty());
}

TEST(ReceiverSplit, OnePortServesAllThatItLeadsTo)
{
    const Torus torus(8, 8, 8);
    const auto ports =
        SplitOverFewestPorts(torus,
                             {0, 0, 0},
                             WaysOf(torus, {0, 0, 0}, {{1, 2, 0}, {0, 3, 0}, {0, 1, 7}}));
    EXPECT_EQ(ports, std::vector<uint8_t>(3, PLUS_Y));
}

TEST(ReceiverSplit, OfEquallyFewPortsThoseAreTakenThatLeaveLeast)
{
    // Both +x with -x and +y with -y lead to all: two far ahead, a little to either side, and two
    // as far behind.
    const Torus torus(9, 9, 9);
    const auto along = [&](const std::vector<TorusCoordinate>& receivers) {
        return SplitOverFewestPorts(torus, {0, 0, 0}, WaysOf(torus, {0, 0, 0}, receivers));
    };
    EXPECT_EQ(along({{1, 3, 0}, {8, 3, 0}, {1, 6, 0}, {8, 6, 0}}),
              (std::vector<uint8_t>{PLUS_Y, PLUS_Y, MINUS_Y, MINUS_Y}));
    EXPECT_EQ(along({{3, 1, 0}, {3, 8, 0}, {6, 1, 0}, {6, 8, 0}}),
              (std::vector<uint8_t>{PLUS_X, PLUS_X, MINUS_X, MINUS_X}));
}

TEST(ReceiverSplit, BoxesReachRoundTheWrap)
{
    // The same seen from a corner of the cube.
    const Torus torus(9, 9, 9);
    const TorusCoordinate here{8, 0, 0};
    const auto ports =
        SplitOverFewestPorts(torus,
                             here,
                             WaysOf(torus, here, {{0, 3, 0}, {7, 3, 0}, {0, 6, 0}, {7, 6, 0}}));
    EXPECT_EQ(ports, (std::vector<uint8_t>{PLUS_Y, PLUS_Y, MINUS_Y, MINUS_Y}));
}

TEST(ReceiverSplit, RandomReceiversGetTheFewestPorts)
{
    std::mt19937 random(1);
    uint32_t splits = 0;
    for (uint32_t round = 0; round < 3000; ++round)
    {
        const Torus torus(1 + random() % 8, 1 + random() % 8, 2 + random() % 7);
        const auto draw = [&] { return torus.GetCoordinate(random() % torus.GetNServers()); };
        const TorusCoordinate here = draw();
        std::vector<TorusCoordinate> receivers;
        for (uint32_t left = 1 + random() % 30; left > 0; --left)
        {
            const TorusCoordinate receiver = draw();
            if (receiver != here)
            {
                receivers.push_back(receiver);
            }
        }
        std::vector<ReceiverWays> ways = WaysOf(torus, here, receivers);
        for (ReceiverWays& way : ways) // some links are down
        {
            const PortSet some = way.nextHops & PortSet(static_cast<uint16_t>(random()));
            way.nextHops = some.IsEmpty() ? way.nextHops : some;
        }
        const auto ports = SplitOverFewestPorts(torus, here, ways);
        ASSERT_EQ(ports.size(), ways.size());
        for (std::size_t i = 0; i < ways.size(); ++i)
        {
            EXPECT_TRUE(ways[i].nextHops.Contains(ports[i])) << "round " << round;
        }
        EXPECT_EQ(std::set<uint8_t>(ports.begin(), ports.end()).size(),
                  FewestPorts(ways, 0, PortSet()))
            << "round " << round;
        ++splits;
    }
    std::cout << "measured: " << splits << " random splits, each over the fewest ports\n";
}

TEST(ReceiverSplit, ReceiversWithoutNextHopAreRefused)
{
    const Torus torus(4, 4, 1);
    EXPECT_THROW(SplitOverFewestPorts(torus, {0, 0, 0}, {{{1, 0, 0}, PortSet()}}),
                 std::invalid_argument);
    EXPECT_THROW(SplitOverFewestPorts(torus, {0, 0, 0}, {{{1, 0, 0}, PortSet::Of(PLUS_Z)}}),
                 std::invalid_argument);
}

TEST(ReceiverSplit, AnswersThatLeadElsewhereAreRefused)
{
    const Torus torus(4, 4, 4);
    const auto ways = WaysOf(torus, {0, 0, 0}, {{1, 0, 0}});
    const auto divide = [&](std::vector<uint8_t> answer) {
        return DivideOverPorts([=](auto&, auto&, auto&) { return answer; }, torus, {0, 0, 0}, ways);
    };
    EXPECT_EQ(divide({PLUS_X})[PLUS_X].size(), 1U);
    EXPECT_THROW(divide({MINUS_X}), std::logic_error);
    EXPECT_THROW(divide({255}), std::logic_error);
    EXPECT_THROW(divide({}), std::logic_error);
    EXPECT_THROW(divide({PLUS_X, PLUS_X}), std::logic_error);
}
