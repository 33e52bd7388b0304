/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets go by the links by which the fewest wait, as a second implementation has it that reads
// what servers tell each other off the cables; and nothing is lost where base routing loses much.

#include "adaptive-routing-oracle.h"
#include "cube-fixture.h"

#include "ns3/adaptive-routing.h"
#include "ns3/service-helper.h"

#include <algorithm>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint32_t PACKET_BYTES = 1000;

class AdaptiveRoutingTest : public CubeTest
{
  protected:
    void Build(uint32_t kx, uint32_t ky, uint32_t kz, bool isAdaptive = true)
    {
        m_cube = std::make_unique<TorusHelper>(kx, ky, kz);
        m_servers = m_cube->Create();
        MultiHopRoutingHelper().Install(m_servers);
        MultiHopRoutingHelper::AssignStreams(m_servers, 1);
        if (isAdaptive)
        {
            ServiceHelper<AdaptiveRouting> adaptive;
            adaptive.SetAttribute("Endpoint", UintegerValue(TEST_ENDPOINT));
            adaptive.SetAttribute("Step", UintegerValue(STEP));
            adaptive.SetAttribute("Detour", UintegerValue(DETOUR));
            adaptive.SetAttribute("ExtraHops", UintegerValue(EXTRA_HOPS));
            adaptive.SetAttribute("Lifetime", TimeValue(LIFETIME));
            adaptive.Install(m_servers);
        }
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            Keep(Routing(m_servers, i)
                     ->AddEndpoint(nullptr,
                                   TEST_ENDPOINT,
                                   [this](const FramePtr&, const RoutingHeader& header) {
                                       ++m_delivered;
                                       const int32_t extra =
                                           header.hops - GetTorus().GetDistance(header.source,
                                                                                header.destination);
                                       m_extraHops = std::max(m_extraHops, extra);
                                   }));
        }
        Simulator::Run();
    }

    const Torus& GetTorus() const
    {
        return m_cube->GetTorus();
    }

    void Send(uint32_t from, uint32_t to)
    {
        Routing(m_servers, from)
            ->Send(GetTorus().GetCoordinate(to), TEST_ENDPOINT, Create<Packet>(PACKET_BYTES));
    }

    /** Bursts to a few servers from many, so that queues form, move and go. \return packets */
    uint32_t SendBursts(std::mt19937& random, uint32_t bursts)
    {
        const uint32_t servers = m_servers.GetN();
        uint32_t packets = 0;
        for (uint32_t i = 0; i < bursts; ++i)
        {
            const uint32_t to = random() % servers;
            const Time begin = MicroSeconds(random() % 2000);
            for (uint32_t j = 0; j < 6; ++j)
            {
                const uint32_t from = (to + 1 + random() % (servers - 1)) % servers;
                for (uint32_t n = random() % 30; n > 0; --n, ++packets)
                {
                    Simulator::Schedule(begin + MicroSeconds(random() % 50),
                                        [this, from, to] { Send(from, to); });
                }
            }
        }
        return packets;
    }

    Ptr<AdaptiveRouting> Adaptive(uint32_t server) const
    {
        return ServiceHelper<AdaptiveRouting>::Get(m_servers.Get(server));
    }

    uint64_t Count(uint64_t AdaptiveRouting::Counters::*counter) const
    {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            sum += Adaptive(i)->GetCounters().*counter;
        }
        return sum;
    }

    std::unique_ptr<TorusHelper> m_cube;
    NodeContainer m_servers;
    uint64_t m_delivered{0};
    int32_t m_extraHops{0};
};

} // namespace

TEST_F(AdaptiveRoutingTest, GoesWhereFewestWaitAsAnOracleHasIt)
{
    uint64_t checked = 0;
    uint64_t detours = 0;
    for (uint32_t seed = 1; seed <= 6; ++seed)
    {
        std::mt19937 random(seed);
        const auto side = [&] { return 2 + static_cast<uint32_t>(random() % 4); };
        const std::array<uint32_t, 3> sides{side(), side(), side()};
        Build(sides[0], sides[1], sides[2]);
        AdaptiveRoutingOracle oracle(GetTorus(), m_servers);
        SendBursts(random, 20);
        Simulator::Run();
        EXPECT_EQ(oracle.GetWrong(), 0U) << "seed " << seed << ", " << GetTorus().GetName();
        EXPECT_EQ(oracle.GetDetours(), Count(&AdaptiveRouting::Counters::detours))
            << "seed " << seed;
        checked += oracle.GetChecked();
        detours += oracle.GetDetours();
        Simulator::Destroy();
    }
    EXPECT_LE(m_extraHops, static_cast<int32_t>(EXTRA_HOPS));
    EXPECT_GT(detours, 0U);
    std::cout << "measured: " << checked << " hops, " << detours << " of them detours, "
              << "each by a link where the oracle has it\n";
}

