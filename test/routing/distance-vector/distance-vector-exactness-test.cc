/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// After every storm of failures and repairs, distances and next hops equal those of a breadth-first
// search on what is left, at every server and for every destination.

#include "cube-fixture.h"
#include "storm.h"

#include "ns3/config.h"
#include "ns3/error-model.h"
#include "ns3/pointer.h"

#include <functional>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Has all cables lose a share of all frames without loss of carrier. */
void
LoseFrames(LiveCube& cube, double loss, uint32_t seed)
{
    Ptr<RateErrorModel> model = CreateObject<RateErrorModel>();
    model->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
    model->SetRate(loss);
    model->AssignStreams(seed);
    for (const auto& cable : cube.Links())
    {
        for (uint32_t end : {0, 1})
        {
            cable->GetDevice(end)->SetAttribute("ReceiveErrorModel", PointerValue(model));
        }
    }
}

/** RunStorms() over cables that lose frames. */
void
RunLossyStorms(uint32_t first, uint32_t last, uint32_t largestSide, double loss)
{
    DistanceVectorHelper helper;
    helper.SetAttribute("RepeatAfter", StringValue("200us"));
    uint64_t wrong = 0;
    uint64_t repeated = 0;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        Storm<DistanceVectorHelper> storm(seed, largestSide, helper);
        LiveCube& cube = storm.GetCube();
        LoseFrames(cube, loss, seed);
        const uint64_t found = storm.Run();
        EXPECT_EQ(found, 0) << "seed " << seed << ", " << storm.GetName();
        wrong += found;
        for (uint32_t i = 0; i < cube.Size(); ++i)
        {
            repeated += cube.Router(i).GetCounters().repeated;
        }
        Simulator::Destroy();
    }
    EXPECT_GT(repeated, 0);
    std::cout << "measured: " << wrong << " wrong routes in " << last - first + 1
              << " random runs, sides up to " << largestSide << ", " << 100 * loss
              << "% of frames lost, " << repeated << " sent again\n";
}

using ExactnessTest = CubeTest;

} // namespace

TEST_F(ExactnessTest, SmallCubes)
{
    RunStorms<DistanceVectorHelper>(1, 60, 4);
}

TEST_F(ExactnessTest, FlapsFasterThanPortsHandFramesUp)
{
    // What had come in before a link went down is handed up in the session after it has come up.
    Config::SetDefault("ns3::camcube::CamCubeNetDevice::ProcessingDelay", StringValue("40us"));
    RunStorms<DistanceVectorHelper>(3001, 3060, 4);
    Config::Reset();
}

TEST_F(ExactnessTest, RestoredLinkIsNotUsedBeforeItsListIsIn)
{
    // From (0,0) two paths lead to (2,2). The one over (1,0) is cut, and before it is mended (1,0)
    // loses its own short paths: the closed form does not hold for it any more.
    LiveCube cube(5, 5, 1);
    const auto link = [&](uint32_t server, uint8_t port) {
        return TorusHelper::GetLink(cube.Servers().Get(server), port);
    };
    link(0, PLUS_X)->Cut();
    link(1, PLUS_X)->Cut();
    link(1, PLUS_Y)->Cut();
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0);
    uint32_t looks = 0;
    uint32_t wrong = 0;
    const std::function<void()> look = [&] {
        wrong += cube.Router(0).GetTable().GetNextHops({2, 2, 0}) != PortSet::Of(PLUS_Y);
        if (++looks < 1000)
        {
            Simulator::Schedule(NanoSeconds(100), look);
        }
    };
    link(0, PLUS_X)->Mend();
    look();
    Simulator::Run();
    EXPECT_EQ(wrong, 0U);
    EXPECT_EQ(cube.CountMismatches(), 0);
    std::cout << "measured: 0 uses of a restored link for what the other end has lost, in " << looks
              << " looks\n";
}

TEST_F(ExactnessTest, FramesLostWithoutLossOfCarrier)
{
    RunLossyStorms(2001, 2040, 4, 0.01);
    RunLossyStorms(2101, 2120, 4, 0.2);
}

TEST_F(ExactnessTest, SlowFramesLostWithoutLossOfCarrier)
{
    RunLossyStorms(2201, 2300, 8, 0.01);
}

TEST_F(ExactnessTest, SlowCubesOfAllSizes)
{
    RunStorms<DistanceVectorHelper>(1001, 1500, 8);
}
