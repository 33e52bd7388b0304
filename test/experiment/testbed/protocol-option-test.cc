/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/comparison-options.h"
#include "ns3/config.h"
#include "ns3/experiment.h"
#include "ns3/node.h"
#include "ns3/protocol-option.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"

#include <functional>
#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return what a program says on the error stream to arguments that its body checks */
std::string
Run(Experiment& experiment, std::vector<std::string> arguments, const std::function<void()>& body)
{
    arguments.insert(arguments.begin(), "test-program");
    std::vector<char*> argv;
    argv.reserve(arguments.size());
    for (std::string& argument : arguments)
    {
        argv.push_back(argument.data());
    }
    testing::internal::CaptureStderr();
    experiment.Run(static_cast<int>(argv.size()), argv.data(), body);
    Config::Reset();
    return testing::internal::GetCapturedStderr();
}

/** \return the class that the option installs, or what it says instead */
std::string
Choose(const std::vector<std::string>& arguments)
{
    ProtocolOption option;
    Experiment experiment("test-program", "Shows nothing.");
    option.AddTo(experiment);
    std::string name;
    const std::string errors = Run(experiment, arguments, [&] {
        option.Check(experiment);
        TorusHelper torus(2, 1, 1);
        const ApplicationContainer services = option.MakeHelper().Install(torus.Create());
        name = services.Get(0)->GetInstanceTypeId().GetName();
    });
    Simulator::Destroy();
    return errors.empty() ? name : errors;
}

/** \return what a comparison says to arguments */
std::string
Compare(const std::vector<std::string>& arguments)
{
    ComparisonOptions options;
    Experiment experiment("test-program", "Shows nothing.");
    options.AddTo(experiment);
    return Run(experiment, arguments, [&] { options.CheckProtocol(experiment); });
}

} // namespace

TEST(ProtocolOption, ChoosesTheProtocol)
{
    EXPECT_EQ(Choose({}), "ns3::camcube::DistanceVector");
    EXPECT_EQ(Choose({"--protocol=distance-vector"}), "ns3::camcube::DistanceVector");
    EXPECT_EQ(Choose({"--protocol=link-state"}), "ns3::camcube::LinkState");
    EXPECT_EQ(Choose({"--protocol=rip"}),
              "test-program: --protocol=rip: give distance-vector or link-state\n");
}

TEST(ProtocolOption, RefusesAttributesOfTheOtherProtocol)
{
    EXPECT_EQ(Choose({"--ns3::camcube::DistanceVectorTiming::Hold=1ms"}),
              "ns3::camcube::DistanceVector");
    EXPECT_EQ(Choose({"--protocol=link-state", "--ns3::camcube::LinkState::Gather=5us"}),
              "ns3::camcube::LinkState");
    EXPECT_EQ(Choose({"--protocol=link-state", "--ns3::camcube::DistanceVectorTiming::Hold=1ms"}),
              "test-program: --ns3::camcube::DistanceVectorTiming::Hold=1ms would have no effect "
              "with --protocol=link-state; give --protocol=distance-vector\n");
    EXPECT_EQ(Choose({"--ns3::camcube::LinkState::Gather=5us"}),
              "test-program: --ns3::camcube::LinkState::Gather=5us would have no effect with "
              "--protocol=distance-vector; give --protocol=link-state\n");
}

TEST(ProtocolOption, IsRefusedWhereNoTorusSuffersFailures)
{
    const std::string refusal =
        "test-program: --protocol=link-state would have no effect, since no torus suffers "
        "failures; give --failures, with torus among the --topologies\n";
    EXPECT_EQ(Compare({}), "");
    EXPECT_EQ(Compare({"--protocol=link-state"}), refusal);
    EXPECT_EQ(Compare({"--protocol=link-state", "--failures=0.1", "--topologies=dcell"}), refusal);
    EXPECT_EQ(Compare({"--protocol=link-state", "--failures=0.1"}), "");
}
