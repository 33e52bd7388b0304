/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the choices among shortest paths promise beyond their shares: that the least busy link is
// found whoever keeps the others busy, and that flows keep to one path, each to its own.

#include "routing-fixture.h"

#include "ns3/bulk-send-helper.h"
#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/virtual-nic-helper.h"
#include "ns3/virtual-nic.h"

#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** The 0.999 quantile of chi-square with one degree of freedom. */
constexpr double CHI_SQUARE_ONE_FREEDOM = 10.83;

class ChoiceTest : public RoutingTest
{
  protected:
    static uint64_t Sent(const NodeContainer& servers, uint32_t server, uint8_t port)
    {
        return TorusHelper::GetPort(servers.Get(server), port)->GetCounters().txFrames;
    }

    /**
     * Packets from server 0 to one that two paths lead to, by +x and +y, while +x carries another
     * load, half of what it could.
     * \return the share of them that went by +x
     */
    double GetShareByBusyLink(const char* choice)
    {
        constexpr uint32_t PACKETS = 2000;
        NodeContainer servers = Build(5, 5, 1, choice);
        for (uint32_t i = 0; i < PACKETS; ++i)
        {
            // Six frames' times apart: three of load, one of ours at a time when +x is free.
            const Time at = NanoSeconds(6 * 12304 * i);
            for (uint32_t j = 0; j < 3; ++j)
            {
                Simulator::Schedule(at, [&, this] { Send(servers, 0, 1, FULL_PACKET); });
            }
            Simulator::Schedule(at + NanoSeconds(5 * 12304), [&, this] { Send(servers, 0, 6); });
        }
        Simulator::Run();
        const double byX = double(Sent(servers, 0, PLUS_X)) - 3 * PACKETS;
        EXPECT_EQ(m_delivered, 4 * PACKETS);
        EXPECT_EQ(byX + Sent(servers, 0, PLUS_Y), PACKETS);
        m_delivered = 0;
        Simulator::Destroy();
        return byX / PACKETS;
    }

    /** \return packets of a TCP flow that came in before an earlier one */
    uint64_t CountEarlyTcp(const char* choice)
    {
        // Queues too long for the window: nothing is lost.
        Config::SetDefault("ns3::camcube::MultiHopRouting::QueueLimit", UintegerValue(1000));
        NodeContainer servers = Build(4, 4, 4, choice);
        VirtualNicHelper ip("10.0.0.0", "255.0.0.0");
        const Ipv4Address address = ip.Install(servers).GetAddress(42); // (2,2,2)
        const InetSocketAddress end(address, 80);
        PacketSinkHelper receiver("ns3::TcpSocketFactory", end);
        auto sink = DynamicCast<PacketSink>(receiver.Install(servers.Get(42)).Get(0));
        BulkSendHelper sender("ns3::TcpSocketFactory", end);
        sender.SetAttribute("MaxBytes", UintegerValue(2000000));
        sender.Install(servers.Get(0));
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        EXPECT_EQ(sink->GetTotalRx(), 2000000U);
        const uint64_t early = VirtualNicHelper::Get(servers.Get(42))->GetReorderCounters().early;
        Simulator::Destroy();
        Config::Reset();
        return early;
    }
};

} // namespace

TEST_F(ChoiceTest, LeastUtilizedKnowsOfLoadsThatOthersMake)
{
    const double least = GetShareByBusyLink("LeastUtilized");
    const double any = GetShareByBusyLink("RandomLink");
    std::cout << "measured: share of packets by a link that is half busy: LeastUtilized " << least
              << ", RandomLink " << any << "\n";
    EXPECT_LT(least, 0.01);
    EXPECT_NEAR(any, 0.5, 0.05);
}

