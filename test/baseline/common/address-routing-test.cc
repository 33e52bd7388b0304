/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What DCell and BCube do with packets that are large, wrong, or in each other's way.

#include "pair-traffic.h"

#include "ns3/address-routing.h"
#include "ns3/bcube-helper.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/dcell-helper.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

struct DcellNet : DcellHelper
{
    DcellNet()
        : DcellHelper(2, 2)
    {
    }
};

struct BcubeNet : BcubeHelper
{
    BcubeNet()
        : BcubeHelper(4, 1)
    {
        SetRoutingAttribute("AdaptInterval", StringValue("100ms"));
    }
};

template <typename Helper>
class AddressRoutingTest : public testing::Test
{
  protected:
    AddressRoutingTest()
    {
        m_net.Create();
    }

    ~AddressRoutingTest() override
    {
        Simulator::Destroy();
    }

    /** Hand a packet to a node as if it had come by its port 0. */
    void Inject(uint32_t node, Ptr<Packet> packet, uint8_t protocol, Ipv4Address to)
    {
        Ipv4Header header;
        header.SetSource(m_net.GetAddresses()[1]);
        header.SetDestination(to);
        header.SetProtocol(protocol);
        header.SetPayloadSize(packet->GetSize());
        header.SetTtl(64);
        packet->AddHeader(header);
        const Ptr<Node> place = m_net.GetNodes().Get(node);
        place->GetObject<Ipv4L3Protocol>()->Receive(place->GetDevice(0),
                                                    packet,
                                                    0x0800,
                                                    Address(),
                                                    Address(),
                                                    NetDevice::PACKET_HOST);
    }

    Helper m_net;
};

using Networks = testing::Types<DcellNet, BcubeNet>;
TYPED_TEST_SUITE(AddressRoutingTest, Networks);

} // namespace

// A packet of the MTU goes in one piece in spite of the shim, and what is longer in fragments that
// each have one.
TYPED_TEST(AddressRoutingTest, LargeDatagramsArrive)
{
    PairTraffic traffic(this->m_net.GetServers(), this->m_net.GetAddresses());
    const uint32_t far = this->m_net.GetAddresses().size() - 1;
    uint32_t packets = 0;
    const auto count = [&](Ptr<const Packet> packet) { packets += packet->GetSize() > 100; };
    this->m_net.GetNodes().Get(0)->GetDevice(0)->TraceConnectWithoutContext(
        "PhyTxEnd",
        Callback<void, Ptr<const Packet>>(count));
    this->m_net.GetNodes().Get(0)->GetDevice(1)->TraceConnectWithoutContext(
        "PhyTxEnd",
        Callback<void, Ptr<const Packet>>(count));
    uint32_t before = 0;
    traffic.Send(0, far, MicroSeconds(1), 1472);
    Simulator::Schedule(MilliSeconds(1), [&] {
        EXPECT_EQ(traffic.GetNReceived(), 1U);
        before = packets;
    });
    traffic.Send(0, far, MilliSeconds(2), 1472);
    Simulator::Schedule(MilliSeconds(3), [&] {
        EXPECT_EQ(traffic.GetNReceived(), 2U);
        EXPECT_EQ(packets - before, 1U) << "cut into fragments";
    });
    traffic.Send(0, far, MilliSeconds(4), 9000);
    Simulator::Run();
    EXPECT_EQ(traffic.GetNReceived(), 3U);
    EXPECT_EQ(packets - before, 8U); // 9,008 bytes in fragments of 1,480
}

TYPED_TEST(AddressRoutingTest, TcpFillsTheLine)
{
    const uint32_t far = this->m_net.GetAddresses().size() - 1;
    const InetSocketAddress to(this->m_net.GetAddresses()[far], 80);
    BulkSendHelper source("ns3::TcpSocketFactory", to);
    source.SetAttribute("MaxBytes", UintegerValue(2000000));
    source.SetAttribute("SendSize", UintegerValue(1400));
    source.Install(this->m_net.GetNodes().Get(0));
    PacketSinkHelper sink("ns3::TcpSocketFactory", InetSocketAddress(Ipv4Address::GetAny(), 80));
    const auto app = DynamicCast<PacketSink>(sink.Install(this->m_net.GetNodes().Get(far)).Get(0));
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_EQ(app->GetTotalRx(), 2000000U);
}

