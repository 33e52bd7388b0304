/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// When pieces are sent again that are not answered.

#include "file-scene.h"

#include "ns3/file-message.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Decides of each piece that comes to server 1 of a ring whether it is lost. */
template <typename IsLost>
Registration
LoseAtServer1(FileScene& scene, IsLost isLost)
{
    return scene.RoutingAt(1).AddInterceptor(
        nullptr,
        FileTransfer::ENDPOINT,
        1,
        [isLost](FramePtr& frame, RoutingHeader&, uint8_t in) {
            const auto message = ReadPacket<FileMessage>(*frame->GetPayload());
            return in != PortSet::MAX_PORTS && message && !message->isAck && isLost(message->piece)
                       ? RoutingCallbacks::Verdict::DROP
                       : RoutingCallbacks::Verdict::FORWARD;
        });
}

} // namespace

TEST(FileRetries, BecomeRarerWhileNobodyAnswers)
{
    constexpr uint32_t PIECES = 7;
    FileScene scene(6, 1, 1);
    uint32_t lost = 0;
    const Registration loss = LoseAtServer1(scene, [&lost](uint32_t) {
        const bool isLost = Simulator::Now() < MilliSeconds(300);
        lost += isLost;
        return isLost;
    });
    scene.Send(0, 1, 10000, Seconds(1));
    scene.Run(MilliSeconds(600));
    EXPECT_EQ(scene.CountWrong(), 0U);
    EXPECT_EQ(lost, 6 * PIECES) << "at 0, 5, 15, 35, 75 and 155 ms; the next at 315 ms";
    std::cout << "measured: " << lost
              << " pieces sent to a server that does not answer for 300 ms, " << PIECES
              << " different ones\n";
}

TEST(FileRetries, ThePieceThatWasSentAgainIsNoSampleOfARoundTrip)
{
    ServiceHelper<FileTransfer> helper;
    helper.SetAttribute("Window", UintegerValue(2));
    FileScene scene(6, 1, 1, helper);
    // The first piece is lost twice while others pass. Then so is whatever comes first: a piece on
    // its way, and the one that takes the place of the first piece when that is answered.
    uint32_t firstPiece = 0;
    std::map<uint32_t, Time> lostAt;
    std::map<uint32_t, Time> waited;
    const Registration loss = LoseAtServer1(scene, [&](uint32_t piece) {
        if (piece == 0)
        {
            return ++firstPiece <= 2;
        }
        const auto known = lostAt.find(piece);
        if (known != lostAt.end())
        {
            waited.emplace(piece, Simulator::Now() - known->second);
            return false;
        }
        const bool isLost = firstPiece == 3 && lostAt.size() < 2;
        if (isLost)
        {
            lostAt.emplace(piece, Simulator::Now());
        }
        return isLost;
    });
    scene.Send(0, 1, 2000000, Seconds(1));
    scene.Run(MilliSeconds(500));
    EXPECT_EQ(scene.CountWrong(), 0U);
    ASSERT_EQ(waited.size(), 2U);
    for (const auto& [piece, time] : waited)
    {
        EXPECT_LT(time, MilliSeconds(6)) << "piece " << piece;
    }
}

TEST(FileRetries, EndWhenTheRoundTripOfALongLinkIsKnown)
{
    ServiceHelper<FileTransfer> helper;
    helper.SetAttribute("Window", UintegerValue(1));
    FileScene scene(6, 1, 1, helper);
    // 5.4 ms both ways, and RetryTime is 5 ms: the first piece is answered just after it was sent
    // again.
    TorusHelper::GetPort(scene.cube.Servers().Get(0), PLUS_X)
        ->GetChannel()
        ->SetAttribute("Delay", TimeValue(MicroSeconds(2700)));
    uint32_t pieces = 0;
    const Registration count = LoseAtServer1(scene, [&pieces](uint32_t) {
        ++pieces;
        return false;
    });
    scene.Send(0, 1, 20 * 1452, Seconds(1));
    scene.Run(MilliSeconds(500));
    EXPECT_EQ(scene.CountWrong(), 0U);
    EXPECT_EQ(pieces, 21U) << "of 20 different ones";
}

TEST(FileRetries, EndWhenTheRoundTripOfABusyLinkIsKnown)
{
    FileScene scene(6, 1, 1);
    // A full window takes 19 ms, and RetryTime is 5 ms.
    TorusHelper::GetPort(scene.cube.Servers().Get(0), PLUS_X)
        ->SetAttribute("DataRate", StringValue("10Mbps"));
    uint32_t pieces = 0;
    std::set<uint32_t> different;
    const Registration count = LoseAtServer1(scene, [&](uint32_t piece) {
        ++pieces;
        different.insert(piece);
        return false;
    });
    scene.Send(0, 1, 1000000, Seconds(5));
    scene.Run(Seconds(3));
    EXPECT_EQ(scene.CountWrong(), 0U);
    EXPECT_LT(pieces, different.size() * 6 / 5);
    std::cout << "measured: " << pieces
              << " pieces sent over a link whose round trip is longer than "
              << "RetryTime, " << different.size() << " different ones\n";
}
