/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/retransmission-timeout.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(RetransmissionTimeout, IsTwiceTheRoundTripAndTheMinimumAtLeast)
{
    RetransmissionTimeout timeout(MilliSeconds(5));
    EXPECT_EQ(timeout.Get(), MilliSeconds(5));
    timeout.Answered(MilliSeconds(7));
    EXPECT_EQ(timeout.Get(), MilliSeconds(14));
    timeout.Answered(MilliSeconds(1));
    EXPECT_EQ(timeout.Get(), MilliSeconds(5));
}

TEST(RetransmissionTimeout, DoublesUntilThereIsASample)
{
    RetransmissionTimeout timeout(MilliSeconds(5));
    for (const int64_t expected : {10, 20, 40, 80, 160, 320, 320})
    {
        timeout.Expired(timeout.Get());
        EXPECT_EQ(timeout.Get(), MilliSeconds(expected));
    }
    timeout.Answered(MilliSeconds(3));
    EXPECT_EQ(timeout.Get(), MilliSeconds(6));
}

TEST(RetransmissionTimeout, DoublesOnceForAllThatWasSentAtATime)
{
    RetransmissionTimeout timeout(MilliSeconds(5));
    const Time waited = timeout.Get();
    for (int piece = 0; piece < 16; ++piece)
    {
        timeout.Expired(waited);
    }
    EXPECT_EQ(timeout.Get(), MilliSeconds(10));
}

TEST(RetransmissionTimeout, FollowsRoundTripsHoweverLong)
{
    RetransmissionTimeout timeout(MilliSeconds(5));
    timeout.Answered(Seconds(1));
    timeout.Expired(timeout.Get());
    EXPECT_EQ(timeout.Get(), Seconds(4));
}
