/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The stock TCP/IP stack over the cube: stock applications, unchanged.

#include "cube-fixture.h"

#include "ns3/boolean.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/flow-results.h"
#include "ns3/icmpv4.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ns3-release.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/socket.h"
#include "ns3/udp-client-server-helper.h"
#include "ns3/udp-echo-helper.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/virtual-nic.h"
#include "ns3/workload-runner.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr double LINE_RATE_MBPS = 1000;

class StackTest : public CubeTest
{
  protected:
    void Build(uint32_t k, const char* choice, bool reorder, const char* paths = "Shortest")
    {
        m_torus = std::make_unique<TorusHelper>(k, k, k);
        m_servers = m_torus->Create();
        MultiHopRoutingHelper routing;
        routing.SetAttribute("Choice", StringValue(choice));
        routing.Install(m_servers);
        VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
        ip.SetAttribute("Reorder", BooleanValue(reorder));
        ip.SetAttribute("Paths", StringValue(paths));
        ip.SetIpv6Network("2001:db8::", 64);
        m_interfaces = ip.Install(m_servers);
        m_addresses.clear();
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            m_addresses.push_back(m_interfaces.GetAddress(i));
        }
    }

    void Build()
    {
        Build(3, "RandomPath", true);
    }

    /** \return the goodput of one TCP flow of 20 MB in an idle cube, in Mbit/s */
    double Goodput(uint32_t k,
                   const TorusCoordinate& to,
                   const char* choice,
                   bool reorder,
                   const char* paths = "Shortest")
    {
        Build(k, choice, reorder, paths);
        WorkloadRunner runner(m_servers, m_addresses);
        const uint32_t receiver = m_torus->GetTorus().GetServer(to);
        runner.Install(Workload::Bulk({{0, receiver}}, 20000000, Seconds(0)));
        runner.StopWhenDone();
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        const FlowResults results(runner.GetResults());
        EXPECT_EQ(results.GetNCompleted(), 1U);
        m_early = VirtualNicHelper::Get(m_servers.Get(receiver))->GetReorderCounters().early;
        const double goodput = results.GetGoodputMbps();
        Simulator::Destroy();
        return goodput;
    }

    std::unique_ptr<TorusHelper> m_torus;
    NodeContainer m_servers;
    Ipv4InterfaceContainer m_interfaces;
    std::vector<Ipv4Address> m_addresses;
    uint64_t m_early{0};
};

} // namespace

// Of the 1,538 bytes that a full frame takes on the line, 1,428 are TCP payload: 24 line overhead,
// 14 Ethernet, 2 service id, 12 routing, 6 virtual NIC, 20 IP, 20 TCP, 12 TCP timestamps.
TEST_F(StackTest, OneTcpFlowFillsALink)
{
    const double ceiling = LINE_RATE_MBPS * 1428 / 1538;
    for (uint32_t k : {4, 5, 8})
    {
        const uint8_t corner = k / 2;
        for (const TorusCoordinate& to : {TorusCoordinate{1, 0, 0}, {corner, corner, corner}})
        {
            const double one = Goodput(k, to, "PerFlow", true);
            EXPECT_GE(one, 0.92 * LINE_RATE_MBPS);
            EXPECT_LE(one, ceiling);
            const double ordered = Goodput(k, to, "RandomPath", true);
            const uint64_t early = m_early;
            const double unordered = Goodput(k, to, "RandomPath", false);
            std::cout << "measured: TCP: k=" << k << " to " << to << ": one path " << one
                      << " Mbit/s (ceiling " << ceiling << "), multipath with reorder buffer "
                      << ordered << " (" << early << " packets waited), without " << unordered
                      << "\n";
            EXPECT_GT(ordered, 0);
            EXPECT_GT(unordered, 0);
        }
    }
}

TEST_F(StackTest, OneTcpFlowFillsLinkDisjointPaths)
{
    for (const TorusCoordinate& to :
         {TorusCoordinate{4, 4, 4}, {3, 3, 3}, {5, 3, 5}, {3, 0, 0}, {1, 0, 0}})
    {
        const double shortest = Goodput(8, to, "RandomPath", true);
        const double disjoint = Goodput(8, to, "RandomPath", true, "LinkDisjoint");
        EXPECT_GT(disjoint, 2.5 * LINE_RATE_MBPS) << to;
        std::cout << "measured: TCP: k=8 to " << to << ": link-disjoint paths " << disjoint
                  << " Mbit/s (" << m_early << " packets waited), shortest " << shortest << "\n";
    }
}

