/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What files do on their way, what is refused, and what disks do.

#include "file-scene.h"
#include "line-count.h"
#include "misuse.h"

#include "ns3/file-message.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

ServiceHelper<FileTransfer>
WithDisk(uint64_t bytes)
{
    ServiceHelper<FileTransfer> helper;
    helper.SetAttribute("DiskSize", UintegerValue(bytes));
    return helper;
}

/** A ring of six, for misuse. */
struct SmallScene : FileScene
{
    SmallScene()
        : FileScene(6, 1, 1, WithDisk(100000))
    {
    }
};

class FileMisuse : public testing::TestWithParam<Misuse<SmallScene>>
{
};

} // namespace

TEST(FileTransferSize, IsShort)
{
    const std::string folder = "model/services/file-transfer/";
    for (const std::string name : {"file-transfer", "piece-custody", "file-store"})
    {
        ExpectLines(folder + name + ".h", 300);
        ExpectLines(folder + name + ".cc", 300);
    }
}

TEST(FileTransfer, BringsFilesWholeAndTellsTheirOrigin)
{
    FileScene scene(4, 4, 4);
    for (uint32_t bytes : {0U, 1U, 1452U, 1453U, 100000U})
    {
        EXPECT_TRUE(scene.Send(0, 42, bytes, MilliSeconds(50)));
        EXPECT_TRUE(scene.Send(7, 7, bytes, MilliSeconds(50)));
    }
    scene.Run(MilliSeconds(5));
    EXPECT_EQ(scene.CountWrong(), 0U);
    EXPECT_EQ(scene.CountOnDisks(), 0U);
    EXPECT_EQ(scene.Count(&FileTransfer::Counters::retries), 0U);
    const uint64_t frames = scene.CountFrames();
    scene.Run(Seconds(1));
    EXPECT_EQ(scene.CountFrames(), frames);
    std::cout << "measured: " << scene.CountFrames() - frames
              << " frames in 1 s of quiet after 10 files\n";
}

TEST(FileTransfer, NearerDeadlinesGoFirst)
{
    FileScene scene(6, 1, 1);
    scene.Send(0, 2, 2000000, Seconds(1));
    scene.Run(MilliSeconds(2));
    scene.Send(0, 2, 200000, MilliSeconds(100));
    scene.Run(MilliSeconds(100));
    EXPECT_EQ(scene.CountWrong(), 0U);
    const Time slow = scene.files.begin()->second.receivedAt;
    const Time urgent = scene.files.rbegin()->second.receivedAt;
    EXPECT_LT(urgent, MilliSeconds(5));
    EXPECT_GT(slow, MilliSeconds(17));
    std::cout << "measured: 200 kB sent 2 ms after 2 MB to the same server, with a nearer "
                 "deadline, is there at "
              << urgent.As(Time::MS) << ", and the 2 MB at " << slow.As(Time::MS) << "\n";
}

TEST(FileTransfer, TakesAllShortestPaths)
{
    FileScene scene(4, 4, 4);
    scene.Send(0, 21, 1000000, Seconds(1)); // (1,1,1)
    scene.Run(MilliSeconds(100));
    EXPECT_EQ(scene.CountWrong(), 0U);
    EXPECT_LT(scene.Only().receivedAt, MilliSeconds(5)) << "one link takes 8.4 ms";
}

TEST(FileTransfer, PiecesWaitForAReceiverAndAreGivenUpAfterTheirDeadline)
{
    FileScene scene(6, 1, 1);
    scene.kept.clear();
    scene.Send(0, 2, 5000, MilliSeconds(50));
    scene.Send(0, 2, 5000, MilliSeconds(20));
    scene.Run(MilliSeconds(30));
    EXPECT_EQ(scene.CountOnDisks(), 5000U + 4 * WireBytesOf<FileMessage>)
        << "of the first file, at its destination";
    uint32_t received = 0;
    scene.kept.push_back(scene.At(2).AddReceiver(nullptr, [&](auto&&...) { ++received; }));
    scene.Run(MilliSeconds(1));
    EXPECT_EQ(received, 1U);
    EXPECT_EQ(scene.CountOnDisks(), 0U);
}

