/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The decisions of the switches, walked hop by hop over the cables that the helper laid.

#include "fat-tree-walker.h"

#include "ns3/config.h"
#include "ns3/fat-tree-helper.h"
#include "ns3/fat-tree-routing.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const std::vector<FatTreeRouting::Mode> MODES{FatTreeRouting::TWO_LEVEL_TABLES,
                                              FatTreeRouting::ECMP,
                                              FatTreeRouting::PACKET_SPRAY};

/** \return a UDP datagram, as RouteInput sees it */
Ptr<Packet>
Datagram(uint16_t from, uint16_t to, uint32_t size = 100)
{
    UdpHeader header;
    header.SetSourcePort(from);
    header.SetDestinationPort(to);
    Ptr<Packet> packet = Create<Packet>(size);
    packet->AddHeader(header);
    return packet;
}

class FatTreeRoutingTest : public testing::TestWithParam<uint32_t>
{
  protected:
    void SetMode(const FatTreeHelper& net, FatTreeRouting::Mode mode)
    {
        for (uint32_t node = net.GetTree().GetNHosts(); node < net.GetTree().GetNNodes(); ++node)
        {
            GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(node))->SetMode(mode);
        }
    }

    void TearDown() override
    {
        Config::Reset();
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(FatTreeRoutingTest, AllPairsReachEachOtherOnShortestPaths)
{
    FatTreeHelper net(GetParam());
    net.Create();
    Walker walker(net);
    const FatTree& tree = net.GetTree();
    Ptr<Packet> packet = Datagram(1000, 2000);
    for (FatTreeRouting::Mode mode : MODES)
    {
        SetMode(net, mode);
        double links = 0;
        for (uint32_t from = 0; from < tree.GetNHosts(); ++from)
        {
            for (uint32_t to = 0; to < tree.GetNHosts(); ++to)
            {
                if (from != to)
                {
                    const uint32_t walked = walker.Walk(from, to, packet);
                    ASSERT_EQ(walked, tree.GetDistance(from, to)) << from << " to " << to;
                    links += walked;
                }
            }
        }
        const double pairs = double(tree.GetNHosts()) * (tree.GetNHosts() - 1);
        EXPECT_NEAR(links / pairs, tree.GetMeanDistance(), 1e-9);
        std::cout << "measured: fat-tree reach: " << tree.GetName() << " mode " << mode << ": "
                  << uint64_t(pairs) << " pairs, mean path " << links / pairs
                  << " links, closed form " << tree.GetMeanDistance() << "\n";
    }
}

INSTANTIATE_TEST_SUITE_P(K, FatTreeRoutingTest, testing::Values(2U, 4U, 8U, 16U));

// Under two-level tables no cable carries two flows of a stride pattern: a shared one would have to
// lose packets at line rate.
TEST_P(FatTreeRoutingTest, StridesShareNoCable)
{
    FatTreeHelper net(GetParam());
    net.Create();
    Walker walker(net);
    const uint32_t n = net.GetTree().GetNHosts();
    for (uint32_t stride = 1; stride < n; stride *= 2)
    {
        std::map<Ptr<NetDevice>, uint32_t> flows;
        for (uint32_t from = 0; from < n; ++from)
        {
            walker.Walk(from, (from + stride) % n, Datagram(1, 2));
            for (const Ptr<NetDevice>& device : walker.m_path)
            {
                ASSERT_EQ(++flows[device], 1U) << "stride " << stride << " from " << from;
            }
        }
        std::cout << "measured: fat-tree stride: " << net.GetTree().GetName() << " stride "
                  << stride << ": " << flows.size() << " directed links carry one flow each\n";
    }
}

// Algorithm 1 of the paper, its suffix entries written out again.
TEST_F(FatTreeRoutingTest, TwoLevelTablesAreThePapers)
{
    FatTreeHelper net(8);
    net.Create();
    Walker walker(net);
    Ptr<Packet> packet = Datagram(1, 2);
    const uint32_t half = 4;
    for (uint32_t pod = 0; pod < 8; ++pod)
    {
        for (uint32_t z = 0; z < 8; ++z)
        {
            const auto layer = z < half ? FatTreeSwitch::EDGE : FatTreeSwitch::AGGREGATION;
            const uint32_t node = net.GetTree().GetNumber(FatTreeSwitch{layer, pod, z % half});
            for (uint32_t id = 2; id <= half + 1; ++id)
            {
                const uint32_t other = (pod + 1) % 8;
                Ipv4Header header;
                header.SetDestination(Ipv4Address(10U << 24 | other << 16 | 1U << 8 | id));
                Ptr<NetDevice> out = walker.MakeRequest(node, header, packet);
                ASSERT_TRUE(out);
                EXPECT_EQ(out->GetIfIndex(), (id - 2 + z) % half + half);
            }
        }
    }
}

TEST_F(FatTreeRoutingTest, EcmpKeepsFlowsAndFragmentsTogether)
{
    FatTreeHelper net(8);
    net.SetRoutingAttribute("Mode", StringValue("Ecmp"));
    net.Create();
    EXPECT_EQ(net.AssignStreams(7), 80);
    Walker walker(net);
    const uint32_t edge = net.GetTree().GetNHosts();
    Ipv4Header header;
    header.SetSource(net.GetAddresses()[0]);
    header.SetDestination(net.GetAddresses()[100]);
    header.SetProtocol(17);
    // A flow keeps its uplink; flows between the same hosts take all uplinks.
    std::set<Ptr<NetDevice>> devices;
    for (uint16_t port = 1; port <= 200; ++port)
    {
        Ptr<NetDevice> device = walker.MakeRequest(edge, header, Datagram(port, 80));
        EXPECT_EQ(walker.MakeRequest(edge, header, Datagram(port, 80, 1000)), device);
        devices.insert(device);
    }
    EXPECT_EQ(devices.size(), 4U);
    // What has no ports to read goes by addresses and protocol alone: fragments, the first too...
    devices.clear();
    for (uint16_t port = 1; port <= 200; ++port)
    {
        header.SetMoreFragments();
        header.SetFragmentOffset(0);
        devices.insert(walker.MakeRequest(edge, header, Datagram(port, 80)));
        header.SetFragmentOffset(1480);
        devices.insert(walker.MakeRequest(edge, header, Datagram(port, 80)));
        header.SetLastFragment();
        devices.insert(walker.MakeRequest(edge, header, Datagram(port, 80)));
    }
    header.SetFragmentOffset(0);
    // ... and a packet too short for them.
    const uint8_t bytes[3] = {1, 2, 3};
    devices.insert(walker.MakeRequest(edge, header, Create<Packet>(bytes, 3)));
    devices.insert(walker.MakeRequest(edge, header, Create<Packet>()));
    EXPECT_EQ(devices.size(), 1U);
}

// Another stream is another salt; the same stream is the same one.
TEST_F(FatTreeRoutingTest, EcmpDependsOnItsStreamAlone)
{
    FatTreeHelper net(8);
    net.SetRoutingAttribute("Mode", StringValue("Ecmp"));
    net.Create();
    Walker walker(net);
    const auto choices = [&](int64_t stream) {
        net.AssignStreams(stream);
        Ipv4Header header;
        header.SetProtocol(6);
        header.SetDestination(net.GetAddresses()[100]);
        std::vector<uint32_t> ports;
        for (uint16_t port = 1; port <= 100; ++port)
        {
            ports.push_back(
                walker.MakeRequest(net.GetTree().GetNHosts(), header, Datagram(port, 80))
                    ->GetIfIndex());
        }
        return ports;
    };
    const auto first = choices(1);
    EXPECT_NE(choices(1000), first);
    EXPECT_EQ(choices(1), first);
}

TEST_F(FatTreeRoutingTest, AddressesThatNoHostHasAreCounted)
{
    FatTreeHelper net(4);
    net.Create();
    Walker walker(net);
    const uint32_t edge = net.GetTree().GetNHosts();
    uint32_t n = 0;
    for (const char* address :
         {"10.0.0.77", "10.4.1.1", "10.200.0.2", "192.168.0.1", "224.0.0.1", "255.255.255.255"})
    {
        Ipv4Header header;
        header.SetDestination(Ipv4Address(address));
        EXPECT_FALSE(walker.MakeRequest(edge, header, Datagram(1, 2))) << address;
        EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(edge))->GetNUnknown(), ++n);
    }
    EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(edge))->GetNUnreachable(), 0U);
}

