/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/config.h"
#include "ns3/flow-results.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-global-routing-helper.h"
#include "ns3/link-meter.h"
#include "ns3/packet-meter.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/uinteger.h"
#include "ns3/workload-runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;

namespace
{

constexpr int64_t DELAY_NS = 1000; //!< of every cable
constexpr uint32_t PPP = 2;        //!< bytes of framing
constexpr uint32_t SEGMENT = 1448; //!< an MTU of 1,500 bytes less IP, TCP and timestamps

/** \return how long bytes take on the wire at 1 Gbps */
int64_t
WireNs(uint32_t bytes)
{
    return bytes * 8;
}

/** Servers round a stock router, with 1 Gbps cables of 1 us and drop-tail queues. */
class Star
{
  public:
    explicit Star(uint32_t n, const std::string& queue = "1000p")
    {
        m_router.Create(1);
        servers.Create(n);
        InternetStackHelper().Install(NodeContainer(m_router, servers));
        PointToPointHelper cable;
        cable.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
        cable.SetChannelAttribute("Delay", StringValue("1us"));
        cable.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue(queue));
        Ipv4AddressHelper subnet("10.0.0.0", "255.255.255.252");
        for (uint32_t i = 0; i < n; ++i)
        {
            const NetDeviceContainer ends = cable.Install(servers.Get(i), m_router.Get(0));
            addresses.push_back(subnet.Assign(ends).GetAddress(0));
            subnet.NewNetwork();
            TrafficControlHelper().Uninstall(ends);
            devices.Add(ends);
        }
        Ipv4GlobalRoutingHelper::PopulateRoutingTables();
        // Without a queue disc, packets for a full device end here.
        const NodeContainer all = All();
        for (auto node = all.Begin(); node != all.End(); ++node)
        {
            (*node)->GetObject<TrafficControlLayer>()->TraceConnectWithoutContext(
                "TcDrop",
                MakeCallback(&Star::Drop, this));
        }
    }

    ~Star()
    {
        Simulator::Destroy();
    }

    NodeContainer All() const
    {
        return NodeContainer(servers, m_router);
    }

    NodeContainer servers;
    std::vector<Ipv4Address> addresses;
    NetDeviceContainer devices; //!< of server 0, of the router to it, of server 1, ...
    uint32_t drops{0};          //!< at all full devices

  private:
    void Drop(Ptr<const Packet> /* packet */)
    {
        ++drops;
    }

    NodeContainer m_router;
};

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
    EXPECT_EQ(get("ns3::ProfiledTcpSocketFactory", "SegmentSize"), SEGMENT);
    EXPECT_EQ(get("ns3::ProfiledTcpSocketFactory", "SndBufSize"), 1U << 20);
    EXPECT_EQ(get("ns3::ProfiledTcpSocketFactory", "InitialCwnd"), 4U);
    EXPECT_EQ(get("ns3::ProfiledTcpSocketFactory", "RcvBufSize"), 77777U) << "the user's wish";
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
}

namespace
{

/** \return JSON and CSV of a mixed workload on a star, decided by the run number alone */
std::string
Report(uint32_t run)
{
    RngSeedManager::SetRun(run);
    Star star(6, "50p");
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(2);
    Workload workload = Workload::PoissonArrivals(6,
                                                  0.4,
                                                  DataRate("1Gbps"),
                                                  FlowSizeDistribution::Load("websearch"),
                                                  Seconds(0),
                                                  MilliSeconds(50),
                                                  random);
    workload.Add(Workload::ConstantRate(TrafficPattern(6, random).Permutation(),
                                        DataRate("100Mbps"),
                                        1000,
                                        MilliSeconds(1),
                                        MilliSeconds(50)));
    PacketMeter packets(star.servers);
    LinkMeter links(star.All());
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(workload);
    Simulator::Stop(MilliSeconds(300));
    Simulator::Run();
    FlowResults results(runner.GetResults());
    results.SetPackets(packets.GetStatistics());
    results.SetLinkUtilization(SummarizeUtilization(links.GetLoads(), MilliSeconds(300)));
    std::ostringstream report;
    report << results.ToJson().dump(2) << "\n";
    results.WriteCsv(report);
    results.Print(report);
    return report.str();
}

} // namespace

TEST(FlowResults, SameRunSameBytes)
{
    const std::string report = Report(1);
    EXPECT_EQ(report, Report(1));
    EXPECT_NE(report, Report(2));
    std::cout << report;
}

TEST(FlowResults, FollowFromTheFlows)
{
    FlowResult done;
    done.flow.destination = 1;
    done.flow.start = MilliSeconds(1);
    done.flow.bytes = 125000;
    done.receivedBytes = 125000;
    done.lastByte = MilliSeconds(3);
    done.observedUntil = MilliSeconds(11);
    FlowResult half = done;
    half.flow.source = 2;
    half.receivedBytes = 62500;
    FlowResult constant = done;
    constant.flow.rate = DataRate("200Mbps");
    constant.flow.stop = MilliSeconds(6);
    const FlowResults results({done, half, constant});
    EXPECT_EQ(results.GetNCompleted(), 2U);
    EXPECT_EQ(results.GetCompletionTimes().GetCount(), 1U);
    EXPECT_DOUBLE_EQ(results.GetCompletionTimes().GetMean(), 2000);
    EXPECT_DOUBLE_EQ(done.GetGoodputMbps(), 500);     // 1 Mbit in 2 ms
    EXPECT_DOUBLE_EQ(half.GetGoodputMbps(), 50);      // 0.5 Mbit in 10 ms
    EXPECT_DOUBLE_EQ(constant.GetGoodputMbps(), 200); // 1 Mbit in 5 ms
    EXPECT_DOUBLE_EQ(results.GetFlowGoodputs().GetMean(), 250);
    EXPECT_DOUBLE_EQ(results.GetGoodputMbps(), 250); // 2.5 Mbit in 10 ms
    std::ostringstream table;
    results.WriteCsv(table);
    EXPECT_EQ(table.str(),
              "source,destination,start_us,bytes,received_bytes,completed,fct_us,goodput_mbps\n"
              "0,1,1000.000,125000,125000,1,2000.000,500.000\n"
              "2,1,1000.000,125000,62500,0,,50.000\n"
              "0,1,1000.000,125000,125000,1,,200.000\n");
    EXPECT_THROW(results.SaveCsv("/no/such/folder/flows.csv"), std::invalid_argument);
}

TEST(FlowResults, NoFlowsAreNoTrouble)
{
    const FlowResults none({});
    EXPECT_EQ(none.GetGoodputMbps(), 0);
    EXPECT_EQ(none.ToJson()["flows"], 0);
    std::ostringstream text;
    none.Print(text);
    EXPECT_FALSE(text.str().empty());
}
