/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What comes out of jobs is what one would compute who sees all records, each counted once: at
// rest, with frames lost, and while links and servers fail, roots too.

#include "aggregating-cube.h"
#include "cube-fixture.h"
#include "line-count.h"
#include "passing-failures.h"

#include "ns3/error-model.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class AggregationTest : public CubeTest
{
  protected:
    /** What several cubes have come to. */
    struct Sums
    {
        uint64_t jobs{0};
        uint64_t unended{0};
        uint64_t wrong{0};
        uint64_t records{0};
        uint64_t restarts{0};
        uint64_t frames{0};
        uint64_t routed{0};
    };

    static void Add(Sums& sums, const AggregatingCube& cube, uint64_t jobs)
    {
        sums.jobs += jobs;
        sums.unended += cube.CountDue();
        sums.wrong += cube.CountWrong();
        sums.records += cube.CountRecords();
        sums.restarts += cube.Sum().restarts;
        sums.frames += cube.Sum().frames;
        sums.routed += cube.Sum().routed;
    }

    static uint32_t DrawJobs(AggregatingCube& cube, uint32_t roots, uint32_t most)
    {
        for (uint32_t i = 0; i < roots; ++i)
        {
            cube.Draw(cube.GetRandom()() % cube.Size(), most);
        }
        return cube.CountDue();
    }

    static uint32_t Side(std::mt19937& random)
    {
        return random() % 6 == 0 ? 1 : 2 + random() % 3;
    }

    static void ExpectEqualUnderFailures(uint32_t seeds)
    {
        Sums sums;
        for (uint32_t seed = 1; seed <= seeds; ++seed)
        {
            std::mt19937 random(seed);
            AggregatingCube cube(Side(random), Side(random), 2 + random() % 3, seed);
            FailureInjector failures;
            const uint32_t jobs = DrawJobs(cube, 1 + random() % 3, 500);
            PlanPassingFailures({0.15, 3, MilliSeconds(4)}, cube, failures, cube.GetRandom());
            cube.Start();
            Simulator::Run();
            EXPECT_EQ(cube.CountWrong(), 0U) << "seed " << seed;
            EXPECT_EQ(cube.CountDue(), 0U) << "seed " << seed << ", " << cube.GetTorus().GetName();
            EXPECT_EQ(cube.CountPlaces(), 0U) << "seed " << seed;
            Add(sums, cube, jobs);
            Simulator::Destroy();
        }
        std::cout << "measured: while 20 % of the links flap and 15 % of the servers fail, "
                  << sums.jobs << " jobs: " << sums.unended << " not done, " << sums.wrong
                  << " wrong; " << sums.records << " records, " << sums.restarts
                  << " streams begun anew, " << sums.routed << " of " << sums.frames
                  << " frames routed\n";
    }
};

} // namespace

TEST_F(AggregationTest, IsShort)
{
    const std::string folder = "model/services/aggregation/aggregation";
    for (const char* file : {"", "-streams", "-places", "-vertex", "-inlet", "-outlet", "-tree"})
    {
        ExpectLines(folder + file + ".h", 300);
        ExpectLines(folder + file + ".cc", 300);
    }
}

TEST_F(AggregationTest, EqualsTheSumOverAllRecords)
{
    Sums sums;
    for (uint32_t seed = 1; seed <= 8; ++seed)
    {
        std::mt19937 random(seed);
        AggregatingCube cube(Side(random), Side(random), Side(random), seed);
        const uint32_t jobs = DrawJobs(cube, 1 + random() % 4, 600);
        cube.Start();
        Simulator::Run();
        EXPECT_EQ(cube.CountWrong(), 0U) << "seed " << seed;
        EXPECT_EQ(cube.CountDue(), 0U) << "seed " << seed << ", " << cube.GetTorus().GetName();
        EXPECT_EQ(cube.CountPlaces(), 0U) << "seed " << seed;
        EXPECT_EQ(cube.Sum().routed + cube.Sum().restarts, 0U) << "seed " << seed;
        Add(sums, cube, jobs);
        Simulator::Destroy();
    }
    std::cout << "measured: " << sums.jobs << " jobs in 8 cubes of sides 1 to 4: " << sums.wrong
              << " wrong, " << sums.records << " records, " << sums.restarts
              << " streams begun anew\n";
}

TEST_F(AggregationTest, EqualsItWhereFramesAreLost)
{
    Sums sums;
    for (uint32_t seed = 1; seed <= 4; ++seed)
    {
        AggregatingCube cube(3, 3, 2, seed);
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            for (uint8_t port : cube.GetTorus().GetPorts())
            {
                const auto errors = CreateObject<RateErrorModel>();
                errors->SetAttribute("ErrorUnit", EnumValue(RateErrorModel::ERROR_UNIT_PACKET));
                errors->SetRate(0.02);
                errors->AssignStreams(server * 6 + port);
                RuntimeOf(cube.Servers(), server)->GetDevice(port)->SetReceiveErrorModel(errors);
            }
        }
        const uint32_t jobs = DrawJobs(cube, 2, 2000);
        cube.Start();
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        EXPECT_EQ(cube.CountWrong(), 0U) << "seed " << seed;
        EXPECT_EQ(cube.CountDue(), 0U) << "seed " << seed;
        EXPECT_EQ(cube.CountPlaces(), 0U) << "seed " << seed;
        Add(sums, cube, jobs);
        Simulator::Destroy();
    }
    EXPECT_GT(sums.restarts, 50U);
    std::cout << "measured: 2 % of all frames are lost, " << sums.jobs << " jobs: " << sums.unended
              << " not done, " << sums.wrong << " wrong; " << sums.records << " records, "
              << sums.restarts << " streams begun anew\n";
}

TEST_F(AggregationTest, EqualsItWhileLinksAndServersFail)
{
    ExpectEqualUnderFailures(12);
}

TEST_F(AggregationTest, SlowEqualsItWhileLinksAndServersFail)
{
    ExpectEqualUnderFailures(200);
}

TEST_F(AggregationTest, RestIsSilent)
{
    AggregatingCube cube(4, 4, 4, 1);
    DrawJobs(cube, 3, 500);
    cube.Start();
    Simulator::Run();
    const uint64_t before = cube.CountFrames();
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_EQ(cube.CountFrames(), before);
    EXPECT_EQ(cube.CountPlaces(), 0U);
    std::cout << "measured: " << cube.CountFrames() - before << " frames in 1 s of quiet, " << before
              << " before\n";
}