TEST(FileTransfer, ADeadlineMayPassWhileAPieceIsBeingWritten)
{
    ServiceHelper<FileTransfer> helper;
    helper.SetAttribute("DiskBandwidth", StringValue("1Mbps"));
    FileScene scene(6, 1, 1, helper);
    scene.Send(0, 1, 1000, MilliSeconds(10)); // read by 8.3 ms, written by 16.6 ms
    scene.Send(2, 1, 10, MilliSeconds(50));
    scene.Run(MilliSeconds(40));
    EXPECT_EQ(scene.files.begin()->second.told, (std::vector{FileTransfer::EXPIRED}));
    EXPECT_EQ(scene.files.begin()->second.received, 0U);
    EXPECT_EQ(scene.CountWrong(), 1U);
    EXPECT_GT(scene.At(1).GetCounters().expired, 0U);
    EXPECT_EQ(scene.CountOnDisks(), 0U);
}

TEST(FileTransfer, WhatCannotBeReachedWaitsForAPath)
{
    FileScene scene(6, 1, 1);
    scene.FailServer(3, Time(), MilliSeconds(30));
    scene.Run(MilliSeconds(5));
    scene.Send(0, 3, 50000, MilliSeconds(100));
    scene.Send(0, 3, 10000, MilliSeconds(20));
    scene.Run(MilliSeconds(22));
    EXPECT_EQ(scene.files.rbegin()->second.told, (std::vector{FileTransfer::EXPIRED}));
    scene.Run(MilliSeconds(20));
    EXPECT_EQ(scene.CountWrong(), 1U);
    EXPECT_EQ(scene.files.begin()->second.received, 1U);
    scene.Run(MilliSeconds(100));
    EXPECT_EQ(scene.CountOnDisks(), 0U);
}

TEST(FileTransfer, AFullDiskOnTheWayHoldsUpAndAtTheEndRefuses)
{
    FileScene scene(6, 1, 1, WithDisk(20000));
    scene.Send(0, 2, 15000, MilliSeconds(900));
    scene.Send(1, 2, 15000, MilliSeconds(500));
    scene.Send(1, 2, 1000, MilliSeconds(500));
    EXPECT_FALSE(scene.Send(1, 2, 15000, MilliSeconds(500))) << "there is no room now";
    EXPECT_EQ(scene.At(1).GetCounters().full, 1U);
    scene.Run(MilliSeconds(400));
    EXPECT_EQ(scene.CountWrong(), 0U);
    scene.Run(Seconds(1));
    EXPECT_EQ(scene.CountOnDisks(), 0U);
}

TEST(FileTransfer, FilesThatFillADiskInPartsExpire)
{
    FileScene scene(6, 1, 1, WithDisk(20000));
    for (uint32_t from : {0U, 1U, 3U, 4U})
    {
        scene.Send(from, 2, 18000, MilliSeconds(50));
    }
    scene.Run(MilliSeconds(49));
    EXPECT_GT(scene.At(2).GetCounters().full, 0U);
    scene.Run(MilliSeconds(10));
    for (const auto& [name, file] : scene.files)
    {
        EXPECT_EQ(file.told,
                  (std::vector{file.received ? FileTransfer::DELIVERED : FileTransfer::EXPIRED}));
    }
    EXPECT_EQ(scene.CountOnDisks(), 0U);
}

TEST(FileTransfer, AServerWithoutTheServiceIsPassedBy)
{
    FileScene scene(6, 1, 1);
    scene.At(1).Withdraw();
    scene.Send(0, 2, 100000, MilliSeconds(100));
    scene.Run(MilliSeconds(50));
    EXPECT_EQ(scene.CountWrong(), 0U);
}

TEST(FileTransfer, TheLastServerOnThePathMayFailAndReturn)
{
    FileScene scene(6, 1, 1);
    scene.Send(0, 2, 1000000, Seconds(1));
    scene.FailServer(1, MilliSeconds(3), MilliSeconds(40));
    scene.FailServer(2, MilliSeconds(50), MilliSeconds(40));
    scene.Run(MilliSeconds(500));
    EXPECT_EQ(scene.CountWrong(), 0U);
    EXPECT_EQ(scene.CountOnDisks(), 0U);
}

