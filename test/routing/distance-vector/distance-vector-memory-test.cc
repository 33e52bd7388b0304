/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What routing under failures takes of memory, in the largest cube, and that a large one runs.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/process-usage.h"

#include <algorithm>
#include <iterator>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using MemoryTest = CubeTest;

constexpr double KIB = 1024;
constexpr uint32_t LARGEST = 47;
constexpr uint32_t LARGEST_SERVERS = LARGEST * LARGEST * LARGEST;

/** \return bytes that everything on one server's account takes without any deviation */
std::size_t
GetIntactBytes(uint32_t k)
{
    // A server's state does not depend on others: a cube of one long axis has the same rows.
    LiveCube cube(k, 1, 1);
    return cube.GetMostStateBytes();
}

} // namespace

TEST_F(MemoryTest, IntactStateFollowsTheSidesAndNotTheServers)
{
    const std::size_t small = GetIntactBytes(8);
    Simulator::Destroy();
    const std::size_t large = GetIntactBytes(LARGEST);
    // One row more of a few bytes for each coordinate.
    EXPECT_GT(large, small);
    EXPECT_LE(large - small, (LARGEST - 8) * 16U);
}

TEST_F(MemoryTest, SlowLargestCubeIntact)
{
    const double before = GetResidentMib();
    std::size_t state = 0;
    double resident = 0;
    {
        LiveCube cube(LARGEST, LARGEST, LARGEST);
        resident = (GetResidentMib() - before) * 1024 * KIB / cube.Size();
        state = cube.GetMostStateBytes();
        EXPECT_EQ(cube.CountMessages(), 0);
        EXPECT_EQ(cube.CountMismatches(LARGEST_SERVERS / 2 + 5), 0);
    }
    EXPECT_LE(state, 4 * KIB);
    // The worst case: every route deviates, and nothing is left to the closed form.
    const std::size_t dense = state + LARGEST_SERVERS * CompactRoute::BYTES;
    EXPECT_LE(dense, 1024 * KIB);
    std::cout << "measured: " << LARGEST << "x" << LARGEST << "x" << LARGEST
              << ", intact: " << state / KIB << " KiB of routing state a server at most, at worst "
              << dense / KIB << " KiB if every route deviates; the process takes " << resident / KIB
              << " KiB a server for ports, cables and all services\n";
}

TEST_F(MemoryTest, SlowThirtyCubedWithOnePercentOfLinksFailed)
{
    const WallClock clock;
    LiveCube cube(30, 30, 30);
    const double built = clock.GetSeconds();
    FailureInjector failures;
    const auto choice = CreateObject<UniformRandomVariable>();
    choice->SetStream(1);
    // Half of them one after another, half in one instant.
    const auto links = ChooseShare(cube.Links(), 0.005, choice);
    failures.Fail(links, Simulator::Now(), MilliSeconds(2));
    Simulator::Run();
    const uint64_t oneByOne = cube.CountMessages();
    FailureInjector::Links left;
    std::copy_if(cube.Links().begin(),
                 cube.Links().end(),
                 std::back_inserter(left),
                 [](const auto& link) { return link->IsUp(); });
    const auto more = ChooseShare(left, 0.005 / 0.995, choice);
    failures.Fail(more, Simulator::Now());
    Simulator::Run();
    uint64_t wrong = 0;
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    constexpr uint32_t SAMPLES = 40;
    for (uint32_t sample = 0; sample < SAMPLES; ++sample)
    {
        wrong += cube.CountMismatches(random->GetInteger(0, cube.Size() - 1));
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(GetResidentMib(), 8 * KIB);
    std::cout << "measured: 30x30x30: " << links.size() << " links fail one after another ("
              << static_cast<double>(oneByOne) / links.size() << " messages each), then "
              << more.size() << " at once (" << (cube.CountMessages() - oneByOne) << " messages), "
              << wrong << " wrong routes to " << SAMPLES << " destinations, "
              << cube.GetMostStateBytes() / KIB << " KiB of routing state a server at most; "
              << clock.GetSeconds() << " s of which " << built << " s to build, "
              << GetResidentMib() << " MiB\n";
}
