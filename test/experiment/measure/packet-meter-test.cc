/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "star-network.h"

#include "ns3/channel.h"
#include "ns3/packet-meter.h"
#include "ns3/workload-runner.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

// Ten packets leave 20 us apart; after the fifth, the first cable's delay shrinks from 70 us to
// none. So those of the first five that arrive after packet 5 does are reordered.
TEST(PacketMeter, ReorderedPacketsAreCounted)
{
    Star star(2);
    PacketMeter packets(star.servers);
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(
        Workload::ConstantRate({{0, 1}}, DataRate("400Mbps"), 1000, Seconds(0), MicroSeconds(200)));
    const Ptr<Channel> cable = star.devices.Get(0)->GetChannel();
    cable->SetAttribute("Delay", StringValue("70us"));
    Simulator::Schedule(MicroSeconds(90),
                        [cable] { cable->SetAttribute("Delay", StringValue("0us")); });
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    uint32_t expected = 0;
    for (uint32_t slow = 0; slow < 5; ++slow)
    {
        expected += slow * 20 + 70 > 5 * 20;
    }
    EXPECT_EQ(expected, 3U);
    EXPECT_EQ(packets.GetStatistics().sent, 10U);
    EXPECT_EQ(packets.GetStatistics().received, 10U);
    EXPECT_EQ(packets.GetStatistics().reordered, expected);
}

TEST(PacketMeter, WindowAndHopCounter)
{
    Star star(2);
    PacketMeter packets(star.servers);
    packets.SetWindow(MilliSeconds(1), MilliSeconds(2));
    packets.SetHopCounter([](Ptr<const Packet> packet, const Ipv4Header& header) {
        return packet->GetSize() + header.GetTtl(); // of UDP: 8 and payload; one router passed
    });
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(
        Workload::ConstantRate({{0, 1}}, DataRate("80Mbps"), 1000, Seconds(0), MilliSeconds(5)));
    Simulator::Run();
    EXPECT_EQ(packets.GetStatistics().sent, 10U) << "one every 100 us";
    EXPECT_EQ(packets.GetStatistics().received, 10U);
    EXPECT_EQ(packets.GetStatistics().hops.GetMean(), 1008 + 63);
}

// An idle transfer sends each segment once; acknowledgements and the handshake do not count.
TEST(PacketMeter, CountsTcpSegmentsWithPayload)
{
    Star star(2);
    PacketMeter packets(star.servers);
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(Workload::Bulk({{0, 1}}, 10 * SEGMENT + 1, Seconds(0)));
    Simulator::Run();
    EXPECT_EQ(runner.GetNCompleted(), 1U);
    EXPECT_EQ(packets.GetStatistics().sent, 11U);
    EXPECT_EQ(packets.GetStatistics().received, 11U);
}

// Every repetition is a packet of its own, and still nothing is counted twice.
TEST(PacketMeter, LossUnderTcpIsWhatQueuesDropped)
{
    Star star(5, "16p");
    PacketMeter packets(star.servers);
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(Workload::Bulk({{0, 4}, {1, 4}, {2, 4}, {3, 4}}, 1000 * SEGMENT, Seconds(0)));
    runner.StopWhenDone();
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    EXPECT_EQ(runner.GetNCompleted(), 4U);
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_GT(star.drops, 0U);
    EXPECT_EQ(packets.GetStatistics().GetLost(), star.drops);
    EXPECT_GE(packets.GetStatistics().received, 4U * 1000);
    std::cout << packets.GetStatistics().GetLost() << " of " << packets.GetStatistics().sent
              << " segments lost\n";
}
