/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/disk.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <stdexcept>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

TEST(Disk, SharesItsBandwidthAndItsRoom)
{
    Disk disk(DataRate("8Gbps"), 1000);
    EXPECT_TRUE(disk.Reserve(600));
    EXPECT_FALSE(disk.Reserve(401));
    EXPECT_TRUE(disk.Reserve(400));
    EXPECT_FALSE(disk.Reserve(UINT64_MAX));
    disk.Release(1000);
    EXPECT_EQ(disk.GetUsed(), 0U);
    EXPECT_EQ(disk.Transfer(1000), MicroSeconds(1));
    EXPECT_EQ(disk.Transfer(1000), MicroSeconds(2)) << "behind the first";
    EXPECT_THROW(Disk(DataRate(0), 1), std::invalid_argument);
}

TEST(Disk, CallsAtTheEndOfAnAccessUnlessStopped)
{
    std::vector<Time> ends;
    const auto note = [&ends] { ends.push_back(Simulator::Now()); };
    {
        Disk disk(DataRate("8Gbps"), 1000);
        disk.Access(1000, note);
        disk.Transfer(2000);
        disk.Access(1000, note);
        disk.Access(1000, note);
        Simulator::Stop(MicroSeconds(4));
        Simulator::Run();
        EXPECT_EQ(ends, (std::vector<Time>{MicroSeconds(1), MicroSeconds(4)}));
        disk.Stop();
        disk.Access(1000, note); // behind the one that nobody waits for
        Simulator::Run();
        EXPECT_EQ(ends.back(), MicroSeconds(6));
        disk.Access(1000, note); // and the disk goes
    }
    Simulator::Run();
    EXPECT_EQ(ends.size(), 3U);
    Simulator::Destroy();
}
