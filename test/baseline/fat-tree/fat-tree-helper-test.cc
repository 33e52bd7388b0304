/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What a script writer says, and what the network built from it is like.

#include "ns3/channel.h"
#include "ns3/config.h"
#include "ns3/fat-tree-helper.h"
#include "ns3/fat-tree-routing.h"
#include "ns3/ipv6.h"
#include "ns3/nstime.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** An attribute of the first device, its cable, its queue, or a switch, as text. */
std::string
Get(Ptr<Object> object, const std::string& name)
{
    StringValue value;
    object->GetAttribute(name, value);
    return value.Get();
}

std::string
QueueLimit(const FatTreeHelper& net)
{
    PointerValue queue;
    net.GetDevices().Get(0)->GetAttribute("TxQueue", queue);
    return Get(queue.Get<Queue<Packet>>(), "MaxSize");
}

class FatTreeHelperTest : public testing::Test
{
  protected:
    void TearDown() override
    {
        Config::Reset();
        Simulator::Destroy();
    }
};

} // namespace

TEST_F(FatTreeHelperTest, DefaultsAreADataCentres)
{
    FatTreeHelper net(2);
    net.Create();
    EXPECT_EQ(Get(net.GetDevices().Get(0), "DataRate"), "1000000000bps");
    EXPECT_EQ(Get(net.GetDevices().Get(0)->GetChannel(), "Delay"), "+1000ns");
    EXPECT_EQ(QueueLimit(net), "100p");
    EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(2))->GetMode(),
              FatTreeRouting::TWO_LEVEL_TABLES);
    EXPECT_FALSE(net.GetHosts().Get(0)->GetObject<Ipv6>());
}

// What --ns3::PointToPointNetDevice::DataRate=10Gbps on a command line does.
TEST_F(FatTreeHelperTest, ConfigDefaultsAreKept)
{
    Config::SetDefault("ns3::PointToPointNetDevice::DataRate", StringValue("10Gbps"));
    Config::SetDefault("ns3::PointToPointChannel::Delay", StringValue("3us"));
    Config::SetDefault("ns3::DropTailQueue<Packet>::MaxSize", StringValue("64p"));
    Config::SetDefault("ns3::camcube::FatTreeRouting::Mode", StringValue("PacketSpray"));
    FatTreeHelper net(2);
    net.Create();
    EXPECT_EQ(Get(net.GetDevices().Get(0), "DataRate"), "10000000000bps");
    EXPECT_EQ(Get(net.GetDevices().Get(0)->GetChannel(), "Delay"), "+3000ns");
    EXPECT_EQ(QueueLimit(net), "64p");
    EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(2))->GetMode(),
              FatTreeRouting::PACKET_SPRAY);
}

TEST_F(FatTreeHelperTest, AttributesReachEveryPart)
{
    FatTreeHelper net(4);
    net.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    net.SetDeviceAttribute("Mtu", UintegerValue(9000));
    net.SetChannelAttribute("Delay", TimeValue(MicroSeconds(5)));
    net.SetRoutingAttribute("Mode", StringValue("Ecmp"));
    net.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("7p"));
    net.Create();
    for (uint32_t i = 0; i < net.GetDevices().GetN(); ++i)
    {
        EXPECT_EQ(Get(net.GetDevices().Get(i), "DataRate"), "100000000bps");
        EXPECT_EQ(net.GetDevices().Get(i)->GetMtu(), 9000);
        EXPECT_EQ(Get(net.GetDevices().Get(i)->GetChannel(), "Delay"), "+5000ns");
    }
    EXPECT_EQ(QueueLimit(net), "7p");
    for (uint32_t node = net.GetTree().GetNHosts(); node < net.GetTree().GetNNodes(); ++node)
    {
        EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(node))->GetMode(),
                  FatTreeRouting::ECMP);
    }
}

