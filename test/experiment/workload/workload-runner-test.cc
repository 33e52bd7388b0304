/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "star-network.h"

#include "ns3/config.h"
#include "ns3/flow-results.h"
#include "ns3/link-meter.h"
#include "ns3/packet-meter.h"
#include "ns3/uinteger.h"
#include "ns3/workload-runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return the time of a TCP transfer over an idle star, its segments sent in one window */
int64_t
WindowNs(uint32_t segments)
{
    // Two cables, store and forward. SYN: window scale, SACK and timestamp options, 16 bytes with
    // padding; all later: timestamps, 12 bytes.
    const int64_t syn = WireNs(20 + 20 + 16 + PPP);
    const int64_t ack = WireNs(20 + 20 + 12 + PPP);
    const int64_t data = WireNs(20 + 20 + 12 + SEGMENT + PPP);
    const int64_t handshake = 2 * 2 * (syn + DELAY_NS);
    return handshake + ack + segments * data + data + 2 * DELAY_NS;
}

} // namespace

TEST(WorkloadRunner, ConstantRateIsExact)
{
    Star star(3);
    PacketMeter packets(star.servers);
    LinkMeter links(star.All());
    WorkloadRunner runner(star.servers, star.addresses);
    // 375 intervals of 26,667 ns begin within 10 ms.
    runner.Install(Workload::ConstantRate({{0, 1}},
                                          DataRate("300Mbps"),
                                          1000,
                                          MilliSeconds(1),
                                          MilliSeconds(11)));
    Simulator::Stop(MilliSeconds(12));
    Simulator::Run();
    const FlowResult result = runner.GetResults().at(0);
    EXPECT_EQ(result.receivedBytes, 375U * 1000);
    EXPECT_TRUE(result.IsCompleted());
    EXPECT_FALSE(result.HasCompletionTime());
    EXPECT_DOUBLE_EQ(result.GetGoodputMbps(), 300);

    const uint32_t onWire = 1000 + 8 + 20 + PPP;
    const int64_t latency = 2 * (WireNs(onWire) + DELAY_NS);
    EXPECT_EQ(result.firstByte, MilliSeconds(1) + NanoSeconds(latency));
    EXPECT_EQ(result.lastByte, MilliSeconds(1) + NanoSeconds(374 * 26667 + latency));

    const PacketStatistics& seen = packets.GetStatistics();
    EXPECT_EQ(seen.sent, 375U);
    EXPECT_EQ(seen.GetLost(), 0U);
    EXPECT_EQ(seen.reordered, 0U);
    EXPECT_DOUBLE_EQ(seen.latencyUs.GetMin(), latency / 1e3);
    EXPECT_DOUBLE_EQ(seen.latencyUs.GetMean(), latency / 1e3);
    EXPECT_DOUBLE_EQ(seen.latencyUs.GetMax(), latency / 1e3);
    EXPECT_EQ(seen.hops.GetMin(), 2);
    EXPECT_EQ(seen.hops.GetMax(), 2);

    // Two of six directions carry all of it.
    EXPECT_EQ(links.GetLoads().size(), 6U);
    EXPECT_EQ(links.GetLoads()[0].bytes, 375U * onWire);
    EXPECT_EQ(links.GetLoads()[0].packets, 375U);
    EXPECT_DOUBLE_EQ(links.GetLoads()[0].GetUtilization(MilliSeconds(10)),
                     375 * WireNs(onWire) / 10e6);
    EXPECT_NEAR(SummarizeUtilization(links.GetLoads(), MilliSeconds(10)).GetMean(),
                2 * 375 * WireNs(onWire) / 10e6 / 6,
                1e-12);
    links.Reset();
    EXPECT_EQ(links.GetLoads()[0].bytes, 0U);
    Simulator::Destroy(); // runner and meters may outlive it
}

