/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Servers find out where they are although frames are lost, servers boot late or again, and cables
// fail afterwards; and then they are quiet.

#include "booting-cube.h"

#include "ns3/camcube-channel.h"
#include "ns3/error-model.h"
#include "ns3/failure-injector.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"

#include <string>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const Torus CUBE(6, 6, 6);

void
ExpectAllRight(const BootstrapSurvey& survey, const std::string& name, uint32_t missing = 0)
{
    const BootstrapSurvey::Counts& counts = survey.GetCounts();
    EXPECT_GE(counts.identified + missing, counts.servers) << name;
    EXPECT_EQ(counts.wrong, 0U) << name;
    EXPECT_EQ(counts.missed, 0U) << name;
    EXPECT_EQ(counts.inexact, 0U) << name;
    EXPECT_EQ(counts.falseReports, 0U) << name;
}

} // namespace

TEST(BootstrapEvents, AreBorneWhenATenthOfAllFramesIsLost)
{
    for (const double share : {0.0, 0.1})
    {
        Figures figures;
        for (uint32_t seed = 1; seed <= 5; ++seed)
        {
            BootingCube cube(CUBE, WiringFaults::MIXED, share, seed);
            Ptr<RateErrorModel> loss = CreateObject<RateErrorModel>();
            loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            loss->SetRate(0.1);
            loss->SetRandomVariable(cube.MakeRandom());
            for (const auto& cable : cube.GetTrial().GetHelper().Links())
            {
                for (uint32_t end : {0, 1})
                {
                    DynamicCast<CamCubeNetDevice>(cable->GetDevice(end))
                        ->SetReceiveErrorModel(loss);
                }
            }
            cube.GetTrial().Run();
            const std::string name = "seed " + std::to_string(seed);
            ExpectAllRight(cube.Look(), name, share > 0 ? 4 : 0);
            figures.Add(cube, name);
        }
        EXPECT_GT(figures.counts.repeats, 0U);
        figures.Print("6x6x6, mixed " + std::to_string(share) + ", 10% of frames lost");
    }
}

TEST(BootstrapEvents, AreBorneWhenServersBootAtDifferentTimes)
{
    Figures figures;
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        BootingCube cube(CUBE, WiringFaults::MIXED, 0.1, seed);
        const auto random = cube.MakeRandom();
        for (uint32_t server = 0; server < cube.GetServers().GetN(); ++server)
        {
            cube.Get(server).SetStartTime(MicroSeconds(random->GetInteger(0, 20000)));
        }
        cube.GetTrial().Run();
        const std::string name = "seed " + std::to_string(seed);
        ExpectAllRight(cube.Look(), name, 4);
        figures.Add(cube, name);
    }
    figures.Print("6x6x6, mixed 0.1, boot within 20 ms");
}

TEST(BootstrapEvents, AreOverOnceAllAreIdentified)
{
    for (const double share : {0.0, 0.2})
    {
        uint64_t frames = 0;
        for (uint32_t seed = 1; seed <= 3; ++seed)
        {
            BootingCube cube(CUBE, WiringFaults::MIXED, share, seed);
            Simulator::Stop(MilliSeconds(200));
            Simulator::Run();
            const auto before = cube.Look().GetCounts();
            EXPECT_GE(before.identified + (share > 0 ? 4 : 0), before.servers) << "seed " << seed;
            Simulator::Stop(Seconds(1));
            Simulator::Run();
            const auto after = cube.Look().GetCounts();
            frames += after.states + after.answers - before.states - before.answers;
        }
        EXPECT_EQ(frames, 0U);
        std::cout << "measured: bootstrap, 6x6x6, mixed " << share << ": " << frames
                  << " frames of 3 cubes in 1 s once all that can be are identified\n";
    }
}

