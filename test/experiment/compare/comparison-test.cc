/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a comparison can be asked for, and how flows are sorted by size.

#include "ns3/comparison-options.h"
#include "ns3/flow-size-bin.h"
#include "ns3/simulator.h"
#include "ns3/sweep-values.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Values = std::vector<double>;

FlowResult
Completed(uint64_t bytes, Time time)
{
    FlowResult result;
    result.flow.bytes = bytes;
    result.receivedBytes = bytes;
    result.lastByte = time;
    return result;
}

} // namespace

TEST(SweepValues, ReadsListsAndDoublings)
{
    const SweepValues counts{1, 64, true, "counts", "2..5"};
    EXPECT_EQ(counts.Expand("8..64", false), Values({8, 16, 32, 64}));
    EXPECT_EQ(counts.Expand("8..50", false), Values({8, 16, 32, 50}));
    EXPECT_EQ(counts.Expand("3,1,4..8", false), Values({1, 3, 4, 8}));
    EXPECT_EQ(counts.Expand("7..7", false), Values({7}));
    EXPECT_EQ(counts.Expand("auto", true), Values({2, 4, 5}));
    EXPECT_EQ(counts.Expand("auto", false), Values());
    EXPECT_EQ(counts.Expand("none", true), Values());
    const OptionText rule = counts.GetRule();
    for (const char* good : {"1", "64", "1..64", "auto", "none", "2,2"})
    {
        EXPECT_TRUE(rule.accept(good)) << good;
    }
    for (const char* bad : {"",
                            "0",
                            "65",
                            "1.5",
                            "8..4",
                            "8..",
                            "..8",
                            "1,,2",
                            "1..2..3",
                            "8...9",
                            "-1",
                            "x",
                            "1,auto",
                            "1..65",
                            "1..1e1000"})
    {
        EXPECT_FALSE(rule.accept(bad)) << bad;
    }
    const SweepValues shares{0.001, 1, false, "shares", "1"};
    EXPECT_EQ(shares.Expand("0.1..0.5", false), Values({0.1, 0.2, 0.4, 0.5}));
    EXPECT_FALSE(shares.GetRule().accept("0"));
    const SweepValues failed{0, 1, false, "shares that fail", "0"};
    EXPECT_EQ(failed.Expand("0,0.5,1", false), Values({0, 0.5, 1}));
    EXPECT_EQ(failed.Expand("0..0", false), Values({0}));
    for (const char* bad : {"x", "0..1", "0,x", "", "1e", "-0.1"})
    {
        EXPECT_FALSE(failed.GetRule().accept(bad)) << bad;
    }
}

TEST(Testbed, ListsAllCablesAndSwitchesAndWhatIdleCablesUse)
{
    for (const std::string& name : Testbed::GetNames())
    {
        TestbedOptions options;
        options.servers = 16;
        const std::unique_ptr<Testbed> testbed = Testbed::Make(name, options);
        const Testbed::Inventory& inventory = testbed->GetInventory();
        EXPECT_EQ(testbed->GetCables().size(), inventory.cables) << name;
        EXPECT_EQ(testbed->GetSwitches().GetN(), inventory.switches) << name;
        EXPECT_EQ(testbed->GetServers().GetN(), inventory.servers) << name;
        // A cable that is awake takes 1 W, whether it carries anything or not.
        EXPECT_DOUBLE_EQ(testbed->GetCableJoules(Seconds(2)), 2.0 * inventory.cables) << name;
    }
    Simulator::Destroy();
}

TEST(Testbed, SleepingCablesUseLess)
{
    TestbedOptions options;
    options.sleeping = true;
    const std::unique_ptr<Testbed> torus = Testbed::Make("torus", options);
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    const double cables = torus->GetInventory().cables;
    // A tree of 63 links stays awake; the others take 0.05 W, after less than 10 ms.
    const double least = 63 + 0.05 * (cables - 63);
    EXPECT_GE(torus->GetCableJoules(Seconds(1)), least);
    EXPECT_LE(torus->GetCableJoules(Seconds(1)), least + 0.01 * cables);
    Simulator::Destroy();
}

TEST(ComparisonOptions, UsualCurvesFitTheServersThereAre)
{
    ComparisonOptions options;
    EXPECT_TRUE(options.GetLoads().empty());
    EXPECT_TRUE(options.GetIncast().empty());
    EXPECT_TRUE(options.GetChains().empty());
    options.report = "somewhere";
    EXPECT_EQ(options.GetIncast(), Values({8, 16, 32, 63}));
    options.workloadOptions.servers = 65;
    EXPECT_EQ(options.GetIncast(), Values({8, 16, 32, 64}));
    options.workloadOptions.servers = 5;
    EXPECT_EQ(options.GetIncast(), Values({4}));
    EXPECT_EQ(options.GetChains(), Values({1, 2, 3}));
    EXPECT_EQ(options.GetGateways(), 1U);
    options.workloadOptions.servers = 2;
    EXPECT_TRUE(options.GetChains().empty());
    options.incast = "2";
    EXPECT_THROW(options.GetIncast(), std::invalid_argument);
    options.topologies = "all";
    EXPECT_EQ(options.GetTopologies(), Testbed::GetNames());
    for (const std::string& name : Testbed::GetNames())
    {
        EXPECT_GE(Testbed::Make(name, options.testbed)->GetInventory().servers, 64U) << name;
    }
    EXPECT_THROW(Testbed::Make("ring", options.testbed), std::invalid_argument);
}

TEST(FlowSizeBin, SortsByBoundsAndSumsUp)
{
    FlowResult cut = Completed(100001, MilliSeconds(9));
    cut.receivedBytes = 7;
    FlowResult datagrams = Completed(50, MilliSeconds(9));
    datagrams.flow.rate = DataRate("1Mbps");
    FlowResult endless;
    const auto bins = FlowSizeBin::Sort({Completed(1, MicroSeconds(10)),
                                         Completed(100000, MicroSeconds(30)),
                                         cut,
                                         Completed(20000000, MicroSeconds(50)),
                                         datagrams,
                                         endless});
    ASSERT_EQ(bins.size(), 4U);
    EXPECT_EQ(bins[0].flows, 2U);
    EXPECT_DOUBLE_EQ(bins[0].fctUs.GetMean(), 20);
    EXPECT_EQ(bins[1].flows, 1U);
    EXPECT_EQ(bins[1].fctUs.GetCount(), 0U);
    EXPECT_EQ(bins[2].flows, 0U);
    EXPECT_EQ(bins[3].aboveBytes, 10000000U);
    EXPECT_TRUE(bins[3].ToJson()["up_to_bytes"].is_null());
    EXPECT_EQ(bins[3].ToJson()["flows_completed"], 1);
    EXPECT_EQ(bins[0].ToJson()["up_to_bytes"], 100000);
    EXPECT_THROW(FlowSizeBin::Sort({}, {5, 5}), std::invalid_argument);
    EXPECT_THROW(FlowSizeBin::Sort({}, {0}), std::invalid_argument);
}
