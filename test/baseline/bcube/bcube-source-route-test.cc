/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// BSR: which paths a source finds, and which it takes.

#include "failure-trial.h"

#include "ns3/bcube-helper.h"
#include "ns3/bcube-path-finder.h"
#include "ns3/bcube-routing.h"
#include "ns3/on-off-helper.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cmath>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class BcubeSourceRoute : public testing::Test
{
  protected:
    ~BcubeSourceRoute() override
    {
        Simulator::Destroy();
    }

    /** Datagrams of 1,000 bytes at 800 Mbit/s from server 0 to server 5. */
    Ptr<PacketSink> StartFlow(uint16_t port, Time begin, Time end)
    {
        const InetSocketAddress to(m_net.GetAddresses()[5], port);
        OnOffHelper source("ns3::UdpSocketFactory", to);
        source.SetConstantRate(DataRate("800Mbps"), 1000);
        ApplicationContainer app = source.Install(m_net.GetNodes().Get(0));
        app.Start(begin);
        app.Stop(end);
        PacketSinkHelper sink("ns3::UdpSocketFactory", to);
        return DynamicCast<PacketSink>(sink.Install(m_net.GetNodes().Get(5)).Get(0));
    }

    /** Count what a port of server 0 sends. */
    void Watch(uint32_t port)
    {
        m_net.GetNodes().Get(0)->GetDevice(port)->TraceConnectWithoutContext(
            "PhyTxEnd",
            MakeBoundCallback(&BcubeSourceRoute::Count, &m_bytes[port]));
    }

    static void Count(uint64_t* bytes, Ptr<const Packet> packet)
    {
        *bytes += packet->GetSize();
    }

    /** \return what server 0 knows as a source of flows */
    const BcubeSource& GetSource() const
    {
        return GetRoutingOf<BcubeRouting>(m_net.GetNodes().Get(0))->GetSource();
    }

    Bcube m_bcube{4, 1};
    BcubeHelper m_net{m_bcube};
    uint64_t m_bytes[2]{0, 0};
};

} // namespace

// Servers 0 and 5 differ in both digits: two shortest paths. The second flow finds the first one's
// path busy and takes the other, so both get what they send.
TEST_F(BcubeSourceRoute, FlowsTakeThePathWithMostFree)
{
    m_net.Create();
    Watch(0);
    Watch(1);
    const auto first = StartFlow(1000, MilliSeconds(1), MilliSeconds(20));
    const auto second = StartFlow(2000, MilliSeconds(6), MilliSeconds(20));
    Simulator::Stop(MilliSeconds(30));
    Simulator::Run();
    EXPECT_GE(first->GetTotalRx(), 0.99 * 19e-3 * 100e6);
    EXPECT_GE(second->GetTotalRx(), 0.99 * 14e-3 * 100e6);
    const double share = double(m_bytes[0]) / (m_bytes[0] + m_bytes[1]);
    EXPECT_NEAR(std::abs(share - 0.5), 0.5 * 5 / 33, 0.02); // 19 ms of one, 14 ms of the other
    EXPECT_EQ(GetSource().GetNRounds(), 2U);
    std::printf("measured: bcube probing: two flows of 800 Mbit/s between the same servers: %.1f "
                "and %.1f Mbit/s received, %.0f%% of the bytes by port 0\n",
                first->GetTotalRx() * 8e-6 / 19e-3,
                second->GetTotalRx() * 8e-6 / 14e-3,
                100 * share);
}

// The cable behind the first hop goes down: only what is on the way until the source has heard of
// it is lost, and what then comes by a path around it is not.
TEST_F(BcubeSourceRoute, FlowsMoveAwayFromFailures)
{
    m_net.Create();
    const auto sink = StartFlow(1000, MilliSeconds(1), MilliSeconds(11));
    Breakage<Bcube> breakage(m_bcube, m_net.GetNodes());
    Simulator::Schedule(MilliSeconds(5), [&] {
        breakage.SetCable(1, 1, false); // 0 -> 1 -> 5
        breakage.SetCable(4, 0, false); // 0 -> 4 -> 5
    });
    Simulator::Stop(MilliSeconds(30));
    Simulator::Run();
    const double sent = std::floor(10e-3 * 100e6 / 1000);
    const double lost = sent - sink->GetTotalRx() / 1000.0;
    EXPECT_GT(lost, 0);
    EXPECT_LT(lost, 20);
    EXPECT_GE(GetSource().GetNRounds(), 2U);
    for (const auto& path : GetSource().GetPaths(5))
    {
        ASSERT_EQ(path.size(), 4U); // around both, in three hops
        EXPECT_NE(path[1], 4U);
    }
    std::printf("measured: bcube failover: both shortest paths cut under a flow of 800 Mbit/s: "
                "%.0f of %.0f datagrams lost\n",
                lost,
                sent);
}

// Against a search: there is a path exactly if the two are connected, no path uses what is down,
// and paths share nodes only when fewer are left than there are levels.
TEST(BcubePathFinder, FindsWhatThereIs)
{
    const Bcube bcube(4, 2);
    uint32_t disjoint = 0;
    uint32_t pairs = 0;
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto random = CreateObject<UniformRandomVariable>();
        random->SetStream(seed);
        std::set<std::pair<uint32_t, uint32_t>> down;
        for (uint32_t i = 0; i < seed * 5; ++i)
        {
            down.emplace(random->GetInteger(0, 63), random->GetInteger(0, 2));
        }
        const auto isDown = [&](uint32_t server, uint32_t level) {
            return down.count({server, level}) != 0;
        };
        const BcubePathFinder finder(bcube, isDown);
        for (uint32_t from = 0; from < 64; from += 9)
        {
            const auto distance = SearchFrom(bcube, from, [&](uint32_t node, uint32_t port) {
                return node < 64
                           ? !isDown(node, port)
                           : !isDown(bcube.GetNeighbor(node, port), bcube.GetSwitchLevel(node));
            });
            for (uint32_t to = 0; to < 64; ++to)
            {
                if (from == to)
                {
                    continue;
                }
                const auto paths = finder.Find(from, to);
                ASSERT_EQ(paths.size(), 3U);
                uint32_t shortest = UINT32_MAX;
                std::set<uint32_t> used;
                bool isDisjoint = true;
                for (const BcubePath& path : paths)
                {
                    if (path.servers.empty())
                    {
                        isDisjoint = false;
                        continue;
                    }
                    ASSERT_EQ(path.servers.front(), from);
                    ASSERT_EQ(path.servers.back(), to);
                    uint32_t at = from;
                    for (const BcubeHop& hop : BcubePathFinder::GetHops(bcube, path.servers))
                    {
                        ASSERT_FALSE(isDown(at, hop.level));
                        at = bcube.WithDigit(at, hop.level, hop.digit);
                        ASSERT_FALSE(isDown(at, hop.level));
                        isDisjoint = isDisjoint && (at == to || used.insert(at).second);
                    }
                    ASSERT_EQ(at, to);
                    shortest = std::min<uint32_t>(shortest, 2 * (path.servers.size() - 1));
                }
                // Of the paths one may be longer than the shortest, to be disjoint of another.
                ASSERT_EQ(shortest == UINT32_MAX, distance[to] == UINT32_MAX);
                ASSERT_GE(shortest, distance[to]);
                disjoint += isDisjoint;
                ++pairs;
            }
        }
    }
    std::printf("measured: bcube path finder: n=4,k=2, 20 seeds, up to 100 of 192 cables down: "
                "%u pairs, 3 disjoint paths for %u\n",
                pairs,
                disjoint);
    EXPECT_GT(disjoint, pairs / 4);
}
