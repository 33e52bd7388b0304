/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Random histories of clients while servers crash, return empty and are cut off, and packets are
// lost, doubled and late: each key has to be linearizable, and the checker has to find what is not.

#include "linearizability.h"

#include "ns3/boolean.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/random-streams.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/slot-record.h"
#include "ns3/torus-helper.h"
#include "ns3/uinteger.h"
#include "ns3/unreliable-endpoint.h"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <iostream>
#include <memory>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Operation = NamingTrial::Operation;

/** How a history is made. */
struct Schedule
{
    NamingTrial::Settings settings;
    ServiceHelper<Naming> helper;
    UnreliableEndpoint::Shares shares{0.03, 0.04, 0.06, MilliSeconds(4)};
    NamingTrial::Returner returner; // another than usual
    std::function<void(const NodeContainer&)> tamper;
};

/** What histories have come to. */
struct Sums
{
    uint64_t runs{0};
    uint64_t operations{0};
    uint64_t violations{0}; // runs with a key that is not linearizable
    uint64_t stuck{0};      // runs in which a late read has failed
    uint64_t crashes{0};
    uint64_t cuts{0};
    uint64_t viewChanges{0};

    friend std::ostream& operator<<(std::ostream& os, const Sums& sums)
    {
        return os << sums.runs << " histories, " << sums.operations << " operations, "
                  << sums.crashes << " crashes, " << sums.cuts << " servers cut off, "
                  << sums.viewChanges
                  << " slots that changed hands at a server: " << sums.violations
                  << " not linearizable, " << sums.stuck << " stuck";
    }
};

/** Crashes over 20 ms, each server back after 0.05 to 9 ms. */
Schedule
Mixed()
{
    Schedule schedule;
    schedule.helper.SetAttribute("SlotsPerPlace", UintegerValue(1)); // few that are without keys
    return schedule;
}

/** As much as can be in 7 ms. */
Schedule
Hard()
{
    Schedule schedule = Mixed();
    schedule.settings.operations = 25;
    schedule.settings.pause = MicroSeconds(150);
    schedule.settings.crashes = 12;
    schedule.settings.cuts = 6;
    schedule.settings.span = MilliSeconds(7);
    return schedule;
}

/** The same, and many links fail for a moment, again and again. */
Schedule
Stormy()
{
    Schedule schedule = Hard();
    schedule.settings.storms = 4;
    schedule.settings.pause = MicroSeconds(300);
    schedule.settings.span = MilliSeconds(12);
    return schedule;
}

/** The cube falls apart and is mended; nothing is lost. */
Schedule
Apart()
{
    Schedule schedule = Mixed();
    schedule.settings.crashes = 0;
    schedule.settings.partitions = 2;
    schedule.settings.pause = MicroSeconds(400);
    schedule.settings.span = MilliSeconds(25);
    return schedule;
}

/** Makes the history of a seed. */
void
Run(uint32_t seed, const Schedule& schedule, Sums& sums)
{
    RngSeedManager::SetSeed(seed);
    RandomStreams streams;
    TorusHelper torus(3, 3, 3);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, streams.Take(servers.GetN()));
    schedule.helper.Install(servers);
    if (schedule.tamper)
    {
        schedule.tamper(servers);
    }
    UnreliableEndpoint network(servers, Naming::ENDPOINT, schedule.shares, streams.MakeUniform());
    FailureInjector failures;
    NamingTrial trial(torus.GetTorus(),
                      servers,
                      failures,
                      schedule.settings,
                      streams.MakeUniform());
    if (schedule.returner)
    {
        trial.SetReturner(schedule.returner);
    }
    Simulator::Stop(trial.Schedule());
    Simulator::Run();
    const uint32_t wrong = CountViolations(trial.GetHistory());
    bool isStuck = false;
    for (const Operation& operation : trial.GetHistory())
    {
        isStuck = isStuck || (operation.client >= schedule.settings.clients &&
                              operation.result != "ok" && operation.result != "absent");
    }
    ++sums.runs;
    sums.operations += trial.GetHistory().size();
    sums.violations += wrong > 0;
    sums.stuck += isStuck;
    sums.crashes += trial.GetCounts().crashes;
    sums.cuts += trial.GetCounts().cuts;
    sums.viewChanges += trial.GetCounts().viewChanges;
    if (const char* folder = std::getenv("CAMCUBE_HISTORIES"); folder && (wrong > 0 || isStuck))
    {
        std::ofstream file(std::string(folder) + "/history-" + std::to_string(seed) + ".csv");
        trial.Write(file);
    }
    Simulator::Destroy();
    RngSeedManager::SetSeed(1);
}

Sums
RunAll(uint32_t first, uint32_t last, const Schedule& schedule, bool isRight = true)
{
    Sums sums;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        const Sums before = sums;
        Run(seed, schedule, sums);
        if (isRight)
        {
            EXPECT_EQ(sums.violations, before.violations) << "not linearizable: seed " << seed;
            EXPECT_EQ(sums.stuck, before.stuck) << "stuck: seed " << seed;
        }
    }
    return sums;
}

/** An operation on one key. */
Operation
Op(const std::string& op,
   const std::string& value,
   int64_t from,
   int64_t to,
   const std::string& result = "ok")
{
    return {0, op, "k", value, from, to, result};
}

} // namespace