TEST_F(ChoiceTest, LeastUtilizedTakesIdleLinksInTurn)
{
    constexpr uint32_t PACKETS = 9000;
    NodeContainer servers = Build(5, 5, 5, "LeastUtilized");
    const uint32_t to = m_torus->GetTorus().GetServer({2, 2, 2});
    for (uint32_t i = 0; i < PACKETS; ++i)
    {
        Simulator::Schedule(MicroSeconds(20 * i), [&, this] { Send(servers, 0, to); });
    }
    Simulator::Run();
    EXPECT_EQ(m_delivered, PACKETS);
    std::cout << "measured: LeastUtilized from idle links:";
    for (uint8_t port : {PLUS_X, PLUS_Y, PLUS_Z})
    {
        std::cout << " " << PortName(port) << " " << Sent(servers, 0, port);
        EXPECT_NEAR(Sent(servers, 0, port), PACKETS / 3, 1);
    }
    std::cout << " of " << PACKETS << "\n";
}

TEST_F(ChoiceTest, LoadsForgetByTheWindow)
{
    NodeContainer servers = Build(4, 1, 1);
    UtilizationEstimator loads(*RuntimeOf(servers, 0), MicroSeconds(100));
    EXPECT_EQ(loads.Get(PLUS_X), 0);
    const int64_t begin = Simulator::Now().GetTimeStep();
    for (int i = 0; i < 20; ++i)
    {
        Send(servers, 0, 1, FULL_PACKET);
    }
    const Time busy = NanoSeconds(20 * 1538 * 8);
    Simulator::Schedule(busy, [&] {
        EXPECT_NEAR(loads.Get(PLUS_X), 1 - std::exp(-busy.GetTimeStep() / 100e3), 1e-9);
    });
    Simulator::Schedule(busy + MicroSeconds(200), [&] {
        const double then = (1 - std::exp(-busy.GetTimeStep() / 100e3)) * std::exp(-2.0);
        EXPECT_NEAR(loads.Get(PLUS_X), then, 1e-9);
        EXPECT_EQ(loads.GetLeast(PortSet(3)), PortSet::Of(MINUS_X));
    });
    Simulator::Run();
    EXPECT_GT(Simulator::Now().GetTimeStep(), begin);
}

TEST_F(ChoiceTest, PerFlowKeepsTcpInOrder)
{
    const uint64_t sticky = CountEarlyTcp("PerFlow");
    const uint64_t spread = CountEarlyTcp("RandomPath");
    std::cout << "measured: packets of a TCP flow that overtook others: PerFlow " << sticky
              << ", RandomPath " << spread << "\n";
    EXPECT_EQ(sticky, 0U);
    EXPECT_GT(spread, 0U);
}

// Without a salt, all flows that a server was sent by +x would be sent on by +x again.
TEST_F(ChoiceTest, PerFlowIsSaltedAtEachServer)
{
    constexpr uint32_t FLOWS = 2000;
    NodeContainer servers = Build(5, 5, 1, "PerFlow");
    const uint32_t to = m_torus->GetTorus().GetServer({2, 2, 0});
    for (uint16_t flow = 0; flow < FLOWS; ++flow)
    {
        Simulator::Schedule(MicroSeconds(20 * flow), [&, flow, this] {
            Routing(servers, 0)->Send(At(to), TEST_ENDPOINT, Create<Packet>(100), flow);
        });
    }
    Simulator::Run();
    EXPECT_EQ(m_delivered, FLOWS);
    // Two paths part at (0,0), at (1,0) and at (0,1).
    for (const auto& [server, flows] : {std::pair{0U, uint64_t{FLOWS}},
                                        {1U, Sent(servers, 0, PLUS_X)},
                                        {5U, Sent(servers, 0, PLUS_Y)}})
    {
        const double byX = Sent(servers, server, PLUS_X);
        const double byY = Sent(servers, server, PLUS_Y);
        EXPECT_EQ(byX + byY, flows);
        const double chiSquare = (byX - byY) * (byX - byY) / flows;
        std::cout << "measured: PerFlow at " << At(server) << ": " << byX << " flows by +x, " << byY
                  << " by +y, chi-square " << chiSquare << "\n";
        EXPECT_LT(chiSquare, CHI_SQUARE_ONE_FREEDOM);
    }
}
