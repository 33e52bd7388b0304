/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// An experiment ends when routing has nothing left to do: not sooner, and not never.

#include "cube-fixture.h"

#include "ns3/choose-share.h"
#include "ns3/config.h"
#include "ns3/cube-routing.h"
#include "ns3/failure-detection.h"
#include "ns3/failure-injector.h"
#include "ns3/fast-random.h"

#include <array>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Whichever protocol it is, the same holds. */
class CubeRoutingTest : public CubeTest, public testing::WithParamInterface<const char*>
{
  protected:
    void TearDown() override
    {
        Config::Reset();
        CubeTest::TearDown();
    }

    static void Ignore(uint64_t)
    {
    }

    static constexpr int64_t BEGIN_MS = 1;
};

INSTANTIATE_TEST_SUITE_P(Protocols,
                         CubeRoutingTest,
                         testing::Values("distance-vector", "link-state"),
                         [](const auto& info) {
                             return std::string(info.param) == "link-state" ? "LinkState"
                                                                            : "DistanceVector";
                         });

} // namespace

TEST_P(CubeRoutingTest, NothingIsLeftToDoAfterTheLongestPause)
{
    // A long ring pauses longest: a path over a lost link becomes longer by almost the whole ring.
    const std::array<std::array<uint32_t, 3>, 5> cubes = {
        {{24, 1, 1}, {11, 2, 1}, {5, 4, 3}, {2, 2, 2}, {9, 3, 1}}};
    uint64_t messages = 0;
    double nearest = 0;
    for (uint64_t seed = 1; seed <= 60; ++seed)
    {
        const auto& sides = cubes[seed % cubes.size()];
        FastRandom random(seed);
        TorusHelper torus(sides[0], sides[1], sides[2]);
        const NodeContainer servers = torus.Create();
        CubeRouting routing(servers, ProtocolOption(GetParam()));
        FailureInjector failures;
        const auto choice = CreateObject<UniformRandomVariable>();
        choice->SetStream(static_cast<int64_t>(seed));
        const Time begin = MilliSeconds(BEGIN_MS);
        failures.Fail(ChooseShare(torus.Links(), 0.05 + 0.1 * random.Below(4), choice), begin);
        failures.Fail(ChooseShare(servers, 0.05 * random.Below(4), choice), begin);
        // What was sent or changed after the longest pause would have been missed.
        Time longest;
        Time last = begin;
        routing.StopWhenQuiet(begin, Seconds(1), [&](uint64_t) {
            if (routing.GetLastActivity() > last)
            {
                longest = std::max(longest, routing.GetLastActivity() - last);
                last = routing.GetLastActivity();
            }
        });
        Simulator::Run();
        messages += routing.GetCost().messages;
        EXPECT_TRUE(routing.HasSettled()) << "seed " << seed;
        EXPECT_LT(longest, routing.GetLongestPause()) << "seed " << seed;
        nearest = std::max(nearest, longest.GetDouble() / routing.GetLongestPause().GetDouble());
        Simulator::Destroy();
    }
    EXPECT_GT(messages, 1000U);
    std::cout << "measured: " << GetParam()
              << ", longest pause of routing in 60 storms: " << nearest
              << " of the time after which it counts as settled\n";
}

TEST_P(CubeRoutingTest, EndsDespiteKeepAlives)
{
    Config::SetDefault("ns3::camcube::FailureDetection::Interval", TimeValue(MicroSeconds(500)));
    TorusHelper torus(4, 4, 2);
    const NodeContainer servers = torus.Create();
    CubeRouting routing(servers, ProtocolOption(GetParam()));
    const Time begin = MilliSeconds(BEGIN_MS);
    FailureInjector().Fail(ChooseShare(torus.Links(), 0.2, CreateObject<UniformRandomVariable>()),
                           begin);
    uint64_t watched = 0;
    routing.StopWhenQuiet(begin, Time(), [&](uint64_t messages) { watched = messages; });
    Simulator::Run();
    uint64_t keepAlives = 0;
    for (uint32_t i = 0; i < servers.Get(0)->GetNApplications(); ++i)
    {
        if (auto detection = DynamicCast<FailureDetection>(servers.Get(0)->GetApplication(i)))
        {
            keepAlives += detection->GetKeepAlives();
        }
    }
    EXPECT_GT(keepAlives, 0U);
    EXPECT_TRUE(routing.HasSettled());
    EXPECT_EQ(Simulator::Now(), routing.GetLastActivity() + routing.GetLongestPause());
    EXPECT_EQ(watched, routing.GetCost().messages);
    EXPECT_GT(watched, 0U);
}

TEST_P(CubeRoutingTest, AShortPauseEndsEarlierAndIsNotTakenForRest)
{
    TorusHelper torus(4, 4, 2);
    const NodeContainer servers = torus.Create();
    CubeRouting routing(servers, ProtocolOption(GetParam()));
    const Time begin = MilliSeconds(BEGIN_MS);
    FailureInjector().Fail(ChooseShare(torus.Links(), 0.2, CreateObject<UniformRandomVariable>()),
                           begin);
    routing.StopWhenQuiet(begin, MicroSeconds(1), Ignore);
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), begin + MicroSeconds(1));
    EXPECT_FALSE(routing.HasSettled());
}

TEST_P(CubeRoutingTest, RoutingThatNeverRestsIsGivenUp)
{
    TorusHelper torus(3, 3, 1);
    const NodeContainer servers = torus.Create();
    CubeRouting routing(servers, ProtocolOption(GetParam()));
    const Time begin = MilliSeconds(BEGIN_MS);
    FailureInjector failures;
    failures.Flap(torus.Links().front(), 10000, begin, MicroSeconds(20), MicroSeconds(20));
    routing.StopWhenQuiet(begin, Time(), Ignore);
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), begin + 20 * routing.GetLongestPause());
    EXPECT_LT(Simulator::Now(), begin + MicroSeconds(40) * int64_t(10000));
    EXPECT_FALSE(routing.HasSettled());
}
