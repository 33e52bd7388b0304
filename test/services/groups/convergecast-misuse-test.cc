/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of Convergecast may get wrong, and what may come from the wire: each ends in a
// sentence or is counted.

#include "cube-fixture.h"
#include "misuse.h"

#include "ns3/convergecast.h"
#include "ns3/group-tree.h"
#include "ns3/service-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const GroupId GROUP{{0, 0, 0}, 1};

/** What a misuse may use: a ring of four servers, all but the first members of one group. */
struct Scene
{
    TorusHelper torus{4, 1, 1};
    NodeContainer servers = torus.Create();
    std::vector<Registration> kept;
    std::vector<Convergecast::Result> results;

    Scene()
    {
        MultiHopRoutingHelper().Install(servers);
        ServiceHelper<GroupTree>().Install(servers);
        ServiceHelper<Convergecast>().Install(servers);
        Simulator::Run();
        for (uint32_t server = 0; server < 4; ++server)
        {
            AddFunction(server, 1, [](const GroupId&) { return Create<Packet>(4); });
            if (server > 0)
            {
                Tree(server).Join(GROUP);
            }
        }
        Simulator::Stop(MilliSeconds(3));
        Simulator::Run();
    }

    GroupTree& Tree(uint32_t server) const
    {
        return *ServiceHelper<GroupTree>::Get(servers.Get(server));
    }

    Convergecast& At(uint32_t server) const
    {
        return *ServiceHelper<Convergecast>::Get(servers.Get(server));
    }

    void AddFunction(uint32_t server, uint16_t number, Convergecast::Value value)
    {
        kept.push_back(At(server).AddFunction(
            nullptr,
            number,
            std::move(value),
            [](const Ptr<const Packet>& a, const auto&) { return a->Copy(); }));
    }

    void Ask(uint32_t server = 0, uint16_t function = 1)
    {
        kept.push_back(At(server).Ask(nullptr, GROUP, function, [this](const auto& result) {
            results.push_back(result);
        }));
    }

    /** Asks, and expects one answer with so many members. */
    void ExpectAnswer(std::size_t members, bool isComplete)
    {
        Ask();
        Simulator::Run();
        ASSERT_EQ(results.size(), 1U);
        EXPECT_EQ(results[0].members.size(), members);
        EXPECT_EQ(results[0].isComplete, isComplete);
    }

    /** \return what a server has counted as malformed once such a frame of the tree has come */
    uint64_t Hear(uint32_t server, const std::vector<uint8_t>& bytes, uint8_t in = MINUS_X) const
    {
        const std::vector<uint8_t> header{GroupTree::DATA,
                                          AggregationRounds::TREE_USER,
                                          0,
                                          1, // the session
                                          0,
                                          0,
                                          0,
                                          0,
                                          0,
                                          0,
                                          1};
        const auto packet = Create<Packet>(header.data(), header.size());
        packet->AddAtEnd(Create<Packet>(bytes.data(), bytes.size()));
        auto frame = std::make_unique<Frame>(GroupTree::SERVICE_ID, packet);
        Tree(server).Receive(std::move(frame), in);
        return At(server).GetCounters().malformed;
    }
};

