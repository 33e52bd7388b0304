/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/nstime.h"
#include "ns3/simulator.h"
#include "ns3/time-resolution.h"

#include <cstddef>
#include <gtest/gtest.h>
#include <malloc.h>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr std::ptrdiff_t TIMES = 10000;
constexpr std::ptrdiff_t SIZE = sizeof(Time);
constexpr std::ptrdiff_t POINTER = sizeof(void*);

/**
 * \return the bytes of the heap that objects of type Time take beside themselves; less than none
 *         where the heap does not count, as under sanitizers
 */
std::ptrdiff_t
CountBytesBeside()
{
    const auto before = static_cast<std::ptrdiff_t>(mallinfo2().uordblks);
    const std::vector<Time> times(TIMES, NanoSeconds(1));
    return static_cast<std::ptrdiff_t>(mallinfo2().uordblks) - before - TIMES * SIZE;
}

} // namespace

TEST(TimeResolution, TimesAreListedUntilItIsKept)
{
    if (CountBytesBeside() < TIMES * POINTER)
    {
        GTEST_SKIP() << "this process has run a simulation, or its heap does not count";
    }
    KeepTimeResolution();
    EXPECT_LT(CountBytesBeside(), TIMES);
    KeepTimeResolution();
    EXPECT_EQ(Time::GetResolution(), Time::NS);
}

TEST(TimeResolution, SimulationsBeginAnewAfterwards)
{
    KeepTimeResolution();
    Time at;
    Simulator::Schedule(NanoSeconds(7), [&] { at = Simulator::Now(); });
    Simulator::Run();
    EXPECT_EQ(at, NanoSeconds(7));
    Simulator::Destroy();
}