TEST_F(StackTest, EverybodyReachesEverybodyByUdp)
{
    Build();
    uint32_t echoed = 0;
    UdpEchoServerHelper(7).Install(m_servers);
    for (uint32_t from = 0; from < 27; ++from)
    {
        for (uint32_t to = 0; to < 27; ++to)
        {
            UdpEchoClientHelper client(m_addresses[to], 7);
            client.SetAttribute("MaxPackets", UintegerValue(1));
            ApplicationContainer app = client.Install(m_servers.Get(from));
            app.Get(0)->TraceConnectWithoutContext(
                "Rx",
                MakeCallbackOf<Ptr<const Packet>>([&](Ptr<const Packet>) { ++echoed; }));
        }
    }
    Simulator::Stop(Seconds(3));
    Simulator::Run();
    EXPECT_EQ(echoed, 27U * 27U);
}

TEST_F(StackTest, PingMeasuresTheRoundTrip)
{
    Build();
    // By hand: an application that pings all releases of ns-3 do not have in common.
    Time sent;
    std::vector<Time> roundTrips;
    const Ptr<Socket> socket =
        Socket::CreateSocket(m_servers.Get(0), TypeId::LookupByName("ns3::Ipv4RawSocketFactory"));
    socket->SetAttribute("Protocol", UintegerValue(1));
    socket->SetRecvCallback(MakeCallbackOf<Ptr<Socket>>([&](Ptr<Socket> from) {
        while (const Ptr<Packet> packet = from->Recv())
        {
            Ipv4Header ip;
            Icmpv4Header icmp;
            packet->RemoveHeader(ip);
            packet->RemoveHeader(icmp);
            ASSERT_EQ(icmp.GetType(), Icmpv4Header::ICMPV4_ECHO_REPLY);
            roundTrips.push_back(Simulator::Now() - sent);
        }
    }));
    socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), 0));
    socket->Connect(InetSocketAddress(m_addresses[13], 0)); // three hops away
    for (const int64_t second : {0, 1})
    {
        Simulator::Schedule(Seconds(second), [&] {
            Icmpv4Echo echo;
            echo.SetData(Create<Packet>(56));
            Icmpv4Header icmp;
            icmp.SetType(Icmpv4Header::ICMPV4_ECHO);
            icmp.SetCode(0);
            const auto packet = Create<Packet>();
            packet->AddHeader(echo);
            packet->AddHeader(icmp);
            sent = Simulator::Now();
            EXPECT_GT(socket->Send(packet), 0);
        });
    }
    Simulator::Stop(Seconds(4));
    Simulator::Run();
    ASSERT_EQ(roundTrips.size(), 2U);
    // Echo of 56 bytes behind 8 of ICMP, 20 of IP, 6 + 12 + 2 of ours, 14 Ethernet, 24 line.
    const int64_t hop = (56 + 8 + 20 + 6 + 12 + 2 + 14 + 24) * 8 + 100 + 1000;
    EXPECT_EQ(roundTrips.back(), NanoSeconds(2 * 3 * hop));
}

