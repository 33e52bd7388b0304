/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Which of several caches is asked, and what that is worth where servers are slow by turns.

#include "cube-fixture.h"

#include "ns3/cache-trial.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ReplicaSelectorTest : public CubeTest
{
  protected:
    using Replicas = std::vector<ReplicaSelector::Replica>;

    const TorusCoordinate A{0, 0, 0};
    const TorusCoordinate B{1, 0, 0};
    const TorusCoordinate C{2, 0, 0};
    const Replicas m_replicas{{A, 3}, {B, 1}, {C, 1}};

    /** \return the server that is chosen, which is then asked */
    TorusCoordinate Ask(ReplicaSelector& selector, ReplicaSelector::Choice choice) const
    {
        const TorusCoordinate chosen = selector.Choose(choice, m_replicas).server;
        selector.Asked(chosen);
        return chosen;
    }

    static void ExpectShorterTail(uint32_t runs, uint32_t requests)
    {
        for (uint32_t run = 1; run <= runs; ++run)
        {
            std::map<std::string, double> tail;
            for (const std::string choice : {"RoundRobin", "LeastOutstanding", "C3"})
            {
                const CacheTrial::Outcome outcome = Try(choice, run, requests);
                EXPECT_EQ(outcome.unended + outcome.failed + outcome.stale, 0U) << choice;
                tail[choice] = outcome.readUs.GetQuantile(0.999);
                std::cout << "measured: run " << run << ", " << choice << ", "
                          << outcome.readUs.GetCount() << " reads: mean "
                          << outcome.readUs.GetMean() << " us, 99th percentile "
                          << outcome.readUs.GetQuantile(0.99) << " us, 99.9th " << tail[choice]
                          << " us\n";
            }
            EXPECT_LT(tail["C3"], tail["LeastOutstanding"]) << "run " << run;
            EXPECT_LT(tail["C3"], tail["RoundRobin"]) << "run " << run;
        }
    }

  private:
    static CacheTrial::Outcome Try(const std::string& choice, uint32_t run, uint32_t requests)
    {
        RngSeedManager::SetRun(run);
        TorusHelper torus(4, 4, 2);
        const NodeContainer servers = torus.Create();
        MultiHopRoutingHelper().Install(servers);
        RandomStreams streams;
        MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));
        CacheTrial::Plan plan;
        plan.choice = choice;
        plan.clients = 8;
        plan.service = MicroSeconds(100);
        plan.slowdown = 3;
        plan.fluctuation = MilliSeconds(20);
        // 32 servers of 6,667 requests a second on average, at 45 % of that.
        plan.rate = 0.45 * 32 * 6667 / plan.clients;
        plan.requests = requests;
        CacheTrial trial(torus.GetTorus(), servers, streams, plan);
        trial.Run();
        const CacheTrial::Outcome outcome = trial.GetOutcome();
        Simulator::Destroy();
        return outcome;
    }
};

} // namespace

TEST_F(ReplicaSelectorTest, NearestTakesTurnsAmongTheNearest)
{
    ReplicaSelector selector;
    EXPECT_EQ(Ask(selector, ReplicaSelector::NEAREST), B);
    EXPECT_EQ(Ask(selector, ReplicaSelector::NEAREST), C);
    EXPECT_EQ(Ask(selector, ReplicaSelector::NEAREST), B);
}

TEST_F(ReplicaSelectorTest, RoundRobinTakesAllInTurn)
{
    ReplicaSelector selector;
    for (uint32_t round = 0; round < 3; ++round)
    {
        EXPECT_EQ(Ask(selector, ReplicaSelector::ROUND_ROBIN), A);
        EXPECT_EQ(Ask(selector, ReplicaSelector::ROUND_ROBIN), B);
        EXPECT_EQ(Ask(selector, ReplicaSelector::ROUND_ROBIN), C);
    }
}

TEST_F(ReplicaSelectorTest, LeastOutstandingCountsWhatIsNotAnswered)
{
    ReplicaSelector selector;
    EXPECT_EQ(Ask(selector, ReplicaSelector::LEAST_OUTSTANDING), A);
    EXPECT_EQ(Ask(selector, ReplicaSelector::LEAST_OUTSTANDING), B);
    EXPECT_EQ(Ask(selector, ReplicaSelector::LEAST_OUTSTANDING), C);
    selector.Ended(B, std::nullopt);
    EXPECT_EQ(Ask(selector, ReplicaSelector::LEAST_OUTSTANDING), B);
    selector.Ended(C, std::nullopt);
    selector.Ended(A, std::nullopt);
    EXPECT_EQ(Ask(selector, ReplicaSelector::LEAST_OUTSTANDING), A);
}

TEST_F(ReplicaSelectorTest, ScoreIsThatOfC3)
{
    ReplicaSelector selector(4, 0.5);
    EXPECT_EQ(selector.GetScore(A), 0);
    selector.Asked(A);
    selector.Ended(A, ReplicaSelector::Feedback{8e-3, 2e-3, 3});
    EXPECT_DOUBLE_EQ(selector.GetScore(A), 8e-3 - 2e-3 + 4 * 4 * 4 * 2e-3);
    selector.Asked(A);
    selector.Asked(A);
    EXPECT_DOUBLE_EQ(selector.GetScore(A), 8e-3 - 2e-3 + 12 * 12 * 12 * 2e-3);
    selector.Ended(A, ReplicaSelector::Feedback{4e-3, 1e-3, 1});
    EXPECT_DOUBLE_EQ(selector.GetScore(A), 6e-3 - 1.5e-3 + 7 * 7 * 7 * 1.5e-3);
    EXPECT_EQ(Ask(selector, ReplicaSelector::C3), B) << "of which nothing is known";
}

TEST_F(ReplicaSelectorTest, ResponseTimesOfRepeatedRequestsAreNoSamples)
{
    ReplicaSelector selector(1, 0.5);
    const auto reply = [&](const ReplicaSelector::Feedback& feedback) {
        selector.Asked(A);
        selector.Ended(A, feedback);
        return selector.GetScore(A);
    };
    EXPECT_DOUBLE_EQ(reply({9e-3, 1e-3, 1, true}), 9e-3 - 1e-3 + 8 * 1e-3) << "better than nothing";
    EXPECT_DOUBLE_EQ(reply({7e-3, 1e-3, 1, true}), 9e-3 - 1e-3 + 8 * 1e-3);
    EXPECT_DOUBLE_EQ(reply({2e-3, 1e-3, 1}), 2e-3 - 1e-3 + 8 * 1e-3) << "the first that is one";
    EXPECT_DOUBLE_EQ(reply({9e-3, 3e-3, 3, true}), 2e-3 - 2e-3 + 27 * 2e-3) << "others count";
    EXPECT_DOUBLE_EQ(reply({4e-3, 2e-3, 2}), 3e-3 - 2e-3 + 27 * 2e-3);
}

TEST_F(ReplicaSelectorTest, TailIsShorterUnderC3)
{
    ExpectShorterTail(1, 20000);
}

TEST_F(ReplicaSelectorTest, SlowTailIsShorterUnderC3)
{
    ExpectShorterTail(3, 200000);
}
