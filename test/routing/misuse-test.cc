/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What services may get wrong with the routing service: each ends in a sentence or is counted.

#include "misuse.h"
#include "runtime-fixture.h"

#include "ns3/distance-vector.h"
#include "ns3/link-state.h"
#include "ns3/multi-hop-routing.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Routing = MultiHopRouting;
using Verdict = Routing::Verdict;

/** What a misuse may use: a ring of four servers with routing, the simulator at 1 s. */
struct Scene
{
    TorusHelper torus{4, 1, 1};
    NodeContainer servers = torus.Create();
    std::vector<Ptr<Routing>> routing;
    std::vector<Registration> kept;
    uint64_t delivered{0};

    Scene()
    {
        MultiHopRoutingHelper().Install(servers);
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            routing.push_back(MultiHopRoutingHelper::Get(servers.Get(i)));
            kept.push_back(routing[i]->AddEndpoint(nullptr,
                                                   TEST_ENDPOINT,
                                                   [this](FramePtr, const auto&) { ++delivered; }));
        }
        Simulator::Schedule(Seconds(1), [] {});
        Simulator::Run();
    }

    SendResult Send(uint32_t to, uint32_t bytes = 100)
    {
        return routing[0]->Send(At(to), TEST_ENDPOINT, Create<Packet>(bytes));
    }

    TorusCoordinate At(uint32_t server) const
    {
        return torus.GetTorus().GetCoordinate(server);
    }

    void Intercept(uint32_t server, Routing::Interceptor interceptor)
    {
        kept.push_back(
            routing[server]->AddInterceptor(nullptr, Routing::ALL, 0, std::move(interceptor)));
    }

    void Forward(uint32_t server, Routing::Forwarder forwarder)
    {
        kept.push_back(routing[server]->AddForwarder(nullptr, TEST_ENDPOINT, std::move(forwarder)));
    }

    void GiveBack(Routing::Undelivered receiver)
    {
        kept.push_back(routing[0]->AddUndelivered(nullptr, TEST_ENDPOINT, std::move(receiver)));
    }

    uint64_t Dropped(uint32_t server, Routing::DropReason reason) const
    {
        return routing[server]->GetCounters().dropped[reason];
    }
};

/** \return a row: a forwarder's answer that makes no sense, and base routing takes over */
Misuse<Scene>
Nonsense(const char* name, Forwarding answer)
{
    return {name, nullptr, [answer](Scene& s) {
                s.Forward(0, [=](const Hop&) { return answer; });
                EXPECT_EQ(s.Send(1), SendResult::SENT);
                Simulator::Run();
                EXPECT_EQ(s.delivered, 1U);
            }};
}

const Misuse<Scene> MISUSES[] = {
    // Sending
    {"NoPacket", "no payload", [](Scene& s) { s.routing[0]->Send(s.At(1), 9, Ptr<Packet>()); }},
    {"NoFrame", "no frame", [](Scene& s) { s.routing[0]->Send(s.At(1), 9, FramePtr()); }},
    {"FrameSentTwice",
     "no frame",
     [](Scene& s) {
         auto frame = std::make_unique<Frame>(0, Create<Packet>(1));
         s.routing[0]->Send(s.At(1), 9, std::move(frame));
         s.routing[0]->Send(s.At(1), 9, std::move(frame));
     }},
    {"FrameWhosePayloadWasTaken",
     "payload has been taken",
     [](Scene& s) {
         auto frame = std::make_unique<Frame>(0, Create<Packet>(1));
         frame->TakePayload();
         s.routing[0]->Send(s.At(1), 9, std::move(frame));
     }},
    {"DestinationOutsideTheCube",
     "there is no server (4,0,0)",
     [](Scene& s) {
         s.routing[0]->Send({4, 0, 0}, 9, Create<Packet>(1));
     }},
    {"PacketAboveTheMtu",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.Send(1, 2000), SendResult::TOO_LONG);
         EXPECT_EQ(s.Dropped(0, Routing::TOO_LONG), 1U);
     }},
    {"EndpointThatNobodyServes",
     nullptr,
     [](Scene& s) {
         s.routing[0]->Send(s.At(1), 9, Create<Packet>(1));
         Simulator::Run();
         EXPECT_EQ(s.Dropped(1, Routing::UNKNOWN_ENDPOINT), 1U);
     }},
