/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/event-time.h"
#include "ns3/nstime.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

TEST(EventTime, IsThatOfTheSimulatorInAndOutsideEvents)
{
    uint32_t looks = 0;
    const auto look = [&looks] {
        ++looks;
        EXPECT_EQ(EventTime::Now(), Simulator::Now().GetTimeStep());
    };
    look();
    for (int64_t time : {3, 5, 5, 9})
    {
        Simulator::Schedule(TimeStep(time), [&] {
            look();
            {
                const EventTime here;
                look();
                const EventTime within;
                look();
            }
            look();
            try
            {
                const EventTime here;
                throw std::runtime_error("left in the middle");
            }
            catch (const std::runtime_error&)
            {
            }
        });
    }
    Simulator::Run();
    look();
    Simulator::Destroy();
    look();
    EXPECT_EQ(looks, 19U);
}
