/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How long bytes take, to the nearest time step and with any release of ns-3.

#include "ns3/transmission-time.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(TransmissionTime, IsToTheNearestTimeStep)
{
    EXPECT_EQ(GetTransmissionTime(1514, DataRate("1Gbps")), NanoSeconds(12112));
    EXPECT_EQ(GetTransmissionTime(1514, DataRate("1300Mbps")), NanoSeconds(9317)) << "9316.92";
    EXPECT_EQ(GetTransmissionTime(1514, DataRate("300Mbps")), NanoSeconds(40373)) << "40373.33";
    EXPECT_EQ(GetTransmissionTime(UINT32_MAX, DataRate("1kbps")), MilliSeconds(34359738360));
    EXPECT_EQ(GetTransmissionTime(0, DataRate("1Gbps")), Time(0));
}
