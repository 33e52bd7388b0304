/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The memory of the router against std::map, over long random sequences of operations.

#include "ns3/route-exception-table.h"

#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** A destination map and a deviation table behind one face. */
struct MapUnderTest
{
    explicit MapUnderTest(uint32_t)
    {
    }

    static uint64_t MakeValue(std::mt19937& random)
    {
        return random();
    }

    void Set(uint32_t destination, uint64_t value)
    {
        map.Set(destination, value);
    }

    std::optional<uint64_t> Find(uint32_t destination) const
    {
        const uint64_t* found = map.Find(destination);
        return found ? std::make_optional(*found) : std::nullopt;
    }

    FlatHashMap<uint64_t> map;
};

struct TableUnderTest
{
    explicit TableUnderTest(uint32_t destinations)
        : map(destinations)
    {
    }

    static uint64_t MakeValue(std::mt19937& random)
    {
        // Any distance, advertised neighbours and offers; the bits are 34.
        const auto ports = [&] { return PortSet(static_cast<uint16_t>(random() & 63)); };
        const auto distance = static_cast<uint16_t>(random());
        const PortSet nearer = ports();
        const PortSet level(static_cast<uint16_t>(ports().GetBits() & ~nearer.GetBits()));
        return CompactRoute(distance, ports(), nearer, level, PortSet()).GetBits();
    }

    void Set(uint32_t destination, uint64_t value)
    {
        map.Set(destination, CompactRoute(value));
    }

    std::optional<uint64_t> Find(uint32_t destination) const
    {
        const auto found = map.Find(destination);
        return found ? std::make_optional(found->GetBits()) : std::nullopt;
    }

    RouteExceptionTable map;
};

/** \return operations done until the first difference, all of them if there is none */
template <typename T>
uint32_t
CountEqual(uint32_t seed, uint32_t destinations, uint32_t operations)
{
    std::mt19937 random(seed);
    T tested(destinations);
    std::map<uint32_t, uint64_t> expected;
    for (uint32_t i = 0; i < operations; ++i)
    {
        // Phases of growing and of shrinking, from empty to nearly full and back.
        const bool growing = i / (2 * destinations) % 2 == 0;
        const uint32_t destination = random() % destinations;
        if (random() % 4 < (growing ? 3U : 1U))
        {
            const uint64_t value = T::MakeValue(random);
            tested.Set(destination, value);
            expected[destination] = value;
        }
        else
        {
            tested.map.Erase(destination);
            expected.erase(destination);
        }
        const uint32_t asked = random() % destinations;
        const auto found = expected.find(asked);
        if (tested.Find(asked) !=
                (found == expected.end() ? std::nullopt : std::make_optional(found->second)) ||
            tested.map.GetSize() != expected.size())
        {
            return i;
        }
    }
    for (uint32_t destination = 0; destination < destinations; ++destination)
    {
        const auto found = expected.find(destination);
        if (tested.Find(destination) !=
            (found == expected.end() ? std::nullopt : std::make_optional(found->second)))
        {
            return operations - 1;
        }
    }
    for (const auto& [destination, value] : expected)
    {
        tested.map.Erase(destination);
    }
    EXPECT_EQ(tested.map.GetSize(), 0) << "seed " << seed;
    EXPECT_EQ(tested.map.GetBytes(), 0) << "memory is kept, seed " << seed;
    return operations;
}

template <typename T>
void
CompareMany(const char* name)
{
    uint64_t equal = 0;
    constexpr uint32_t OPERATIONS = 20000;
    constexpr uint32_t SEEDS = 60;
    for (uint32_t seed = 1; seed <= SEEDS; ++seed)
    {
        const uint32_t destinations = 1 + seed * seed * seed % 4001;
        const uint32_t done = CountEqual<T>(seed, destinations, OPERATIONS);
        EXPECT_EQ(done, OPERATIONS) << "seed " << seed << ", " << destinations << " destinations";
        equal += done;
    }
    std::cout << "measured: " << equal << " of " << SEEDS * OPERATIONS << " random operations on a "
              << name << " leave it equal to std::map, seeds 1 to " << SEEDS << "\n";
}

} // namespace

TEST(DestinationMapTest, EqualsStdMap)
{
    CompareMany<MapUnderTest>("FlatHashMap");
}

TEST(DeviationTableTest, EqualsStdMap)
{
    CompareMany<TableUnderTest>("RouteExceptionTable");
}

TEST(DestinationMapTest, ForEachVisitsEachOnce)
{
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        std::mt19937 random(seed);
        FlatHashMap<uint32_t> map;
        std::map<uint32_t, uint32_t> left;
        for (uint32_t i = 0; i < 50 * seed; ++i)
        {
            const uint32_t destination = random() % 1000;
            map.Set(destination, i);
            left[destination] = i;
        }
        map.ForEach([&](uint32_t destination, uint32_t value) {
            const auto found = left.find(destination);
            ASSERT_NE(found, left.end()) << "seed " << seed;
            EXPECT_EQ(found->second, value) << "seed " << seed;
            left.erase(found);
        });
        EXPECT_TRUE(left.empty()) << "seed " << seed;
    }
}

TEST(DeviationTableTest, DenseWorstCaseOfTheLargestCubeStaysBelowAMegabyte)
{
    constexpr uint32_t SERVERS = 47 * 47 * 47;
    RouteExceptionTable table(SERVERS);
    std::size_t most = 0;
    for (uint32_t destination = 0; destination < SERVERS; ++destination)
    {
        table.Set(destination, CompactRoute(destination & UINT16_MAX));
        most = std::max(most, table.GetBytes());
    }
    EXPECT_EQ(table.GetSize(), SERVERS);
    EXPECT_EQ(table.GetBytes(), SERVERS * CompactRoute::BYTES);
    std::cout << "measured: " << table.GetBytes() / 1024.0 << " KiB for deviations of all "
              << SERVERS << " destinations, " << most / 1024.0 << " KiB at most while they fill\n";
    EXPECT_LE(most, 1024 * 1024);
}
