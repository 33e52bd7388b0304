/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of Aggregation may get wrong, and what may come from the wire: each ends in a sentence
// or is counted, and does no harm to jobs that go on.

#include "aggregating-cube.h"
#include "cube-fixture.h"
#include "misuse.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What a misuse may use: a ring of four servers, and a job of no records. */
struct Scene
{
    AggregatingCube cube{4, 1, 1, 1};
    std::vector<Registration> kept;
    uint32_t over{0};
    Aggregation::Receiver receiver = [this](uint8_t, const auto&, bool isLast) { over += isLast; };
    AggregationJob job{[](const auto&, const auto&) { return std::nullopt; },
                       [](uint64_t a, uint64_t) { return a; }};

    void Start(uint32_t server, uint32_t root, uint32_t number = AggregatingCube::JOB)
    {
        kept.push_back(
            cube.At(server).Start(nullptr, number, cube.GetTorus().GetCoordinate(root), receiver));
    }

    void ExpectOver()
    {
        Start(0, 0);
        Simulator::Run();
        EXPECT_EQ(over, 1U);
        EXPECT_EQ(cube.CountPlaces(), 0U);
    }

    /** Has a message come to server 1 from server 0, over the link. */
    void Receive(const AggregationMessage& message,
                 const std::vector<AggregationRecord>& records = {},
                 uint32_t cut = 0) const
    {
        const Ptr<Packet> packet = message.ToPacket(records);
        packet->RemoveAtEnd(cut);
        FramePtr frame = std::make_unique<Frame>(0, packet);
        cube.At(0).GetRuntime().Send(&cube.At(0), PLUS_X, frame);
    }
};

/** \return a PULL for place 1 in a tree to root 0, as server 0 sends it */
AggregationMessage
MakePull()
{
    AggregationMessage message;
    message.kind = AggregationMessage::PULL;
    message.isFirst = true;
    message.tree = MINUS_X;
    message.place = {1, 0, 0};
    message.job = AggregatingCube::JOB;
    message.session = 1;
    message.number = 16;
    return message;
}