TEST_F(AdaptiveRoutingTest, LosesNothingWhereOneShortestPathIsTooLittle)
{
    // Two servers on one line send 0.7 of a link each to a third: all shortest paths end in one
    // link.
    std::array<uint64_t, 2> lost{};
    for (const bool isAdaptive : {false, true})
    {
        Build(5, 5, 5, isAdaptive);
        constexpr uint32_t PACKETS = 1000;
        m_delivered = 0;
        for (uint32_t i = 0; i < PACKETS; ++i)
        {
            Simulator::Schedule(MicroSeconds(12 * i), [this] { Send(1, 0); });
            Simulator::Schedule(MicroSeconds(12 * i), [this] { Send(2, 0); });
        }
        Simulator::Run();
        lost[isAdaptive] = 2 * PACKETS - m_delivered;
        Simulator::Destroy();
    }
    std::cout << "measured: of 2,000 packets base routing loses " << lost[0] << ", adaptive "
              << lost[1] << "\n";
    EXPECT_GT(lost[0], 200U);
    EXPECT_EQ(lost[1], 0U);
    EXPECT_LE(m_extraHops, static_cast<int32_t>(EXTRA_HOPS));
}

TEST_F(AdaptiveRoutingTest, IsSilentWhereNobodyWaits)
{
    Build(4, 4, 4);
    for (uint32_t i = 0; i < 500; ++i)
    {
        Simulator::Schedule(MicroSeconds(20 * i), [this, i] { Send(i % 64, (i * 7 + 1) % 64); });
    }
    Simulator::Run();
    EXPECT_EQ(m_delivered, 500U);
    EXPECT_EQ(m_extraHops, 0);
    EXPECT_EQ(Count(&AdaptiveRouting::Counters::reports), 0U);
}

TEST_F(AdaptiveRoutingTest, NoPacketIsLostToItsWithdrawalOrToBytesWithoutSense)
{
    for (uint32_t seed = 1; seed <= 4; ++seed)
    {
        std::mt19937 random(seed);
        Build(4, 4, 3);
        m_delivered = 0;
        const uint32_t packets = SendBursts(random, 10);
        for (uint32_t i = 0; i < 60; ++i)
        {
            const uint32_t server = random() % m_servers.GetN();
            Simulator::Schedule(MicroSeconds(random() % 2000), [this, server] {
                const auto adaptive = Adaptive(server);
                adaptive->IsDeployed() ? adaptive->Withdraw() : adaptive->Deploy();
            });
            const uint32_t bytes = random() % 12;
            const uint8_t port = random() % N_TORUS_PORTS;
            Simulator::Schedule(MicroSeconds(random() % 2000), [this, server, bytes, port] {
                if (Adaptive(server)->IsDeployed())
                {
                    auto frame =
                        std::make_unique<Frame>(AdaptiveRouting::SERVICE_ID, Create<Packet>(bytes));
                    RuntimeOf(m_servers, server)->Send(PeekPointer(Adaptive(server)), port, frame);
                }
            });
        }
        Simulator::Run();
        uint64_t full = 0;
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            const auto& dropped = Routing(m_servers, i)->GetCounters().dropped;
            for (uint32_t why = 0; why < MultiHopRouting::N_DROP_REASONS; ++why)
            {
                full += dropped[why];
                EXPECT_TRUE(why == MultiHopRouting::QUEUE_FULL || dropped[why] == 0)
                    << "seed " << seed << ": "
                    << MultiHopRouting::GetName(MultiHopRouting::DropReason(why));
            }
        }
        EXPECT_EQ(m_delivered + full, packets) << "seed " << seed;
        EXPECT_GT(Count(&AdaptiveRouting::Counters::malformed), 0U) << "seed " << seed;
        Simulator::Destroy();
    }
}
