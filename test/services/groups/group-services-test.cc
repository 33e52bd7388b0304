/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What group services do one by one: silence, what users are told, deployment, full queues, and
// links that sleep.

#include "cube-fixture.h"
#include "tree-check.h"

#include "ns3/group-multicast.h"
#include "ns3/link-sleeper.h"
#include "ns3/sleeping-links-helper.h"

#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Records what it is told. */
class Listener : public GroupTreeUser
{
  public:
    explicit Listener(uint8_t number)
        : GroupTreeUser(number)
    {
    }

    void TreeChanged(const GroupId&) override
    {
        ++changes;
    }

    void EdgeFormed(const GroupId&, uint8_t port, Ptr<const Packet> greeting) override
    {
        edges.Insert(port);
        greetings += greeting->GetSize();
    }

    void SessionEnded(uint8_t port) override
    {
        ended.Insert(port);
    }

    void Received(const GroupId&, uint8_t in, FramePtr frame) override
    {
        received.Insert(in);
        bytes += frame->GetPayload()->GetSize();
    }

    Ptr<Packet> Greet(const GroupId&) override
    {
        return Create<Packet>(GetTreeUser());
    }

    uint32_t changes{0};
    uint32_t greetings{0};
    uint32_t bytes{0};
    PortSet edges;
    PortSet ended;
    PortSet received;
};

/** A cube with group services, and groups that all join. */
class GroupServicesTest : public CubeTest
{
  protected:
    void Build(uint32_t kx, uint32_t ky, uint32_t kz, const std::string& sleepingLinks = "Wake")
    {
        m_cube = std::make_unique<LiveCube>(kx,
                                            ky,
                                            kz,
                                            DistanceVectorHelper(),
                                            [&](const NodeContainer& servers) {
                                                ServiceHelper<GroupTree> trees;
                                                trees.SetAttribute("SleepingLinks",
                                                                   StringValue(sleepingLinks));
                                                trees.Install(servers);
                                                ServiceHelper<GroupMulticast>().Install(servers);
                                            });
        m_check = std::make_unique<TreeCheck<LiveCube>>(*m_cube);
    }

    void TearDown() override
    {
        m_kept.clear();
        m_check = nullptr;
        m_cube = nullptr;
        CubeTest::TearDown();
    }

    GroupMulticast& Multicast(uint32_t server)
    {
        return *ServiceHelper<GroupMulticast>::Get(m_cube->Servers().Get(server));
    }

    GroupTree& Tree(uint32_t server)
    {
        return m_check->At(server);
    }

    void Join(uint32_t server, const GroupId& group)
    {
        m_kept.push_back(
            Multicast(server).Join(nullptr, group, [this](auto, const auto&) { ++m_got; }));
    }

    uint64_t CountFrames() const
    {
        return m_cube->CountFrames();
    }

    void ExpectRight(const GroupId& group)
    {
        TreeCheck<LiveCube>::Faults faults;
        m_check->Look(group, faults);
        EXPECT_EQ(faults.GetSum(), 0U) << faults.GetName();
    }

    const GroupId m_group{{1, 0, 0}, 7};
    std::unique_ptr<LiveCube> m_cube;
    std::unique_ptr<TreeCheck<LiveCube>> m_check;
    std::vector<Registration> m_kept;
    uint64_t m_got{0};
};

} // namespace

TEST_F(GroupServicesTest, StandingGroupsAreSilent)
{
    Build(4, 4, 4);
    FailureInjector failures;
    failures.Fail(m_cube->Servers().Get(21), Simulator::Now() + MilliSeconds(1));
    for (uint32_t server = 0; server < m_cube->Size(); server += 3)
    {
        Join(server, m_group);
        Join(server, {{3, 3, 3}, 1});
    }
    Multicast(0).Multicast(m_group, Create<Packet>(100));
    Simulator::Run();
    const uint64_t before = CountFrames();
    Simulator::Schedule(Seconds(1), [] {});
    Simulator::Run();
    EXPECT_EQ(CountFrames(), before);
    EXPECT_GT(before, 0U);
    ExpectRight(m_group);
    std::cout << "measured: " << CountFrames() - before << " frames in 1 s with two groups of 22\n";
}

