/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What services that ride on multi-hop routing are offered: interceptors, forwarders, departures,
// what is given back, facts and changes of routes, and traces.

#include "routing-fixture.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/link-sleeper.h"
#include "ns3/link-state-helper.h"
#include "ns3/node.h"
#include "ns3/sleeping-links-helper.h"

using namespace ns3;
using namespace ns3::camcube;

using Verdict = MultiHopRouting::Verdict;

class RoutingInterface : public RoutingTest
{
  protected:
    /** Has a forwarder on server 0 give one answer. */
    void Forward(const NodeContainer& servers, Forwarding answer)
    {
        Keep(Routing(servers, 0)->AddForwarder(nullptr, TEST_ENDPOINT, [=](const Hop& hop) {
            EXPECT_EQ(hop.in, PortSet::MAX_PORTS);
            return answer;
        }));
    }

    /** Notes why server 0 is given packets back. */
    void GiveBack(const NodeContainer& servers)
    {
        Keep(Routing(servers, 0)
                 ->AddUndelivered(nullptr,
                                  TEST_ENDPOINT,
                                  [this](FramePtr frame, const auto&, auto reason) {
                                      EXPECT_TRUE(frame);
                                      m_reasons.push_back(reason);
                                  }));
    }

    std::vector<MultiHopRouting::DropReason> m_reasons;
};

TEST_F(RoutingInterface, InterceptorsSeePacketsByPriorityAtSourceAndEnd)
{
    NodeContainer servers = Build(4, 1, 1);
    std::string seen;
    const auto add = [&](uint32_t server, uint32_t endpoint, int32_t priority, char name) {
        Keep(Routing(servers, server)
                 ->AddInterceptor(nullptr, endpoint, priority, [&seen, name](auto&, auto&, auto) {
                     seen += name;
                     return Verdict::FORWARD;
                 }));
    };
    add(0, TEST_ENDPOINT, 1, 'b');
    add(0, MultiHopRouting::ALL, 2, 'a');
    add(0, TEST_ENDPOINT, -1, 'c');
    add(0, TEST_ENDPOINT + 1, 9, 'x');
    add(1, MultiHopRouting::ALL, 0, 'd');
    Send(servers, 0, 1);
    Simulator::Run();
    EXPECT_EQ(seen, "abcd");
    EXPECT_EQ(m_delivered, 1U);
    Send(servers, 0, 0); // to oneself
    Simulator::Run();
    EXPECT_EQ(seen, "abcdabc");
    EXPECT_EQ(m_delivered, 2U);
}

TEST_F(RoutingInterface, ForwardersSendByPortsTowardServersDeliverConsumeAndDrop)
{
    for (const auto& [answer, hops] : {std::pair(Forwarding::Base(), 1),
                                       {Forwarding::Via(PortSet::Of(MINUS_X)), 3},
                                       {Forwarding::Toward({2, 0, 0}), -1}})
    {
        NodeContainer servers = Build(4, 1, 1);
        Forward(servers, answer);
        Keep(Routing(servers, 3)->AddForwarder(nullptr, TEST_ENDPOINT, [](const Hop& hop) {
            EXPECT_EQ(hop.in, PLUS_X);
            EXPECT_EQ(hop.header.hops, 1);
            return Forwarding::Via(PortSet::Of(MINUS_X));
        }));
        m_delivered = 0;
        Send(servers, 0, 1);
        Simulator::Run();
        EXPECT_EQ(m_delivered, 1U);
        EXPECT_TRUE(hops == -1 ? m_header.hops == 1 || m_header.hops == 3 : m_header.hops == hops);
        Simulator::Destroy();
    }
    NodeContainer servers = Build(4, 1, 1);
    m_delivered = 0;
    std::vector<Forwarding> answers{Forwarding::Deliver(),
                                    Forwarding::Consume(),
                                    Forwarding::Drop()};
    std::size_t next = 0;
    Keep(Routing(servers, 0)->AddForwarder(nullptr, TEST_ENDPOINT, [&](const Hop&) {
        return answers[next++];
    }));
    GiveBack(servers);
    for (int i = 0; i < 3; ++i)
    {
        Send(servers, 0, 1);
    }
    EXPECT_EQ(m_delivered, 1U);
    EXPECT_EQ(Routing(servers, 0)->GetCounters().consumed, 1U);
    EXPECT_EQ(m_reasons,
              (std::vector<MultiHopRouting::DropReason>{MultiHopRouting::BY_INTERCEPTOR}));
}

