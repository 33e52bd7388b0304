/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of key-based routing are told, what they may change, and what they may get wrong.

#include "cube-fixture.h"
#include "key-cube.h"

#include <iostream>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint16_t NUMBER = 7;
using Servers = KeyRouting::Servers;

/** A cube of 4x4x4, and what its servers were told. */
class KeyRoutingTest : public CubeTest
{
  protected:
    void SetUp() override
    {
        CubeTest::SetUp();
        m_cube = std::make_unique<KeyCube>(4, 4, 4);
    }

    Key KeyAt(uint32_t server, uint64_t rest = 0) const
    {
        return Key::At(m_cube->GetTorus(), m_cube->At(server), rest);
    }

    /** Has all servers receive packets, and note where. */
    void ReceiveAll()
    {
        for (uint32_t server = 0; server < m_cube->Size(); ++server)
        {
            Keep(m_cube->Keys(server).Deliver(nullptr, NUMBER, [=](auto&, auto packet, auto&) {
                m_roots.push_back(server);
                m_bytes = packet->GetSize();
            }));
        }
    }

    SendResult Route(uint32_t from, const Key& key)
    {
        const SendResult result = m_cube->Keys(from).Route(key, NUMBER, Create<Packet>(100));
        Simulator::Run();
        return result;
    }

    void Fail(uint32_t server)
    {
        m_failures.Fail(m_cube->Servers().Get(server), Simulator::Now());
        Simulator::Run();
    }

    uint64_t CountFrames() const
    {
        return m_cube->CountFrames();
    }

    /** Expects a sentence with some words of whatever throws. */
    template <typename E>
    static void ExpectSentence(const std::string& words, const std::function<void()>& act)
    {
        try
        {
            act();
            ADD_FAILURE() << "nothing was said of: " << words;
        }
        catch (const E& error)
        {
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        }
    }

    std::unique_ptr<KeyCube> m_cube;
    FailureInjector m_failures;
    std::vector<uint32_t> m_roots; // where packets were delivered
    uint32_t m_bytes{0};
};

/** Routes in a ring of five that lead to server 2 by way of 1, which says that it is gone. */
class DisagreeingTable : public ClosedFormTable
{
  public:
    using ClosedFormTable::ClosedFormTable;

    PortSet GetNextHops(const TorusCoordinate& destination) const override
    {
        const bool isGone = destination.x == 2 && GetHere().x == 1;
        return isGone || destination == GetHere()
                   ? PortSet()
                   : PortSet::Of(destination.x == 2 ? PLUS_X : MINUS_X);
    }

    uint32_t GetDistance(const TorusCoordinate& destination) const override
    {
        return destination.x == 2 && GetHere().x == 1 ? UNREACHABLE : 1;
    }
};

/** A service that only owns registrations. */
class Owner : public Service
{
  public:
    Owner()
        : Service(4711)
    {
    }
};

} // namespace

TEST_F(KeyRoutingTest, RoutesToTheServerAtThePlace)
{
    ReceiveAll();
    for (uint32_t server : {0U, 1U, 42U, 63U})
    {
        EXPECT_EQ(Route(0, KeyAt(server)), SendResult::SENT);
    }
    EXPECT_EQ(m_roots, (std::vector<uint32_t>{0, 1, 42, 63}));
    EXPECT_EQ(m_bytes, 100U);
}

TEST_F(KeyRoutingTest, PacketsUnderWayGoOnToTheHeir)
{
    ReceiveAll();
    const Key key = KeyAt(42);
    const uint32_t heir = m_cube->GetTorus().GetServer(m_cube->Keys(0).GetReplicas(key, 2).at(1));
    m_cube->Keys(0).Route(key, NUMBER, Create<Packet>(1000)); // reaches it after some 50 us
    m_failures.Fail(m_cube->Servers().Get(42), Simulator::Now() + MicroSeconds(5));
    Simulator::Run();
    EXPECT_EQ(m_roots, (std::vector<uint32_t>{heir}));
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        EXPECT_TRUE(server == 42 || m_cube->Root(server, key) == heir) << server;
    }
    EXPECT_EQ(m_cube->Root(42, key), 42U); // alone in its part
}

TEST_F(KeyRoutingTest, WrongRootsPassPacketsOn)
{
    ReceiveAll();
    Fail(42);
    const Key key = KeyAt(42);
    const uint32_t heir = m_cube->Root(0, key);
    // The server comes back as a packet is on its way to the heir; that goes on to the server.
    m_failures.Repair(m_cube->Servers().Get(42), Simulator::Now() + MicroSeconds(1));
    uint32_t passed = 0;
    Keep(m_cube->Keys(heir).Forward(nullptr, NUMBER, [&](auto&, auto&, auto& next) {
        passed += *next == m_cube->At(42);
    }));
    Simulator::Schedule(MicroSeconds(2),
                        [&] { m_cube->Keys(0).Route(key, NUMBER, Create<Packet>(1000)); });
    Simulator::Run();
    EXPECT_EQ(m_roots, (std::vector<uint32_t>{42}));
    EXPECT_EQ(passed, 1U);
}

