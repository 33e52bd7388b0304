/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A status line that tells a function, at once and all of it.

#include "ns3/progress.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Told = std::vector<std::pair<std::string, std::optional<double>>>;

} // namespace

TEST(StatusLine, TellsAFunction)
{
    Told told;
    StatusLine line([&](const std::string& what, std::optional<double> done) {
        told.emplace_back(what, done);
    });
    EXPECT_TRUE(line.IsDue());
    line.Show("set-up");
    line.Show("sending", 0.25, "a quarter");
    line.Clear();
    EXPECT_EQ(told, (Told{{"set-up", std::nullopt}, {"sending", 0.25}}));
}

TEST(StatusLine, IsToldOfProgress)
{
    Told told;
    StatusLine line([&](const std::string& what, std::optional<double> done) {
        told.emplace_back(what, done);
    });
    Simulator::Schedule(MilliSeconds(2), [] {});
    {
        const Progress progress(line, "waiting", MilliSeconds(2));
        Simulator::Run();
    }
    Simulator::Destroy();
    ASSERT_EQ(told.size(), 1000U);
    EXPECT_EQ(told[499], (std::pair<std::string, std::optional<double>>("waiting", 0.5)));
    EXPECT_EQ(told.back().second, 1);
}

TEST(StatusLine, SaysNothingIfItIsNotEnabled)
{
    StatusLine line("camcube", false);
    EXPECT_FALSE(line.IsDue());
    testing::internal::CaptureStderr();
    line.Show("sending", 0.5, "half");
    line.Show("sending");
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}
