/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// After every storm of failures and repairs, the distances and next hops that link state gives
// equal those of a breadth-first search on what is left.

#include "cube-fixture.h"
#include "storm.h"

#include "ns3/boolean.h"
#include "ns3/choose-share.h"
#include "ns3/config.h"
#include "ns3/link-state-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using LinkStateExactness = CubeTest;

} // namespace

TEST_F(LinkStateExactness, SmallCubes)
{
    RunStorms<LinkStateHelper>(1, 200, 4);
}

TEST_F(LinkStateExactness, SlowCubesOfAllSizes)
{
    RunStorms<LinkStateHelper>(1001, 1150, 8);
}

TEST_F(LinkStateExactness, NewsThatIsNotGathered)
{
    LinkStateHelper helper;
    helper.SetAttribute("Gather", TimeValue(Time()));
    RunStorms(2001, 2060, 4, helper);
}

TEST_F(LinkStateExactness, FlapsFasterThanPortsHandFramesUp)
{
    // What had come in before a link went down is handed up in the session after it has come up.
    Config::SetDefault("ns3::camcube::CamCubeNetDevice::ProcessingDelay", StringValue("40us"));
    RunStorms<LinkStateHelper>(3001, 3060, 4);
    Config::Reset();
}

// Both ends learn of a lost neighbour by its silence alone, and not at the same time.
TEST_F(LinkStateExactness, LossesFoundByKeepAlives)
{
    LinkStateHelper helper;
    helper.SetDetectionAttribute("Carrier", BooleanValue(false));
    helper.SetDetectionAttribute("Interval", TimeValue(MicroSeconds(100)));
    uint64_t wrong = 0;
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        Simulator::Stop(MilliSeconds(1)); // for keep-alives never end
        LiveCubeOf<LinkStateHelper> cube(3, 4, 5, helper);
        FailureInjector failures;
        const auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(seed);
        const auto links = ChooseShare(cube.Links(), 0.02 * seed, random);
        failures.Fail(links, Simulator::Now(), MicroSeconds(70));
        failures.Repair(FailureInjector::Links{links.begin(), links.begin() + links.size() / 2},
                        Simulator::Now() + MicroSeconds(300 + 37 * seed),
                        MicroSeconds(130));
        Simulator::Stop(MilliSeconds(40));
        Simulator::Run();
        const uint64_t found = cube.CountMismatches();
        EXPECT_EQ(found, 0) << "seed " << seed;
        wrong += found;
        Simulator::Destroy();
    }
    std::cout << "measured: " << wrong << " wrong routes where only silence tells of losses\n";
}
