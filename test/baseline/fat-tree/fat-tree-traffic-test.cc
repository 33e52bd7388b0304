/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets of the stock stack through fat-trees.

#include "ns3/fat-tree-helper.h"
#include "ns3/fat-tree-routing.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <gtest/gtest.h>
#include <numeric>
#include <random>
#include <sstream>
#include <unistd.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const std::vector<std::string> MODE_NAMES{"TwoLevelTables", "Ecmp", "PacketSpray"};

/** \return a random order of 0 to n-1 in which nothing keeps its place */
std::vector<uint32_t>
Permutation(uint32_t n)
{
    Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    std::vector<uint32_t> order(n);
    for (uint32_t i = 0; i < n; ++i)
    {
        order[i] = i;
    }
    // Sattolo's shuffle: one cycle through all.
    for (uint32_t i = n - 1; i > 0; --i)
    {
        std::swap(order[i], order[random->GetInteger(0, i - 1)]);
    }
    return order;
}

/** A fat-tree, single datagrams between its hosts, and what became of them. */
class Net
{
  public:
    Net(uint32_t k, const std::string& mode)
        : m_helper(k)
    {
        m_helper.SetRoutingAttribute("Mode", StringValue(mode));
        m_helper.Create();
        m_helper.AssignStreams(100);
        for (uint32_t host = 0; host < m_tree.GetNHosts(); ++host)
        {
            m_helper.GetNodes().Get(host)->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
                "LocalDeliver",
                MakeCallback(&Net::Arrive, this));
            OpenSocket(host)->Bind(InetSocketAddress(Ipv4Address::GetAny(), 9));
        }
        for (uint32_t i = 0; i < m_toCore.size(); ++i)
        {
            const uint32_t cable = 2 * m_tree.GetNHosts() + i;
            m_helper.GetDevices().Get(2 * cable)->TraceConnectWithoutContext(
                "PhyTxEnd",
                MakeBoundCallback(&Net::Count, &m_toCore[i]));
        }
    }

    ~Net()
    {
        Simulator::Destroy();
    }

    /** Send one datagram from a fresh port: a flow of its own. */
    void Send(Time at, uint32_t from, uint32_t to)
    {
        Simulator::Schedule(at, [this, from, to] {
            Ptr<Socket> socket = OpenSocket(from);
            socket->Bind();
            socket->SetIpTtl(m_ttl);
            socket->SendTo(Create<Packet>(100),
                           0,
                           InetSocketAddress(m_helper.GetAddresses()[to], 9));
            socket->Close();
        });
    }

    /** Send some flows from every host to its partner. */
    void SendPermutation(uint32_t flows)
    {
        const std::vector<uint32_t> partner = Permutation(m_tree.GetNHosts());
        for (uint32_t flow = 0; flow < flows; ++flow)
        {
            for (uint32_t from = 0; from < m_tree.GetNHosts(); ++from)
            {
                Send(MicroSeconds(10 * flow), from, partner[from]);
            }
        }
    }

    /** \return packets that each core switch got from the pods */
    std::vector<uint32_t> AtCore() const
    {
        std::vector<uint32_t> packets(m_tree.GetNCoreSwitches(), 0);
        for (uint32_t i = 0; i < m_toCore.size(); ++i)
        {
            packets[i % packets.size()] += m_toCore[i];
        }
        return packets;
    }

    FatTreeHelper m_helper;             //!< made the network
    FatTree m_tree{m_helper.GetTree()}; //!< its topology
    std::vector<uint32_t> m_toCore =
        std::vector<uint32_t>(m_tree.GetNHosts(), 0); //!< packets up each such cable
    uint8_t m_ttl{64};                                //!< of datagrams sent
    uint32_t m_arrived{0};                            //!< datagrams
    uint32_t m_wrongPaths{0};                         //!< of them: not on a shortest path
    std::vector<Ipv4Address> m_errors;                //!< who sent ICMP messages

  private:
    Ptr<Socket> OpenSocket(uint32_t host)
    {
        return Socket::CreateSocket(m_helper.GetNodes().Get(host), UdpSocketFactory::GetTypeId());
    }

    void Arrive(const Ipv4Header& header, Ptr<const Packet>, uint32_t)
    {
        if (header.GetProtocol() != 17)
        {
            m_errors.push_back(header.GetSource());
            return;
        }
        const auto from = m_tree.FindHost(header.GetSource().Get());
        const auto to = m_tree.FindHost(header.GetDestination().Get());
        const uint32_t links = m_ttl - header.GetTtl() + 1; // every switch took one
        m_wrongPaths += m_tree.GetDistance(m_tree.GetNumber(*from), m_tree.GetNumber(*to)) != links;
        ++m_arrived;
    }

    static void Count(uint32_t* count, Ptr<const Packet>)
    {
        ++*count;
    }
};

/** \return "least/mean/most" */
std::string
Flood(const std::vector<uint32_t>& counts)
{
    const double sum = std::accumulate(counts.begin(), counts.end(), 0.0);
    std::ostringstream text;
    text << *std::min_element(counts.begin(), counts.end()) << "/" << sum / counts.size() << "/"
         << *std::max_element(counts.begin(), counts.end());
    return text.str();
}

