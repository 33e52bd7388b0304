/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of the failure services are told, and what they may get wrong.

#include "line-count.h"
#include "misuse.h"
#include "watch-scene.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/runtime.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Failure = ProcessFailures::Failure;

class FailureMisuse : public testing::TestWithParam<Misuse<WatchScene>>
{
};

} // namespace

TEST(FailureServices, AreShort)
{
    const std::string folder = "model/services/failure-notification/";
    for (const std::string service : {"server-failures", "process-failures", "local-processes"})
    {
        ExpectLines(300, {folder + service + ".h", folder + service + ".cc"});
    }
    ExpectLines(300, {folder + "watch-list.h", folder + "process-notice.h"});
}

TEST(FailureServices, AProcessThatACheckFindsDeadHasEnded)
{
    WatchScene scene;
    bool isAlive = true;
    scene.kept.push_back(scene.At(13).Add(nullptr, 7, [&] { return isAlive; }));
    scene.Watch(0);
    scene.Watch(13);
    scene.Run();
    EXPECT_TRUE(scene.told.empty());
    isAlive = false;
    scene.Run(MicroSeconds(1100));
    EXPECT_EQ(scene.told, (std::vector<Failure>(2, Failure::ENDED)));
    scene.Watch(1);
    scene.Run();
    EXPECT_EQ(scene.told.size(), 3U) << "who comes late is told";
}

TEST(FailureServices, AProcessEndsWithItsOwnerAndWithTheServiceItself)
{
    WatchScene scene;
    scene.kept.push_back(scene.At(13).Add(&*scene.OwnerAt(13), 7));
    scene.kept.push_back(scene.At(13).Add(nullptr, 8));
    scene.Watch(0, 7);
    scene.Watch(0, 8);
    scene.Run();
    scene.OwnerAt(13)->Withdraw();
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>{Failure::ENDED}));
    scene.At(13).Withdraw();
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>{Failure::ENDED, Failure::ENDED}));
}

TEST(FailureServices, ThereIsNoSuchProcess)
{
    WatchScene scene;
    scene.Watch(0);
    scene.Watch(13);
    EXPECT_TRUE(scene.told.empty()) << "never within the call";
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>(2, Failure::UNKNOWN)));
}

TEST(FailureServices, AServerThatFailsTakesItsProcessesAlong)
{
    WatchScene scene;
    scene.kept.push_back(scene.At(13).Add(nullptr, 7));
    scene.Watch(0);
    scene.cube.Failures().Fail(scene.cube.Servers().Get(13), Simulator::Now() + MilliSeconds(1));
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>{Failure::UNREACHABLE}));
    scene.Watch(0);
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>(2, Failure::UNREACHABLE)));
}

TEST(FailureServices, WhoIsToldMayWatchAgainAndWhoCeasesIsNotTold)
{
    WatchScene scene;
    Registration process = scene.At(13).Add(nullptr, 7);
    Registration again;
    Registration second;
    Registration first = scene.At(0).Watch(nullptr, scene.cube.At(13), 7, [&](Failure why) {
        scene.told.push_back(why);
        second.Cancel();
        again = scene.At(0).Watch(nullptr, scene.cube.At(13), 7, scene.Note());
    });
    second = scene.At(0).Watch(nullptr, scene.cube.At(13), 7, scene.Note());
    Registration ended = scene.At(0).Watch(nullptr, scene.cube.At(13), 7, scene.Note());
    ended.Cancel();
    scene.Run();
    process.Cancel();
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>(2, Failure::ENDED)));
    EXPECT_FALSE(again.IsActive());
}