const Misuse<Scene> MISUSES[] = {
    // Calls
    {"JobWithoutSource",
     "no function was given for the job for aggregation",
     [](Scene& s) {
         s.kept.push_back(s.cube.At(0).AddJob(nullptr, 8, {nullptr, s.job.combine}));
     }},
    {"JobWithoutCombine",
     "no function was given for the job for aggregation",
     [](Scene& s) {
         s.kept.push_back(s.cube.At(0).AddJob(nullptr, 8, {s.job.source, nullptr}));
     }},
    {"JobThatIsTaken",
     "there is a job for aggregation of number 7 already",
     [](Scene& s) { s.kept.push_back(s.cube.At(0).AddJob(nullptr, 7, s.job)); }},
    {"JobThatIsNotKnown",
     "aggregation job 8 is not known on this server",
     [](Scene& s) { s.Start(0, 0, 8); }},
    {"NoReceiver",
     "aggregation job 7 has no receiver",
     [](Scene& s) {
         s.receiver = nullptr;
         s.Start(0, 0);
     }},
    {"RootOfAnotherServer",
     "cannot begin at server (0,0,0), which does not play its root (1,0,0)",
     [](Scene& s) { s.Start(0, 1); }},
    {"RootOutsideTheCube",
     "which does not play its root (0,3,0)",
     [](Scene& s) {
         s.kept.push_back(s.cube.At(0).Start(nullptr, 7, {0, 3, 0}, s.receiver));
     }},
    {"StartedTwice",
     "goes on to root (0,0,0) already",
     [](Scene& s) {
         s.Start(0, 0);
         s.Start(0, 0);
     }},
    {"StartedWhileWithdrawn",
     "not deployed",
     [](Scene& s) {
         s.cube.At(0).Withdraw();
         s.Start(0, 0);
     }},
    {"StartedWithoutKeyRouting",
     "not deployed",
     [](Scene& s) {
         ServiceHelper<KeyRouting>::Get(s.cube.Servers().Get(0))->Withdraw();
         s.Start(0, 0);
     }},
    {"PlayedByNobodyWhileWithdrawn",
     nullptr,
     [](Scene& s) {
         s.cube.At(0).Withdraw();
         EXPECT_FALSE(s.cube.At(0).Plays(7, {0, 0, 0}));
     }},
    {"StartedAgainAfterTheEnd",
     nullptr,
     [](Scene& s) {
         s.ExpectOver();
         s.Start(0, 0);
         Simulator::Run();
         EXPECT_EQ(s.over, 2U);
     }},
    {"EndedAtOnce",
     nullptr,
     [](Scene& s) {
         s.Start(0, 0);
         s.kept.clear();
         Simulator::Run();
         EXPECT_EQ(s.over, 0U);
         s.ExpectOver();
     }},
    {"EndedOnTheWay",
     nullptr,
     [](Scene& s) {
         s.cube.Draw(0, 1000);
         s.Start(0, 0);
         Simulator::Schedule(MicroSeconds(60), [&] { s.kept.clear(); });
         Simulator::Run();
         EXPECT_EQ(s.over, 0U);
         EXPECT_EQ(s.cube.CountPlaces(), 0U);
     }},
    {"WithdrawnByWhoIsTold",
     nullptr,
     [](Scene& s) {
         s.receiver = [&](uint8_t, const auto&, bool) { s.cube.At(0).Withdraw(); };
         s.cube.Draw(0, 1000);
         s.Start(0, 0);
         Simulator::Run();
         EXPECT_FALSE(s.cube.At(0).IsDeployed());
         EXPECT_EQ(s.cube.CountPlaces(), 0U);
     }},
    {"AServerThatIsWithdrawn",
     nullptr,
     [](Scene& s) {
         s.cube.At(1).Withdraw();
         s.Start(0, 0);
         Simulator::Schedule(MilliSeconds(20), [&] { s.cube.At(1).Deploy(); });
         Simulator::Run();
         EXPECT_EQ(s.over, 1U) << "it waits";
     }},
    {"AJobThatIsNotKnownOnTheWay",
     nullptr,
     [](Scene& s) {
         s.kept.push_back(s.cube.At(0).AddJob(nullptr, 8, s.job));
         s.Start(0, 0, 8);
         Simulator::Stop(MilliSeconds(100));
         Simulator::Run();
         EXPECT_EQ(s.over, 0U) << "it waits";
         EXPECT_GT(s.cube.At(1).GetCounters().ignored, 10U);
         s.kept.clear();
     }},
    {"AJobThatGoesBeforeItBegins",
     nullptr,
     [](Scene& s) {
         Registration job = s.cube.At(0).AddJob(nullptr, 8, s.job);
         s.Start(0, 0, 8);
         job.Cancel();
         Simulator::Run();
         EXPECT_FALSE(s.kept.back().IsActive());
         EXPECT_EQ(s.over, 0U);
         s.ExpectOver();
     }},
    {"WithdrawnByASource",
     nullptr,
     [](Scene& s) {
         for (uint32_t server : {1U, 0U}) // with a parent that waits for records, and the root
         {
             s.job.source = [&s, server](const auto&, const auto& after) {
                 s.cube.At(server).Withdraw();
                 return std::make_optional<AggregationRecord>({after.value_or(0) + 1, 1});
             };
             s.kept.push_back(s.cube.At(server).AddJob(nullptr, 8, s.job));
             s.Start(0, 0, server == 0 ? 8 : AggregatingCube::JOB);
             AggregationMessage message = MakePull();
             message.job = 8;
             message.tree = PLUS_X; // of which 1 is a leaf
             s.Receive(message);
             Simulator::Stop(MilliSeconds(5));
             Simulator::Run();
             EXPECT_FALSE(s.cube.At(server).IsDeployed());
             s.kept.clear();
         }
     }},
    {"EndedByASource",
     nullptr,
     [](Scene& s) {
         Registration run;
         s.job.source = [&run](const auto&, const auto&) {
             run.Cancel();
             return std::nullopt;
         };
         s.kept.push_back(s.cube.At(0).AddJob(nullptr, 8, s.job));
         run = s.cube.At(0).Start(nullptr, 8, {0, 0, 0}, s.receiver);
         Simulator::Run();
         EXPECT_EQ(s.over, 0U);
         EXPECT_EQ(s.cube.CountPlaces(), 0U);
     }},
    {"WithdrawnByWhoHearsOfRestarts",
     nullptr,
     [](Scene& s) {
         s.cube.At(0).TraceConnectWithoutContext(
             "Restarted",
             Callback<void, const TorusCoordinate&, uint8_t>(
                 [&s](const auto&, uint8_t) { s.cube.At(0).Withdraw(); }));
         s.cube.At(1).Withdraw();
         s.Start(0, 0);
         Simulator::Run();
         EXPECT_FALSE(s.cube.At(0).IsDeployed());
     }},
    {"KeyRoutingIsWithdrawnForAWhile",
     nullptr,
     [](Scene& s) {
         const auto keys = ServiceHelper<KeyRouting>::Get(s.cube.Servers().Get(0));
         s.cube.Draw(0, 1000);
         s.Start(0, 0);
         Simulator::Schedule(MicroSeconds(30), [&] { keys->Withdraw(); });
         Simulator::Schedule(MilliSeconds(10), [&] { keys->Deploy(); });
         Simulator::Run();
         EXPECT_EQ(s.over, 1U);
     }},
    {"SourceThatGoesBack",
     "a source was asked for a key above 5 and answered 5",
     [](Scene& s) {
         const auto source = [times = 0](const auto&, const auto&) mutable {
             return ++times <= 3 ? std::make_optional<AggregationRecord>({5, 1}) : std::nullopt;
         };
         s.kept.push_back(s.cube.At(0).AddJob(nullptr, 8, {source, s.job.combine}));
         s.kept.push_back(s.cube.At(0).Start(nullptr, 8, {0, 0, 0}, s.receiver));
         for (uint32_t server = 1; server < 4; ++server)
         {
             s.kept.push_back(s.cube.At(server).AddJob(nullptr, 8, s.job));
         }
         Simulator::Stop(MilliSeconds(100));
         Simulator::Run();
     }},
    // From the wire
    {"MessagesThatAreCutShort",
     nullptr,
     [](Scene& s) {
         const uint32_t length = WireBytesOf<AggregationMessage>;
         for (uint32_t cut = 1; cut <= length; ++cut)
         {
             s.Receive(MakePull(), {}, cut);
             Simulator::Run();
         }
         EXPECT_EQ(s.cube.At(1).GetCounters().malformed, length);
         s.ExpectOver();
     }},
    {"RecordThatIsCutShort",
     nullptr,
     [](Scene& s) {
         AggregationMessage message = MakePull();
         message.kind = AggregationMessage::DATA;
         s.Receive(message, {{1, 1}, {2, 2}}, 5);
         Simulator::Run();
         s.Receive(message, {{2, 1}, {1, 2}});
         Simulator::Run();
         EXPECT_EQ(s.cube.At(1).GetCounters().malformed, 2U);
         s.ExpectOver();
     }},
    {"PlacesTreesAndKindsThatAreNone",
     nullptr,
     [](Scene& s) {
         for (uint32_t i = 0; i < 6; ++i)
         {
             AggregationMessage message = MakePull();
             message.kind = i == 0 ? AggregationMessage::N_KINDS : message.kind;
             message.tree = i == 1 ? uint8_t{PLUS_Y} : i == 2 ? 255 : message.tree;
             message.root = i == 3 ? TorusCoordinate{0, 1, 0} : message.root;
             message.place = i == 4   ? TorusCoordinate{9, 0, 0}
                             : i == 5 ? message.root
                                      : message.place;
             s.Receive(message);
             Simulator::Run();
         }
         EXPECT_EQ(s.cube.At(1).GetCounters().malformed, 6U);
         s.ExpectOver();
     }},
    {"PullOfAPlaceThatIsPlayedElsewhere",
     nullptr,
     [](Scene& s) {
         AggregationMessage message = MakePull();
         message.place = {2, 0, 0};
         s.Receive(message);
         Simulator::Run();
         EXPECT_EQ(s.cube.At(1).GetCounters().ignored, 1U);
         s.ExpectOver();
     }},
    {"PullOfNoJob",
     nullptr,
     [](Scene& s) {
         AggregationMessage message = MakePull();
         message.job = 8;
         s.Receive(message);
         Simulator::Run();
         EXPECT_EQ(s.cube.At(1).GetCounters().ignored, 1U);
     }},
    {"PullThatNobodyStandsBehind",
     nullptr,
     [](Scene& s) {
         s.Receive(MakePull());
         Simulator::Run();
         EXPECT_EQ(s.cube.CountPlaces(), 0U) << "it is left after a while";
         s.ExpectOver();
     }},
    {"PullOfASessionBeyondAll",
     nullptr,
     [](Scene& s) {
         AggregationMessage message = MakePull();
         message.session = UINT64_MAX;
         message.number = UINT32_MAX;
         message.received = UINT32_MAX;
         s.Receive(message);
         s.Receive(message);
         s.ExpectOver();
     }},
    {"DataThatNobodyHasAskedFor",
     nullptr,
     [](Scene& s) {
         AggregationMessage message = MakePull();
         message.kind = AggregationMessage::DATA;
         message.place = {2, 0, 0};
         s.Receive(message, {{1, 1}});
         Simulator::Run();
         EXPECT_EQ(s.cube.At(1).GetCounters().ignored, 1U);
         s.ExpectOver();
     }},
    {"DoneWhereNothingHasBegun",
     nullptr,
     [](Scene& s) {
         AggregationMessage message = MakePull();
         message.kind = AggregationMessage::DONE;
         s.Receive(message);
         s.ExpectOver();
     }},
};

