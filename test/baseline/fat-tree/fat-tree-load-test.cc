/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Sustained load through fat-trees: the stock applications on the stock stack.

#include "ns3/application-container.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/config.h"
#include "ns3/data-rate.h"
#include "ns3/fat-tree-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/pointer.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-client-server-helper.h"
#include "ns3/udp-client.h"
#include "ns3/udp-server.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <tuple>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What came of a stride pattern. */
struct Result
{
    uint64_t sent{0};     //!< datagrams
    uint64_t received{0}; //!< datagrams
    uint64_t dropped{0};  //!< frames, by the queues of all devices
};

/**
 * Every host i sends to host i + stride, all at once, at 0.95 of the rate of its cable, headers
 * counted.
 */
Result
RunStride(uint32_t k, uint32_t stride, const std::string& mode, uint32_t packets)
{
    FatTreeHelper net(k);
    net.SetRoutingAttribute("Mode", StringValue(mode));
    NodeContainer hosts = net.Create();
    net.AssignStreams(1);
    // 1,472 bytes, and 8 of UDP, 20 of IPv4 and 2 of PPP.
    const Time interval = DataRate("950Mbps").CalculateBytesTxTime(1502);
    std::vector<Ptr<UdpServer>> servers;
    for (uint32_t i = 0; i < hosts.GetN(); ++i)
    {
        UdpServerHelper server(9);
        servers.push_back(DynamicCast<UdpServer>(server.Install(hosts.Get(i)).Get(0)));
        UdpClientHelper client(net.GetAddresses()[(i + stride) % hosts.GetN()], 9);
        client.SetAttribute("Interval", TimeValue(interval));
        client.SetAttribute("PacketSize", UintegerValue(1472));
        client.SetAttribute("MaxPackets", UintegerValue(packets));
        client.Install(hosts.Get(i)).Start(MicroSeconds(100));
    }
    // 950 Mbps is no whole number of nanoseconds a packet; rounded, it is not less than 0.95.
    EXPECT_GE(1502 * 8 / interval.GetSeconds(), 0.95e9);
    Simulator::Run();
    Result result;
    for (const auto& server : servers)
    {
        result.sent += packets;
        result.received += server->GetReceived();
    }
    for (uint32_t i = 0; i < net.GetDevices().GetN(); ++i)
    {
        PointerValue queue;
        net.GetDevices().Get(i)->GetAttribute("TxQueue", queue);
        result.dropped += queue.Get<Queue<Packet>>()->GetTotalDroppedPackets();
    }
    Simulator::Destroy();
    return result;
}

class FatTreeStride : public testing::TestWithParam<std::tuple<uint32_t, uint32_t, uint32_t>>
{
};

} // namespace

TEST_P(FatTreeStride, LosesNothingUnderTwoLevelTables)
{
    const auto [k, stride, packets] = GetParam();
    const Result result = RunStride(k, stride, "TwoLevelTables", packets);
    std::cout << "measured: fat-tree load: k=" << k << " stride " << stride
              << " at 0.95 of line rate: " << result.sent << " sent, " << result.received
              << " received, " << result.dropped << " dropped in queues\n";
    EXPECT_EQ(result.received, result.sent);
    EXPECT_EQ(result.dropped, 0U);
}

// k, stride (one pod is k^2/4), datagrams a host: overloaded twice, a queue of 100 is full after
// 200.
INSTANTIATE_TEST_SUITE_P(Strides,
                         FatTreeStride,
                         testing::Values(std::make_tuple(4U, 1U, 1000U),
                                         std::make_tuple(4U, 2U, 1000U),
                                         std::make_tuple(4U, 4U, 1000U),
                                         std::make_tuple(4U, 8U, 1000U),
                                         std::make_tuple(8U, 16U, 400U)));

// The same load is not carried by just any choice: hashed flows collide.
TEST(FatTreeStrideOfOnePod, LosesUnderEcmp)
{
    const Result result = RunStride(8, 16, "Ecmp", 400);
    std::cout << "measured: fat-tree load: k=8 stride 16, Ecmp: " << result.sent << " sent, "
              << result.received << " received\n";
    EXPECT_LT(result.received, result.sent);
    EXPECT_EQ(result.received + result.dropped, result.sent);
}

TEST(FatTreeTcp, FillsALineBetweenPods)
{
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
    for (const std::string mode : {"TwoLevelTables", "Ecmp", "PacketSpray"})
    {
        FatTreeHelper net(4);
        net.SetRoutingAttribute("Mode", StringValue(mode));
        NodeContainer hosts = net.Create();
        net.AssignStreams(1);
        PacketSinkHelper sink("ns3::TcpSocketFactory",
                              InetSocketAddress(Ipv4Address::GetAny(), 80));
        auto server = DynamicCast<PacketSink>(sink.Install(hosts.Get(15)).Get(0));
        BulkSendHelper bulk("ns3::TcpSocketFactory", InetSocketAddress(net.GetAddresses()[15], 80));
        bulk.SetAttribute("MaxBytes", UintegerValue(0));
        bulk.Install(hosts.Get(0)).Start(Seconds(0));
        Simulator::Stop(MilliSeconds(50));
        Simulator::Run();
        const double mbps = server->GetTotalRx() * 8 / 0.05 / 1e6;
        std::cout << "measured: fat-tree TCP: " << mode
                  << ": one TCP flow, hosts 0 to 15 of k=4, 50 ms: " << mbps << " Mbps\n";
        EXPECT_GT(mbps, mode == "PacketSpray" ? 500 : 900);
        Simulator::Destroy();
    }
    Config::Reset();
}