TEST(NamingChecker, KnowsGoodFromBad)
{
    const auto isGood = [](const std::vector<Operation>& history) {
        return CountViolations(history) == 0;
    };
    EXPECT_TRUE(isGood({}));
    EXPECT_TRUE(isGood({Op("put", "a", 0, 1), Op("get", "a", 2, 3)}));
    EXPECT_FALSE(isGood({Op("put", "a", 0, 1), Op("get", "", 2, 3, "absent")})) << "lost";
    EXPECT_FALSE(isGood({Op("put", "a", 0, 1), Op("put", "b", 2, 3), Op("get", "a", 4, 5)}))
        << "old";
    EXPECT_TRUE(isGood({Op("put", "a", 0, 1), Op("put", "b", 2, 9), Op("get", "a", 4, 5)}));
    EXPECT_FALSE(isGood(
        {Op("put", "a", 0, 1), Op("put", "b", 2, 9), Op("get", "b", 3, 4), Op("get", "a", 5, 6)}))
        << "new, then old";
    EXPECT_TRUE(isGood({Op("put", "a", 0, 5, "failed"), Op("get", "a", 8, 9)})) << "later";
    EXPECT_TRUE(isGood({Op("put", "a", 0, -1, ""), Op("get", "", 8, 9, "absent")})) << "never";
    EXPECT_FALSE(
        isGood({Op("put", "a", 0, -1, ""), Op("get", "a", 2, 3), Op("get", "", 8, 9, "absent")}))
        << "there, then not";
    EXPECT_FALSE(isGood({Op("get", "a", 0, 1), Op("put", "a", 2, 3)})) << "before it was put";
    EXPECT_FALSE(isGood({Op("put", "a", 0, 1), Op("delete", "", 2, 3), Op("get", "a", 4, 5)}))
        << "revived";
}

TEST(Naming, RandomHistoriesAreLinearizable)
{
    std::cout << "measured: " << RunAll(1, 25, Mixed()) << "\n";
    std::cout << "measured, hard: " << RunAll(1001, 1025, Hard()) << "\n";
    std::cout << "measured, stormy: " << RunAll(6001, 6025, Stormy()) << "\n";
    std::cout << "measured, apart: " << RunAll(8001, 8025, Apart()) << "\n";
}

TEST(NamingSlow, ManyRandomHistoriesAreLinearizable)
{
    std::cout << "measured: " << RunAll(2001, 2500, Mixed()) << "\n";
    std::cout << "measured, hard: " << RunAll(4001, 4500, Hard()) << "\n";
    std::cout << "measured, stormy: " << RunAll(6101, 6600, Stormy()) << "\n";
    std::cout << "measured, apart: " << RunAll(8101, 8600, Apart()) << "\n";
}

// The same where a rule is broken: the checker has to find it.

namespace
{

/** Changes what a server keeps after each message that it receives. */
Schedule
Tampered(const std::function<void(SlotRecord& record)>& tamper)
{
    Schedule schedule = Hard();
    schedule.tamper = [=](const NodeContainer& servers) {
        auto kept = std::make_shared<std::vector<Registration>>();
        for (auto server = servers.Begin(); server != servers.End(); ++server)
        {
            const auto naming = ServiceHelper<Naming>::Get(*server);
            const auto look = [=] {
                for (uint32_t slot = 0; slot < servers.GetN(); ++slot)
                {
                    if (const SlotRecord* record = naming->PeekRecord(slot))
                    {
                        tamper(const_cast<SlotRecord&>(*record));
                    }
                }
            };
            kept->push_back(MultiHopRoutingHelper::Get(*server)->AddInterceptor(
                nullptr,
                Naming::ENDPOINT,
                0,
                [=](FramePtr&, const RoutingHeader&, uint8_t) {
                    Simulator::ScheduleNow([=] { look(); });
                    return MultiHopRouting::Verdict::FORWARD;
                }));
        }
        Simulator::ScheduleDestroy([kept] { kept->clear(); });
    };
    return schedule;
}

void
ExpectViolations(const std::string& what, const Schedule& schedule, uint32_t histories)
{
    const Sums sums = RunAll(1, histories, schedule, false);
    std::cout << "measured, " << what << ": " << sums << "\n";
    EXPECT_GT(sums.violations, 0U);
}

} // namespace

TEST(NamingSlow, CheckerFindsLivesThatAreNotToldApart)
{
    Schedule schedule = Hard();
    schedule.returner = [](const Ptr<Node>& server) {
        Simulator::Schedule(MilliSeconds(1), [=] {
            // In its first life again, empty as all were then.
            ServiceHelper<Naming>::Get(server)->SetAttribute("IsFirstLife", BooleanValue(true));
            ServiceHelper<Naming>::Get(server)->Deploy();
        });
    };
    ExpectViolations("lives not told apart", schedule, 100);
}

TEST(NamingSlow, CheckerFindsSlotsThatAreNotSealed)
{
    ExpectViolations("not sealed",
                     Tampered([](SlotRecord& record) { record.isSealed = false; }),
                     100);
}

TEST(NamingSlow, CheckerFindsOperationsThatAreDoneTwice)
{
    ExpectViolations(
        "no operation known",
        Tampered([](SlotRecord& record) { record.contents.DropOperations(UINT64_MAX); }),
        100);
}

// Whether that shows depends on whose routes err when: the figures tell.
TEST(NamingSlow, FiguresOfServersThatAreExcludedAtOnce)
{
    Schedule schedule = Stormy();
    schedule.helper.SetAttribute("ExclusionTime", TimeValue(Time(0)));
    const Sums sums = RunAll(1, 100, schedule, false);
    std::cout << "measured, excluded at once: " << sums << "\n";
    EXPECT_EQ(sums.runs, 100U);
    EXPECT_GT(sums.crashes, 0U);
    EXPECT_GT(sums.viewChanges, sums.crashes);
}
