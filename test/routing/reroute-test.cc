/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Packets that wait while links fail: they take another path, or are lost under a reason, and what
// is lost without need is only what was on the cable that was cut.

#include "routing-fixture.h"

#include "ns3/boolean.h"
#include "ns3/choose-share.h"
#include "ns3/config.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/failure-injector.h"

#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class RerouteTest : public CubeTest
{
  protected:
    void TearDown() override
    {
        Config::Reset();
        CubeTest::TearDown();
    }

    /** What became of all packets. */
    struct Sum
    {
        uint64_t sent{0};
        uint64_t delivered{0};
        uint64_t held{0};
        uint64_t rerouted{0};
        uint64_t onCable{0};
        std::array<uint64_t, MultiHopRouting::N_DROP_REASONS> dropped{};
    };

    void Build(uint32_t k, const DistanceVectorHelper& helper = DistanceVectorHelper())
    {
        m_torus = std::make_unique<TorusHelper>(k, k, k);
        m_servers = m_torus->Create();
        DistanceVectorHelper(helper).Install(m_servers);
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            Keep(Routing(m_servers, i)
                     ->AddEndpoint(nullptr, TEST_ENDPOINT, [](FramePtr, const RoutingHeader&) {}));
        }
        Simulator::Stop(MicroSeconds(1));
        Simulator::Run(); // everything initialises itself
    }

    void Send(uint32_t from, uint32_t to, uint16_t flow = 0)
    {
        Routing(m_servers, from)
            ->Send(m_torus->GetTorus().GetCoordinate(to),
                   TEST_ENDPOINT,
                   Create<Packet>(FULL_PACKET),
                   flow);
    }

    uint32_t At(uint8_t x, uint8_t y, uint8_t z) const
    {
        return m_torus->GetTorus().GetServer({x, y, z});
    }

    Sum Add() const
    {
        Sum sum;
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            const MultiHopRouting::Counters& counters = Routing(m_servers, i)->GetCounters();
            sum.sent += counters.sent;
            sum.delivered += counters.delivered;
            sum.held += counters.held;
            sum.rerouted += counters.rerouted;
            for (std::size_t reason = 0; reason < sum.dropped.size(); ++reason)
            {
                sum.dropped[reason] += counters.dropped[reason];
            }
        }
        for (const auto& cable : m_torus->Links())
        {
            for (uint32_t end : {0, 1})
            {
                sum.onCable +=
                    DynamicCast<CamCubeNetDevice>(cable->GetDevice(end))->GetCounters().lostOnCable;
            }
        }
        return sum;
    }

    static uint64_t Dropped(const Sum& sum)
    {
        uint64_t dropped = 0;
        for (uint64_t count : sum.dropped)
        {
            dropped += count;
        }
        return dropped;
    }

    std::unique_ptr<TorusHelper> m_torus;
    NodeContainer m_servers;
};

} // namespace

TEST_F(RerouteTest, OnlyWhatIsOnTheCableIsLost)
{
    // Packets to a neighbour, all queued for the one link that is cut under them.
    Build(4);
    for (int i = 0; i < 50; ++i)
    {
        Send(At(0, 0, 0), At(1, 0, 0));
    }
    Simulator::Schedule(MicroSeconds(40),
                        &CamCubeChannel::Cut,
                        TorusHelper::GetLink(m_servers.Get(0), PLUS_X));
    Simulator::Run();
    const Sum sum = Add();
    EXPECT_EQ(sum.sent, 50U);
    EXPECT_EQ(sum.onCable, 1U);
    EXPECT_EQ(sum.delivered, 49U);
    EXPECT_EQ(Dropped(sum), 0U);
    EXPECT_GT(sum.held, 40U); // no shortest path until three hops are adopted
    std::cout << "measured: of " << sum.sent << " packets for a link that was cut, "
              << sum.delivered << " arrived by other paths after " << sum.held
              << " had waited for one, and " << sum.onCable << " was on the cable\n";
}

TEST_F(RerouteTest, PacketsLeaveALinkThatIsNoNextHopAnyMore)
{
    // Flows bound to one link each wait behind a neighbour; that neighbour's own links are then
    // cut, so that the way over it grows longer: the link between is as good as it ever was.
    DistanceVectorHelper helper;
    Config::SetDefault("ns3::camcube::MultiHopRouting::Choice", StringValue("PerFlow"));
    Build(6, helper);
    const uint32_t to = At(2, 2, 0);
    constexpr uint32_t PACKETS = 60; // all fit into the other queue
    for (uint32_t i = 0; i < PACKETS; ++i)
    {
        Send(0, to, i % 32);
    }
    const uint32_t before = RuntimeOf(m_servers, 0)->GetLinkStatistics(PLUS_X).queuedFrames;
    ASSERT_GT(before, 10U);
    for (uint8_t port : {PLUS_X, PLUS_Y, MINUS_Y, PLUS_Z, MINUS_Z})
    {
        TorusHelper::GetLink(m_servers.Get(At(1, 0, 0)), port)->Cut();
    }
    Simulator::Stop(MicroSeconds(60));
    Simulator::Run();
    EXPECT_EQ(RuntimeOf(m_servers, 0)->GetLinkStatistics(PLUS_X).queuedFrames, 0U);
    Simulator::Run();
    const Sum sum = Add();
    EXPECT_GT(sum.rerouted, 0U);
    EXPECT_EQ(sum.delivered + sum.onCable, PACKETS);
    EXPECT_EQ(Dropped(sum), 0U);
    std::cout << "measured: " << before << " packets waited for a link that then led nowhere, "
              << sum.rerouted << " took another, " << sum.onCable << " were on cables, "
              << Dropped(sum) << " dropped\n";
}

