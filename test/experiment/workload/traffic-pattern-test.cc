/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/rng-seed-manager.h"
#include "ns3/traffic-pattern.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return a pattern whose chance is decided by the run number alone */
TrafficPattern
Pattern(uint32_t servers, uint32_t run = 1)
{
    RngSeedManager::SetRun(run);
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(5);
    return TrafficPattern(servers, random);
}

} // namespace

TEST(TrafficPattern, PermutationIsADerangement)
{
    for (uint32_t n : {2U, 3U, 64U, 1000U})
    {
        std::set<uint32_t> sources;
        std::set<uint32_t> destinations;
        for (const TrafficPair& pair : Pattern(n).Permutation())
        {
            EXPECT_NE(pair.source, pair.destination);
            EXPECT_LT(pair.destination, n);
            sources.insert(pair.source);
            destinations.insert(pair.destination);
        }
        EXPECT_EQ(sources.size(), n);
        EXPECT_EQ(destinations.size(), n);
    }
}

// Four servers have nine derangements, six of one cycle and three of two.
TEST(TrafficPattern, AllDerangementsAreEquallyLikely)
{
    const TrafficPattern pattern = Pattern(4);
    std::map<std::vector<uint32_t>, uint32_t> count;
    constexpr uint32_t DRAWS = 9000;
    for (uint32_t i = 0; i < DRAWS; ++i)
    {
        std::vector<uint32_t> destinations;
        for (const TrafficPair& pair : pattern.Permutation())
        {
            destinations.push_back(pair.destination);
        }
        ++count[destinations];
    }
    ASSERT_EQ(count.size(), 9U);
    double chiSquare = 0;
    for (const auto& [destinations, n] : count)
    {
        chiSquare += std::pow(n - DRAWS / 9.0, 2) / (DRAWS / 9.0);
    }
    EXPECT_LT(chiSquare, 26.1) << "8 degrees of freedom, 0.1%";
}

TEST(TrafficPattern, RandomPairsAreUniform)
{
    constexpr uint32_t FLOWS = 20000;
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> count;
    for (const TrafficPair& pair : Pattern(5).RandomPairs(FLOWS))
    {
        ASSERT_NE(pair.source, pair.destination);
        ++count[{pair.source, pair.destination}];
    }
    ASSERT_EQ(count.size(), 20U);
    double chiSquare = 0;
    for (const auto& [pair, n] : count)
    {
        chiSquare += std::pow(n - FLOWS / 20.0, 2) / (FLOWS / 20.0);
    }
    EXPECT_LT(chiSquare, 43.8) << "19 degrees of freedom, 0.1%";
}

TEST(TrafficPattern, AllToAllHasEveryPairOnce)
{
    std::set<std::pair<uint32_t, uint32_t>> pairs;
    const TrafficPairs all = Pattern(7).AllToAll();
    for (const TrafficPair& pair : all)
    {
        EXPECT_NE(pair.source, pair.destination);
        pairs.insert({pair.source, pair.destination});
    }
    EXPECT_EQ(all.size(), 42U);
    EXPECT_EQ(pairs.size(), 42U);
}

TEST(TrafficPattern, IncastHasOneReceiver)
{
    for (uint32_t senders : {1U, 10U, 15U})
    {
        const TrafficPairs pairs = Pattern(16).Incast(senders);
        std::set<uint32_t> sources;
        for (const TrafficPair& pair : pairs)
        {
            EXPECT_EQ(pair.destination, pairs.front().destination);
            EXPECT_NE(pair.source, pair.destination);
            sources.insert(pair.source);
        }
        EXPECT_EQ(sources.size(), senders);
    }
}

TEST(TrafficPattern, StrideWrapsRound)
{
    const TrafficPairs pairs = Pattern(5).Stride(7);
    EXPECT_EQ(pairs, (TrafficPairs{{0, 2}, {1, 3}, {2, 4}, {3, 0}, {4, 1}}));
    EXPECT_EQ(Pattern(5).Stride(UINT32_MAX - 3), Pattern(5).Stride((UINT32_MAX - 3) % 5));
}

// A fat-tree of k = 16: subnets of 8, pods of 64, 1,024 hosts. Within 4 standard deviations.
TEST(TrafficPattern, StaggeredKeepsItsProbabilities)
{
    const TrafficPattern pattern = Pattern(1024);
    double subnet = 0;
    double pod = 0;
    constexpr double DRAWS = 20 * 1024;
    for (int i = 0; i < 20; ++i)
    {
        for (const TrafficPair& pair : pattern.Staggered(0.2, 0.3, 8, 64))
        {
            ASSERT_NE(pair.source, pair.destination);
            ASSERT_LT(pair.destination, 1024U);
            subnet += pair.source / 8 == pair.destination / 8;
            pod += pair.source / 8 != pair.destination / 8 &&
                   pair.source / 64 == pair.destination / 64;
        }
    }
    EXPECT_NEAR(subnet / DRAWS, 0.2, 4 * std::sqrt(0.2 * 0.8 / DRAWS));
    EXPECT_NEAR(pod / DRAWS, 0.3, 4 * std::sqrt(0.3 * 0.7 / DRAWS));
}

TEST(TrafficPattern, RunDecides)
{
    EXPECT_EQ(Pattern(64, 1).Permutation(), Pattern(64, 1).Permutation());
    EXPECT_FALSE(Pattern(64, 1).Permutation() == Pattern(64, 2).Permutation());
}

TEST(TrafficPattern, ImpossibleOnesAreRefused)
{
    EXPECT_THROW(TrafficPattern(0), std::invalid_argument);
    EXPECT_THROW(TrafficPattern(1), std::invalid_argument);
    const TrafficPattern pattern = Pattern(16);
    EXPECT_THROW(pattern.Stride(0), std::invalid_argument);
    EXPECT_THROW(pattern.Stride(32), std::invalid_argument);
    EXPECT_THROW(pattern.Incast(0), std::invalid_argument);
    EXPECT_THROW(pattern.Incast(16), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(-0.1, 0.3, 2, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.8, 0.3, 2, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(NAN, 0.3, 2, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.2, 0.3, 3, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.2, 0.3, 0, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.2, 0.3, 2, 5), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.2, 0.3, 1, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.2, 0.3, 4, 4), std::invalid_argument);
    EXPECT_THROW(pattern.Staggered(0.2, 0.3, 4, 16), std::invalid_argument);
}