TEST_F(RoutingInterface, ForwardersAreAskedAnewForPacketsThatWaitWhenLinksChange)
{
    NodeContainer servers = Build(6, 1, 1);
    uint32_t asked = 0;
    Keep(Routing(servers, 0)->AddForwarder(nullptr, TEST_ENDPOINT, [&](const Hop& hop) {
        ++asked;
        return Forwarding::Via(hop.up.Contains(PLUS_X) ? PortSet::Of(PLUS_X)
                                                       : PortSet::Of(MINUS_X));
    }));
    std::vector<uint8_t> out;
    Keep(Routing(servers, 0)
             ->AddDeparture(nullptr, TEST_ENDPOINT, [&](const auto&, const auto&, uint8_t port) {
                 out.push_back(port);
             }));
    for (int i = 0; i < 3; ++i)
    {
        Send(servers, 0, 3, FULL_PACKET);
    }
    EXPECT_EQ(asked, 3U);
    RuntimeOf(servers, 0)->DeactivateLink(PLUS_X);
    EXPECT_EQ(asked, 5U);
    Simulator::Run();
    EXPECT_EQ(out, (std::vector<uint8_t>{PLUS_X, MINUS_X, MINUS_X}));
    EXPECT_EQ(m_delivered, 2U); // the first was on the cable
}

TEST_F(RoutingInterface, PacketsGivenUpAtTheSourceComeBackWithTheReason)
{
    NodeContainer servers = Build(4, 1, 1);
    GiveBack(servers);
    Ptr<MultiHopRouting> routing = Routing(servers, 0);
    EXPECT_EQ(routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(3000)), SendResult::TOO_LONG);
    routing->SetAttribute("QueueLimit", UintegerValue(0));
    EXPECT_EQ(routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(1)), SendResult::SENT);
    EXPECT_EQ(routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(1)), SendResult::BUSY);
    Simulator::Run();
    RuntimeOf(servers, 0)->DeactivateLink(PLUS_X);
    EXPECT_EQ(routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(1)), SendResult::SENT); // waits
    Simulator::Run();
    routing->SetAttribute("HoldLimit", UintegerValue(0));
    EXPECT_EQ(routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(1)), SendResult::DOWN);
    routing->SetAttribute("HoldLimit", UintegerValue(9));
    routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(1));
    routing->Send(At(0), TEST_ENDPOINT, Create<Packet>(1));
    routing->Withdraw();
    Simulator::Run();
    routing->Deploy();
    Registration interceptor =
        routing->AddInterceptor(nullptr, TEST_ENDPOINT, 0, [](auto&, auto&, auto) {
            return Verdict::DROP;
        });
    EXPECT_EQ(routing->Send(At(1), TEST_ENDPOINT, Create<Packet>(1)), SendResult::SENT);
    EXPECT_EQ(m_reasons,
              (std::vector<MultiHopRouting::DropReason>{MultiHopRouting::TOO_LONG,
                                                        MultiHopRouting::QUEUE_FULL,
                                                        MultiHopRouting::NO_ROUTE,
                                                        MultiHopRouting::NO_ROUTE,
                                                        MultiHopRouting::WITHDRAWN,
                                                        MultiHopRouting::BY_INTERCEPTOR}));
}