TEST(BootstrapEvents, OfAServerThatComesBackLateFindItItsPlace)
{
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        BootingCube cube(CUBE, seed);
        const uint32_t late = cube.MakeRandom()->GetInteger(0, CUBE.GetNServers() - 1);
        FailureInjector failures;
        failures.Fail(cube.GetServers().Get(late), MicroSeconds(300));
        failures.Repair(FailureTargets(cube.GetServers().Get(late)), MilliSeconds(300));
        Simulator::Schedule(MilliSeconds(299), [&] {
            const BootstrapSurvey survey = cube.Look();
            EXPECT_FALSE(cube.Get(late).IsIdentified()) << "seed " << seed;
            EXPECT_EQ(survey.GetCounts().identified, CUBE.GetNServers() - 1) << "seed " << seed;
            EXPECT_EQ(survey.GetCounts().falseReports, 6U) << "seed " << seed;
        });
        cube.GetTrial().Run();
        ExpectAllRight(cube.Look(), "seed " + std::to_string(seed));
    }
}

TEST(BootstrapEvents, OfCablesThatFailAfterwardsAreReported)
{
    BootingCube cube(CUBE, 1);
    const Ptr<CamCubeChannel> cable = cube.GetTrial().GetHelper().Links()[0];
    FailureInjector failures;
    failures.Fail(FailureInjector::Links{cable}, MilliSeconds(300));
    failures.Repair(FailureInjector::Links{cable}, MilliSeconds(400));
    Simulator::Schedule(MilliSeconds(299), [&] { EXPECT_TRUE(cube.Get(0).GetFaults().empty()); });
    Simulator::Schedule(MilliSeconds(350), [&] {
        const auto faults = cube.Get(0).GetFaults();
        ASSERT_EQ(faults.size(), 1U);
        EXPECT_EQ(faults[0].port, PLUS_X);
        EXPECT_EQ(faults[0].kind, CableFault::FAILED);
        EXPECT_EQ(cube.Look().GetServerAt(faults[0].peer.value()), 1U);
        EXPECT_EQ(faults[0].peerPort, MINUS_X);
        EXPECT_EQ(cube.Get(1).GetFaults().size(), 1U);
    });
    cube.GetTrial().Run();
    ExpectAllRight(cube.Look(), "after the repair");
}

TEST(BootstrapEvents, OfAServiceThatIsWithdrawnAndDeployedAgain)
{
    for (const Time& again : {MicroSeconds(600), MilliSeconds(3), MilliSeconds(300)})
    {
        for (uint32_t seed = 1; seed <= 3; ++seed)
        {
            BootingCube cube(CUBE, seed);
            const uint32_t server = cube.MakeRandom()->GetInteger(0, CUBE.GetNServers() - 1);
            Simulator::Schedule(again - MicroSeconds(500), [&] {
                cube.Get(server).Withdraw();
                EXPECT_TRUE(cube.Get(server).GetFaults().empty());
            });
            Simulator::Schedule(again, [&] { cube.Get(server).Deploy(); });
            cube.GetTrial().Run();
            ExpectAllRight(cube.Look(),
                           "again after " + std::to_string(again.GetMicroSeconds()) + " us, seed " +
                               std::to_string(seed));
        }
    }
}

TEST(BootstrapEvents, OfTheFirstServerBackWithoutItsPlaceDoNoHarm)
{
    // Who began the frame of reference is withdrawn for good as soon as it is identified.
    BootingCube cube(CUBE, 1);
    for (uint32_t server = 0; server < CUBE.GetNServers(); ++server)
    {
        cube.Get(server).TraceConnectWithoutContext(
            "Identified",
            MakeCallbackOf<const TorusCoordinate&>([&cube, server](const TorusCoordinate& here) {
                EXPECT_EQ(cube.GetServers().Get(server)->GetObject<Runtime>()->GetCoordinate(),
                          here);
                if (here == TorusCoordinate())
                {
                    cube.Get(server).Withdraw();
                }
            }));
    }
    cube.GetTrial().Run();
    ExpectAllRight(cube.Look(), "without the first server");
}
