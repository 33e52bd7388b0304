/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Who asks is answered, and what those miss who have no value, function or service.

#include "convergecast-storm.h"
#include "cube-fixture.h"

#include "ns3/group-multicast.h"
#include "ns3/lightweight-multicast.h"

#include <iostream>
#include <memory>
#include <set>
#include <tuple>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** A cube at rest, with members of one group whose values are one each. */
class ConvergecastCube : public CubeTest
{
  protected:
    static constexpr uint16_t COUNT = 1;

    void Build(uint32_t kx, uint32_t ky, uint32_t kz, const std::set<uint32_t>& members)
    {
        m_cube = std::make_unique<LiveCube>(kx,
                                            ky,
                                            kz,
                                            DistanceVectorHelper(),
                                            [](const NodeContainer& servers) {
                                                ServiceHelper<GroupTree>().Install(servers);
                                                ServiceHelper<Convergecast>().Install(servers);
                                            });
        for (uint32_t server = 0; server < m_cube->Size(); ++server)
        {
            m_functions.push_back(At(server).AddFunction(nullptr, COUNT, m_value, Plus));
        }
        for (uint32_t member : members)
        {
            Tree(member).Join(GROUP);
        }
        Simulator::Stop(MilliSeconds(3)); // QuietTime, and more
        Simulator::Run();
    }

    void TearDown() override
    {
        m_functions.clear();
        m_cube = nullptr;
        CubeTest::TearDown();
    }

    static Ptr<Packet> Plus(const Ptr<const Packet>& a, const Ptr<const Packet>& b)
    {
        return MakePacket(SumValue{SumOf(*a) + SumOf(*b)});
    }

    static uint64_t SumOf(const Packet& packet)
    {
        return ReadPacket<SumValue>(packet).value().sum;
    }

    Convergecast& At(uint32_t server) const
    {
        return *ServiceHelper<Convergecast>::Get(m_cube->Servers().Get(server));
    }

    GroupTree& Tree(uint32_t server) const
    {
        return *ServiceHelper<GroupTree>::Get(m_cube->Servers().Get(server));
    }

    /** Asks from a server; answers are kept in their order. */
    void Ask(uint32_t server, uint16_t function = COUNT)
    {
        Keep(At(server).Ask(nullptr, GROUP, function, [this](const auto& result) {
            m_results.push_back(result);
            m_answered.push_back(Simulator::Now());
        }));
    }

    /** Expects the last answer to have so many members, and their sum. */
    void ExpectAnswer(uint64_t members, bool isComplete) const
    {
        ASSERT_FALSE(m_results.empty());
        const Convergecast::Result& result = m_results.back();
        EXPECT_EQ(result.isComplete, isComplete);
        EXPECT_EQ(result.members.size(), members);
        EXPECT_EQ(result.value ? SumOf(*result.value) : 0, members);
    }

    const GroupId GROUP{{0, 0, 0}, 1};

    std::unique_ptr<LiveCube> m_cube;
    Convergecast::Value m_value = [](const GroupId&) { return MakePacket(SumValue{1}); };
    std::vector<Registration> m_functions; //!< by server
    std::vector<Convergecast::Result> m_results;
    std::vector<Time> m_answered; //!< when these came
};

} // namespace

TEST_F(ConvergecastCube, AnyServerMayAsk)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    for (uint32_t server : {0, 22, 40}) // the root, a member, another
    {
        Ask(server);
        Simulator::Run();
        ExpectAnswer(4, true);
        EXPECT_EQ(m_results.back().root, TorusCoordinate());
        EXPECT_EQ(m_results.back().members.back(), (TorusCoordinate{3, 3, 3}));
    }
    EXPECT_EQ(At(0).GetCounters().rounds, 3U);
    EXPECT_EQ(At(0).GetCounters().complete, 3U);
}

TEST_F(ConvergecastCube, RoundsAreTracedAtTheirRoot)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    std::vector<std::tuple<GroupId, bool, uint32_t>> ended;
    const auto note = [&](const GroupId& group, bool isComplete, uint32_t servers) {
        ended.emplace_back(group, isComplete, servers);
    };
    At(0).TraceConnectWithoutContext("RoundEnded",
                                     Callback<void, const GroupId&, bool, uint32_t>(note));
    Ask(40);
    Simulator::Run();
    m_functions[63].Cancel();
    Ask(40);
    Simulator::Run();
    EXPECT_EQ(ended, (decltype(ended){{GROUP, true, 4}, {GROUP, false, 3}}));
}