TEST_F(GroupServicesTest, UsersAreToldOfEdgesAndSendAlongThem)
{
    Build(4, 1, 1); // the root, 1, is next to 0 and 2
    Listener root(9);
    Listener kid(9);
    Keep(Tree(1).AddUser(nullptr, &root));
    Keep(Tree(0).AddUser(nullptr, &kid));
    Tree(0).Join(m_group);
    Simulator::Run();
    EXPECT_TRUE(Tree(1).IsRoot(m_group));
    EXPECT_FALSE(Tree(1).IsMember(m_group));
    EXPECT_EQ(Tree(1).GetKids(m_group), PortSet::Of(MINUS_X));
    EXPECT_EQ(Tree(0).GetParent(m_group), PortSet::Of(PLUS_X));
    EXPECT_EQ(root.changes, 1U) << "a kid, and no member";
    EXPECT_EQ(kid.changes, 1U);
    EXPECT_EQ(root.edges, PortSet::Of(MINUS_X));
    EXPECT_EQ(kid.edges, PortSet::Of(PLUS_X));
    EXPECT_EQ(root.greetings + kid.greetings, 9U + 9U);

    for (const bool isFirst : {false, true})
    {
        auto frame = std::make_unique<Frame>(0, Create<Packet>(10));
        EXPECT_EQ(Tree(1).Send(m_group, root, MINUS_X, std::move(frame), isFirst),
                  SendResult::SENT);
    }
    Simulator::Run();
    EXPECT_EQ(kid.received, PortSet::Of(PLUS_X));
    EXPECT_EQ(kid.bytes, 20U);

    RuntimeOf(m_cube->Servers(), 0)->DeactivateLink(PLUS_X);
    EXPECT_EQ(root.ended, PortSet::Of(MINUS_X));
    EXPECT_EQ(kid.ended, PortSet::Of(PLUS_X));
    Simulator::Run();
    EXPECT_EQ(Tree(0).GetParent(m_group), PortSet::Of(MINUS_X)) << "the other way round";
    Tree(0).Leave(m_group);
    Simulator::Run();
    EXPECT_TRUE(Tree(1).GetGroups().empty());
}

TEST_F(GroupServicesTest, TheLeastNumberOfThoseWhoGreetIsHeard)
{
    Build(4, 1, 1);
    Listener first(3);
    Listener second(4);
    Keep(Tree(1).AddUser(nullptr, &second));
    Keep(Tree(1).AddUser(nullptr, &first));
    Listener kid(3);
    Keep(Tree(0).AddUser(nullptr, &kid));
    Tree(0).Join(m_group);
    Simulator::Run();
    EXPECT_EQ(kid.greetings, 3U);
    EXPECT_EQ(first.greetings, 3U);
    EXPECT_EQ(second.greetings, 0U);
}

TEST_F(GroupServicesTest, ServersDeployedAgainAreTakenBack)
{
    Build(4, 4, 1);
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        Join(server, m_group);
    }
    Simulator::Run();
    for (const uint32_t again : {1U, 5U, 0U}) // the root among them
    {
        Tree(again).Withdraw();
        Simulator::Schedule(MilliSeconds(1), [&] {
            if (again == 5)
            {
                RuntimeOf(m_cube->Servers(), 5)->DeactivateLink(PLUS_X); // a session more
                RuntimeOf(m_cube->Servers(), 5)->ActivateLink(PLUS_X);
            }
        });
        Simulator::Schedule(MilliSeconds(2), [&] { Tree(again).Deploy(); });
        Simulator::Run();
        ExpectRight(m_group);
        EXPECT_FALSE(Tree(again).IsMember(m_group));
        Join(again, m_group);
        Simulator::Run();
        ExpectRight(m_group);
    }
    m_got = 0;
    Multicast(5).Multicast(m_group, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(m_got, m_cube->Size());
}

TEST_F(GroupServicesTest, FullQueuesDelayMessages)
{
    Build(4, 1, 1);
    Join(0, m_group);
    Join(1, m_group);
    Simulator::Run();
    constexpr uint32_t MANY = 300; // QueueLimit is 64
    for (uint32_t i = 0; i < MANY; ++i)
    {
        Multicast(0).Multicast(m_group, Create<Packet>(1000));
    }
    Simulator::Run();
    EXPECT_EQ(m_got, 2 * MANY);
    EXPECT_GT(Multicast(0).GetCounters().delayed, 0U);
    EXPECT_EQ(Multicast(0).GetCounters().dropped, 0U);
}

TEST_F(GroupServicesTest, WhatTreesSayPassesFullQueues)
{
    Build(4, 1, 1);
    Join(0, m_group);
    Join(1, m_group);
    Simulator::Run();
    for (uint32_t i = 0; i < 300; ++i) // QueueLimit is 64
    {
        Multicast(0).Multicast(m_group, Create<Packet>(1000));
    }
    Multicast(0).Leave(m_group);
    m_got = 0;
    Simulator::Run();
    EXPECT_TRUE(Tree(1).GetKids(m_group).IsEmpty());
    ExpectRight(m_group);
    EXPECT_EQ(m_got, 300U) << "what it has sent before it left";
}

