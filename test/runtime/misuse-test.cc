/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What services may get wrong with runtime, frames and queues: each ends in a sentence or is
// counted, and leaves the server as it was.

#include "misuse.h"
#include "runtime-fixture.h"

#include "ns3/handler-list.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/queued-service.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"

#include <ostream>
#include <utility>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Two bytes on the wire. */
struct Two
{
    uint16_t number{0};
    static constexpr auto FIELDS = HeaderFields(&Two::number);
};

/** Eight bytes on the wire. */
struct Eight
{
    uint64_t number{0};
    static constexpr auto FIELDS = HeaderFields(&Eight::number);
};

/** Gives away what could not be sent. */
class IdleQueue : public QueuedService
{
  public:
    IdleQueue()
        : QueuedService(10)
    {
    }

    void Receive(FramePtr, uint8_t) override
    {
    }

    void Undelivered(uint8_t port, FramePtr frame, SendResult why) override
    {
        reasons.push_back(why);
        if (again)
        {
            again(port, std::move(frame));
        }
    }

    std::function<void(uint8_t, FramePtr)> again;
    std::vector<SendResult> reasons;
};

/** What a misuse may use: servers 0 and 1 with one service each, the simulator at 1 s. */
struct Scene
{
    TorusHelper torus{3, 3, 3};
    NodeContainer servers = torus.Create();
    Ptr<TestService> service = Add(0, 10);
    Ptr<TestService> other = Add(1, 10);
    Ptr<IdleQueue> queue; //!< on server 2

    Scene()
    {
        queue = CreateObject<IdleQueue>();
        servers.Get(2)->AddApplication(queue);
        Simulator::Schedule(Seconds(1), [] {});
        Simulator::Run();
    }

    Ptr<TestService> Add(uint32_t server, uint16_t id) const
    {
        Ptr<TestService> added = TestService::Make(id);
        servers.Get(server)->AddApplication(added);
        return added;
    }

    /** \return a service that AddApplication() will not deploy */
    Ptr<TestService> Loose(uint16_t id, uint32_t server = 0) const
    {
        Ptr<TestService> loose = TestService::Make(id);
        loose->SetNode(servers.Get(server));
        return loose;
    }

    Runtime& At(uint32_t server) const
    {
        return *servers.Get(server)->GetObject<Runtime>();
    }

    SendResult Send(Ptr<Service> from, uint8_t port, FramePtr frame) const
    {
        return At(0).Send(PeekPointer(from), port, frame);
    }

    static FramePtr MakeFrame(uint32_t bytes = 100)
    {
        return std::make_unique<Frame>(0, Create<Packet>(bytes));
    }
};