TEST_P(FileMisuse, IsAnsweredInASentence)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(
    Of,
    FileMisuse,
    testing::Values(
        Misuse<SmallScene>{"NoContent",
                           "a file was sent without content",
                           [](SmallScene& s) { s.At(0).Send(s.Place(1), nullptr, Seconds(1)); }},
        Misuse<SmallScene>{"NoServer",
                           "there is no server (9,0,0)",
                           [](SmallScene& s) {
                               s.At(0).Send({9, 0, 0}, Create<Packet>(1), Seconds(1));
                           }},
        Misuse<SmallScene>{
            "PastDeadline",
            "give a deadline that is to come",
            [](SmallScene& s) { s.At(0).Send(s.Place(1), Create<Packet>(1), Simulator::Now()); }},
        Misuse<SmallScene>{
            "NegativeDeadline",
            "give a deadline that is to come",
            [](SmallScene& s) { s.At(0).Send(s.Place(1), Create<Packet>(1), Seconds(-1)); }},
        Misuse<SmallScene>{
            "LargerThanTheDisk",
            "cannot be on a disk of 100000",
            [](SmallScene& s) { s.At(0).Send(s.Place(1), Create<Packet>(100000), Seconds(1)); }},
        Misuse<SmallScene>{"AnMtuWithoutRoom",
                           "a frame leaves 34; raise the ports' Mtu",
                           [](SmallScene& s) {
                               TorusHelper::GetPort(s.cube.Servers().Get(0), PLUS_X)->SetMtu(48);
                               s.At(0).Send(s.Place(1), Create<Packet>(1), Seconds(1));
                           }},
        Misuse<SmallScene>{"NotDeployed",
                           "while FileTransfer is not deployed",
                           [](SmallScene& s) {
                               s.At(0).Withdraw();
                               s.At(0).Send(s.Place(1), Create<Packet>(1), Seconds(1));
                           }},
        Misuse<SmallScene>{"RoutingNotDeployed",
                           "the routing service was used while it is not deployed",
                           [](SmallScene& s) {
                               s.RoutingAt(0).Withdraw();
                               s.At(0).Send(s.Place(1), Create<Packet>(1), Seconds(1));
                           }},
        Misuse<SmallScene>{
            "NoReceiver",
            "no function was given for the receiver of files",
            [](SmallScene& s) { s.kept.push_back(s.At(0).AddReceiver(nullptr, nullptr)); }},
        Misuse<SmallScene>{"RoutingIsWithdrawnAndReturns",
                           nullptr,
                           [](SmallScene& s) {
                               s.Send(0, 2, 50000, Seconds(1));
                               s.Run(MicroSeconds(100));
                               s.RoutingAt(0).Withdraw();
                               s.RoutingAt(1).Withdraw();
                               s.Run(MilliSeconds(20));
                               s.RoutingAt(0).Deploy();
                               s.RoutingAt(1).Deploy();
                               s.Run(MilliSeconds(100));
                               EXPECT_EQ(s.CountWrong(), 0U);
                           }},
        Misuse<SmallScene>{"WhoIsToldWithdrawsTheService",
                           nullptr,
                           [](SmallScene& s) {
                               s.kept.push_back(s.At(2).AddReceiver(nullptr, [&s](auto&&...) {
                                   s.At(2).Withdraw();
                               }));
                               s.kept.push_back(s.At(0).AddListener(nullptr, [&s](auto&&...) {
                                   s.At(0).Withdraw();
                               }));
                               s.Send(0, 2, 50000, MilliSeconds(10));
                               s.Run(MilliSeconds(20));
                               s.At(2).Deploy();
                               s.Run(MilliSeconds(20));
                           }},
        Misuse<SmallScene>{"TheFarthestDeadline",
                           nullptr,
                           [](SmallScene& s) {
                               s.Send(0, 2, 50000, Time::Max() - Simulator::Now());
                               s.Run(MilliSeconds(20));
                               EXPECT_EQ(s.CountWrong(), 0U);
                               Simulator::Stop(Seconds(1));
                           }}),
    [](const auto& info) { return std::string(info.param.name); });
