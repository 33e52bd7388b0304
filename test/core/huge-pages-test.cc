/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/huge-pages.h"

#include <cstdint>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return the flags that Linux shows for the mapping that holds an address; empty elsewhere */
std::string
GetMappingFlags(const void* address)
{
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    std::ifstream maps("/proc/self/smaps");
    bool isInside = false;
    for (std::string line; std::getline(maps, line);)
    {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char dash = 0;
        std::istringstream words(line);
        if (words >> std::hex >> begin >> dash >> end && dash == '-')
        {
            isInside = begin <= wanted && wanted < end;
        }
        else if (isInside && line.rfind("VmFlags:", 0) == 0)
        {
            return line + " ";
        }
    }
    return "";
}

} // namespace

TEST(HugePages, TakenMemoryIsApartAndAligned)
{
    // Never given back, and so known for as long as the program runs.
    static auto& taken = *new std::vector<std::byte*>;
    for (std::size_t bytes : {64, 128, 64, 5 << 20, 64, 1 << 20, 1 << 20, 64})
    {
        auto memory = static_cast<std::byte*>(HugePages::Take(bytes));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % 64, 0U);
        std::fill(memory, memory + bytes, std::byte(taken.size() + 1));
        taken.push_back(memory);
    }
    for (std::size_t i = 0; i < taken.size(); ++i)
    {
        EXPECT_EQ(*taken[i], std::byte(i + 1)) << "memory " << i << " was taken twice";
    }
}

TEST(HugePages, HeapLiesOnThemToo)
{
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer has a heap of its own";
#endif
    if (GetMappingFlags(HugePages::Take(64)).find(" hg ") == std::string::npos)
    {
        GTEST_SKIP() << "this system has no huge pages, or does not tell";
    }
    HugePages::UseForHeap();
    // Small objects, and a vector that would have a mapping of its own otherwise.
    std::vector<std::unique_ptr<std::uint64_t>> objects(500'000);
    for (auto& object : objects)
    {
        object = std::make_unique<std::uint64_t>(1);
    }
    EXPECT_NE(GetMappingFlags(objects.back().get()).find(" hg "), std::string::npos);
    EXPECT_NE(GetMappingFlags(&objects.back()).find(" hg "), std::string::npos);
}
