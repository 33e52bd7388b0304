/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One slot without a simulator, in the hands of servers that see each other wrongly now and then:
// thousands of histories, and what becomes of them if a rule is broken.

#include "linearizability.h"
#include "slot-cluster.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What histories have come to. */
struct ReplicaSums
{
    uint64_t runs{0};
    uint64_t operations{0};
    uint64_t crashes{0};
    uint64_t epochs{0};
    uint64_t violations{0};
    uint64_t stuck{0};
    uint64_t restless{0};

    friend std::ostream& operator<<(std::ostream& os, const ReplicaSums& sums)
    {
        return os << sums.runs << " histories of one slot, " << sums.operations << " operations, "
                  << sums.crashes << " crashes, " << sums.epochs << " epochs: " << sums.violations
                  << " not linearizable, " << sums.stuck << " stuck, " << sums.restless
                  << " restless";
    }
};

ReplicaSums
RunReplicas(uint32_t first,
            uint32_t last,
            const SlotCluster::Schedule& schedule,
            bool isRight = true)
{
    ReplicaSums sums;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        SlotCluster cluster(seed, schedule);
        cluster.Run();
        const bool isWrong = CountViolations(cluster.GetHistory()) > 0;
        ++sums.runs;
        sums.operations += cluster.GetHistory().size();
        sums.crashes += cluster.GetNCrashes();
        sums.epochs += cluster.GetLastEpoch() - 1;
        sums.violations += isWrong;
        sums.stuck += cluster.IsStuck();
        sums.restless += !cluster.IsQuiet();
        if (isRight)
        {
            EXPECT_FALSE(isWrong) << "not linearizable: seed " << seed;
            EXPECT_FALSE(cluster.IsStuck()) << "stuck: seed " << seed;
            EXPECT_TRUE(cluster.IsQuiet()) << "restless: seed " << seed;
            if (cluster.IsStuck() || !cluster.IsQuiet())
            {
                cluster.Print(std::cout);
            }
        }
    }
    return sums;
}

void
ExpectViolations(const std::string& what, const SlotCluster::Schedule& schedule, uint32_t histories)
{
    const ReplicaSums sums = RunReplicas(1, histories, schedule, false);
    std::cout << "measured, " << what << ": " << sums << "\n";
    EXPECT_GT(sums.violations, 0U);
}

} // namespace

TEST(SlotReplica, HistoriesAreLinearizable)
{
    std::cout << "measured: " << RunReplicas(1, 300, {}) << "\n";
}

TEST(SlotReplica, HistoriesAreLinearizableWithAnyNumberOfReplicas)
{
    for (uint32_t replicas : {2U, 4U, 5U})
    {
        SlotCluster::Schedule schedule;
        schedule.replicas = replicas;
        schedule.servers = replicas + 3;
        std::cout << "measured, " << replicas << " replicas: " << RunReplicas(1, 60, schedule)
                  << "\n";
    }
}

TEST(SlotReplicaSlow, ManyHistoriesAreLinearizable)
{
    std::cout << "measured: " << RunReplicas(1001, 9000, {}) << "\n";
}

TEST(SlotReplica, CheckerFindsWhatIsNotSealed)
{
    SlotCluster::Schedule schedule;
    schedule.tamper = [](SlotRecord& record) { record.isSealed = false; };
    ExpectViolations("not sealed", schedule, 100);
}

TEST(SlotReplica, CheckerFindsWhatIsDoneTwice)
{
    SlotCluster::Schedule schedule;
    schedule.tamper = [](SlotRecord& record) { record.contents.DropOperations(UINT64_MAX); };
    ExpectViolations("no operation known", schedule, 50);
}

TEST(SlotReplica, CheckerFindsTombstonesThatAreForgottenTooEarly)
{
    SlotCluster::Schedule schedule;
    schedule.tamper = [](SlotRecord& record) {
        record.contents.DropTombstones(record.epoch, UINT32_MAX);
        record.floor = 0;
    };
    ExpectViolations("no tombstones", schedule, 500);
}

TEST(SlotReplica, CheckerFindsServersThatAreExcludedAtOnce)
{
    SlotCluster::Schedule schedule;
    schedule.exclusion = 0;
    schedule.crashes = 2;
    schedule.poisons = 20;
    schedule.errors = 0;
    ExpectViolations("excluded at once", schedule, 2000);
}
