/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Sleeping links and failures: routes stay exact, the awake links hold the live cube together, and
// packets arrive.

#include "awake-graph.h"
#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/link-sleeper.h"
#include "ns3/sleeping-links-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class SleepFailureTest : public CubeTest
{
  protected:
    /** Builds a cube whose links sleep, and lets it fall asleep. */
    void Build(uint32_t kx, uint32_t ky, uint32_t kz)
    {
        SleepingLinksHelper sleep;
        m_cube = std::make_unique<LiveCube>(kx, ky, kz, DistanceVectorHelper(), [&](auto& servers) {
            sleep.Install(servers);
        });
        m_graph = std::make_unique<AwakeGraph>(m_cube->Links(), m_cube->Size());
        m_delivered = 0;
        for (uint32_t i = 0; i < m_cube->Size(); ++i)
        {
            Keep(Routing(m_cube->Servers(), i)
                     ->AddEndpoint(nullptr, TEST_ENDPOINT, [this](FramePtr, const RoutingHeader&) {
                         ++m_delivered;
                     }));
        }
    }

    void Send(uint32_t from, uint32_t to)
    {
        ++m_sent;
        Routing(m_cube->Servers(), from)
            ->Send(m_cube->GetTorus().GetCoordinate(to), TEST_ENDPOINT, Create<Packet>(100));
    }

    /** \return packets lost so far for a reason */
    uint64_t Dropped(MultiHopRouting::DropReason reason) const
    {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < m_cube->Size(); ++i)
        {
            sum += Routing(m_cube->Servers(), i)->GetCounters().dropped[reason];
        }
        return sum;
    }

    uint64_t LostOnCables() const
    {
        uint64_t sum = 0;
        for (const auto& link : m_cube->Links())
        {
            for (uint32_t end = 0; end < 2; ++end)
            {
                sum +=
                    DynamicCast<CamCubeNetDevice>(link->GetDevice(end))->GetCounters().lostOnCable;
            }
        }
        return sum;
    }

    std::unique_ptr<LiveCube> m_cube;
    std::unique_ptr<AwakeGraph> m_graph;
    uint64_t m_sent{0};
    uint64_t m_delivered{0};
};

} // namespace

TEST_F(SleepFailureTest, WhenALinkOfTheTreeFailsSleepersWakeAndServiceContinues)
{
    for (uint32_t k : {4, 5, 6})
    {
        Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
        Build(k, k, k);
        const uint32_t servers = m_cube->Size();
        uint32_t trees = 0;
        uint64_t lost = 0;
        uint64_t onCables = 0;
        uint64_t withoutPath = 0;
        m_sent = 0;
        Time longest;
        for (const auto& link : m_cube->Links())
        {
            if (link->GetPower()->GetState() != LinkPower::AWAKE || trees == 60)
            {
                continue;
            }
            ++trees;
            const Time begin = Simulator::Now();
            // Much traffic, or a little, or all links but the tree's asleep when it happens.
            const Time first = MicroSeconds(trees % 3 == 0 ? 430 : 0);
            const Time interval = MicroSeconds(trees % 3 == 1 ? 2 : 50);
            for (int i = 0; i < 400; ++i)
            {
                Simulator::Schedule(first + interval * i, [&] {
                    const uint32_t from = random->GetInteger(0, servers - 1);
                    Send(from, random->GetInteger(0, servers - 1));
                });
            }
            FailureInjector failures;
            failures.Fail(link, begin + MicroSeconds(400));
            Simulator::Run();
            EXPECT_EQ(m_cube->CountMismatches(), 0);
            EXPECT_EQ(m_graph->CountAwakeParts(), 1);
            EXPECT_EQ(m_graph->CountAwake(), servers - 1);
            longest = std::max(longest, Simulator::Now() - begin - first - interval * 400);
            // Everybody reaches everybody over what is awake, or wakes.
            const uint64_t before = m_delivered;
            for (uint32_t from = 0; from < servers; ++from)
            {
                Send(from, (from * 7 + trees) % servers);
            }
            Simulator::Run();
            EXPECT_EQ(m_delivered, before + servers) << "after the loss of " << trees << " links";
            failures.Repair(link, Simulator::Now());
            Simulator::Run();
        }
        lost = m_sent - m_delivered;
        onCables = LostOnCables();
        withoutPath = Dropped(MultiHopRouting::NO_ROUTE);
        EXPECT_GT(trees, 50);
        // What is lost was on the cable that failed.
        EXPECT_LE(lost, onCables);
        EXPECT_EQ(withoutPath, 0);
        std::cout << "measured: " << k << "x" << k << "x" << k << ": " << trees
                  << " links of the awake tree failed one by one: all awake links in one part each "
                     "time, "
                  << m_sent << " packets sent, " << lost << " lost (" << onCables
                  << " frames on the cables, " << withoutPath
                  << " packets while routes were repaired), all but the tree asleep "
                  << longest.As(Time::US) << " after the last packet at the latest\n";
        Simulator::Destroy();
    }
}

