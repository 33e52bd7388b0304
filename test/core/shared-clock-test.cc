/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The clock of all servers is the simulator's, until it is told another time.

#include "ns3/shared-clock.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(SharedClock, GoesOnFromTheTimeThatItIsTold)
{
    const Time told = Seconds(1'700'000'000); // some time after 1970
    Time before;
    Time after;
    Simulator::Schedule(Seconds(2), [&] {
        before = SharedClock::Now();
        SharedClock::Set(told);
    });
    Simulator::Schedule(Seconds(5), [&] { after = SharedClock::Now(); });
    Simulator::Run();
    EXPECT_EQ(before, Seconds(2));
    EXPECT_EQ(after, told + Seconds(3));
    Simulator::Destroy();
    EXPECT_EQ(SharedClock::Now(), Simulator::Now()) << "a simulation has the clock of another";
    Simulator::Destroy();
}

TEST(SharedClock, ShowsMultiplesAtWhichAllMeet)
{
    SharedClock::Set(MilliSeconds(1'700'000'000'123));
    EXPECT_EQ(SharedClock::UntilNext(MilliSeconds(10)), MilliSeconds(7));
    EXPECT_EQ(SharedClock::UntilNext(MilliSeconds(123)),
              MilliSeconds(123) - MilliSeconds(1'700'000'000'123 % 123));
    SharedClock::Set(MilliSeconds(1'700'000'000'130));
    EXPECT_EQ(SharedClock::UntilNext(MilliSeconds(10)), MilliSeconds(10)) << "now is not next";
    Simulator::Destroy();
}