TEST_F(KeyRoutingTest, ServersThatNeverAgreeMakeNoCircle)
{
    Simulator::Destroy();
    TorusHelper torus(5, 1, 1);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<KeyRouting>().Install(servers);
    Simulator::Run();
    uint32_t atHeir = 0;
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        Routing(servers, server)
            ->SetTable(std::make_shared<DisagreeingTable>(torus.GetTorus(),
                                                          torus.GetTorus().GetCoordinate(server)));
        Keep(ServiceHelper<KeyRouting>::Get(servers.Get(server))
                 ->Deliver(nullptr, NUMBER, [&, server](auto&, auto, auto& header) {
                     atHeir += server == 3 && header.hops == 4;
                 }));
    }
    uint64_t rest = 0; // of a key whose first heirs are 2 and 3
    const auto getKey = [&] { return Key::At(torus.GetTorus(), {2, 0, 0}, rest); };
    const auto keys = ServiceHelper<KeyRouting>::Get(servers.Get(0));
    while (keys->GetReplicas(getKey(), 2).at(1).x != 3)
    {
        ++rest;
    }
    // 0 and 3 send it to 2 by way of 1, and 1 sends it to 3: once only
    keys->Route(getKey(), NUMBER, Create<Packet>(100));
    Simulator::Run();
    EXPECT_EQ(atHeir, 1U);
}

TEST_F(KeyRoutingTest, UpcallsSeePacketsAndMayChangeThem)
{
    ReceiveAll();
    uint32_t seen = 0;
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        Keep(m_cube->Keys(server).Forward(nullptr, NUMBER, [&](auto&, auto&, auto&) { ++seen; }));
    }
    Route(0, KeyAt(42)); // (2,2,2): at six hops, so at seven servers
    EXPECT_EQ(seen, 7U);
    EXPECT_EQ(m_roots, (std::vector<uint32_t>{42}));
}

TEST_F(KeyRoutingTest, UpcallsMayChangeTheKeyThePacketAndTheWay)
{
    ReceiveAll();
    auto upcall = m_cube->Keys(0).Forward(nullptr, NUMBER, [&](auto& key, auto& packet, auto&) {
        key = KeyAt(5);
        packet = Create<Packet>(7);
    });
    Route(0, KeyAt(42));
    EXPECT_EQ(m_bytes, 7U);
    std::set<uint32_t> on;
    upcall.Cancel();
    upcall = m_cube->Keys(0).Forward(nullptr, NUMBER, [&](auto&, auto&, auto& next) {
        next = m_cube->At(63);
    });
    Keep(m_cube->Keys(63).Forward(nullptr, NUMBER, [&](auto&, auto&, auto& next) {
        EXPECT_EQ(*next, m_cube->At(1)); // first there, then to the root
        on.insert(63);
    }));
    Route(0, KeyAt(1));
    EXPECT_EQ(on.size(), 1U);
    upcall.Cancel();
    upcall =
        m_cube->Keys(0).Forward(nullptr, NUMBER, [](auto&, auto&, auto& next) { next.reset(); });
    Route(0, KeyAt(1));
    EXPECT_EQ(m_roots, (std::vector<uint32_t>{5, 1}));
}

TEST_F(KeyRoutingTest, ServersAreNamed)
{
    KeyRouting& keys = m_cube->Keys(0);
    EXPECT_EQ(keys.GetRoot(KeyAt(42)), m_cube->At(42));
    EXPECT_EQ(keys.ReplicaSet(KeyAt(42), 7).size(), 7U);
    EXPECT_EQ(keys.GetReplicas(KeyAt(42), 0).size(), 0U);
    EXPECT_EQ(keys.GetReplicas(KeyAt(42), 1000).size(), 64U);
    EXPECT_EQ(keys.NeighborSet(6).size(), 6U);
    EXPECT_EQ(keys.NeighborSet(1000).size(), 63U);
    for (const TorusCoordinate& neighbor : keys.NeighborSet(6))
    {
        EXPECT_EQ(m_cube->GetTorus().GetDistance(neighbor, {0, 0, 0}), 1U);
    }
    EXPECT_EQ(keys.LocalLookup(KeyAt(1), 10), (Servers{{1, 0, 0}}));
    EXPECT_EQ(keys.LocalLookup(KeyAt(0), 10), (Servers{{0, 0, 0}}));
    EXPECT_EQ(keys.LocalLookup(KeyAt(42), 10).size(), 6U);
    EXPECT_EQ(keys.LocalLookup(KeyAt(42), 2).size(), 2U);
    EXPECT_EQ(keys.Range({0, 0, 0}), (Servers{{0, 0, 0}}));
    EXPECT_EQ(keys.Range({0, 0, 0}, 2).size(), 7U);
    EXPECT_EQ(keys.Range({0, 0, 0}, 0).size(), 0U);
    EXPECT_EQ(keys.Range({0, 0, 0}, 64).size(), 64U);
    keys.GetRuntime().DeactivateLink(PLUS_X);
    EXPECT_EQ(keys.LocalLookup(KeyAt(42), 10).size(), 5U);
}