TEST_F(SleepFailureTest, RoutesStayExactAndNothingFallsApart)
{
    constexpr uint32_t RUNS = 100;
    uint64_t wrong = 0;
    uint64_t looks = 0;
    uint64_t apart = 0;
    uint64_t loops = 0;
    uint64_t lateMessages = 0;
    for (uint32_t run = 1; run <= RUNS; ++run)
    {
        RngSeedManager::SetRun(run);
        Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>();
        std::array<uint32_t, 3> sides;
        std::generate(sides.begin(), sides.end(), [&] { return random->GetInteger(2, 5); });
        Build(sides[0], sides[1], sides[2]);
        const uint32_t servers = m_cube->Size();
        FailureInjector failures;
        const auto choice = CreateObject<UniformRandomVariable>();
        const Time begin = Simulator::Now() + MilliSeconds(1);
        const double share = random->GetValue(0, 0.5);
        const auto links = ChooseShare(m_cube->Links(), share, choice);
        failures.Fail(links, begin, NanoSeconds(random->GetInteger(0, 300000)));
        const Time spacing = MicroSeconds(random->GetInteger(0, 500));
        const Time first = begin + MicroSeconds(random->GetInteger(0, 2000));
        const auto dead = ChooseShare(m_cube->Servers(), random->GetValue(0, 0.1), choice);
        failures.Fail(dead, first, spacing);
        if (run % 2)
        {
            failures.Repair(links, begin + MilliSeconds(3), MicroSeconds(50));
            failures.Repair(dead, begin + MilliSeconds(4), MicroSeconds(20));
        }
        for (uint32_t i = 0; i < 400; ++i)
        {
            Simulator::Schedule(begin + MicroSeconds(25 * i) - Simulator::Now(), [&, i] {
                const uint32_t from = random->GetInteger(0, servers - 1);
                Send(from, random->GetInteger(0, servers - 1));
                ++looks;
                apart += m_graph->CountAwakeParts() != m_graph->CountLiveParts();
                loops += i % 10 == 0 ? m_cube->CountLoops() : 0;
            });
        }
        // Whatever happens, it ends.
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        ASSERT_TRUE(Simulator::IsFinished()) << "run " << run;
        const uint64_t mismatches = m_cube->CountMismatches();
        EXPECT_EQ(mismatches, 0) << "run " << run;
        wrong += mismatches;
        EXPECT_EQ(m_graph->CountAwakeParts(), m_graph->CountLiveParts()) << "run " << run;
        EXPECT_EQ(m_graph->CountAwake(), servers - m_graph->CountLiveParts()) << "run " << run;
        // Waking and falling asleep again is nobody's news.
        const uint64_t before = m_cube->CountMessages();
        const uint64_t delivered = m_delivered;
        uint64_t reachable = 0;
        for (uint32_t from = 0; from < servers; ++from)
        {
            const uint32_t to = (from * 5 + run) % servers;
            reachable += m_cube->Search(to)[from] != LiveCube::NO_PATH;
            Send(from, to);
        }
        Simulator::Run();
        EXPECT_EQ(m_delivered, delivered + reachable) << "run " << run;
        lateMessages += m_cube->CountMessages() - before;
        Simulator::Destroy();
    }
    EXPECT_EQ(lateMessages, 0);
    EXPECT_EQ(loops, 0);
    std::cout
        << "measured: " << wrong << " wrong routes and " << loops << " loops in " << RUNS
        << " random runs with sleeping links, sides to 5; at rest awake links in as many parts "
           "as live ones each time\n"
        << "measured: " << apart << " of " << looks
        << " looks during the failures found the awake links in more parts\n"
        << "measured: " << lateMessages << " routing messages when links woke and slept\n";
}

TEST_F(SleepFailureTest, OneLinkOfTheTreeOfALargeCube)
{
    Build(20, 20, 20);
    FailureInjector failures;
    // The root's first link: whoever is behind it needs another path.
    const Ptr<CamCubeChannel> link = TorusHelper::GetLink(m_cube->Servers().Get(1), MINUS_X);
    ASSERT_EQ(link->GetPower()->GetState(), LinkPower::AWAKE);
    const Time begin = Simulator::Now();
    failures.Fail(link, begin);
    Time whole;
    for (int us = 1; us <= 1000; us += 5)
    {
        Simulator::Schedule(MicroSeconds(us), [&] {
            whole = m_graph->CountAwakeParts() != 1 ? Simulator::Now() - begin : whole;
        });
    }
    uint32_t most = 0;
    Simulator::Schedule(MilliSeconds(1), [&] { most = m_graph->CountAwake(); });
    Simulator::Run();
    EXPECT_EQ(m_graph->CountAwakeParts(), 1);
    EXPECT_EQ(m_graph->CountAwake(), 7999);
    EXPECT_EQ(m_cube->CountMismatches(0), 0);
    EXPECT_EQ(m_cube->CountMismatches(1), 0);
    EXPECT_LE(m_cube->CountMessages(), 110);
    std::cout
        << "measured: 20x20x20, a link of the tree fails while all others sleep: awake links in "
           "one part again after "
        << whole.As(Time::US) << ", " << m_cube->CountMessages() << " routing messages, " << most
        << " of 23999 links awake 1 ms later, 7999 at rest\n";
}