TEST_F(StackTest, OnOffAndBulkSendAndUdpClientRunUnchanged)
{
    Build();
    const auto sinkAt = [&](uint32_t server, const char* factory, uint16_t port) {
        PacketSinkHelper helper(factory, InetSocketAddress(Ipv4Address::GetAny(), port));
        return DynamicCast<PacketSink>(helper.Install(m_servers.Get(server)).Get(0));
    };
    Ptr<PacketSink> onOffSink = sinkAt(26, "ns3::UdpSocketFactory", 1000);
    OnOffHelper onOff("ns3::UdpSocketFactory", InetSocketAddress(m_addresses[26], 1000));
    onOff.SetConstantRate(DataRate("100Mbps"), 1000);
    ApplicationContainer onOffApp = onOff.Install(m_servers.Get(0));
    onOffApp.Stop(MilliSeconds(100));
    Ptr<PacketSink> bulkSink = sinkAt(25, "ns3::TcpSocketFactory", 1001);
    BulkSendHelper bulk("ns3::TcpSocketFactory", InetSocketAddress(m_addresses[25], 1001));
    bulk.SetAttribute("MaxBytes", UintegerValue(1000000));
    bulk.Install(m_servers.Get(1));
    UdpServerHelper server(1002);
    const auto serverApp = DynamicCast<UdpServer>(server.Install(m_servers.Get(24)).Get(0));
    UdpClientHelper client(m_addresses[24], 1002);
    client.SetAttribute("MaxPackets", UintegerValue(50));
    client.SetAttribute("Interval", TimeValue(MicroSeconds(100)));
    client.Install(m_servers.Get(2));
    Simulator::Stop(Seconds(2));
    Simulator::Run();
    EXPECT_NEAR(onOffSink->GetTotalRx(), 100e6 * 0.1 / 8, 2000);
    EXPECT_EQ(bulkSink->GetTotalRx(), 1000000U);
    EXPECT_EQ(serverApp->GetReceived(), 50U);
}

TEST_F(StackTest, Ipv6CarriesTcp)
{
    Build();
    const Ipv6Address to("2001:db8::1b"); // server 26
    PacketSinkHelper helper("ns3::TcpSocketFactory", Inet6SocketAddress(Ipv6Address::GetAny(), 80));
    Ptr<PacketSink> sink = DynamicCast<PacketSink>(helper.Install(m_servers.Get(26)).Get(0));
    BulkSendHelper bulk("ns3::TcpSocketFactory", Inet6SocketAddress(to, 80));
    bulk.SetAttribute("MaxBytes", UintegerValue(1000000));
    bulk.Install(m_servers.Get(0));
    Simulator::Stop(Seconds(5));
    Simulator::Run();
    EXPECT_EQ(sink->GetTotalRx(), 1000000U);
}

TEST_F(StackTest, MtuIsWhatTheCableLeavesAndNothingIsTooLong)
{
    m_torus = std::make_unique<TorusHelper>(3, 3, 3);
    m_torus->SetDeviceAttribute("Mtu", UintegerValue(9000));
    m_servers = m_torus->Create();
    VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
    m_interfaces = ip.Install(m_servers);
    Ptr<VirtualNic> nic = VirtualNicHelper::Get(m_servers.Get(0));
    EXPECT_EQ(nic->GetMtu(), 9000 - 2 - 12 - 6);
    EXPECT_EQ(VirtualNic::GetMtuFor(1500), 1480);
    PacketSinkHelper helper("ns3::UdpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 9));
    Ptr<PacketSink> sink = DynamicCast<PacketSink>(helper.Install(m_servers.Get(26)).Get(0));
    Ptr<Socket> socket =
        Socket::CreateSocket(m_servers.Get(0), TypeId::LookupByName("ns3::UdpSocketFactory"));
    Simulator::Schedule(Seconds(1), [&] {
        socket->Connect(InetSocketAddress(m_interfaces.GetAddress(26), 9));
        socket->Send(Create<Packet>(8980 - 28)); // one full packet
        socket->Send(Create<Packet>(20000));     // IP itself makes three
    });
    Simulator::Run();
    EXPECT_EQ(sink->GetTotalRx(), 8952U + 20000U);
    EXPECT_EQ(nic->GetCounters().sent, 4U);
    EXPECT_EQ(nic->GetCounters().tooLong, 0U);
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        EXPECT_EQ(TorusHelper::GetPort(m_servers.Get(0), port)->GetCounters().txTooLong, 0U);
    }
}

TEST_F(StackTest, AddressesNobodyHasAreDroppedAndCounted)
{
    Build();
    Ptr<VirtualNic> nic = VirtualNicHelper::Get(m_servers.Get(0));
    Ptr<Socket> socket =
        Socket::CreateSocket(m_servers.Get(0), TypeId::LookupByName("ns3::UdpSocketFactory"));
    socket->SetAllowBroadcast(true);
    Simulator::Schedule(Seconds(1), [&] {
        const uint64_t before = nic->GetCounters().unresolved;
        socket->SendTo(Create<Packet>(10), 0, InetSocketAddress("10.9.9.9", 9));
        socket->SendTo(Create<Packet>(10), 0, InetSocketAddress("10.255.255.255", 9));
        EXPECT_EQ(nic->GetCounters().unresolved, before + 2);
    });
    Simulator::Run();
    EXPECT_THROW(VirtualNicHelper("10.0.0.0", "255.255.255.240").Install(m_servers),
                 std::invalid_argument);
    EXPECT_THROW(VirtualNicHelper("10.0.0.0", "255.0.0.0").Install(NodeContainer(1)),
                 std::invalid_argument);
}