TEST_F(FatTreeRoutingTest, UpwardInterfacesThatAreDownAreLeftOut)
{
    FatTreeHelper net(4);
    net.Create();
    Walker walker(net);
    const uint32_t edge = net.GetTree().GetNHosts();
    Ptr<Ipv4> ipv4 = net.GetNodes().Get(edge)->GetObject<Ipv4>();
    ipv4->SetDown(3);
    for (FatTreeRouting::Mode mode : MODES)
    {
        SetMode(net, mode);
        for (uint32_t to = 2; to < 16; ++to)
        {
            EXPECT_EQ(walker.Walk(0, to, Datagram(1, 2)), net.GetTree().GetDistance(0, to));
        }
    }
    EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(edge))->GetNUnreachable(), 0U);
    ipv4->SetDown(4);
    EXPECT_EQ(walker.Walk(0, 15, Datagram(1, 2)), 0U);
    EXPECT_EQ(walker.Walk(0, 1, Datagram(1, 2)), 2U);
    ipv4->SetDown(2);
    EXPECT_EQ(walker.Walk(0, 1, Datagram(1, 2)), 0U);
    EXPECT_EQ(GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(edge))->GetNUnreachable(), 2U);
    for (uint32_t interface : {2, 3, 4})
    {
        ipv4->SetUp(interface);
    }
    SetMode(net, FatTreeRouting::TWO_LEVEL_TABLES);
    for (uint32_t to = 1; to < 16; ++to)
    {
        EXPECT_EQ(walker.Walk(0, to, Datagram(1, 2)), net.GetTree().GetDistance(0, to));
    }
}

TEST_F(FatTreeRoutingTest, TablesArePrinted)
{
    FatTreeHelper net(4);
    net.Create();
    std::ostringstream text;
    const uint32_t node = net.GetTree().GetNumber(FatTreeSwitch{FatTreeSwitch::AGGREGATION, 2, 0});
    GetRoutingOf<FatTreeRouting>(net.GetNodes().Get(node))
        ->PrintRoutingTable(Create<OutputStreamWrapper>(&text));
    // Table of the switch 10.2.2.1 in figure 4 of the paper.
    EXPECT_NE(text.str().find("10.2.0.0/24 port 0\n10.2.1.0/24 port 1\n"
                              "0.0.0.2 (suffix) port 2\n0.0.0.3 (suffix) port 3\n"),
              std::string::npos)
        << text.str();
}
