/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// When notices are repeated, and when they end.

#include "watch-scene.h"

#include "ns3/process-notice.h"

#include <gtest/gtest.h>

using namespace ns3;
using namespace ns3::camcube;

TEST(FailureNotices, AreRepeatedUntilThoseOnTheWayAreBack)
{
    WatchScene scene;
    Registration process = scene.At(13).Add(nullptr, 7);
    scene.Watch(0); // three hops away
    scene.Run();
    for (uint32_t server = 1; server < scene.cube.Size(); ++server)
    {
        if (server != 13)
        {
            scene.At(server).Withdraw();
        }
    }
    process.Cancel();
    scene.Run(MilliSeconds(200));
    EXPECT_TRUE(scene.told.empty());
    for (uint32_t server = 1; server < scene.cube.Size(); ++server)
    {
        if (server != 13)
        {
            scene.At(server).Deploy();
        }
    }
    scene.Run(Seconds(1));
    EXPECT_EQ(scene.told, (std::vector{ProcessFailures::ENDED}));
}

TEST(FailureNotices, EndThoughSomebodyStaysInTheGroup)
{
    WatchScene scene;
    ServiceHelper<GroupTree>::Get(scene.cube.Servers().Get(0))
        ->Join(ProcessNotice::MakeGroup(scene.cube.At(13), 7));
    scene.Run(Seconds(300));
    const uint64_t before = scene.CountFrames();
    EXPECT_GE(before, 24U);
    scene.Run(Seconds(3000));
    EXPECT_EQ(scene.CountFrames(), before);
}

TEST(FailureNotices, ComeSoonToWhoJoinsOnceTheyHaveBecomeRare)
{
    WatchScene scene;
    ServiceHelper<GroupTree>::Get(scene.cube.Servers().Get(12))
        ->Join(ProcessNotice::MakeGroup(scene.cube.At(13), 7)); // and stays
    scene.Run(Seconds(1));
    for (const uint32_t between : {4, 10}) // server 1 and server 13
    {
        scene.At(between).Withdraw();
    }
    scene.Watch(1);
    scene.Run(MilliSeconds(1));
    EXPECT_TRUE(scene.told.empty());
    for (const uint32_t between : {4, 10})
    {
        scene.At(between).Deploy();
    }
    scene.Run(MilliSeconds(2)); // RepeatInterval
    EXPECT_EQ(scene.told.size(), 1U);
}

TEST(FailureNotices, EndAfter255HopsIfTheyGoRound)
{
    for (const uint8_t hops : {254, 255})
    {
        WatchScene scene;
        scene.kept.push_back(scene.At(13).Add(nullptr, 7));
        ServiceHelper<GroupTree>::Get(scene.cube.Servers().Get(2))->SetPreference([](auto&) {
            return uint8_t{MINUS_X};
        });
        scene.Watch(1);
        scene.Watch(2); // by way of 1
        scene.Run();
        FramePtr frame = MakeFrame(0);
        frame->SetInnerHeader(ProcessNotice{true, hops});
        SendNotice(scene, 0x80000007U, std::move(frame));
        EXPECT_EQ(scene.told.size(), hops < 255 ? 2U : 1U) << uint32_t{hops};
    }
}