TEST(FailureServices, AServerIsToldOfOnceAndWatchedAgain)
{
    WatchScene scene;
    uint32_t told = 0;
    Registration again;
    scene.kept.push_back(scene.cube.Watcher(0).Watch(nullptr, scene.cube.At(13), [&] {
        ++told;
        again = scene.cube.Watcher(0).Watch(nullptr, scene.cube.At(13), [&] { ++told; });
    }));
    scene.kept.push_back(scene.cube.Watcher(0).Watch(&*scene.OwnerAt(0), scene.cube.At(13), [&] {
        ADD_FAILURE() << "its owner is gone";
    }));
    scene.OwnerAt(0)->Withdraw();
    const Time now = Simulator::Now();
    scene.cube.Failures().Fail(scene.cube.Servers().Get(13), now + MilliSeconds(1));
    Simulator::Stop(MicroSeconds(2800));
    Simulator::Run();
    EXPECT_EQ(told, 1U);
    scene.Run();
    EXPECT_EQ(told, 2U) << "it is still out of reach";
}

TEST(FailureServices, AServerThatReturnsIsNoLongerSuspected)
{
    WatchScene scene;
    ServerFailures& watcher = scene.cube.Watcher(0);
    watcher.SetAttribute("ConfirmTime", TimeValue(MilliSeconds(50)));
    const auto server = scene.cube.Servers().Get(13);
    for (const bool isWatchedMeanwhile : {true, false})
    {
        Time told;
        const auto watch = [&] {
            return watcher.Watch(nullptr, scene.cube.At(13), [&] { told = Simulator::Now(); });
        };
        Registration watched = watch();
        scene.cube.Failures().Fail(server, Simulator::Now() + MilliSeconds(1));
        scene.Run(MilliSeconds(20));
        if (!isWatchedMeanwhile)
        {
            watched.Cancel();
        }
        scene.cube.Failures().Repair(server, Simulator::Now());
        scene.Run(MilliSeconds(10));
        const Time again = Simulator::Now();
        scene.cube.Failures().Fail(server, again);
        scene.Run(MilliSeconds(1));
        watched = isWatchedMeanwhile ? std::move(watched) : watch();
        scene.Run(MilliSeconds(100));
        EXPECT_GE(told, again + MilliSeconds(50));
        scene.cube.Failures().Repair(server, Simulator::Now());
        scene.Run();
    }
}

TEST(FailureServices, WhoWatchesWhileTheServiceIsAwayIsToldWhenItIsBack)
{
    WatchScene scene;
    scene.kept.push_back(scene.At(13).Add(nullptr, 7));
    scene.Watch(0);
    scene.cube.Watcher(0).Withdraw();
    scene.cube.Failures().Fail(scene.cube.Servers().Get(13), Simulator::Now() + MilliSeconds(1));
    scene.Run();
    EXPECT_TRUE(scene.told.empty());
    scene.cube.Watcher(0).Deploy();
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>{Failure::UNREACHABLE}));
}

TEST(FailureServices, WhatNobodyWatchesAnyMoreIsNotReported)
{
    WatchScene scene;
    ServerFailures& watcher = scene.cube.Watcher(0);
    uint32_t reported = 0;
    watcher.TraceConnectWithoutContext(
        "Reported",
        Callback<void, const TorusCoordinate&>([&](const TorusCoordinate&) { ++reported; }));
    Registration watch = watcher.Watch(nullptr, scene.cube.At(13), [] {});
    scene.cube.Failures().Fail(scene.cube.Servers().Get(13), Simulator::Now());
    scene.Run(MicroSeconds(600)); // when it is suspected
    watch.Cancel();
    scene.Run();
    EXPECT_EQ(reported, 0U);
}

TEST(FailureServices, WithdrawalEndsWatches)
{
    WatchScene scene;
    Registration process = scene.At(13).Add(nullptr, 7);
    scene.Watch(0);
    scene.Run();
    scene.At(0).Withdraw();
    EXPECT_FALSE(scene.kept.back().IsActive());
    scene.At(0).Deploy();
    scene.Watch(0);
    process.Cancel();
    scene.Run();
    EXPECT_EQ(scene.told.size(), 1U) << "who watches since it is back";
}

TEST(FailureServices, WhatHasEndedIsKnownAfterTheServiceWasAway)
{
    WatchScene scene;
    scene.kept.push_back(scene.At(13).Add(nullptr, 7));
    scene.At(13).Withdraw();
    scene.Watch(0);
    scene.Run();
    EXPECT_TRUE(scene.told.empty()) << "nobody is there to tell";
    scene.At(13).Deploy();
    scene.Run();
    EXPECT_EQ(scene.told, (std::vector<Failure>{Failure::ENDED}));
}