TEST_F(GroupServicesTest, MessagesThatWaitForTooLongAreDroppedAndCounted)
{
    Build(4, 1, 1);
    Join(0, m_group);
    Join(1, m_group);
    Simulator::Run();
    constexpr uint32_t MANY = 1000; // which take 8 ms, and are kept for 5
    for (uint32_t i = 0; i < MANY; ++i)
    {
        Multicast(0).Multicast(m_group, Create<Packet>(1000));
    }
    Simulator::Schedule(MilliSeconds(20),
                        [&] { Multicast(0).Multicast(m_group, Create<Packet>(1)); });
    Simulator::Run();
    EXPECT_LT(m_got, 2 * MANY);
    EXPECT_EQ(m_got + Multicast(0).GetCounters().dropped + Multicast(1).GetCounters().late,
              2 * (MANY + 1))
        << "delivered, dropped, or too old when they came";
    EXPECT_LE(Multicast(1).GetCounters().late, 64U) << "no more than had left the buffer";
}

TEST_F(GroupServicesTest, MessagesBeyondTheBufferAreDroppedAndCounted)
{
    Build(4, 1, 1);
    uint64_t traced = 0;
    Multicast(0).SetAttribute("BufferLimit", UintegerValue(50));
    Multicast(0).Withdraw();
    Multicast(0).Deploy();
    Multicast(0).TraceConnectWithoutContext(
        "Dropped",
        Callback<void, const GroupMessage&, Ptr<const Packet>>(
            [&](const GroupMessage&, Ptr<const Packet>) { ++traced; }));
    Join(0, m_group);
    Join(1, m_group);
    Simulator::Run();
    for (uint32_t i = 0; i < 200; ++i)
    {
        Multicast(0).Multicast(m_group, Create<Packet>(1000));
    }
    Simulator::Run();
    EXPECT_EQ(Multicast(0).GetCounters().dropped, 150U);
    EXPECT_EQ(traced, 150U);
    EXPECT_LT(m_got, 400U);
}

TEST_F(GroupServicesTest, NewcomersGetMessagesThatAreKept)
{
    Build(4, 4, 4);
    Join(0, m_group);
    Multicast(0).Multicast(m_group, Create<Packet>(1));
    Simulator::Schedule(MilliSeconds(1), [&] { Join(63, m_group); });
    Simulator::Schedule(MilliSeconds(20), [&] { Join(62, m_group); });
    Simulator::Schedule(NanoSeconds(4295967296), [&] { Join(61, m_group); }); // 1 ms in 32 bits
    Simulator::Run();
    EXPECT_EQ(m_got, 2U);
}

TEST_F(GroupServicesTest, TreesGoRoundSleepingLinksOrWakeThem)
{
    uint64_t woken[2];
    uint64_t overSleeping[2];
    for (const bool avoids : {false, true})
    {
        Build(6, 6, 6, avoids ? "Avoid" : "Wake");
        SleepingLinksHelper().Install(m_cube->Servers());
        Simulator::Stop(MilliSeconds(30));
        Simulator::Run();
        const uint32_t asleep = SleepingLinksHelper::CountAsleep(m_cube->Links());
        EXPECT_GT(asleep, 200U);
        const auto count = [this] {
            uint64_t sum = 0;
            for (uint32_t server = 0; server < m_cube->Size(); ++server)
            {
                sum += SleepingLinksHelper::Get(m_cube->Servers().Get(server))->GetCounters().woken;
            }
            return sum;
        };
        const uint64_t before = count();
        std::mt19937 random(1);
        std::set<uint32_t> members;
        overSleeping[avoids] = 0;
        for (uint32_t i = 0; i < 20; ++i)
        {
            const uint32_t server = random() % m_cube->Size();
            if (!members.insert(server).second)
            {
                continue;
            }
            const PortSet sleeping = RuntimeOf(m_cube->Servers(), server)->GetAsleepPorts();
            Join(server, m_group);
            overSleeping[avoids] += !(Tree(server).GetParent(m_group) & sleeping).IsEmpty();
            Simulator::Stop(MilliSeconds(1));
            Simulator::Run();
        }
        ExpectRight(m_group);
        m_got = 0;
        Multicast(*members.begin()).Multicast(m_group, Create<Packet>(100));
        Simulator::Stop(MilliSeconds(5));
        Simulator::Run();
        EXPECT_EQ(m_got, members.size());
        woken[avoids] = count() - before;
        std::cout << "measured: SleepingLinks=" << (avoids ? "Avoid" : "Wake") << ": " << asleep
                  << " of 648 links asleep, " << overSleeping[avoids] << " of " << members.size()
                  << " members joined over one that slept, " << woken[avoids] << " links woken, "
                  << m_check->CountLinks(m_group) << " tree links\n";
        TearDown();
        SetUp();
    }
    EXPECT_LT(overSleeping[1], overSleeping[0]);
    EXPECT_LT(woken[1], woken[0]);
}
