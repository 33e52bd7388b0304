/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users' functions do to Convergecast while it asks them, and what happens to it in the same
// instant as something else: no answer is wrong, and nothing that has gone is used.

#include "convergecast-scene.h"
#include "misuse.h"

#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const std::function<void()> NOTHING = [] {};

/** \return does something the first time, and nothing later */
std::function<void()>
Once(std::function<void()> act)
{
    return [act = std::move(act), done = std::make_shared<bool>(false)] {
        if (!std::exchange(*done, true))
        {
            act();
        }
    };
}

/** Withdraws Convergecast, and deploys it anew. */
std::function<void()>
Renew(ConvergecastScene& s, uint32_t server)
{
    return Once([&s, server] {
        s.At(server).Withdraw();
        s.At(server).Deploy();
    });
}

/** Does something when rounds end at server 0. */
void
AtTheEndOfRounds(ConvergecastScene& s, std::function<void()> act)
{
    const auto sink = [act = std::move(act)](const GroupId&, bool, uint32_t) { act(); };
    s.At(0).TraceConnectWithoutContext("RoundEnded",
                                       Callback<void, const GroupId&, bool, uint32_t>(sink));
}

/** Expects the last answer to be complete or not, and to have so many members. */
void
ExpectLast(const ConvergecastScene& s, std::size_t answers, std::size_t members, bool isComplete)
{
    ASSERT_EQ(s.results.size(), answers);
    EXPECT_EQ(s.results.back().members.size(), members);
    EXPECT_EQ(s.results.back().isComplete, isComplete);
}

