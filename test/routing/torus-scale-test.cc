/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A cube of 20x20x20 at the load of the paper: what it loses, how long it takes, what it weighs.

#include "cube-fixture.h"

#include "ns3/process-usage.h"
#include "ns3/routed-traffic.h"
#include "ns3/workload.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** The most that set-up may take, in seconds, and weigh, in MiB. */
constexpr double SETUP_S = 5;
constexpr double MEMORY_MIB = 300;

constexpr uint32_t PACKET_BYTES = 1500;
constexpr uint32_t CARRIED_BYTES = PACKET_BYTES - RoutedTraffic::HEADER_BYTES;

/** One hop of such a packet in an idle network: 1 Gbps, 100 ns of cable, 1 us of processing. */
constexpr double IDLE_HOP_US = (PACKET_BYTES + 14 + 24) * 8e-3 + 0.1 + 1;

class LargeTorus : public CubeTest
{
  protected:
    void Build()
    {
        const WallClock setup;
        m_servers = m_torus.Create();
        MultiHopRoutingHelper().Install(m_servers);
        m_setupSeconds = setup.GetSeconds();
    }

    /** \return what became of 8,000 flows, sent for so long; a tenth of that is warm-up */
    PacketStatistics Send(const TrafficPairs& pairs, uint32_t mbps, Time duration)
    {
        RoutedTraffic traffic(m_servers);
        traffic.SetWindow(duration / 10, duration);
        traffic.Install(Workload::ConstantRate(
            pairs,
            DataRate(mbps * uint64_t{1000000} * CARRIED_BYTES / PACKET_BYTES),
            CARRIED_BYTES,
            Time(0),
            duration,
            CreateObject<UniformRandomVariable>()));
        Simulator::Run();
        return traffic.GetStatistics();
    }

    TorusHelper m_torus{20, 20, 20};
    NodeContainer m_servers;
    double m_setupSeconds{0};
};

double
Lost(const PacketStatistics& packets)
{
    return static_cast<double>(packets.GetLost()) / packets.sent;
}

void
Report(const char* what, const PacketStatistics& packets)
{
    std::cout << "measured: 20x20x20, 8000 flows, " << what << ": " << packets.GetLost() << " of "
              << packets.sent << " packets lost (" << 100 * Lost(packets) << " %), mean latency "
              << packets.latencyUs.GetMean() << " us, "
              << packets.latencyUs.GetMean() / (packets.hops.GetMean() * IDLE_HOP_US)
              << " x idle\n";
}

} // namespace

TEST_F(LargeTorus, IsBuiltSoonAndWeighsLittle)
{
    Build();
    Simulator::Run();
    std::cout << "measured: 20x20x20 with routing: built in " << m_setupSeconds << " s, "
              << GetResidentMib() << " MiB\n";
    EXPECT_LT(m_setupSeconds, SETUP_S);
#ifndef __SANITIZE_ADDRESS__
    EXPECT_LT(GetResidentMib(), MEMORY_MIB);
#endif
}

TEST_F(LargeTorus, SlowPermutationAt300MbpsLosesNothing)
{
    Build();
    const PacketStatistics packets =
        Send(TrafficPattern(8000).Permutation(), 300, MilliSeconds(20));
    Report("permutation, 300 Mbps", packets);
    EXPECT_EQ(packets.GetLost(), 0U);
    EXPECT_LT(packets.latencyUs.GetMean(), 1.25 * packets.hops.GetMean() * IDLE_HOP_US);
}

TEST_F(LargeTorus, SlowPermutationAt340MbpsLosesLittle)
{
    Build();
    const PacketStatistics packets =
        Send(TrafficPattern(8000).Permutation(), 340, MilliSeconds(10));
    Report("permutation, 340 Mbps", packets);
    EXPECT_LE(Lost(packets), 0.001);
}

TEST_F(LargeTorus, SlowRandomPairsAt300MbpsAreDelivered)
{
    Build();
    const PacketStatistics packets =
        Send(TrafficPattern(8000).RandomPairs(8000), 300, MilliSeconds(10));
    Report("random pairs, 300 Mbps", packets);
    EXPECT_LE(Lost(packets), 0.01);
}