TEST(WorkloadRunner, CompletionTimeOfOneWindowIsExact)
{
    for (uint32_t segments : {1U, 2U, 10U})
    {
        Star star(2);
        WorkloadRunner runner(star.servers, star.addresses);
        runner.Install(Workload::Bulk({{0, 1}}, segments * SEGMENT, MilliSeconds(3)));
        runner.StopWhenDone();
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        const FlowResult result = runner.GetResults().at(0);
        ASSERT_TRUE(result.HasCompletionTime());
        EXPECT_EQ(result.GetCompletionTime().GetNanoSeconds(), WindowNs(segments));
        EXPECT_EQ(Simulator::Now(), result.lastByte) << "the simulation ends with the last flow";
    }
}

// After slow start a long transfer keeps its line busy: its time is that of its bytes on the wire
// and at most 1% more, for a handful of round trips of some 50 us.
TEST(WorkloadRunner, LongTransferFillsTheLine)
{
    Star star(2);
    WorkloadRunner runner(star.servers, star.addresses);
    constexpr uint32_t SEGMENTS = 10000;
    runner.Install(Workload::Bulk({{0, 1}}, SEGMENTS * SEGMENT, Seconds(0)));
    runner.StopWhenDone();
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    const FlowResult result = runner.GetResults().at(0);
    ASSERT_TRUE(result.HasCompletionTime());
    EXPECT_GE(result.GetCompletionTime().GetNanoSeconds(), WindowNs(SEGMENTS));
    EXPECT_LE(result.GetCompletionTime().GetNanoSeconds(), 1.01 * WindowNs(SEGMENTS));
    std::cout << "goodput of 14.5 MB over an idle line: " << result.GetGoodputMbps()
              << " Mbit/s; headers leave " << 1000.0 * SEGMENT / (SEGMENT + 52 + PPP) << "\n";
}

TEST(WorkloadRunner, EndlessTransferStops)
{
    Star star(2);
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(Workload::Bulk({{0, 1}}, 0, MilliSeconds(10), MilliSeconds(60)));
    runner.StopWhenDone();
    Simulator::Stop(MilliSeconds(100));
    Simulator::Run();
    EXPECT_EQ(Simulator::Now(), MilliSeconds(100));
    const FlowResult result = runner.GetResults().at(0);
    EXPECT_FALSE(result.IsCompleted());
    EXPECT_LE(result.lastByte, MilliSeconds(60));
    EXPECT_EQ(result.GetActiveTime(), MilliSeconds(50));
    EXPECT_GT(result.GetGoodputMbps(), 0.95 * 1000 * SEGMENT / (SEGMENT + 52 + PPP));
}

// Two senders of 0.8 Gbps each over one cable: what is lost is what full queues dropped, and
// what gets through is the cable's rate.
TEST(WorkloadRunner, LossIsWhatQueuesDropped)
{
    Star star(3, "10p");
    PacketMeter packets(star.servers);
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(Workload::ConstantRate({{0, 2}, {1, 2}},
                                          DataRate("800Mbps"),
                                          1000,
                                          Seconds(0),
                                          MilliSeconds(20)));
    runner.StopWhenDone();
    Simulator::Stop(MilliSeconds(25));
    Simulator::Run();
    const PacketStatistics& seen = packets.GetStatistics();
    EXPECT_GT(star.drops, 0U);
    EXPECT_EQ(seen.GetLost(), star.drops);
    EXPECT_EQ(seen.sent, 2U * 2000);
    const double carried = 20e6 / WireNs(1000 + 28 + PPP);
    EXPECT_NEAR(seen.received, carried, 13) << "and the queue and the pipe at the end";
    uint64_t received = 0;
    for (const FlowResult& result : runner.GetResults())
    {
        received += result.receivedBytes;
    }
    EXPECT_EQ(received, seen.received * 1000);
    EXPECT_EQ(Simulator::Now(), MilliSeconds(25)) << "not all flows were completed";
}

// Lost datagrams never come, so the run ends a while after the last was sent.
TEST(WorkloadRunner, LossDoesNotKeepARunGoing)
{
    Star star(3, "10p");
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(Workload::ConstantRate({{0, 2}, {1, 2}},
                                          DataRate("800Mbps"),
                                          1000,
                                          Seconds(0),
                                          MilliSeconds(20)));
    runner.StopWhenDone();
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_LT(runner.GetNCompleted(), 2U);
    EXPECT_EQ(Simulator::Now(), MilliSeconds(20 + WorkloadRunner::DRAIN_MS));
}