const Misuse<ConvergecastScene> SURPRISES[] = {
    {"ValueThatLeaves",
     nullptr,
     [](ConvergecastScene& s) {
         s.Replace(
             1,
             [&s] { s.Tree(1).Leave(ConvergecastScene::GROUP); },
             NOTHING);
         s.Ask();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
     }},
    {"ValueThatLeavesAtTheRoot",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::OTHER);
         s.Replace(0, Once([&s] { s.Tree(0).Leave(ConvergecastScene::OTHER); }), NOTHING);
         s.Ask(0, 1, ConvergecastScene::OTHER);
         Simulator::Run();
         ExpectLast(s, 1, 0, false);
     }},
    {"ValueThatWithdraws",
     nullptr,
     [](ConvergecastScene& s) {
         s.Replace(3, Once([&s] { s.At(3).Withdraw(); }), NOTHING);
         s.Ask();
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete); // the root has waited in vain
     }},
    {"ValueThatAsks",
     nullptr,
     [](ConvergecastScene& s) {
         s.Replace(1, Once([&s] { s.Ask(1); }), NOTHING);
         s.Ask();
         Simulator::Run();
         ExpectLast(s, 2, 3, true);
     }},
    {"ValueThatThrows",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::GROUP);
         s.Replace(0, Once([] { throw std::runtime_error("value"); }), NOTHING);
         s.Ask();
         EXPECT_THROW(Simulator::Run(), std::runtime_error);
         Simulator::Run();
         ExpectLast(s, 1, 0, false);
         s.Ask();
         Simulator::Run();
         ExpectLast(s, 2, 4, true);
     }},
    {"ValueThatDeploysAnew",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::GROUP);
         s.Replace(0, Renew(s, 0), NOTHING);
         s.Ask(2);
         Simulator::Run();
         ExpectLast(s, 1, 0, false); // when time has run out
         EXPECT_EQ(s.At(0).GetCounters().queries, 0U);
         s.Ask(2);
         Simulator::Run();
         ExpectLast(s, 2, 4, true);
     }},
    {"CombineThatDeploysAnew",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::GROUP);
         s.Replace(0, NOTHING, Renew(s, 0));
         s.Ask(2);
         Simulator::Run();
         ExpectLast(s, 1, 0, false);
         EXPECT_EQ(s.At(0).GetCounters().rounds, 0U);
         s.Ask(2);
         Simulator::Run();
         ExpectLast(s, 2, 4, true);
     }},
    {"CombineThatChangesTheTree",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::GROUP);
         s.Replace(0, NOTHING, [&s] {
             s.Tree(0).Leave(ConvergecastScene::GROUP);
             s.Tree(0).Join(ConvergecastScene::GROUP);
         });
         s.Ask();
         Simulator::Run();
         ExpectLast(s, 1, 4, true);
     }},
    {"CombineThatThrows",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::GROUP);
         s.Replace(0, NOTHING, Once([] { throw std::runtime_error("combine"); }));
         s.Ask();
         EXPECT_THROW(Simulator::Run(), std::runtime_error);
         Simulator::Run();
         ASSERT_EQ(s.results.size(), 1U);
         EXPECT_FALSE(s.results[0].isComplete);
         EXPECT_EQ(s.results[0].members.front(), TorusCoordinate());
     }},
    {"SinkThatDeploysAnew",
     nullptr,
     [](ConvergecastScene& s) {
         AtTheEndOfRounds(s, [&s] {
             s.At(0).Withdraw();
             s.At(0).Deploy();
         });
         s.Ask(2);
         s.Ask(2, 1, ConvergecastScene::OTHER);
         Simulator::Schedule(MicroSeconds(20), [&s] { s.Ask(2); }); // while the first is open
         Simulator::Run();
         EXPECT_EQ(s.results.size(), 3U);
     }},
    {"SinkThatJoinsWhatAValueHasLeft",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(0).Join(ConvergecastScene::OTHER);
         s.Replace(0, Once([&s] { s.Tree(0).Leave(ConvergecastScene::OTHER); }), NOTHING);
         AtTheEndOfRounds(s, Once([&s] { s.Tree(0).Join(ConvergecastScene::OTHER); }));
         s.Ask(0, 1, ConvergecastScene::OTHER);
         Simulator::Schedule(MilliSeconds(3), [&s] { s.Ask(0, 1, ConvergecastScene::OTHER); });
         Simulator::Run();
         ExpectLast(s, 2, 1, true);
     }},
    {"WithdrawnAsTwoRoundsEnd",
     nullptr,
     [](ConvergecastScene& s) {
         s.Tree(1).Join(ConvergecastScene::OTHER);
         Simulator::Stop(MilliSeconds(1));
         Simulator::Run();
         s.At(1).Withdraw(); // so that rounds take all their time
         const auto ask = [&s] {
             s.Ask(0, 1, ConvergecastScene::GROUP);
             s.Ask(0, 1, ConvergecastScene::OTHER);
         };
         ask();
         Simulator::Schedule(MilliSeconds(1), [&s, ask] {
             ask(); // which waits for the end of these rounds
             Simulator::Schedule(MilliSeconds(9), [&s] { s.At(0).Withdraw(); });
         });
         Simulator::Run();
         EXPECT_EQ(s.At(0).GetCounters().rounds, 2U);
         EXPECT_TRUE(s.results.empty());
     }},
    {"AskedAsARoundEnds",
     nullptr,
     [](ConvergecastScene& s) {
         for (uint32_t server = 0; server < 4; ++server)
         {
             s.AddFunction(server, 2, [](auto&) { return Create<Packet>(1); });
         }
         s.At(1).Withdraw();
         Simulator::Schedule(MilliSeconds(10), [&s] { s.Ask(0, 1); });
         s.Ask(0, 1);
         Simulator::Schedule(MilliSeconds(1), [&s] {
             s.Ask(0, 1);
             s.Ask(0, 2);
             s.At(1).Deploy();
         });
         Simulator::Run();
         EXPECT_EQ(s.results.size(), 4U);
         for (const auto& result : s.results)
         {
             EXPECT_FALSE(result.members.empty());
         }
     }},
    {"ReplyToWhatWasAskedBeforeAWithdrawal",
     nullptr,
     [](ConvergecastScene& s) {
         s.Ask(2);
         Simulator::Schedule(MicroSeconds(1), [&s] {
             s.At(2).Withdraw();
             s.At(2).Deploy();
             s.kept.push_back(
                 s.At(2).Ask(nullptr, ConvergecastScene::GROUP, 1, [&s](const auto& result) {
                     s.results.push_back(result);
                     EXPECT_EQ(s.At(0).GetCounters().rounds,
                               2U); // or it is older than the question
                 }));
         });
         Simulator::Run();
         EXPECT_EQ(s.results.size(), 1U);
     }},
    {"ReplyOfAnotherGroup",
     nullptr,
     [](ConvergecastScene& s) {
         s.Ask(2, 1, ConvergecastScene::OTHER);
         s.At(2).Withdraw();
         s.At(2).Deploy();
         s.Ask(2);
         Simulator::Run();
         ExpectLast(s, 1, 3, false); // as it has been deployed anew
     }},
};

class ConvergecastReentry : public testing::TestWithParam<Misuse<ConvergecastScene>>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(ConvergecastReentry, LeavesAnswersRight)
{
    const std::string name = GetParam().name;
    if (LOSES_EVENTS && (name == "ValueThatThrows" || name == "CombineThatThrows"))
    {
        GTEST_SKIP() << "an exception leaves an event";
    }
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All,
                         ConvergecastReentry,
                         testing::ValuesIn(SURPRISES),
                         [](const auto& row) { return std::string(row.param.name); });