TEST_F(ConvergecastCube, WhoIsMissingIsNamed)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    Ask(40);
    Simulator::Run();
    EXPECT_EQ(m_results.back().missing, std::vector<TorusCoordinate>());
    FailureInjector().Fail(m_cube->Servers().Get(63), Simulator::Now());
    Simulator::Schedule(MicroSeconds(100), [this] { Ask(40); });
    Simulator::Run();
    ExpectAnswer(3, false);
    EXPECT_EQ(m_results.back().missing, (std::vector<TorusCoordinate>{{3, 3, 3}}));
    Simulator::Schedule(MilliSeconds(3), [this] { Ask(40); });
    Simulator::Run();
    ExpectAnswer(3, true);
    EXPECT_EQ(m_results.back().missing, std::vector<TorusCoordinate>());
}

TEST_F(ConvergecastCube, AFrameDownAndOneUpATreeLinkAndNoneInQuiet)
{
    std::set<uint32_t> all;
    for (uint32_t server = 0; server < 216; server += 3)
    {
        all.insert(server);
    }
    Build(6, 6, 6, all);
    const TreeCheck<LiveCube> check(*m_cube);
    const auto count = [this] {
        uint64_t frames = 0;
        for (uint32_t server = 0; server < m_cube->Size(); ++server)
        {
            frames += Tree(server).GetCounters().sent[GroupTree::DATA];
        }
        return frames;
    };
    EXPECT_EQ(count(), 0U);
    const Time begin = Simulator::Now();
    Ask(0);
    Simulator::Run();
    ExpectAnswer(all.size(), true);
    const uint64_t frames = count();
    EXPECT_EQ(frames, 2 * check.CountLinks(GROUP));
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    const uint64_t later = count() - frames;
    EXPECT_EQ(later, 0U);
    std::cout << "measured: " << all.size() << " members of 6x6x6, " << check.CountLinks(GROUP)
              << " tree links, " << frames << " frames a round, "
              << (m_answered[0] - begin).GetNanoSeconds() / 1e3 << " us; " << later
              << " frames in 1 s of quiet\n";
}

TEST_F(ConvergecastCube, ManyWhoAskAtOnceShareRounds)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        Ask(server);
    }
    Simulator::Run();
    EXPECT_EQ(m_results.size(), m_cube->Size());
    ExpectAnswer(4, true);
    EXPECT_LT(At(0).GetCounters().rounds, 10U);
    std::cout << "measured: " << m_cube->Size() << " servers asked at once, and "
              << At(0).GetCounters().rounds << " rounds answered them\n";
}

TEST_F(ConvergecastCube, ChangesAreCalledIncompleteForAWhile)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    Tree(63).Leave(GROUP);
    Simulator::Schedule(MicroSeconds(100), [this] { Ask(0); });
    Simulator::Run();
    ExpectAnswer(3, false); // a kid has left: whoever was below may be nowhere for a while
    Simulator::Schedule(MilliSeconds(3), [this] { Ask(0); });
    Simulator::Run();
    ExpectAnswer(3, true);
    Tree(40).Join(GROUP);
    Simulator::Schedule(MicroSeconds(100), [this] { Ask(0); });
    Simulator::Run();
    ExpectAnswer(4, true);
}

TEST_F(ConvergecastCube, WhoIsDeployedAnewIsNotSureForAWhile)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    At(1).Withdraw();
    At(1).Deploy(); // what it has lost before it does not know
    Simulator::Schedule(MicroSeconds(100), [this] { Ask(0); });
    Simulator::Run();
    ExpectAnswer(4, false);
    Simulator::Schedule(MilliSeconds(3), [this] { Ask(0); });
    Simulator::Run();
    ExpectAnswer(4, true);
}