// Port p of every switch leads where the topology says, so that routes by port are right.
TEST_F(FatTreeHelperTest, CablesAreLaidAsTheTopologySays)
{
    FatTreeHelper net(6);
    EXPECT_EQ(net.Create().GetN(), 54U);
    const FatTree& tree = net.GetTree();
    for (uint32_t node = 0; node < tree.GetNNodes(); ++node)
    {
        for (uint32_t port = 0; port < tree.GetNPorts(node); ++port)
        {
            Ptr<NetDevice> device = net.GetNodes().Get(node)->GetDevice(port);
            Ptr<Channel> cable = device->GetChannel();
            Ptr<NetDevice> other = cable->GetDevice(cable->GetDevice(0) == device ? 1 : 0);
            EXPECT_EQ(other->GetNode(), net.GetNodes().Get(tree.GetNeighbor(node, port)));
            Ptr<Ipv4> ipv4 = net.GetNodes().Get(node)->GetObject<Ipv4>();
            EXPECT_EQ(ipv4->GetInterfaceForDevice(device), int32_t(port) + 1);
            EXPECT_EQ(ipv4->GetAddress(port + 1, 0).GetLocal().Get(), tree.GetAddress(node));
        }
    }
    EXPECT_EQ(net.GetDevices().GetN(), tree.GetNPorts());
    EXPECT_EQ(net.GetEdgeSwitches().GetN(), 18U);
    EXPECT_EQ(net.GetAggregationSwitches().GetN(), 18U);
    EXPECT_EQ(net.GetCoreSwitches().GetN(), 9U);
    EXPECT_EQ(net.GetSwitches().GetN(), 45U);
    EXPECT_EQ(net.GetAddresses().at(53), Ipv4Address("10.5.2.4"));
    EXPECT_THROW(net.Create(), std::logic_error);
}

// The usual calls of a trace helper; the file says that it holds PPP frames (link type 9).
TEST_F(FatTreeHelperTest, PcapAndAsciiAreWritten)
{
    const std::string prefix = testing::TempDir() + "fat-tree-helper-test";
    {
        FatTreeHelper net(2);
        NodeContainer hosts = net.Create();
        net.EnablePcap(prefix, hosts);
        net.EnableAscii(prefix, hosts.Get(0)->GetDevice(0));
        Ptr<Socket> socket = Socket::CreateSocket(hosts.Get(0), UdpSocketFactory::GetTypeId());
        socket->SendTo(Create<Packet>(100), 0, InetSocketAddress(net.GetAddresses()[1], 9));
        Simulator::Run();
        Simulator::Destroy();
    }
    std::ifstream pcap(prefix + "-0-0.pcap", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(pcap), {}};
    ASSERT_GE(bytes.size(), 24U + 16 + 130);
    EXPECT_EQ(bytes[20], 9);
    std::ifstream ascii(prefix + "-0-0.tr");
    EXPECT_EQ(ascii.get(), '+');
    for (const char* end : {"-0-0.pcap", "-1-0.pcap", "-0-0.tr"})
    {
        EXPECT_EQ(std::remove((prefix + end).c_str()), 0);
    }
}

TEST_F(FatTreeHelperTest, BadInputIsRefused)
{
    EXPECT_THROW(FatTreeHelper net(5), std::invalid_argument);
    FatTreeHelper net(4);
    EXPECT_THROW(net.SetDeviceAttribute("Speed", StringValue("1Gbps")), std::invalid_argument);
    EXPECT_THROW(net.SetDeviceAttribute("DataRate", StringValue("fast")), std::invalid_argument);
    EXPECT_THROW(net.SetDeviceAttribute("Mtu", StringValue("-1")), std::invalid_argument);
    EXPECT_THROW(net.SetChannelAttribute("Latency", StringValue("1us")), std::invalid_argument);
    EXPECT_THROW(net.SetRoutingAttribute("Mode", StringValue("Valiant")), std::invalid_argument);
    try
    {
        net.SetRoutingAttribute("Mode", StringValue("Valiant"));
    }
    catch (const std::invalid_argument& e)
    {
        std::cout << e.what() << "\n";
    }
}