TEST_F(KeyRoutingTest, ChangesOfRangeAndNeighborsAreTold)
{
    std::map<uint32_t, uint32_t> ranges; // by server, how often
    std::map<uint32_t, uint32_t> replicas;
    std::set<uint32_t> left;
    std::set<uint32_t> joined;
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        KeyRouting& keys = m_cube->Keys(server);
        Keep(keys.OnRangeChanged(nullptr, [&, server] { ++ranges[server]; }));
        Keep(keys.OnRangeChanged(
            nullptr,
            [&, server] { ++replicas[server]; },
            3));
    }
    Keep(m_cube->Keys(1).Update(nullptr, [&](const TorusCoordinate& server, bool hasJoined) {
        (hasJoined ? joined : left).insert(m_cube->GetTorus().GetServer(server));
    }));
    Fail(0);
    EXPECT_EQ(ranges.size(), 7U) << "its six neighbours, and itself, which is alone";
    for (uint32_t server : {1U, 3U, 4U, 12U, 16U, 48U})
    {
        EXPECT_EQ(ranges[server], 1U) << server;
    }
    EXPECT_LT(replicas.size(), 64U) << "those far away keep the same";
    EXPECT_EQ(left, (std::set<uint32_t>{0}));
    ASSERT_EQ(joined.size(), 1U);
    const uint32_t heir = *joined.begin();
    m_failures.Repair(m_cube->Servers().Get(0), Simulator::Now());
    Simulator::Run();
    EXPECT_EQ(ranges.size(), 7U);
    EXPECT_EQ(ranges[1], 2U);
    EXPECT_EQ(left, (std::set<uint32_t>{0, heir}));
    EXPECT_EQ(joined, (std::set<uint32_t>{0, heir}));
    ranges.clear();
    Fail(42); // far from server 0 and its neighbours
    EXPECT_EQ(ranges.count(0) + ranges.count(1), 0U);
}

TEST_F(KeyRoutingTest, WhatChangedWhileItWasAwayIsToldOnceItIsBack)
{
    uint32_t told = 0;
    Keep(m_cube->Keys(1).OnRangeChanged(nullptr, [&] { ++told; }));
    m_cube->Keys(1).Withdraw();
    Fail(0);
    EXPECT_EQ(told, 0U);
    m_cube->Keys(1).Deploy();
    Simulator::Run();
    EXPECT_EQ(told, 1U);
}

TEST_F(KeyRoutingTest, NeighborsAreNamedOnceAndIfSafeWhileTheirLinksAreUp)
{
    TorusHelper torus(2, 4, 1);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<KeyRouting>().Install(servers);
    Simulator::Run();
    const Ptr<KeyRouting> keys = ServiceHelper<KeyRouting>::Get(servers.Get(0));
    const Key key = Key::At(torus.GetTorus(), {1, 1, 0}, 0);
    const KeySpace::Servers both{{1, 0, 0}, {0, 1, 0}}; // the first by two ports
    EXPECT_EQ(keys->LocalLookup(key, 6), both);
    servers.Get(0)->GetObject<Runtime>()->DeactivateLink(PLUS_Y);
    EXPECT_EQ(keys->LocalLookup(key, 6), KeySpace::Servers({{1, 0, 0}}));
    EXPECT_EQ(keys->LocalLookup(key, 6, false), both);
}

TEST_F(KeyRoutingTest, NothingIsSentWithoutPackets)
{
    for (uint32_t server = 0; server < m_cube->Size(); ++server)
    {
        Keep(m_cube->Keys(server).OnRangeChanged(
            nullptr,
            [] {},
            3));
    }
    Fail(42);
    const uint64_t before = CountFrames();
    Simulator::Schedule(Seconds(1), [] {});
    Simulator::Run();
    EXPECT_EQ(CountFrames(), before);
    std::cout << "measured: steady state, " << CountFrames() - before
              << " frames in 1 s of quiet\n";
}