TEST_F(ConvergecastCube, ANewRootIsNotSureForAWhile)
{
    Build(4, 4, 4, {1, 5, 22, 63});
    FailureInjector failures;
    failures.Fail(m_cube->Servers().Get(0), Simulator::Now());
    bool hasAsked = false;
    for (uint32_t us = 1; us < 3000; ++us)
    {
        Simulator::Schedule(MicroSeconds(us), [&] {
            for (uint32_t server = 1; server < m_cube->Size() && !hasAsked; ++server)
            {
                if (Tree(server).IsRoot(GROUP))
                {
                    hasAsked = true;
                    Ask(server);
                }
            }
        });
    }
    Simulator::Run();
    ASSERT_EQ(m_results.size(), 1U);
    EXPECT_LT(m_results[0].members.size(), 4U);
    EXPECT_FALSE(m_results[0].isComplete);
}

TEST_F(ConvergecastCube, MembersWithoutValueAreLeftOut)
{
    bool hasValue = true;
    m_value = [&](const GroupId&) {
        hasValue = !hasValue; // every second
        return hasValue ? MakePacket(SumValue{1}) : nullptr;
    };
    Build(4, 1, 1, {0, 1, 2, 3});
    Ask(0);
    Simulator::Run();
    ExpectAnswer(2, false);
}

TEST_F(ConvergecastCube, ServersWithoutTheFunctionAreLeftOutWithThoseBelow)
{
    Build(8, 1, 1, {1, 2, 3, 4, 7});
    m_functions[2].Cancel();
    Ask(0);
    Simulator::Run();
    EXPECT_FALSE(m_results.back().isComplete);
    EXPECT_EQ(m_results.back().members.front(), (TorusCoordinate{1, 0, 0}));
    EXPECT_EQ(m_results.back().members.back(), (TorusCoordinate{7, 0, 0}));
    Ask(0, 99); // which nobody knows
    Simulator::Run();
    ExpectAnswer(0, false);
    EXPECT_FALSE(m_results.back().missing); // no round was complete
}

TEST_F(ConvergecastCube, WhoDoesNotAnswerIsNotWaitedForForEver)
{
    Build(8, 1, 1, {1, 2, 7});
    At(2).Withdraw();
    const Time begin = Simulator::Now();
    Ask(0);
    Ask(5);
    Simulator::Run();
    EXPECT_EQ(m_results.size(), 2U);
    ExpectAnswer(1, false); // what server 1 has is with it, as it waits for server 2
    EXPECT_GE(m_answered[0] - begin, MilliSeconds(10));
    EXPECT_LT(m_answered[0] - begin, MilliSeconds(11));
    At(2).Deploy();
    Simulator::Schedule(MilliSeconds(3), [this] { Ask(0); }); // which is none the worse
    Simulator::Run();
    EXPECT_EQ(m_results.size(), 3U);
    ExpectAnswer(3, true);
}

TEST_F(ConvergecastCube, ValuesThatDoNotFitAreLeftOut)
{
    m_value = [](const GroupId&) { return Create<Packet>(2000); };
    Build(4, 1, 1, {1, 2});
    Ask(0);
    Simulator::Run();
    EXPECT_FALSE(m_results.back().isComplete);
    EXPECT_TRUE(m_results.back().members.empty());
}

TEST_F(ConvergecastCube, SharesServersAndTreesWithTheOtherMulticasts)
{
    Build(4, 4, 4, {});
    ServiceHelper<GroupMulticast>().Install(m_cube->Servers());
    ServiceHelper<LightweightMulticast>().Install(m_cube->Servers());
    Simulator::Run();
    uint32_t received = 0;
    for (uint32_t member : {3, 30, 60})
    {
        Keep(ServiceHelper<GroupMulticast>::Get(m_cube->Servers().Get(member))
                 ->Join(nullptr, GROUP, [&](auto, const auto&) { ++received; }));
    }
    Simulator::Schedule(MilliSeconds(3), [this] {
        ServiceHelper<GroupMulticast>::Get(m_cube->Servers().Get(30))
            ->Multicast(GROUP, Create<Packet>(100));
        Ask(60);
    });
    Simulator::Run();
    EXPECT_EQ(received, 3U);
    ExpectAnswer(3, true);
}
