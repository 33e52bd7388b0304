/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// No loop at any instant: the next hops of all servers toward every destination, looked at again
// and again while failures and repairs are being digested.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/config.h"

#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using LoopTest = CubeTest;

/** What was seen in many runs. */
struct Sightings
{
    uint64_t looks{0};
    uint64_t loops{0};
    uint64_t wrong{0};
};

/** One storm with looks every few microseconds, then one at rest. */
void
Watch(uint32_t seed, uint32_t k, const DistanceVectorHelper& helper, Sightings& seen)
{
    std::mt19937 random(seed);
    LiveCube cube(k, k, k, helper);
    FailureInjector failures;
    const auto choice = CreateObject<UniformRandomVariable>();
    choice->SetStream(seed);
    const auto below = [&](uint32_t bound) { return static_cast<uint32_t>(random() % bound); };
    const Time now = Simulator::Now();
    const Time spacing = below(2) == 0 ? Time() : NanoSeconds(below(60000));
    const auto links = ChooseShare(cube.Links(), below(51) / 100.0, choice);
    failures.Fail(links, now, spacing);
    if (below(2) == 0)
    {
        failures.Fail(ChooseShare(cube.Servers(), below(20) / 100.0, choice), now, spacing);
    }
    if (below(2) == 0)
    {
        failures.Repair(links, now + NanoSeconds(below(300000)), spacing);
    }
    uint32_t left = 60;
    std::function<void()> look = [&] {
        ++seen.looks;
        seen.loops += cube.CountLoops();
        if (--left > 0)
        {
            Simulator::Schedule(NanoSeconds(1 + below(30000)), look);
        }
    };
    Simulator::ScheduleNow(look);
    Simulator::Run();
    EXPECT_EQ(cube.CountLoops(), 0) << "at rest, seed " << seed;
    seen.wrong += cube.CountMismatches();
    Simulator::Destroy();
}

void
WatchMany(uint32_t first, uint32_t last)
{
    Sightings seen;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        const uint64_t before = seen.loops;
        Watch(seed, 4 + seed % 3, DistanceVectorHelper(), seen);
        EXPECT_EQ(seen.loops, before) << "seed " << seed;
    }
    EXPECT_EQ(seen.wrong, 0);
    std::cout << "measured: " << seen.loops << " loops in " << seen.looks
              << " looks at the next hops of all servers, " << seen.wrong << " wrong routes\n";
}

} // namespace

TEST_F(LoopTest, NoneAtAnyInstant)
{
    WatchMany(1, 9);
}

TEST_F(LoopTest, SlowNoneAtAnyInstantInManyStorms)
{
    WatchMany(101, 250);
}

TEST_F(LoopTest, BrokenBoundMakesLoopsThatDoNotLast)
{
    // Cables a hundred times longer than the protocol is advertised.
    Config::SetDefault("ns3::camcube::CamCubeChannel::Delay", StringValue("150us"));
    DistanceVectorHelper helper;
    helper.SetTimingAttribute("HopBound", StringValue("26us"));
    helper.SetTimingAttribute("Settle", StringValue("1us"));
    Sightings seen;
    for (uint32_t seed = 1; seed <= 9; ++seed)
    {
        Watch(seed, 4 + seed % 3, helper, seen);
    }
    Config::Reset();
    EXPECT_GT(seen.loops, 0);
    EXPECT_EQ(seen.wrong, 0);
    std::cout << "measured: with the bound on a hop's delay broken, " << seen.loops << " loops in "
              << seen.looks << " looks, and " << seen.wrong << " wrong routes at rest\n";
}