#ifndef __SANITIZE_ADDRESS__ // ns-3 loses an event that throws, which counts as a leak
    {"PacketThatIsTakenAndNotAnsweredFor",
     "answer true, or leave the packet",
     [](Scene& s) {
         s.kept.push_back(s.routing[1]->OnUnknownEndpoint(nullptr, [](FramePtr& frame, auto&) {
             frame = nullptr;
             return false;
         }));
         s.routing[0]->Send(s.At(1), 9, Create<Packet>(1));
         Simulator::Run();
     }},
#endif
    {"SentWhileWithdrawn",
     "while it is not deployed",
     [](Scene& s) {
         s.routing[0]->Withdraw();
         s.Send(1);
     }},
    {"WithdrawnBeforeAPacketToOneself",
     nullptr,
     [](Scene& s) {
         s.Send(0);
         s.routing[0]->Withdraw();
         Simulator::Run();
         EXPECT_EQ(s.Dropped(0, Routing::WITHDRAWN), 1U);
     }},
    // Facts
    {"DistanceOutsideTheCube",
     "there is no server",
     [](Scene& s) {
         s.routing[0]->GetDistance({0, 1, 0});
     }},
    {"NextHopsOutsideTheCube",
     "there is no server",
     [](Scene& s) {
         s.routing[0]->GetNextHops({0, 0, 255});
     }},
    {"ReachableOutsideTheCube",
     "there is no server",
     [](Scene& s) {
         s.routing[0]->IsReachable({200, 0, 0});
     }},
    {"DistanceBeforeDeployment",
     "while it is not deployed",
     [](Scene&) {
         CreateObject<Routing>()->GetDistance({0, 0, 0});
     }},
    {"TableBeforeDeployment",
     "while it is not deployed",
     [](Scene&) { CreateObject<Routing>()->GetTable(); }},
    {"TableAfterWithdrawal",
     "while it is not deployed",
     [](Scene& s) {
         s.routing[0]->Withdraw();
         s.routing[0]->GetTable();
     }},
    {"TableOfProtocolBeforeDeployment",
     "before it was deployed",
     [](Scene&) { CreateObject<DistanceVector>()->GetTable(); }},
    {"StateOfProtocolBeforeDeployment",
     "before it was deployed",
     [](Scene&) { CreateObject<LinkState>()->GetStateBytes(); }},
    {"TableAskedOutsideTheCube",
     nullptr,
     [](Scene& s) {
         s.routing[0]->GetTable().GetNextHops({200, 0, 0});
         s.routing[0]->GetTable().GetDistance({200, 0, 0});
         const Ptr<LinkState> protocol = CreateObject<LinkState>();
         s.servers.Get(0)->AddApplication(protocol);
         protocol->Deploy();
         protocol->NeighborLost(PLUS_X);
         EXPECT_EQ(protocol->GetTable().GetDistance({200, 0, 0}), NextHopTable::UNREACHABLE);
     }},
    {"NameOfNoReason",
     nullptr,
     [](Scene&) { EXPECT_STREQ(Routing::GetName(Routing::N_DROP_REASONS), "no drop reason"); }},
    // Registrations
    {"EndpointThatIsTaken",
     "already",
     [](Scene& s) {
         const auto twin = s.routing[0]->AddEndpoint(nullptr, TEST_ENDPOINT, [](auto, auto&) {});
     }},
    {"NoEndpoint",
     "no function",
     [](Scene& s) { const auto none = s.routing[0]->AddEndpoint(nullptr, 9, nullptr); }},
    {"NoInterceptor",
     "no function",
     [](Scene& s) { const auto none = s.routing[0]->AddInterceptor(nullptr, 9, 0, nullptr); }},
    {"NoForwarder",
     "no function",
     [](Scene& s) { const auto none = s.routing[0]->AddForwarder(nullptr, 9, nullptr); }},
    {"NoReceiverOfUndelivered",
     "no function",
     [](Scene& s) { const auto none = s.routing[0]->AddUndelivered(nullptr, 9, nullptr); }},
    {"NoListenerToDepartures",
     "no function",
     [](Scene& s) { const auto none = s.routing[0]->AddDeparture(nullptr, 9, nullptr); }},
    {"NoListenerToRoutes",
     "no function",
     [](Scene& s) { const auto none = s.routing[0]->OnRoutesChanged(nullptr, nullptr); }},
    {"InterceptorOfNoEndpoint",
     "no endpoint 65536",
     [](Scene& s) {
         s.Intercept(0, [](auto&, auto&, auto) { return Verdict::FORWARD; });
         const auto none = s.routing[0]->AddInterceptor(nullptr, 65536, 0, [](auto&, auto&, auto) {
             return Verdict::FORWARD;
         });
     }},
    {"DeparturesOfNoEndpoint",
     "no endpoint 70000",
     [](Scene& s) {
         const auto none = s.routing[0]->AddDeparture(nullptr, 70000, [](auto&, auto&, auto) {});
     }},
    {"TwoInterceptorsOfOnePriority",
     "already",
     [](Scene& s) {
         for (int i = 0; i < 2; ++i)
         {
             s.Intercept(0, [](auto&, auto&, auto) { return Verdict::FORWARD; });
         }
     }},
    {"TwoForwarders",
     "already",
     [](Scene& s) {
         for (int i = 0; i < 2; ++i)
         {
             s.Forward(0, [](const Hop&) { return Forwarding::Base(); });
         }
     }},
    {"TwoReceiversOfUndelivered",
     "already",
     [](Scene& s) {
         s.GiveBack([](FramePtr, auto&, auto) {});
         s.GiveBack([](FramePtr, auto&, auto) {});
     }},
    {"OwnerOnNoNode",
     "on no node",
     [](Scene& s) {
         const auto none =
             s.routing[0]->AddEndpoint(PeekPointer(TestService::Make(9)), 9, [](auto, auto&) {});
     }},
    {"FunctionThatOutlivesItsService",
     nullptr,
     [](Scene& s) {
         Ptr<TestService> owner = TestService::Make(77);
         s.servers.Get(1)->AddApplication(owner);
         Simulator::Run();
         s.kept.push_back(s.routing[1]->AddEndpoint(PeekPointer(owner), 9, [](auto, auto&) {
             ADD_FAILURE() << "its service is gone";
         }));
         owner->Withdraw();
         s.routing[0]->Send(s.At(1), 9, Create<Packet>(1));
         Simulator::Run();
         EXPECT_EQ(s.Dropped(1, Routing::UNKNOWN_ENDPOINT), 1U);
     }},
    {"RegisteredAfterItsWithdrawalAndGone",
     nullptr,
     [](Scene& s) {
         {
             Ptr<TestService> owner = TestService::Make(77);
             owner->SetNode(s.servers.Get(1));
             s.kept.push_back(s.routing[1]->AddEndpoint(PeekPointer(owner), 9, [](auto, auto&) {
                 ADD_FAILURE() << "its service is gone";
             }));
         }
         EXPECT_FALSE(s.kept.back().IsActive());
         s.routing[0]->Send(s.At(1), 9, Create<Packet>(1));
         Simulator::Run();
     }},
    {"RegistrationThatOutlivesRouting",
     nullptr,
     [](Scene& s) {
         const auto kept = s.routing[0]->AddEndpoint(nullptr, 9, [](auto, auto&) {});
         s.routing.clear();
         s.servers = NodeContainer();
         Simulator::Destroy();
         EXPECT_FALSE(kept.IsActive());
     }},
    // Interceptors
    {"InterceptorThatTakesThePacketAndForwards",
     "not answered CONSUME",
     [](Scene& s) {
         s.Intercept(0, [](FramePtr& frame, auto&, auto) {
             frame.reset();
             return Verdict::FORWARD;
         });
         s.Send(1);
     }},
    {"InterceptorThatTakesThePacketAndDrops",
     "not answered CONSUME",
     [](Scene& s) {
         s.Intercept(0, [](FramePtr& frame, auto&, auto) {
             frame.reset();
             return Verdict::DROP;
         });
         s.Send(1);
     }},
    {"InterceptorThatTakesThePayloadAndForwards",
     "not answered CONSUME",
     [](Scene& s) {
         s.Intercept(0, [](FramePtr& frame, auto&, auto) {
             frame->TakePayload();
             return Verdict::FORWARD;
         });
         s.Send(1);
     }},
    {"InterceptorThatConsumesAndLeavesThePacket",
     nullptr,
     [](Scene& s) {
         s.Intercept(0, [](auto&, auto&, auto) { return Verdict::CONSUME; });
         EXPECT_EQ(s.Send(1), SendResult::SENT);
         EXPECT_EQ(s.routing[0]->GetCounters().consumed, 1U);
     }},
    {"InterceptorThatSwapsInAFrameWithoutHeader",
     nullptr,
     [](Scene& s) {
         s.Intercept(0, [](FramePtr& frame, auto&, auto) {
             frame = std::make_unique<Frame>(0, Create<Packet>(3));
             return Verdict::FORWARD;
         });
         s.Send(1);
         EXPECT_EQ(s.Dropped(0, Routing::MALFORMED), 1U);
     }},
    {"InterceptorOnTheWayThatSwapsInAFrameWithoutHeader",
     nullptr,
     [](Scene& s) {
         s.Intercept(1, [](FramePtr& frame, auto&, auto) {
             frame = std::make_unique<Frame>(0, Create<Packet>(3));
             return Verdict::FORWARD;
         });
         s.Send(1);
         Simulator::Run();
         EXPECT_EQ(s.Dropped(1, Routing::MALFORMED), 1U);
     }},
    {"InterceptorThatSendsOutOfTheCubeAtTheSource",
     nullptr,
     [](Scene& s) {
         s.Intercept(0, [](auto&, RoutingHeader& header, auto) {
             header.destination = {9, 9, 9};
             return Verdict::FORWARD;
         });
         EXPECT_EQ(s.Send(1), SendResult::DOWN);
         EXPECT_EQ(s.Dropped(0, Routing::MALFORMED), 1U);
     }},
    {"InterceptorWithoutAVerdict",
     nullptr,
     [](Scene& s) {
         s.Intercept(0, [](auto&, auto&, auto) { return static_cast<Verdict>(9); });
         s.Send(1);
         EXPECT_EQ(s.Dropped(0, Routing::BY_INTERCEPTOR), 1U);
     }},
    {"InterceptorThatWithdrawsRoutingAtTheSource",
     nullptr,
     [](Scene& s) {
         s.Intercept(0, [&](auto&, auto&, auto) {
             s.routing[0]->Withdraw();
             return Verdict::FORWARD;
         });
         EXPECT_EQ(s.Send(1), SendResult::DOWN);
         EXPECT_EQ(s.Dropped(0, Routing::WITHDRAWN), 1U);
     }},
    {"InterceptorThatWithdrawsRoutingOnTheWay",
     nullptr,
     [](Scene& s) {
         s.Intercept(1, [&](auto&, auto&, auto) {
             s.routing[1]->Withdraw();
             return Verdict::FORWARD;
         });
         s.Send(1);
         Simulator::Run();
         EXPECT_EQ(s.Dropped(1, Routing::WITHDRAWN), 1U);
     }},
    {"InterceptorThatSendsWhatItIntercepts",
     "without end",
     [](Scene& s) {
         s.Intercept(0, [&](auto&, auto&, auto) {
             s.Send(1);
             return Verdict::FORWARD;
         });
         s.Send(1);
     }},
    // Forwarders
    Nonsense("ForwarderToPortsThatDoNotExist", Forwarding::Via(PortSet(0xffc0))),
    Nonsense("ForwarderToNoPort", Forwarding::Via(PortSet())),
    Nonsense("ForwarderToAWaypointOutside", Forwarding::Toward({200, 0, 0})),
    Nonsense("ForwarderToThisServer", Forwarding::Toward({0, 0, 0})),
    Nonsense("ForwarderThatAnswersNoKind", Forwarding{static_cast<Forwarding::Kind>(77), {}, {}}),
    {"ForwarderToAPortThatIsDown",
     nullptr,
     [](Scene& s) {
         s.servers.Get(0)->GetObject<Runtime>()->DeactivateLink(MINUS_X);
         s.Forward(0, [](const Hop&) { return Forwarding::Via(PortSet::Of(MINUS_X)); });
         s.Send(1);
         Simulator::Run();
         EXPECT_EQ(s.delivered, 1U);
     }},
    {"ForwarderThatTakesThePacket",
     "not answered Consume",
     [](Scene& s) {
         s.Forward(0, [](const Hop& hop) {
             hop.frame.reset();
             return Forwarding::Base();
         });
         s.Send(1);
     }},
    {"ForwarderThatSwapsTheFrame",
     nullptr,
     [](Scene& s) {
         s.Forward(0, [](const Hop& hop) {
             FramePtr swapped = hop.frame->Copy();
             hop.frame = std::move(swapped);
             return Forwarding::Base();
         });
         s.Send(1);
         Simulator::Run();
         EXPECT_EQ(s.delivered, 1U);
     }},
    {"ForwarderThatSwapsInAFrameWithoutHeader",
     nullptr,
     [](Scene& s) {
         s.Forward(0, [](const Hop& hop) {
             hop.frame = std::make_unique<Frame>(0, Create<Packet>(3));
             return Forwarding::Base();
         });
         EXPECT_EQ(s.Send(1), SendResult::DOWN);
         EXPECT_EQ(s.Dropped(0, Routing::MALFORMED), 1U);
     }},
    {"ForwarderThatSendsOutOfTheCube",
     nullptr,
     [](Scene& s) {
         s.Forward(0, [](const Hop& hop) {
             hop.header.destination = {0, 1, 0};
             return Forwarding::Base();
         });
         s.Send(1);
         EXPECT_EQ(s.Dropped(0, Routing::MALFORMED), 1U);
     }},
    {"ForwarderThatWithdrawsRouting",
     nullptr,
     [](Scene& s) {
         s.Forward(0, [&](const Hop&) {
             s.routing[0]->Withdraw();
             return Forwarding::Base();
         });
         EXPECT_EQ(s.Send(1), SendResult::DOWN);
         EXPECT_EQ(s.Dropped(0, Routing::WITHDRAWN), 1U);
     }},
    {"ForwardersThatSendBackAndForth",
     nullptr,
     [](Scene& s) {
         s.Forward(0, [](const Hop&) { return Forwarding::Via(PortSet::Of(PLUS_X)); });
         s.Forward(1, [](const Hop&) { return Forwarding::Via(PortSet::Of(MINUS_X)); });
         s.Send(2);
         Simulator::Run();
         EXPECT_EQ(s.Dropped(0, Routing::HOP_LIMIT) + s.Dropped(1, Routing::HOP_LIMIT), 1U);
     }},
    {"ForwarderThatPutsOnTooMuch",
     nullptr,
     [](Scene& s) {
         s.Forward(0, [](const Hop& hop) {
             hop.frame->SetPayload(Create<Packet>(2000));
             return Forwarding::Base();
         });
         EXPECT_EQ(s.Send(1), SendResult::TOO_LONG);
         EXPECT_EQ(s.Dropped(0, Routing::TOO_LONG), 1U);
     }},
    // Undelivered packets and departures
    {"UndeliveredThatSendsAgainAtOnce",
     "without end",
     [](Scene& s) {
         s.GiveBack([&](FramePtr, auto&, auto) { s.Send(1, 2000); });
         s.Send(1, 2000);
     }},
    {"UndeliveredThatSendsWhileRoutingIsWithdrawn",
     "being withdrawn",
     [](Scene& s) {
         s.GiveBack([&](FramePtr, auto&, auto) { s.Send(1); });
         for (int i = 0; i < 5; ++i)
         {
             s.Send(1);
         }
         s.routing[0]->Withdraw();
     }},
    {"UndeliveredThatWithdrawsRoutingAgain",
     nullptr,
     [](Scene& s) {
         s.GiveBack([&](FramePtr, auto&, auto) { s.routing[0]->Withdraw(); });
         for (int i = 0; i < 5; ++i)
         {
             s.Send(1);
         }
         s.routing[0]->Withdraw();
         EXPECT_EQ(s.Dropped(0, Routing::WITHDRAWN), 4U);
     }},
    {"DepartureThatWithdrawsRouting",
     nullptr,
     [](Scene& s) {
         s.kept.push_back(
             s.routing[0]->AddDeparture(nullptr, Routing::ALL, [&](auto&, auto&, auto) {
                 s.routing[0]->Withdraw();
             }));
         EXPECT_EQ(s.Send(1), SendResult::DOWN);
         EXPECT_EQ(s.Dropped(0, Routing::WITHDRAWN), 1U);
     }},
    {"DepartureThatPutsOnTooMuch",
     nullptr,
     [](Scene& s) {
         s.kept.push_back(
             s.routing[0]->AddDeparture(nullptr, Routing::ALL, [](Frame& frame, auto&, auto) {
                 frame.SetPayload(Create<Packet>(2000));
             }));
         EXPECT_EQ(s.Send(1), SendResult::TOO_LONG);
         EXPECT_EQ(s.Dropped(0, Routing::TOO_LONG), 1U);
         EXPECT_EQ(s.routing[0]->GetCounters().forwarded, 0U);
     }},
    {"DepartureThatPutsTooMuchOnPacketsThatWait",
     nullptr,
     [](Scene& s) {
         for (int i = 0; i < 5; ++i)
         {
             s.Send(1); // one is sent, the others wait for the link
         }
         s.kept.push_back(
             s.routing[0]->AddDeparture(nullptr, Routing::ALL, [](Frame& frame, auto&, auto) {
                 frame.SetPayload(Create<Packet>(2000));
             }));
         Simulator::Run();
         EXPECT_EQ(s.Dropped(0, Routing::TOO_LONG), 4U);
         EXPECT_EQ(s.routing[0]->GetCounters().forwarded, 1U);
     }},
    {"DepartureThatTakesThePayload",
     "a listener to departures has taken",
     [](Scene& s) {
         s.kept.push_back(
             s.routing[0]->AddDeparture(nullptr, Routing::ALL, [](Frame& frame, auto&, auto) {
                 frame.TakePayload();
             }));
         s.Send(1);
     }},
    {"EndpointThatWithdrawsRouting",
     nullptr,
     [](Scene& s) {
         s.kept.push_back(s.routing[1]->AddEndpoint(nullptr, 9, [&](FramePtr, auto&) {
             s.routing[1]->Withdraw();
         }));
         for (int i = 0; i < 2; ++i)
         {
             s.routing[0]->Send(s.At(1), 9, Create<Packet>(1));
         }
         Simulator::Run();
         EXPECT_EQ(s.servers.Get(1)->GetObject<Runtime>()->GetUnknownServiceDrops(), 1U);
     }},
    {"RoutesThatChangeAfterWithdrawal",
     nullptr,
     [](Scene& s) {
         auto table = std::make_shared<ClosedFormTable>(s.torus.GetTorus(), s.At(0));
         s.routing[0]->SetTable(table);
         s.kept.push_back(s.routing[0]->OnRoutesChanged(nullptr, [] {
             ADD_FAILURE() << "routing is withdrawn";
         }));
         table->GetNotifier().Await();
         s.routing[0]->Withdraw();
         table->GetNotifier().Notify();
     }},
};

} // namespace

class RoutingMisuse : public CubeTest, public testing::WithParamInterface<Misuse<Scene>>
{
};

TEST_P(RoutingMisuse, EndsInASentenceOrACount)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(, RoutingMisuse, testing::ValuesIn(MISUSES), [](const auto& info) {
    return info.param.name;
});
