/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/experiment.h"
#include "ns3/torus-option.h"

#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return the cube that a program with both options makes of them, or what it says instead */
std::string
Choose(std::vector<std::string> arguments)
{
    TorusOption option(8);
    Experiment experiment("test-program", "Shows nothing.");
    option.AddTo(experiment);
    arguments.insert(arguments.begin(), "test-program");
    std::vector<char*> argv;
    argv.reserve(arguments.size());
    for (std::string& argument : arguments)
    {
        argv.push_back(argument.data());
    }
    std::string name;
    testing::internal::CaptureStderr();
    experiment.Run(static_cast<int>(argv.size()), argv.data(), [&] {
        name = option.Get().GetName();
    });
    const std::string errors = testing::internal::GetCapturedStderr();
    return errors.empty() ? name : errors;
}

} // namespace

TEST(TorusOption, IsTheDefaultTheSideOrTheSides)
{
    EXPECT_EQ(Choose({}), "8x8x8");
    EXPECT_EQ(Choose({"--k=2"}), "2x2x2");
    EXPECT_EQ(Choose({"--sides=5"}), "5x5x5");
    EXPECT_EQ(Choose({"--sides=4x1x256"}), "4x1x256");
}

TEST(TorusOption, RefusesOtherSidesAndContradictions)
{
    for (const char* text : {"0",
                             "4x4",
                             "4x4x4x4",
                             "4x0x4",
                             "4xx4",
                             "257x1x1",
                             "-4x4x4",
                             "4x4x4 ",
                             "a",
                             "4,4,4",
                             "4x4x99999999999999999999"})
    {
        EXPECT_EQ(Choose({std::string("--sides=") + text}),
                  std::string("test-program: --sides=") + text +
                      ": give three sides from 1 to 256 joined by x, such as 4x4x8\n");
    }
    EXPECT_EQ(Choose({"--k=1"}), "test-program: --k=1: give a whole number from 2 to 128\n");
    EXPECT_EQ(
        Choose({"--k=3", "--sides=4x4x4"}),
        "test-program: --k=3 would have no effect; leave it out, since --sides says how large "
        "the cube is\n");
}