TEST_F(RoutingInterface, TracesTellOfEveryStep)
{
    NodeContainer servers = Build(4, 1, 1);
    std::string seen;
    const std::function<void(Ptr<const Packet>, const RoutingHeader&)> sent =
        [&](Ptr<const Packet>, const RoutingHeader&) { seen += 's'; };
    const std::function<void(Ptr<const Packet>, const RoutingHeader&)> taken =
        [&](Ptr<const Packet>, const RoutingHeader&) { seen += 'i'; };
    const std::function<void(Ptr<const Packet>, const RoutingHeader&)> delivered =
        [&](Ptr<const Packet>, const RoutingHeader&) { seen += 'd'; };
    const std::function<void(Ptr<const Packet>, const RoutingHeader&, uint8_t)> forwarded =
        [&](Ptr<const Packet>, const RoutingHeader&, uint8_t port) {
            EXPECT_EQ(port, PLUS_X);
            seen += 'f';
        };
    const std::function<void(Ptr<const Packet>, const RoutingHeader&, MultiHopRouting::DropReason)>
        dropped = [&](Ptr<const Packet>, const RoutingHeader&, MultiHopRouting::DropReason why) {
            EXPECT_EQ(why, MultiHopRouting::UNKNOWN_ENDPOINT);
            seen += 'x';
        };
    using Packets = Callback<void, Ptr<const Packet>, const RoutingHeader&>;
    Ptr<MultiHopRouting> from = Routing(servers, 0);
    Ptr<MultiHopRouting> to = Routing(servers, 1);
    EXPECT_TRUE(from->TraceConnectWithoutContext("Sent", Packets(sent)));
    EXPECT_TRUE(from->TraceConnectWithoutContext(
        "Forwarded",
        Callback<void, Ptr<const Packet>, const RoutingHeader&, uint8_t>(forwarded)));
    EXPECT_TRUE(to->TraceConnectWithoutContext("Intercepted", Packets(taken)));
    EXPECT_TRUE(to->TraceConnectWithoutContext("Delivered", Packets(delivered)));
    EXPECT_TRUE(to->TraceConnectWithoutContext(
        "Dropped",
        Callback<void, Ptr<const Packet>, const RoutingHeader&, MultiHopRouting::DropReason>(
            dropped)));
    Send(servers, 0, 1);
    Simulator::Run();
    EXPECT_EQ(seen, "sfd");
    from->Send(At(1), 9, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(seen, "sfdsfx");
    Keep(to->AddInterceptor(nullptr, 9, 0, [](auto&, auto&, auto) { return Verdict::CONSUME; }));
    from->Send(At(1), 9, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(seen, "sfdsfxsfi");
}

TEST_F(RoutingInterface, ChangesOfRoutesAreToldOnceSettledWhicheverProtocolThereIs)
{
    NodeContainer servers = Build(4, 4, 1);
    uint32_t changes = 0;
    std::optional<uint32_t> distance;
    Ptr<MultiHopRouting> routing = Routing(servers, 0);
    Keep(routing->OnRoutesChanged(nullptr, [&] {
        ++changes;
        EXPECT_TRUE(routing->GetTable().IsSettled());
        distance = routing->GetDistance(At(1));
    }));
    EXPECT_EQ(routing->GetDistance(At(1)), 1U);
    EXPECT_EQ(routing->GetNextHops(At(1)), PortSet::Of(PLUS_X));
    DistanceVectorHelper().Install(servers); // after the routing service, during a run
    Simulator::Stop(MilliSeconds(5));
    Simulator::Run();
    changes = 0;
    RuntimeOf(servers, 0)->DeactivateLink(PLUS_X);
    Simulator::Stop(MilliSeconds(20));
    Simulator::Run();
    EXPECT_GE(changes, 1U);
    EXPECT_EQ(distance, 3U);
    changes = 0;
    RuntimeOf(servers, 0)->ActivateLink(PLUS_X);
    Simulator::Stop(MilliSeconds(20));
    Simulator::Run();
    EXPECT_GE(changes, 1U);
    EXPECT_EQ(distance, 1U);
    changes = 0;
    routing->SetTable(nullptr);
    EXPECT_EQ(changes, 1U);
}

TEST_F(RoutingInterface, ServersThatAreCutOffAreNotReachable)
{
    NodeContainer servers = Build(4, 1, 1);
    LinkStateHelper().Install(servers);
    Simulator::Stop(MilliSeconds(5));
    Simulator::Run();
    EXPECT_TRUE(Routing(servers, 0)->IsReachable(At(2)));
    RuntimeOf(servers, 2)->DeactivateLink(PLUS_X);
    RuntimeOf(servers, 2)->DeactivateLink(MINUS_X);
    Simulator::Stop(MilliSeconds(20));
    Simulator::Run();
    EXPECT_FALSE(Routing(servers, 0)->IsReachable(At(2)));
    EXPECT_FALSE(Routing(servers, 0)->GetDistance(At(2)));
    EXPECT_TRUE(Routing(servers, 0)->GetNextHops(At(2)).IsEmpty());
    EXPECT_TRUE(Routing(servers, 0)->IsReachable(At(3)));
}

TEST_F(RoutingInterface, RoutingThatComesAfterItsProtocolReadsItsTable)
{
    m_torus = std::make_unique<TorusHelper>(4, 4, 1);
    NodeContainer servers = m_torus->Create();
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        servers.Get(i)->AddApplication(
            DynamicCast<Application>(ObjectFactory("ns3::camcube::LinkState").Create()));
    }
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    RuntimeOf(servers, 0)->DeactivateLink(PLUS_X);
    Simulator::Stop(MilliSeconds(20));
    Simulator::Run();
    MultiHopRoutingHelper().Install(servers);
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    EXPECT_EQ(Routing(servers, 0)->GetDistance(At(1)), 3U);
}

TEST_F(RoutingInterface, SleepersMayBeInstalledBeforeRouting)
{
    m_torus = std::make_unique<TorusHelper>(4, 4, 1);
    NodeContainer servers = m_torus->Create();
    SleepingLinksHelper().InstallPower(m_torus->Links());
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        servers.Get(i)->AddApplication(CreateObject<LinkSleeper>());
    }
    MultiHopRoutingHelper().Install(servers).Start(MilliSeconds(20));
    Simulator::Schedule(MilliSeconds(19),
                        [&] { EXPECT_EQ(SleepingLinksHelper::CountAsleep(m_torus->Links()), 0U); });
    Simulator::Run();
    // All but those of one tree.
    EXPECT_EQ(SleepingLinksHelper::CountAsleep(m_torus->Links()),
              m_torus->Links().size() - servers.GetN() + 1);
}