// No transfer is faster than one over the idle network, rounded down to whole segments.
TEST(WorkloadRunner, ThousandsOfFlows)
{
    Star star(8);
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(2);
    const Workload workload = Workload::PoissonArrivals(8,
                                                        0.3,
                                                        DataRate("1Gbps"),
                                                        FlowSizeDistribution({{10000, 1}}),
                                                        Seconds(0),
                                                        MilliSeconds(100),
                                                        random);
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(workload);
    runner.StopWhenDone();
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    EXPECT_GT(workload.GetFlows().size(), 2500U);
    EXPECT_EQ(runner.GetNCompleted(), workload.GetFlows().size());
    const FlowResults results(runner.GetResults());
    EXPECT_GE(results.GetCompletionTimes().GetMin() * 1e3, WindowNs(6));
    EXPECT_EQ(results.ToJson()["received_bytes"], workload.GetOfferedBytes());
    std::cout << runner.GetNCompleted() << " flows\n";
}

TEST(WorkloadRunner, LeavesDefaultsAlone)
{
    Star star(2);
    Config::SetDefault("ns3::TcpSocket::RcvBufSize", UintegerValue(77777));
    WorkloadRunner runner(star.servers, star.addresses);
    runner.SetTcpAttribute("InitialCwnd", UintegerValue(4));
    runner.Install(Workload::Bulk({{0, 1}}, 1, Seconds(0)));
    const Ptr<Node> node = star.servers.Get(0);
    UintegerValue value;
    const auto get = [&](const char* factory, const char* attribute) {
        Socket::CreateSocket(node, TypeId::LookupByName(factory))->GetAttribute(attribute, value);
        return value.Get();
    };
    EXPECT_EQ(get("ns3::camcube::ProfiledTcpSocketFactory", "SegmentSize"), SEGMENT);
    EXPECT_EQ(get("ns3::camcube::ProfiledTcpSocketFactory", "SndBufSize"), 1U << 20);
    EXPECT_EQ(get("ns3::camcube::ProfiledTcpSocketFactory", "InitialCwnd"), 4U);
    EXPECT_EQ(get("ns3::camcube::ProfiledTcpSocketFactory", "RcvBufSize"), 77777U)
        << "the user's wish";
    EXPECT_EQ(get("ns3::TcpSocketFactory", "SegmentSize"), 536U);
    EXPECT_EQ(get("ns3::TcpSocketFactory", "SndBufSize"), 131072U);
    Config::Reset();
}

TEST(WorkloadRunner, BadInputIsRefused)
{
    Star star(2);
    EXPECT_THROW(WorkloadRunner(star.servers, {}), std::invalid_argument);
    const auto install = [](const NodeContainer& servers,
                            const std::vector<Ipv4Address>& addresses,
                            const Workload& workload) {
        WorkloadRunner(servers, addresses).Install(workload);
    };
    const Workload one = Workload::Bulk({{0, 1}}, 1, Seconds(0));
    EXPECT_THROW(install(star.servers, star.addresses, Workload::Bulk({{0, 2}}, 1, Seconds(0))),
                 std::invalid_argument);
    EXPECT_THROW(install(star.servers, {star.addresses[1], star.addresses[0]}, one),
                 std::invalid_argument);
    NodeContainer bare;
    bare.Create(2);
    EXPECT_THROW(install(bare, star.addresses, one), std::invalid_argument);
    EXPECT_THROW(PacketMeter{bare}, std::invalid_argument);
    EXPECT_THROW(install(star.servers,
                         star.addresses,
                         Workload::Bulk(TrafficPairs(48129, {0, 1}), 1, Seconds(1))),
                 std::invalid_argument);
    WorkloadRunner runner(star.servers, star.addresses);
    EXPECT_THROW(runner.SetTcpAttribute("SegmentSiz", UintegerValue(1)), std::invalid_argument);
    EXPECT_THROW(runner.SetTcpAttribute("Sack", StringValue("perhaps")), std::invalid_argument);
    runner.Install(one);
    EXPECT_THROW(runner.Install(one), std::invalid_argument);
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    EXPECT_THROW(install(star.servers, star.addresses, one), std::invalid_argument);
}