TEST(FailureServices, RegistrationsMayOutliveTheSimulation)
{
    std::vector<Registration> kept;
    {
        WatchScene scene;
        kept.push_back(scene.At(13).Add(nullptr, 7, [] { return true; }));
        kept.push_back(scene.At(0).Watch(nullptr, scene.cube.At(13), 7, scene.Note()));
        kept.push_back(scene.cube.Watcher(0).Watch(nullptr, scene.cube.At(13), [] {}));
        scene.Run(MicroSeconds(1500));
    }
    for (const Registration& registration : kept)
    {
        EXPECT_FALSE(registration.IsActive());
    }
}

TEST(FailureServices, SendNothingWhileNothingFails)
{
    WatchScene scene;
    scene.kept.push_back(scene.At(13).Add(nullptr, 7, [] { return true; }));
    for (uint32_t server = 0; server < scene.cube.Size(); ++server)
    {
        scene.Watch(server);
        scene.kept.push_back(scene.cube.Watcher(server).Watch(nullptr, scene.cube.At(5), [] {}));
    }
    scene.Run();
    const uint64_t before = scene.CountFrames();
    scene.Run(Seconds(1));
    const uint64_t sent = scene.CountFrames() - before;
    EXPECT_EQ(sent, 0U);
    EXPECT_TRUE(scene.told.empty());
    std::cout << "measured: " << sent << " frames in 1 s of quiet, 27 servers watching\n";
}