TEST_F(StackTest, AddressesGoOnFromOneInstallToTheNext)
{
    m_torus = std::make_unique<TorusHelper>(4, 1, 1);
    m_servers = m_torus->Create();
    VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
    EXPECT_EQ(ip.Install(m_servers.Get(2)).GetAddress(0), Ipv4Address("10.0.0.1"));
    EXPECT_EQ(ip.Install(m_servers.Get(0)).GetAddress(0), Ipv4Address("10.0.0.2"));
    EXPECT_THROW(ip.Install(m_servers.Get(0)), std::invalid_argument);
    for (const char* mask : {"255.255.255.255", "255.255.255.254"})
    {
        EXPECT_THROW(VirtualNicHelper("10.0.0.0", mask).Install(m_servers.Get(1)),
                     std::invalid_argument);
    }
}

TEST_F(StackTest, MtuMayBeSetToWhatFits)
{
    m_torus = std::make_unique<TorusHelper>(2, 1, 1);
    m_servers = m_torus->Create();
    VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
    ip.SetAttribute("Mtu", UintegerValue(1000));
    ip.Install(m_servers.Get(0));
    EXPECT_EQ(VirtualNicHelper::Get(m_servers.Get(0))->GetMtu(), 1000);
    ip.SetAttribute("Mtu", UintegerValue(1481));
    EXPECT_THROW(ip.Install(m_servers.Get(1)), std::invalid_argument);
}

TEST_F(StackTest, GatewaysLeadOutOfTheCubeAndBack)
{
    m_torus = std::make_unique<TorusHelper>(5, 3, 1);
    m_servers = m_torus->Create();
    VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
    m_interfaces = ip.Install(m_servers);
    NodeContainer outside(1);
    InternetStackHelper().Install(outside);
    const NetDeviceContainer ends = m_torus->AddGateway(m_servers.Get(0), outside.Get(0));
    const Ipv4InterfaceContainer addresses =
        Ipv4AddressHelper("192.168.0.0", "255.255.255.0").Assign(ends);
    Ipv4StaticRoutingHelper()
        .GetStaticRouting(outside.Get(0)->GetObject<Ipv4>())
        ->SetDefaultRoute(addresses.GetAddress(0), 1);
    ip.AddGateway(m_servers.Get(0));
    PacketSinkHelper helper("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 80));
    Ptr<PacketSink> sink = DynamicCast<PacketSink>(helper.Install(outside.Get(0)).Get(0));
    for (uint32_t from : {0, 1, 7, 14})
    {
        BulkSendHelper bulk("ns3::TcpSocketFactory",
                            InetSocketAddress(addresses.GetAddress(1), 80));
        bulk.SetAttribute("MaxBytes", UintegerValue(100000));
        bulk.Install(m_servers.Get(from));
    }
    Simulator::Stop(Seconds(20));
    Simulator::Run();
    EXPECT_EQ(sink->GetTotalRx(), 400000U);
}

TEST_F(StackTest, PacketsAreRefusedWhileTheRoutingServiceIsAway)
{
    Build();
    Routing(m_servers, 0)->SetStopTime(Seconds(2));
    Ptr<VirtualNic> nic = VirtualNicHelper::Get(m_servers.Get(0));
    Ptr<Socket> socket =
        Socket::CreateSocket(m_servers.Get(0), TypeId::LookupByName("ns3::UdpSocketFactory"));
    for (int second : {1, 3})
    {
        Simulator::Schedule(Seconds(second), [&] {
            socket->SendTo(Create<Packet>(10), 0, InetSocketAddress(m_addresses[5], 9));
        });
    }
    Simulator::Run();
    EXPECT_EQ(nic->GetCounters().sent, 1U);
    EXPECT_EQ(nic->GetCounters().noRouting, 1U);
}