class AggregationMisuse : public testing::TestWithParam<Misuse<Scene>>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

class AggregationTampering : public CubeTest
{
};

/** A frame that was on a link. */
struct Seen
{
    uint32_t server;  //!< that has sent it
    uint8_t port;     //!< by which
    Ptr<Packet> wire; //!< from its Ethernet header on
};

} // namespace

TEST_P(AggregationMisuse, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All, AggregationMisuse, testing::ValuesIn(MISUSES), [](const auto& row) {
    return std::string(row.param.name);
});

TEST_F(AggregationTampering, WhatIsKeptOfAJobMayOutliveAllServers)
{
    Registration kept;
    {
        AggregatingCube cube(3, 1, 1, 1);
        kept = cube.At(0).Start(nullptr, AggregatingCube::JOB, {0, 0, 0}, [](auto...) {});
        EXPECT_TRUE(kept.IsActive());
        Simulator::Destroy();
    }
    EXPECT_FALSE(kept.IsActive());
}

TEST_F(AggregationTampering, OldDoubledAndRandomMessagesDoNoHarm)
{
    uint64_t replayed = 0;
    uint64_t ignored = 0;
    uint64_t malformed = 0;
    for (uint32_t seed = 1; seed <= 3; ++seed)
    {
        AggregatingCube cube(3, 2, 3, seed);
        std::mt19937& random = cube.GetRandom();
        std::vector<Seen> seen;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            for (uint8_t port : cube.GetTorus().GetPorts())
            {
                const std::function<void(Ptr<const Packet>)> note = [&, server, port](auto wire) {
                    if (seen.size() < 2000)
                    {
                        seen.push_back({server, port, wire->Copy()});
                    }
                };
                RuntimeOf(cube.Servers(), server)
                    ->GetDevice(port)
                    ->TraceConnectWithoutContext("PhyTxBegin",
                                                 Callback<void, Ptr<const Packet>>(note));
            }
        }
        // Any of them again, as it was or with some bytes changed, at any time.
        for (uint32_t i = 0; i < 3000; ++i)
        {
            Simulator::Schedule(NanoSeconds(random() % 3000000), [&] {
                if (seen.empty())
                {
                    return;
                }
                const Seen& one = seen[random() % seen.size()];
                FramePtr frame = Frame::FromPacket(one.wire);
                if (!frame || frame->GetService() != Aggregation::SERVICE_ID)
                {
                    return;
                }
                if (random() % 3 == 0)
                {
                    std::vector<uint8_t> bytes(frame->GetPayload()->GetSize());
                    frame->GetPayload()->CopyData(bytes.data(), uint32_t(bytes.size()));
                    // Not its records, of which nobody could tell, nor the session that they are
                    // of.
                    bytes[random() % 9] = random();
                    bytes.resize(random() % 2 ? bytes.size() : random() % bytes.size());
                    frame->SetPayload(Create<Packet>(bytes.data(), uint32_t(bytes.size())));
                }
                replayed +=
                    cube.At(one.server).GetRuntime().Send(&cube.At(one.server), one.port, frame) ==
                    SendResult::SENT;
            });
        }
        cube.Draw(0, 2000);
        cube.Draw(random() % cube.Size(), 1000);
        cube.Start();
        Simulator::Run();
        EXPECT_EQ(cube.CountWrong(), 0U) << "seed " << seed;
        EXPECT_EQ(cube.CountDue(), 0U) << "seed " << seed;
        EXPECT_EQ(cube.CountPlaces(), 0U) << "seed " << seed;
        ignored += cube.Sum().ignored;
        malformed += cube.Sum().malformed;
        Simulator::Destroy();
    }
    EXPECT_GT(replayed, 1000U);
    std::cout << "measured: " << replayed << " messages sent again, late or changed, while jobs go "
              << "on: all results are right; " << ignored << " ignored, " << malformed
              << " malformed\n";
}