/** \return how many are not zero */
uint32_t
Used(const std::vector<uint32_t>& counts)
{
    return counts.size() - std::count(counts.begin(), counts.end(), 0U);
}

/** \return the memory of this process, in MiB */
double
ResidentMib()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0;
    statm >> pages >> pages;
    return pages * sysconf(_SC_PAGESIZE) / (1 << 20);
}

class FatTreeTraffic : public testing::TestWithParam<uint32_t>
{
};

INSTANTIATE_TEST_SUITE_P(K, FatTreeTraffic, testing::Values(4U, 8U, 16U));

} // namespace

TEST_P(FatTreeTraffic, AllPairsReachEachOther)
{
    for (const std::string& mode : MODE_NAMES)
    {
        Net net(GetParam(), mode);
        const uint32_t n = net.m_tree.GetNHosts();
        uint32_t sent = 0;
        // All pairs as far as 128 hosts; then 5 partners of each host, in all distances.
        const uint32_t step = n > 128 ? n / 4 - 1 : 1;
        for (uint32_t away = 1; away < n; away += step)
        {
            for (uint32_t from = 0; from < n; ++from)
            {
                net.Send(MicroSeconds(10 * (away / step)), from, (from + away) % n);
                ++sent;
            }
        }
        Simulator::Run();
        std::cout << "measured: fat-tree packets: " << net.m_tree.GetName() << " " << mode << ": "
                  << net.m_arrived << " of " << sent << " pairs, " << net.m_wrongPaths
                  << " not on a shortest path\n";
        EXPECT_EQ(net.m_arrived, sent);
        EXPECT_EQ(net.m_wrongPaths, 0U);
        EXPECT_TRUE(net.m_errors.empty());
    }
}

TEST_P(FatTreeTraffic, EcmpUsesEveryWayUp)
{
    Net net(GetParam(), "Ecmp");
    net.SendPermutation(16);
    Simulator::Run();
    EXPECT_EQ(net.m_arrived, 16 * net.m_tree.GetNHosts());
    std::cout << "measured: fat-tree ECMP: " << net.m_tree.GetName()
              << ", permutation of 16 flows a host: " << Used(net.AtCore()) << " of "
              << net.AtCore().size() << " core switches used, packets least/mean/most "
              << Flood(net.AtCore()) << "; " << Used(net.m_toCore) << " of " << net.m_toCore.size()
              << " links aggregation to core used, " << Flood(net.m_toCore) << "\n";
    EXPECT_EQ(Used(net.AtCore()), net.m_tree.GetNCoreSwitches());
    EXPECT_EQ(Used(net.m_toCore), net.m_toCore.size());
}

// What the salt is for: with one hash in all switches, most of the core lies idle.
TEST_P(FatTreeTraffic, WithoutSaltEcmpWouldPolarise)
{
    Net net(GetParam(), "Ecmp");
    for (uint32_t node = net.m_tree.GetNHosts(); node < net.m_tree.GetNNodes(); ++node)
    {
        const auto hash = +[](Ptr<const Packet> p, const Ipv4Header& header, uint32_t n) {
            UdpHeader udp;
            p->PeekHeader(udp);
            std::seed_seq flow{header.GetSource().Get(),
                               header.GetDestination().Get(),
                               uint32_t{udp.GetSourcePort()}};
            std::vector<uint32_t> word(1);
            flow.generate(word.begin(), word.end());
            return word[0] % n;
        };
        GetRoutingOf<FatTreeRouting>(net.m_helper.GetNodes().Get(node))
            ->SetUpwardChoice(MakeCallback(hash));
    }
    const uint32_t flows = 64 / net.m_tree.GetK();
    net.SendPermutation(flows);
    Simulator::Run();
    EXPECT_EQ(net.m_arrived, flows * net.m_tree.GetNHosts());
    std::cout << "measured: fat-tree ECMP: " << net.m_tree.GetName()
              << ", one hash in all switches: " << Used(net.AtCore()) << " of "
              << net.AtCore().size() << " core switches used\n";
    EXPECT_EQ(Used(net.AtCore()), net.m_tree.GetK() / 2);
}

TEST(FatTreeSize, Of1024HostsIsReadyInSeconds)
{
    const auto start = std::chrono::steady_clock::now();
    FatTreeHelper helper(16);
    EXPECT_EQ(helper.Create().GetN(), 1024U);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    const double mib = ResidentMib();
    std::cout << "measured: fat-tree set-up: k=16, 1024 hosts, 320 switches: ready in "
              << wall.count() << " s, resident " << mib << " MiB\n";
    EXPECT_LT(wall.count(), 10);
    EXPECT_LT(mib, 2048);
    Simulator::Destroy();
}

// A switch may speak too: here it says that the time to live is over.
TEST(FatTreeSwitches, ReportExpiredTimeToLive)
{
    Net net(4, "Ecmp");
    net.m_ttl = 2;
    net.Send(Seconds(0), 0, 15);
    Simulator::Run();
    EXPECT_EQ(net.m_arrived, 0U);
    ASSERT_EQ(net.m_errors.size(), 1U);
    const uint32_t from = net.m_errors[0].Get();
    EXPECT_TRUE(from == 0x0a000201 || from == 0x0a000301)
        << net.m_errors[0]; // an aggregation switch
}