// Neither crashes a node nor gets through.
TYPED_TEST(AddressRoutingTest, MalformedPacketsAreDropped)
{
    PairTraffic traffic(this->m_net.GetServers(), this->m_net.GetAddresses());
    const uint32_t servers = this->m_net.GetAddresses().size();
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    for (uint32_t node : {0U, servers}) // a server and a switch
    {
        for (uint32_t i = 0; i < 2000; ++i)
        {
            std::vector<uint8_t> bytes(random->GetInteger(0, 24));
            for (uint8_t& byte : bytes)
            {
                byte = random->GetInteger(0, i % 2 ? 255 : 6);
            }
            const uint8_t protocol = i % 5 == 0 ? 254 : i % 7 == 0 ? 17 : 253;
            const uint32_t to = random->GetInteger(0, servers);
            this->Inject(node,
                         Create<Packet>(bytes.data(), bytes.size()),
                         protocol,
                         to == servers ? Ipv4Address("10.255.255.255")
                                       : this->m_net.GetAddresses()[to]);
        }
    }
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_EQ(traffic.GetNReceived(), 0U);
    EXPECT_GT(GetRoutingOf<AddressRouting>(this->m_net.GetNodes().Get(0))->GetNUnreachable(), 0U);
}

TYPED_TEST(AddressRoutingTest, AddressesThatNoServerHasAreRefused)
{
    Ptr<Socket> socket =
        Socket::CreateSocket(this->m_net.GetNodes().Get(0), UdpSocketFactory::GetTypeId());
    for (const char* address : {"10.0.200.1", "10.128.0.1", "192.168.0.1", "11.0.0.1"})
    {
        EXPECT_LT(socket->SendTo(Create<Packet>(10), 0, InetSocketAddress(address, 9)), 0)
            << address;
    }
    EXPECT_EQ(GetRoutingOf<AddressRouting>(this->m_net.GetNodes().Get(0))->GetNUnknown(), 4U);
    Simulator::Run();
}

TEST(AddressRoutedNetwork, WhatNeedsTooMuchMemoryIsRefused)
{
    DcellHelper net(2, 4);
    try
    {
        net.Create();
        FAIL() << "created";
    }
    catch (const std::invalid_argument& error)
    {
        const std::string words =
            "a network of 4895163 nodes and 9790326 cables needs about 84 GiB";
        EXPECT_EQ(std::string(error.what()).rfind(words, 0), 0U) << error.what();
    }
}

// Repairs are heard of: afterwards paths are again those of an intact network.
TYPED_TEST(AddressRoutingTest, RepairsAreHeardOf)
{
    PairTraffic traffic(this->m_net.GetServers(), this->m_net.GetAddresses());
    const auto all = AllOf(this->m_net.GetAddresses().size());
    traffic.SendAll(all, MicroSeconds(10));
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> intact;
    std::vector<std::pair<Ptr<Ipv4>, uint32_t>> broken;
    Simulator::Schedule(MilliSeconds(100), [&] {
        intact = traffic.GetCables();
        for (uint32_t i = 0; i < this->m_net.GetDevices().GetN(); ++i)
        {
            const Ptr<NetDevice> device = this->m_net.GetDevices().Get(i);
            const Ptr<Ipv4> ipv4 = device->GetNode()->template GetObject<Ipv4>();
            if (i / 2 % 4 == 0)
            {
                broken.emplace_back(ipv4, ipv4->GetInterfaceForDevice(device));
                ipv4->SetDown(broken.back().second);
            }
        }
    });
    traffic.SendAll(all, MilliSeconds(101));
    Simulator::Schedule(MilliSeconds(200), [&] {
        for (const auto& [ipv4, interface] : broken)
        {
            ipv4->SetUp(interface);
        }
        traffic.Clear();
    });
    // Past what a BCube remembers, and once more when it has probed its paths again.
    traffic.SendAll(all, Seconds(2));
    Simulator::Schedule(Seconds(3), [&] { traffic.Clear(); });
    traffic.SendAll(all, Seconds(4));
    Simulator::Run();
    EXPECT_EQ(intact.size(), all.size() * (all.size() - 1));
    EXPECT_EQ(traffic.GetCables(), intact);
}