const Misuse<Scene> MISUSES[] = {
    // Frames
    {"FrameWithoutPayload", "no payload", [](Scene&) { Frame(1, nullptr); }},
    {"NonServiceFrameWithoutPayload",
     "no payload",
     [](Scene&) { Frame::MakeNonServiceFrame(nullptr, 0x800); }},
    {"BytesThatAreNone", "no payload", [](Scene&) { Frame::FromPacket(nullptr); }},
    {"PayloadSetToNone", "no payload", [](Scene&) { Scene::MakeFrame()->SetPayload(nullptr); }},
    {"CopyAfterTakePayload",
     "no payload",
     [](Scene&) {
         FramePtr frame = Scene::MakeFrame();
         frame->TakePayload();
         frame->Copy();
     }},
    {"BytesAfterTakePayload",
     "no payload",
     [](Scene&) {
         FramePtr frame = Scene::MakeFrame();
         frame->TakePayload();
         frame->ToPacket({}, {});
     }},
    {"InnerHeaderAfterTakePayload",
     "no payload",
     [](Scene&) {
         FramePtr frame = Scene::MakeFrame();
         frame->TakePayload();
         frame->SetInnerHeader(Two{7});
     }},
    {"HeaderReadAfterTakePayload",
     nullptr,
     [](Scene&) {
         FramePtr frame = Scene::MakeFrame();
         frame->TakePayload();
         EXPECT_EQ(frame->PeekHeader<Two>(), nullptr);
         EXPECT_EQ(frame->PeekInnerHeader<Two>(), nullptr);
     }},
    {"WrongHeaderAndThenTheRightOne",
     nullptr,
     [](Scene&) {
         Frame sent(10, Create<Packet>(20));
         sent.SetHeader(Two{77});
         FramePtr frame = Frame::FromPacket(sent.ToPacket({}, {}));
         ASSERT_TRUE(frame->PeekHeader<Eight>());
         FramePtr copy = frame->Copy();
         for (Frame* each : {frame.get(), copy.get()})
         {
             ASSERT_TRUE(each->PeekHeader<Two>());
             EXPECT_EQ(each->PeekHeader<Two>()->number, 77);
             EXPECT_EQ(each->GetPayload()->GetSize(), 20U);
             EXPECT_EQ(each->GetMacPayloadSize(), 24U);
         }
     }},
    {"HeaderOfAnotherTypeThanWasPutOn",
     nullptr,
     [](Scene&) {
         FramePtr frame = Scene::MakeFrame();
         frame->SetHeader(Two{5});
         EXPECT_EQ(frame->PeekHeader<Eight>(), nullptr);
         EXPECT_EQ(frame->PeekHeader<Two>()->number, 5);
         EXPECT_EQ(frame->GetPayload()->GetSize(), 100U);
     }},
    {"HeaderPutOnWhatCameIsNotReadFromItsBytes",
     nullptr,
     [](Scene&) {
         FramePtr frame = Frame::FromPacket(Frame(10, Create<Packet>(20)).ToPacket({}, {}));
         ASSERT_TRUE(frame->PeekHeader<Two>());
         frame->SetHeader(Two{9});
         EXPECT_EQ(frame->PeekHeader<Eight>(), nullptr);
         EXPECT_EQ(frame->PeekHeader<Two>()->number, 9);
     }},
    {"InnerHeaderReadBeforeTheOuterOne",
     nullptr,
     [](Scene&) {
         FramePtr frame = Frame::FromPacket(Frame(10, Create<Packet>(20)).ToPacket({}, {}));
         EXPECT_EQ(frame->PeekInnerHeader<Two>(), nullptr);
         EXPECT_EQ(frame->GetPayload()->GetSize(), 20U);
     }},
    {"HeaderOfTooFewBytes",
     nullptr,
     [](Scene&) {
         FramePtr frame = Frame::FromPacket(Frame(10, Create<Packet>(7)).ToPacket({}, {}));
         EXPECT_EQ(frame->PeekHeader<Eight>(), nullptr);
         EXPECT_EQ(frame->GetPayload()->GetSize(), 7U);
     }},
    {"MessageOfTooFewBytes",
     nullptr,
     [](Scene&) { EXPECT_FALSE(ReadPacket<Eight>(*Create<Packet>(7))); }},
    {"NoFrameInAFifo", "no frame", [](Scene&) { FrameFifo().Push(nullptr); }},
    // Ports
    {"FirstPortOfNone",
     nullptr,
     [](Scene&) { EXPECT_EQ(PortSet().GetFirst(), PortSet::MAX_PORTS); }},
    {"SetsOfWhatIsNoPort",
     nullptr,
     [](Scene&) {
         for (uint8_t port : {16, 31, 32, 63, 255})
         {
             PortSet ports(5);
             ports.Insert(port);
             ports.Remove(port);
             EXPECT_EQ(ports, PortSet(5));
             EXPECT_TRUE(PortSet::Of(port).IsEmpty());
             EXPECT_FALSE(ports.Contains(port));
         }
     }},
    {"SendByAPortThatIsNotThere",
     "has no port",
     [](Scene& s) { s.Send(s.service, 9, Scene::MakeFrame()); }},
    {"SendByNoPort", "has no port", [](Scene& s) { s.Send(s.service, 255, Scene::MakeFrame()); }},
    {"RoomOfNoPort", "has no port", [](Scene& s) { s.At(0).GetRoom(16, *Scene::MakeFrame()); }},
    {"NeighborAtNoPort", "leads to no server", [](Scene& s) { s.At(0).GetNeighbor(6); }},
    {"NoDevice", "no device", [](Scene& s) { s.At(0).AddPort(6, nullptr); }},
    {"PortThatIsTaken",
     "is taken",
     [](Scene& s) { s.At(0).AddPort(0, CreateObject<CamCubeNetDevice>()); }},
    {"PortAboveAll",
     "is too high",
     [](Scene& s) { s.At(0).AddPort(16, CreateObject<CamCubeNetDevice>()); }},
    {"PollRequestedForPortsThatAreNotThere",
     nullptr,
     [](Scene& s) {
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet(0xffc0));
         Simulator::Run();
         EXPECT_EQ(s.service->polls, 0U);
     }},
    // Sending
    {"NoFrame", "no frame", [](Scene& s) { s.Send(s.service, PLUS_X, nullptr); }},
    {"FrameSentTwice",
     "no frame",
     [](Scene& s) {
         FramePtr frame = Scene::MakeFrame();
         EXPECT_EQ(s.At(0).Send(PeekPointer(s.service), PLUS_X, frame), SendResult::SENT);
         s.At(0).Send(PeekPointer(s.service), PLUS_Y, frame);
     }},
    {"FrameWhosePayloadWasTaken",
     "payload has been taken",
     [](Scene& s) {
         FramePtr frame = Scene::MakeFrame();
         frame->TakePayload();
         s.Send(s.service, PLUS_X, std::move(frame));
     }},
    {"NoService",
     "no service was named",
     [](Scene& s) { s.Send(nullptr, PLUS_X, Scene::MakeFrame()); }},
    {"ServiceOfAnotherServer",
     "not deployed on this server",
     [](Scene& s) { s.Send(s.other, PLUS_X, Scene::MakeFrame()); }},
    {"WithdrawnService",
     "not deployed on this server",
     [](Scene& s) {
         s.service->Withdraw();
         s.Send(s.service, PLUS_X, Scene::MakeFrame());
     }},
    {"ServiceNotYetDeployed",
     "not deployed on this server",
     [](Scene& s) { s.Send(s.Loose(77), PLUS_X, Scene::MakeFrame()); }},
    {"FrameAboveTheMtu",
     nullptr,
     [](Scene& s) {
         FramePtr frame = Scene::MakeFrame(1499);
         EXPECT_EQ(s.At(0).GetRoom(PLUS_X, *frame), -1);
         EXPECT_EQ(s.At(0).Send(PeekPointer(s.service), PLUS_X, frame), SendResult::TOO_LONG);
         EXPECT_TRUE(frame);
     }},
    {"PolledFrameAboveTheMtu",
     nullptr,
     [](Scene& s) {
         s.service->inPoll = [isDone = false](uint8_t) mutable -> FramePtr {
             if (std::exchange(isDone, true))
             {
                 return nullptr;
             }
             return Scene::MakeFrame(3000);
         };
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet::Of(PLUS_X));
         Simulator::Run();
         EXPECT_EQ(s.At(0).GetLostPolledFrames(), 1U);
     }},
    {"PolledFrameWithoutPayload",
     nullptr,
     [](Scene& s) {
         s.service->inPoll = [isDone = false](uint8_t) mutable -> FramePtr {
             if (std::exchange(isDone, true))
             {
                 return nullptr;
             }
             FramePtr frame = Scene::MakeFrame();
             frame->TakePayload();
             return frame;
         };
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet::Of(PLUS_X));
         Simulator::Run();
         EXPECT_EQ(s.At(0).GetLostPolledFrames(), 1U);
     }},
    {"LinkThatIsDown",
     nullptr,
     [](Scene& s) {
         s.At(0).DeactivateLink(PLUS_X);
         FramePtr frame = Scene::MakeFrame();
         EXPECT_EQ(s.At(0).Send(PeekPointer(s.service), PLUS_X, frame), SendResult::DOWN);
         EXPECT_TRUE(frame);
     }},
    {"LinkSwitchedOffInPoll",
     nullptr,
     [](Scene& s) {
         s.service->inPoll = [&](uint8_t) {
             s.At(0).DeactivateLink(PLUS_X);
             return Scene::MakeFrame();
         };
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet::Of(PLUS_X));
         Simulator::Run();
         EXPECT_EQ(s.At(0).GetLostPolledFrames(), 1U);
     }},
    {"SentWithinPoll",
     nullptr,
     [](Scene& s) {
         s.service->inPoll = [&s, isDone = false](uint8_t out) mutable -> FramePtr {
             if (std::exchange(isDone, true))
             {
                 return nullptr;
             }
             FramePtr frame = Scene::MakeFrame();
             EXPECT_EQ(s.At(0).Send(PeekPointer(s.service), out, frame), SendResult::BUSY);
             return frame;
         };
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet::Of(PLUS_X));
         Simulator::Run();
         EXPECT_EQ(s.other->received, 1U);
     }},
    {"BroadcastOfNothing",
     "no packet",
     [](Scene& s) { s.At(0).Broadcast(PeekPointer(s.service), nullptr); }},
    {"BroadcastOfNobody",
     "no service was named",
     [](Scene& s) { s.At(0).Broadcast(nullptr, Create<Packet>(1)); }},
    {"PollForNobody",
     "no service was named",
     [](Scene& s) { s.At(0).RequestPoll(nullptr, PortSet(1)); }},
    {"PollForAWithdrawnService",
     "not deployed on this server",
     [](Scene& s) {
         s.service->Withdraw();
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet(1));
     }},
    // Deployment
    {"RuntimeBeforeDeployment", "is not deployed", [](Scene& s) { s.Loose(77)->GetRuntime(); }},
    {"RuntimeAfterWithdrawal",
     "is not deployed",
     [](Scene& s) {
         s.service->Withdraw();
         s.service->GetRuntime();
     }},
    {"RuntimeAfterTheEnd",
     "is not deployed",
     [](Scene& s) {
         Simulator::Destroy();
         s.service->GetRuntime();
     }},
    {"DeployedOnNoNode", "on no node", [](Scene&) { TestService::Make(77)->Deploy(); }},
    {"DeployedOnWhatIsNoServer",
     "no CamCube runtime",
     [](Scene&) {
         Ptr<TestService> service = TestService::Make(77);
         service->SetNode(CreateObject<Node>());
         service->Deploy();
     }},
    {"InstalledOnWhatIsNoServer",
     "is no server of a cube",
     [](Scene&) { ServiceHelper<IdleQueue>().Install(NodeContainer(1)); }},
    {"AttributeThatTheServiceDoesNotHave",
     "",
     [](Scene&) { ServiceHelper<IdleQueue>().SetAttribute("Colour", UintegerValue(1)); }},
    {"ServiceOfNoNode",
     nullptr,
     [](Scene&) { EXPECT_FALSE(ServiceHelper<IdleQueue>::Get(nullptr)); }},
    {"IdZero", "needs an id", [](Scene& s) { s.Loose(0)->Deploy(); }},
    {"IdThatIsTaken", "already deployed", [](Scene& s) { s.Loose(10)->Deploy(); }},
    {"SixtyFiveServices",
     "at most 64",
     [](Scene& s) {
         std::vector<Ptr<TestService>> many;
         for (uint16_t id = 100; id < 164; ++id)
         {
             many.push_back(s.Loose(id));
             many.back()->Deploy();
         }
     }},
    {"IdChangedWhileDeployed",
     "withdraw it first",
     [](Scene& s) { s.service->SetAttribute("ServiceId", UintegerValue(11)); }},
    {"DeployedTwice",
     nullptr,
     [](Scene& s) {
         s.service->Deploy();
         EXPECT_TRUE(s.service->IsDeployed());
     }},
    {"WithdrawnTwice",
     nullptr,
     [](Scene& s) {
         s.service->Withdraw();
         s.service->Withdraw();
         EXPECT_FALSE(s.service->IsDeployed());
     }},
    {"ServiceThatDiesDeployed",
     nullptr,
     [](Scene& s) {
         s.Loose(77)->Deploy();
         FramePtr frame = std::make_unique<Frame>(77, Create<Packet>(10));
         TorusHelper::GetPort(s.servers.Get(0), PLUS_X)->ReceiveBytes(frame->ToPacket({}, {}));
         EXPECT_EQ(s.At(0).GetUnknownServiceDrops(), 1U);
     }},
    {"FrameForAWithdrawnService",
     nullptr,
     [](Scene& s) {
         s.other->Withdraw();
         s.Send(s.service, PLUS_X, Scene::MakeFrame());
         Simulator::Run();
         EXPECT_EQ(s.At(1).GetUnknownServiceDrops(), 1U);
     }},