TEST_F(RerouteTest, EveryLossHasItsReason)
{
    // Random traffic while links and servers fail and come back: what is sent is delivered, or
    // was on a cable, or is counted under a reason.
    Sum all;
    for (uint32_t seed = 1; seed <= 20; ++seed)
    {
        std::mt19937 random(seed);
        Build(4);
        FailureInjector failures;
        const auto choice = CreateObject<UniformRandomVariable>();
        choice->SetStream(seed);
        const Time now = Simulator::Now();
        const auto links = ChooseShare(m_torus->Links(), 0.3, choice);
        failures.Fail(links, now + MicroSeconds(50), MicroSeconds(20));
        failures.Repair(links, now + MilliSeconds(2), MicroSeconds(10));
        const NodeContainer broken = ChooseShare(m_servers, 0.05, choice);
        failures.Fail(broken, now + MicroSeconds(300), MicroSeconds(50));
        failures.Repair(broken, now + MilliSeconds(2), MicroSeconds(10));
        for (uint32_t i = 0; i < 4000; ++i)
        {
            const uint32_t from = random() % m_servers.GetN();
            const uint32_t to = random() % m_servers.GetN();
            Simulator::Schedule(NanoSeconds(random() % 2000000),
                                [this, from, to] { Send(from, to); });
        }
        Simulator::Run();
        const Sum sum = Add();
        EXPECT_EQ(sum.sent, 4000U);
        // A cable also loses control frames, so it may have lost more than packets.
        const uint64_t missing = sum.sent - sum.delivered - Dropped(sum);
        EXPECT_LE(sum.delivered + Dropped(sum), sum.sent) << "seed " << seed;
        EXPECT_LE(missing, sum.onCable) << "seed " << seed;
        EXPECT_EQ(Dropped(sum),
                  sum.dropped[MultiHopRouting::NO_ROUTE] + sum.dropped[MultiHopRouting::QUEUE_FULL])
            << "seed " << seed;
        all.sent += sum.sent;
        all.delivered += sum.delivered;
        all.held += sum.held;
        all.rerouted += sum.rerouted;
        all.onCable += missing;
        for (std::size_t reason = 0; reason < sum.dropped.size(); ++reason)
        {
            all.dropped[reason] += sum.dropped[reason];
        }
        Simulator::Destroy();
    }
    EXPECT_GT(all.held, 0U);
    EXPECT_GT(all.onCable, 0U);
    EXPECT_EQ(all.dropped[MultiHopRouting::HOP_LIMIT], 0U);
    std::cout << "measured: " << all.sent << " packets while 30% of links and 5% of servers fail "
              << "and return: " << all.delivered << " delivered, " << all.onCable
              << " on cables that were cut, " << all.dropped[MultiHopRouting::NO_ROUTE]
              << " without a path, " << all.dropped[MultiHopRouting::QUEUE_FULL] << " queue full; "
              << all.held << " waited for a path, " << all.rerouted << " changed links\n";
}

TEST_F(RerouteTest, HoldIsBoundedInNumberAndTime)
{
    Config::SetDefault("ns3::camcube::MultiHopRouting::HoldLimit", UintegerValue(10));
    Build(3);
    const Ptr<Node> lost = m_servers.Get(13);
    for (uint8_t port : m_torus->GetTorus().GetPorts())
    {
        TorusHelper::GetLink(lost, port)->Cut();
    }
    Simulator::Run();
    const Time begin = Simulator::Now();
    for (int i = 0; i < 15; ++i)
    {
        Send(0, 13);
    }
    EXPECT_EQ(Add().dropped[MultiHopRouting::NO_ROUTE], 5U);
    Simulator::Run();
    EXPECT_EQ(Add().dropped[MultiHopRouting::NO_ROUTE], 15U);
    EXPECT_EQ(Simulator::Now() - begin, MilliSeconds(1));
    std::cout << "measured: packets to a server that is gone: 10 of 15 wait, and are dropped after "
              << (Simulator::Now() - begin).As(Time::US) << "\n";
}

TEST_F(RerouteTest, LinkWithoutCarrierThatIsStillANextHopBlocksNoOther)
{
    // Nobody looks at the carrier, and the silence of three intervals is long: the routes still
    // lead over a link that is gone, while other packets must go on.
    DistanceVectorHelper helper;
    helper.SetDetectionAttribute("Carrier", BooleanValue(false));
    helper.SetDetectionAttribute("Interval", StringValue("10ms"));
    Build(4, helper);
    for (int i = 0; i < 30; ++i)
    {
        Send(0, At(1, 0, 0)); // one way only
        Send(0, At(1, 1, 0)); // this one or another
        Send(0, At(0, 1, 0)); // never this one
    }
    TorusHelper::GetLink(m_servers.Get(0), PLUS_X)->Cut();
    Simulator::Stop(MilliSeconds(2));
    Simulator::Run();
    const Sum sum = Add();
    EXPECT_EQ(sum.onCable, 1U);
    EXPECT_EQ(sum.dropped[MultiHopRouting::QUEUE_FULL], 0U);
    EXPECT_GE(sum.delivered, 59U);
    EXPECT_LE(sum.dropped[MultiHopRouting::NO_ROUTE], 30U);
    EXPECT_EQ(sum.delivered + sum.onCable + Dropped(sum), 90U);
    EXPECT_EQ(RuntimeOf(m_servers, 0)->GetLinkStatistics(PLUS_X).queuedFrames, 0U);
    std::cout << "measured: a link without carrier that is still a next hop: " << sum.delivered
              << " of 60 packets with another path arrive, "
              << sum.dropped[MultiHopRouting::NO_ROUTE] << " of 30 without are dropped as such, "
              << sum.onCable << " on the cable\n";
}