const Misuse<Scene> MISUSES[] = {
    // Functions
    {"NoValue", "function 2 of convergecast lacks", [](Scene& s) { s.AddFunction(0, 2, nullptr); }},
    {"NoCombine",
     "function 2 of convergecast lacks",
     [](Scene& s) {
         s.kept.push_back(s.At(0).AddFunction(
             nullptr,
             2,
             [](auto&) { return Ptr<Packet>(); },
             nullptr));
     }},
    {"NumberThatIsTaken",
     "already",
     [](Scene& s) { s.AddFunction(0, 1, [](auto&) { return Ptr<Packet>(); }); }},
    {"CombinedToNone",
     "combined two values to none",
     [](Scene& s) {
         s.kept.push_back(s.At(0).AddFunction(
             nullptr,
             2,
             [](auto&) { return Create<Packet>(1); },
             [](auto&, auto&) { return Ptr<Packet>(); }));
         for (uint32_t server = 1; server < 4; ++server)
         {
             s.AddFunction(server, 2, [](auto&) { return Create<Packet>(1); });
         }
         s.Ask(0, 2);
         Simulator::Run();
     }},
    {"NoSuchFunction",
     nullptr,
     [](Scene& s) {
         s.Ask(0, 3);
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
     }},
    // Questions
    {"NoReceiver",
     "no function was given that is told",
     [](Scene& s) { s.kept.push_back(s.At(0).Ask(nullptr, GROUP, 1, nullptr)); }},
    {"GroupOutsideTheCube",
     "(4,0,0)",
     [](Scene& s) {
         s.kept.push_back(s.At(0).Ask(nullptr, {{4, 0, 0}, 1}, 1, [](auto&) {}));
     }},
    {"GroupThatNobodyHasJoined",
     nullptr,
     [](Scene& s) {
         s.kept.push_back(s.At(0).Ask(nullptr, {{2, 0, 0}, 7}, 1, [&s](const auto& result) {
             s.results.push_back(result);
         }));
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
         EXPECT_EQ(s.results[0].value, nullptr);
     }},
    {"AskedWhileWithdrawn",
     "not deployed",
     [](Scene& s) {
         s.At(0).Withdraw();
         s.Ask();
     }},
    {"AskedWithoutTree",
     "not deployed",
     [](Scene& s) {
         s.Tree(0).Withdraw();
         s.Ask();
     }},
    {"AskedWithoutRouting",
     "not deployed",
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.servers.Get(0))->Withdraw();
         s.Ask();
     }},
    {"AnswerThatIsNotWantedAnyMore",
     nullptr,
     [](Scene& s) {
         s.Ask();
         s.kept.back().Cancel();
         Simulator::Run();
         EXPECT_TRUE(s.results.empty());
     }},
    {"WithdrawnBeforeTheAnswer",
     nullptr,
     [](Scene& s) {
         s.Ask(2);
         s.At(2).Withdraw();
         Simulator::Run();
         EXPECT_TRUE(s.results.empty());
     }},
    {"RoutingWithdrawnBeforeTheAnswer",
     nullptr,
     [](Scene& s) {
         s.Ask(2);
         MultiHopRoutingHelper::Get(s.servers.Get(2))->Withdraw();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U); // when time has run out
         EXPECT_FALSE(s.results[0].isComplete);
     }},
    {"TreeOfTheRootWithdrawnBeforeTheAnswer",
     nullptr,
     [](Scene& s) {
         s.Ask(2);
         s.Tree(0).Withdraw();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
     }},
    // Values that do more than they should
    {"ValueThatLeaves",
     nullptr,
     [](Scene& s) {
         s.kept[1] = Registration();
         s.AddFunction(1, 1, [&s](auto&) {
             s.Tree(1).Leave(GROUP);
             return Create<Packet>(4);
         });
         s.Ask();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
     }},
    {"ValueThatWithdraws",
     nullptr,
     [](Scene& s) {
         s.kept[3] = Registration();
         s.AddFunction(3, 1, [&s](auto&) {
             s.At(3).Withdraw();
             return Create<Packet>(4);
         });
         s.Ask();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete); // the root has waited in vain
     }},
    {"ValueThatAsks",
     nullptr,
     [](Scene& s) {
         s.kept[1] = Registration();
         s.AddFunction(1, 1, [&s, asked = false](auto&) mutable {
             if (!std::exchange(asked, true))
             {
                 s.Ask(1);
             }
             return Create<Packet>(4);
         });
         s.Ask();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 2U);
         EXPECT_TRUE(s.results[1].isComplete);
     }},
    // From the wire
    {"FrameWithoutBytes", nullptr, [](Scene& s) { EXPECT_EQ(s.Hear(1, {}), 1U); }},
    {"FrameShorterThanItsHeader",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.Hear(1, {0, 0, 0}), 1U);
     }},
    {"RootOutsideTheCube",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.Hear(1, {0, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1}), 1U);
     }},
    {"ReportThatNobodyAwaits",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.Hear(1, {1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 255}), 0U);
         s.ExpectAnswer(3, true);
     }},
    {"QueryOfWhoIsNoParent",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.Hear(0, {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1}), 0U);
         s.ExpectAnswer(3, true);
     }},
    {"ReportThatMakesNoSense",
     nullptr,
     [](Scene& s) {
         s.Ask();
         bool isAwaited = false;
         for (uint32_t step = 0; step < 10 && !isAwaited; ++step) // until the round has begun
         {
             Simulator::Stop(TimeStep(1));
             Simulator::Run();
             isAwaited = s.At(0).GetCounters().queries > 0;
         }
         const auto now = uint8_t{1};
         EXPECT_EQ(s.Hear(0, {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now, 0, 1, 255}, PLUS_X), 1U);
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
     }},
    {"RoutedPacketThatMakesNoSense",
     nullptr,
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.servers.Get(2))
             ->Send({0, 0, 0}, AggregationRequests::ENDPOINT, Create<Packet>(5));
         Simulator::Run();
         EXPECT_EQ(s.At(0).GetCounters().malformed, 1U);
     }},
    {"ReplyToNoRequest",
     nullptr,
     [](Scene& s) {
         const std::vector<uint8_t> bytes{1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 77, 1, 0, 0};
         MultiHopRoutingHelper::Get(s.servers.Get(2))
             ->Send({0, 0, 0},
                    AggregationRequests::ENDPOINT,
                    Create<Packet>(bytes.data(), bytes.size()));
         Simulator::Run();
         EXPECT_EQ(s.At(0).GetCounters().malformed, 0U);
     }},
};

class ConvergecastMisuse : public testing::TestWithParam<Misuse<Scene>>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(ConvergecastMisuse, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All, ConvergecastMisuse, testing::ValuesIn(MISUSES), [](const auto& row) {
    return std::string(row.param.name);
});