#ifndef __SANITIZE_ADDRESS__ // ns-3 loses an event that throws, which counts as a leak
    {"FrameThatIsTakenAndNotAnsweredFor",
     "answer true, or leave the frame",
     [](Scene& s) {
         s.other->Withdraw();
         const Registration taker = s.At(1).OnUnknownService(nullptr, [](FramePtr& frame, uint8_t) {
             frame = nullptr;
             return false;
         });
         s.Send(s.service, PLUS_X, Scene::MakeFrame());
         Simulator::Run();
     }},
#endif
    {"WithdrawnWithinPoll",
     nullptr,
     [](Scene& s) {
         s.service->inPoll = [&](uint8_t) {
             s.service->Withdraw();
             return Scene::MakeFrame();
         };
         s.At(0).RequestPoll(PeekPointer(s.service), PortSet(63));
         Simulator::Run();
         EXPECT_FALSE(s.service->IsDeployed());
         EXPECT_EQ(s.service->polls, 1U);
     }},
    {"StopTimeInThePast",
     nullptr,
     [](Scene& s) {
         s.service->SetStopTime(MilliSeconds(1));
         Simulator::Run();
         EXPECT_FALSE(s.service->IsDeployed());
         EXPECT_EQ(Simulator::Now(), Seconds(1));
     }},
    {"StopTimeDuringARunAndAgain",
     nullptr,
     [](Scene& s) {
         s.service->SetStopTime(Seconds(5));
         s.service->SetStopTime(Seconds(2));
         Simulator::Schedule(Seconds(2), [&] { EXPECT_FALSE(s.service->IsDeployed()); });
         Simulator::Run();
     }},
    {"StopTimeAfterTheEnd",
     nullptr,
     [](Scene& s) {
         Simulator::Destroy();
         s.service->SetStopTime(Seconds(2));
         Simulator::Run();
     }},
    // Place
    {"PlacedTwice",
     "cannot be placed again",
     [](Scene& s) {
         s.At(0).Place(s.torus.ShareTorus(), {1, 1, 1});
     }},
    {"PlacedInNoTorus",
     "in no torus",
     [](Scene&) {
         CreateObject<Runtime>()->Place(nullptr, {0, 0, 0});
     }},
    {"PlacedOutsideTheTorus",
     "has no coordinate",
     [](Scene& s) {
         CreateObject<Runtime>()->Place(s.torus.ShareTorus(), {3, 0, 0});
     }},
    {"CoordinateOfAnUnplacedServer",
     "does not know its coordinate",
     [](Scene&) { CreateObject<Runtime>()->GetCoordinate(); }},
    {"TorusOfAnUnplacedServer",
     "does not know its coordinate",
     [](Scene&) { CreateObject<Runtime>()->GetTorus(); }},
    {"TorusSharedByAnUnplacedServer",
     "does not know its coordinate",
     [](Scene&) { CreateObject<Runtime>()->ShareTorus(); }},
    {"NeighborOfAnUnplacedServer",
     "does not know its coordinate",
     [](Scene&) { CreateObject<Runtime>()->GetNeighbor(PLUS_X); }},
    // Registrations
    {"ServiceThatIsMissing",
     "there is no ns3::camcube::MultiHopRouting",
     [](Scene& s) { s.At(0).Require<MultiHopRouting>(); }},
    {"RegistrationsOfAServiceOnNoNode",
     "on no node",
     [](Scene&) { TestService::Make(77)->GetRegistrations(); }},
    {"NoFunction",
     "no function",
     [](Scene&) {
         HandlerList<std::function<void()>> list;
         const Registration none = list.Add("listener", nullptr, 1, 0, nullptr);
     }},
    {"NoFunctionAmongSeveral",
     "no function",
     [](Scene&) {
         HandlerList<std::function<void()>> list;
         const Registration none = list.Append("listener", nullptr, 1, nullptr);
     }},
    {"ListThatGoesBeforeItsRegistrations",
     nullptr,
     [](Scene&) {
         Registration kept;
         {
             HandlerList<std::function<void()>> list;
             kept = list.Add("listener", nullptr, 1, 0, [] {});
         }
         EXPECT_FALSE(kept.IsActive());
         kept.Cancel();
     }},
    {"RegistrationCancelledTwice",
     nullptr,
     [](Scene&) {
         HandlerList<std::function<void()>> list;
         Registration kept = list.Add("listener", nullptr, 1, 0, [] {});
         kept.Cancel();
         kept.Cancel();
         EXPECT_TRUE(list.IsEmpty());
     }},
    // Queues
    {"NoFrameForAQueue", "no frame", [](Scene& s) { s.queue->Enqueue(PLUS_X, nullptr); }},
    {"QueueOfNoPort", "has no port", [](Scene& s) { s.queue->Enqueue(99, Scene::MakeFrame()); }},
    {"NoFrameToComeFirst", "no frame", [](Scene& s) { s.queue->EnqueueFirst(PLUS_X, nullptr); }},
    {"FirstOfNoPort",
     "has no port",
     [](Scene& s) { s.queue->EnqueueFirst(99, Scene::MakeFrame()); }},
    {"QueueAskedOfNoPort",
     nullptr,
     [](Scene& s) {
         EXPECT_EQ(s.queue->GetQueuedFrames(99), 0U);
         EXPECT_FALSE(s.queue->IsWaitingFor(99));
         EXPECT_FALSE(s.queue->Poll(99));
         s.queue->LinkDown(99);
     }},
    {"QueueOfAWithdrawnService",
     "is not deployed",
     [](Scene& s) {
         s.queue->Withdraw();
         s.queue->Enqueue(PLUS_X, Scene::MakeFrame());
     }},
    {"QueueOfLimitZero",
     nullptr,
     [](Scene& s) {
         s.queue->SetAttribute("QueueLimit", UintegerValue(0));
         EXPECT_EQ(s.queue->Enqueue(PLUS_X, Scene::MakeFrame()), SendResult::SENT);
         EXPECT_EQ(s.queue->Enqueue(PLUS_X, Scene::MakeFrame()), SendResult::BUSY);
         EXPECT_EQ(s.queue->reasons, (std::vector<SendResult>{SendResult::BUSY}));
         Simulator::Run();
     }},
    {"QueuedFrameAboveTheMtu",
     nullptr,
     [](Scene& s) {
         s.queue->Enqueue(PLUS_X, Scene::MakeFrame());
         EXPECT_EQ(s.queue->Enqueue(PLUS_X, Scene::MakeFrame()), SendResult::SENT);
         EXPECT_EQ(s.queue->Enqueue(PLUS_X, s.MakeFrame(2000)), SendResult::SENT);
         Simulator::Run();
         EXPECT_EQ(s.queue->reasons, (std::vector<SendResult>{SendResult::TOO_LONG}));
     }},
    {"QueuedFrameWithoutPayload",
     "payload has been taken",
     [](Scene& s) {
         s.queue->Enqueue(PLUS_X, Scene::MakeFrame());
         s.queue->Enqueue(PLUS_X, Scene::MakeFrame());
         FramePtr frame = Scene::MakeFrame();
         frame->TakePayload();
         s.queue->Enqueue(PLUS_X, std::move(frame));
     }},
    {"SentAgainAtOnceByALinkThatIsDown",
     "sent there again at once",
     [](Scene& s) {
         s.At(2).DeactivateLink(PLUS_X);
         s.queue->again = [&](uint8_t port, FramePtr frame) {
             s.queue->Enqueue(port, std::move(frame));
         };
         s.queue->Enqueue(PLUS_X, Scene::MakeFrame());
     }},
    {"WithdrawnWithinUndelivered",
     nullptr,
     [](Scene& s) {
         s.queue->again = [&](uint8_t, FramePtr) { s.queue->Withdraw(); };
         for (int i = 0; i < 5; ++i)
         {
             s.queue->Enqueue(PLUS_X, Scene::MakeFrame());
         }
         s.At(2).DeactivateLink(PLUS_X);
         EXPECT_EQ(s.queue->reasons.size(), 1U);
         EXPECT_FALSE(s.queue->IsDeployed());
     }},
};

} // namespace

class RuntimeMisuse : public CubeTest, public testing::WithParamInterface<Misuse<Scene>>
{
};

TEST_P(RuntimeMisuse, EndsInASentenceOrACount)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(, RuntimeMisuse, testing::ValuesIn(MISUSES), [](const auto& info) {
    return info.param.name;
});