TEST_F(KeyRoutingTest, RegistrationsEndWithTheirOwner)
{
    ServiceHelper<Owner>().Install(m_cube->Servers());
    const Ptr<Node> node = m_cube->Servers().Get(0);
    DynamicCast<Owner>(node->GetApplication(node->GetNApplications() - 1))->Deploy();
    const Ptr<Owner> owner = ServiceHelper<Owner>::Get(node);
    uint32_t told = 0;
    Keep(m_cube->Keys(0).Deliver(PeekPointer(owner), NUMBER, [&](auto&, auto, auto&) { ++told; }));
    Route(1, KeyAt(0));
    owner->Withdraw();
    Route(1, KeyAt(0));
    EXPECT_EQ(told, 1U);
    EXPECT_EQ(m_cube->Routing(0)->GetCounters().dropped[MultiHopRouting::BY_INTERCEPTOR], 1U);
}

TEST_F(KeyRoutingTest, WhatIsMisusedIsSaidOrCounted)
{
    KeyRouting& keys = m_cube->Keys(0);
    ExpectSentence<std::invalid_argument>("payload",
                                          [&] { keys.Route(KeyAt(1), NUMBER, nullptr); });
    ReceiveAll();
    ExpectSentence<std::invalid_argument>("receiver at roots of number 7 already", [&] {
        Keep(keys.Deliver(nullptr, NUMBER, [](auto&, auto, auto&) {}));
    });
    ExpectSentence<std::invalid_argument>("no function",
                                          [&] { Keep(keys.Deliver(nullptr, 8, nullptr)); });
    ExpectSentence<std::invalid_argument>("no function",
                                          [&] { Keep(keys.Update(nullptr, nullptr)); });
    ExpectSentence<std::invalid_argument>("no function",
                                          [&] { Keep(keys.OnRangeChanged(nullptr, nullptr)); });
    ExpectSentence<std::invalid_argument>("(9,9,9)", [&] { keys.Range({9, 9, 9}); });
    KeyRouting never;
    ExpectSentence<std::logic_error>("not deployed", [&] { never.GetRoot(Key()); });
    ExpectSentence<std::logic_error>("not deployed", [&] { never.NeighborSet(1); });
    ExpectSentence<std::logic_error>("not deployed",
                                     [&] { never.Route(Key(), NUMBER, Create<Packet>()); });
    ExpectSentence<std::logic_error>("not deployed", [&] { never.Range({0, 0, 0}); });
    Keep(never.OnRangeChanged(nullptr, [] {})); // it may come to a server later
}

TEST_F(KeyRoutingTest, PacketsForNobodyComeBackOrAreCounted)
{
    std::vector<MultiHopRouting::DropReason> reasons;
    Keep(m_cube->Keys(0).AddUndelivered(nullptr, NUMBER, [&](auto& key, auto packet, auto reason) {
        EXPECT_EQ(packet->GetSize(), 100U);
        EXPECT_EQ(key, KeyAt(0));
        reasons.push_back(reason);
    }));
    Route(0, KeyAt(0)); // this is the root, and nobody receives
    EXPECT_EQ(reasons, (std::vector{MultiHopRouting::BY_INTERCEPTOR}));
    Route(0, KeyAt(1));
    EXPECT_EQ(m_cube->Routing(1)->GetCounters().dropped[MultiHopRouting::BY_INTERCEPTOR], 1U);
    // Too short for a header, from somebody else
    m_cube->Routing(0)->Send({1, 0, 0}, KeyRouting::ENDPOINT, Create<Packet>(23));
    EXPECT_EQ(m_cube->Routing(0)->GetCounters().dropped[MultiHopRouting::BY_INTERCEPTOR], 2U);
    // One of zeros, for key 0: it goes on from there to the root, where number 0 has no receiver
    m_cube->Routing(0)->Send({1, 0, 0}, KeyRouting::ENDPOINT, Create<Packet>(24));
    Simulator::Run();
    EXPECT_EQ(m_cube->Routing(0)->GetCounters().dropped[MultiHopRouting::BY_INTERCEPTOR], 3U);
}

TEST_F(KeyRoutingTest, WithdrawnWhilePacketsAreUnderWay)
{
    ReceiveAll();
    m_cube->Keys(0).Route(KeyAt(42), NUMBER, Create<Packet>(100));
    m_cube->Keys(42).Withdraw();
    Simulator::Run();
    EXPECT_TRUE(m_roots.empty());
    EXPECT_EQ(m_cube->Routing(42)->GetCounters().dropped[MultiHopRouting::UNKNOWN_ENDPOINT], 1U);
    Keep(m_cube->Keys(1).Forward(nullptr, NUMBER, [&](auto& key, auto&, auto&) {
        key = KeyAt(5);
        m_cube->Keys(1).Withdraw();
    }));
    Route(1, KeyAt(3));
    m_cube->Keys(42).Deploy();
    Route(0, KeyAt(42));
    EXPECT_EQ(m_roots.back(), 42U);
}
