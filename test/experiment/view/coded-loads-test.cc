/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Numbers of bytes in little space: what is read back is what was put in, or near it and said so.

#include "ns3/coded-loads.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

using namespace ns3::camcube;

namespace
{

/** The other way round, by the definition of RFC 4648. */
std::string
DecodeBase64(const std::string& text)
{
    static const std::string ALPHABET =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    uint32_t bits = 0;
    int count = 0;
    for (char c : text)
    {
        if (c == '=')
        {
            break;
        }
        bits = bits << 6 | static_cast<uint32_t>(ALPHABET.find(c));
        count += 6;
        if (count >= 8)
        {
            count -= 8;
            bytes.push_back(static_cast<char>(bits >> count & 0xff));
        }
    }
    return bytes;
}

uint64_t
Read(const CodedLoads& coded, std::size_t interval, std::size_t link)
{
    if (coded.codes[interval].empty())
    {
        return 0;
    }
    const std::string bytes = DecodeBase64(coded.codes[interval]);
    const auto at = [&](std::size_t i) { return static_cast<uint8_t>(bytes.at(i)); };
    return coded.table.at(coded.width == 1 ? at(link) : at(2 * link) + 256 * at(2 * link + 1));
}

/** Loads of so many links, of so many different sizes. */
CodedLoads::Loads
MakeLoads(std::size_t intervals, std::size_t links, uint64_t sizes)
{
    std::mt19937 random(7);
    CodedLoads::Loads loads(intervals, std::vector<uint64_t>(links));
    for (auto& interval : loads)
    {
        std::generate(interval.begin(), interval.end(), [&] { return random() % sizes * 97; });
    }
    return loads;
}

/** Reads all back. \return the largest difference */
uint64_t
FindLargestError(const CodedLoads::Loads& loads, const CodedLoads& coded)
{
    uint64_t largest = 0;
    for (std::size_t interval = 0; interval < loads.size(); ++interval)
    {
        for (std::size_t link = 0; link < loads[interval].size(); ++link)
        {
            const uint64_t read = Read(coded, interval, link);
            const uint64_t truth = loads[interval][link];
            largest = std::max(largest, read > truth ? read - truth : truth - read);
            EXPECT_EQ(read == 0, truth == 0) << "little is not nothing";
        }
    }
    return largest;
}

std::size_t
CountCharacters(const CodedLoads& coded)
{
    std::size_t count = 0;
    for (uint64_t number : coded.table)
    {
        count += std::to_string(number).size() + 1;
    }
    for (const std::string& code : coded.codes)
    {
        count += code.size();
    }
    return count;
}

} // namespace

TEST(CodedLoadsTest, KnowsTheExamplesOfRfc4648)
{
    EXPECT_EQ(EncodeBase64(""), "");
    EXPECT_EQ(EncodeBase64("f"), "Zg==");
    EXPECT_EQ(EncodeBase64("foo"), "Zm9v");
    EXPECT_EQ(EncodeBase64("foob"), "Zm9vYg==");
    EXPECT_EQ(EncodeBase64("fooba"), "Zm9vYmE=");
    EXPECT_EQ(EncodeBase64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(EncodeBase64(std::string("\xff\x00\x80", 3)), "/wCA");
}

TEST(CodedLoadsTest, FewSizesTakeAByteEachAndAreExact)
{
    const auto loads = MakeLoads(5, 301, 200);
    const CodedLoads coded(loads, 0);
    EXPECT_EQ(coded.width, 1U);
    EXPECT_EQ(coded.largestError, 0U);
    EXPECT_EQ(FindLargestError(loads, coded), 0U);
    EXPECT_EQ(coded.codes[0].size(), 404U);
}

TEST(CodedLoadsTest, ManySizesTakeTwoBytesWhereThereIsRoom)
{
    const auto loads = MakeLoads(5, 301, 60000);
    const CodedLoads coded(loads, 100000);
    EXPECT_EQ(coded.width, 2U);
    EXPECT_EQ(coded.largestError, 0U);
    EXPECT_EQ(FindLargestError(loads, coded), 0U);
    EXPECT_LE(CountCharacters(coded), 100000U);
}

TEST(CodedLoadsTest, WhatDoesNotFitIsRoundedByNoMoreThanItSays)
{
    for (std::size_t room : {0UL, 4100UL, 6000UL, 9000UL})
    {
        const auto loads = MakeLoads(5, 301, 60000);
        const CodedLoads coded(loads, room);
        EXPECT_GT(coded.largestError, 0U);
        EXPECT_LT(coded.largestError, 60000U * 97 / 100) << "one in a hundred of the largest";
        EXPECT_EQ(FindLargestError(loads, coded), coded.largestError);
        EXPECT_LE(CountCharacters(coded), std::max<std::size_t>(room, 2020 + 256 * 8)) << room;
    }
}

TEST(CodedLoadsTest, NothingTakesNoSpace)
{
    const CodedLoads none({}, 100);
    EXPECT_TRUE(none.codes.empty());
    EXPECT_EQ(none.table, std::vector<uint64_t>{0});
    const CodedLoads silent({{0, 0, 0}, {0, 5, 0}}, 100);
    EXPECT_EQ(silent.codes[0], "");
    EXPECT_EQ(Read(silent, 1, 1), 5U);
}
