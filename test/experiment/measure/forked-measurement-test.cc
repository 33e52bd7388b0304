/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What is measured in a process of its own comes back, and leaves this one as it was.

#include "ns3/forked-measurement.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

TEST(ForkedMeasurement, ResultComesBackAndNothingElseDoes)
{
    int here = 1;
    const auto result = MeasureForked([&here] {
        here = 2;
        return nlohmann::ordered_json{{"there", here}, {"long", std::string(1 << 20, 'x')}};
    });
    EXPECT_EQ(here, 1);
    EXPECT_EQ(result["there"], 2);
    EXPECT_EQ(result["long"].get<std::string>().size(), 1U << 20); // more than a pipe holds
}

TEST(ForkedMeasurement, AnErrorThereIsAnErrorHere)
{
    try
    {
        MeasureForked([]() -> nlohmann::ordered_json { throw std::logic_error("a reason"); });
        FAIL() << "the error was lost";
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_STREQ(error.what(), "a reason");
    }
}

TEST(ForkedMeasurement, AnotherEndIsAnErrorToo)
{
    EXPECT_THROW(MeasureForked([]() -> nlohmann::ordered_json { std::_Exit(3); }),
                 std::runtime_error);
}