TEST_P(FailureMisuse, EndsInASentenceOrIsIgnored)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(
    All,
    FailureMisuse,
    testing::Values(
        Misuse<WatchScene>{
            "a server outside the cube is watched",
            "there is no server",
            [](auto& scene) {
                scene.kept.push_back(scene.cube.Watcher(0).Watch(nullptr, {3, 0, 0}, [] {}));
            }},
        Misuse<WatchScene>{
            "nobody is to be told of a server",
            "no function was given",
            [](auto& scene) {
                scene.kept.push_back(scene.cube.Watcher(0).Watch(nullptr, {1, 0, 0}, nullptr));
            }},
        Misuse<WatchScene>{
            "a server is watched after withdrawal",
            "not deployed",
            [](auto& scene) {
                scene.cube.Watcher(0).Withdraw();
                scene.kept.push_back(scene.cube.Watcher(0).Watch(nullptr, {1, 0, 0}, [] {}));
            }},
        Misuse<WatchScene>{
            "a process of a server outside the cube",
            "there is no server",
            [](auto& scene) {
                scene.kept.push_back(scene.At(0).Watch(nullptr, {0, 9, 0}, 1, scene.Note()));
            }},
        Misuse<WatchScene>{"a process of too high a number",
                           "2147483648",
                           [](auto& scene) { scene.Watch(0, 0x80000000U); }},
        Misuse<WatchScene>{
            "nobody is to be told of a process",
            "no function was given",
            [](auto& scene) {
                scene.kept.push_back(scene.At(0).Watch(nullptr, {1, 0, 0}, 1, nullptr));
            }},
        Misuse<WatchScene>{"a process is watched after withdrawal",
                           "not deployed",
                           [](auto& scene) {
                               scene.At(0).Withdraw();
                               scene.Watch(0);
                           }},
        Misuse<WatchScene>{"a process is watched where servers are not",
                           "not deployed",
                           [](auto& scene) {
                               scene.cube.Watcher(0).Withdraw();
                               scene.Watch(0);
                           }},
        Misuse<WatchScene>{"a process of a number that is taken",
                           "already on this server",
                           [](auto& scene) {
                               scene.kept.push_back(scene.At(0).Add(nullptr, 1));
                               scene.kept.push_back(scene.At(0).Add(nullptr, 1));
                           }},
        Misuse<WatchScene>{
            "a process is added where it is too high",
            "choose a number up to",
            [](auto& scene) { scene.kept.push_back(scene.At(0).Add(nullptr, UINT32_MAX)); }},
        Misuse<WatchScene>{"a number is taken again",
                           "choose a new number",
                           [](auto& scene) {
                               Registration process = scene.At(13).Add(nullptr, 7);
                               process.Cancel();
                               scene.kept.push_back(scene.At(13).Add(nullptr, 7));
                           }},
        Misuse<WatchScene>{"a number is taken again after the service was withdrawn",
                           "choose a new number",
                           [](auto& scene) {
                               scene.kept.push_back(scene.At(13).Add(nullptr, 7));
                               scene.At(13).Withdraw();
                               scene.At(13).Deploy();
                               scene.kept.push_back(scene.At(13).Add(nullptr, 7));
                           }},
        Misuse<WatchScene>{"routing goes while a server is suspected",
                           nullptr,
                           [](auto& scene) {
                               scene.Watch(0);
                               const auto server = scene.cube.Servers().Get(13);
                               scene.cube.Failures().Fail(server, Simulator::Now());
                               scene.Run(MicroSeconds(600));
                               MultiHopRoutingHelper::Get(scene.cube.Servers().Get(0))->Withdraw();
                               scene.Run();
                               EXPECT_TRUE(scene.told.empty()) << "nobody knows";
                           }},
        Misuse<WatchScene>{"a check withdraws its own service",
                           nullptr,
                           [](auto& scene) {
                               for (uint32_t process : {1, 2})
                               {
                                   scene.kept.push_back(scene.At(0).Add(nullptr, process, [&] {
                                       scene.At(0).Withdraw();
                                       return false;
                                   }));
                               }
                               scene.Run();
                               EXPECT_FALSE(scene.At(0).IsDeployed());
                               EXPECT_FALSE(scene.kept.back().IsActive()) << "it has ended, too";
                           }},
        Misuse<WatchScene>{"who is told withdraws the service",
                           nullptr,
                           [](auto& scene) {
                               scene.kept.push_back(
                                   scene.At(0).Watch(nullptr, {1, 1, 1}, 1, [&](auto) {
                                       scene.At(0).Withdraw();
                                   }));
                               scene.Watch(0, 1);
                               scene.Run();
                               EXPECT_EQ(scene.told.size(), 1U) << "it was due";
                           }},
        Misuse<WatchScene>{
            "group trees go before a process ends",
            nullptr,
            [](auto& scene) {
                scene.kept.push_back(scene.At(13).Add(nullptr, 7));
                scene.Watch(0);
                scene.Run();
                ServiceHelper<GroupTree>::Get(scene.cube.Servers().Get(13))->Withdraw();
                scene.kept.front().Cancel();
                scene.Run();
            }},
        Misuse<WatchScene>{"a notice without its header",
                           nullptr,
                           [](auto& scene) {
                               SendNotice(scene, 0x80000007U, MakeFrame(1));
                               EXPECT_EQ(scene.At(1).GetMalformed(), 1U);
                               EXPECT_TRUE(scene.told.empty());
                           }},
        Misuse<WatchScene>{"a notice for a group of others",
                           nullptr,
                           [](auto& scene) {
                               SendNotice(scene, 7, MakeFrame(64));
                               EXPECT_EQ(scene.At(1).GetMalformed(), 1U);
                               EXPECT_TRUE(scene.told.empty());
                           }},
        Misuse<WatchScene>{"a notice of what nobody watches",
                           nullptr,
                           [](auto& scene) {
                               SendNotice(scene, 0x80000008U, MakeFrame(64));
                               EXPECT_EQ(scene.At(1).GetMalformed(), 0U);
                               EXPECT_TRUE(scene.told.empty());
                           }},
        Misuse<WatchScene>{"a notice that comes twice", nullptr, [](auto& scene) {
                               SendNotice(scene, 0x80000007U, MakeFrame(64)); // of zeros: unknown
                               SendNotice(scene, 0x80000007U, MakeFrame(64));
                               EXPECT_EQ(scene.told.size(), 1U);
                           }}));
