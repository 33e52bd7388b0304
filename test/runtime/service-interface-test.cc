/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What services are offered: queues, registrations, other services, installation, and servers
// that do not know their coordinate.

#include "runtime-fixture.h"

#include "ns3/handler-list.h"
#include "ns3/queued-service.h"
#include "ns3/service-helper.h"

#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Notes what it receives, and what could not be sent. It has no TypeId of its own. */
class Queue : public QueuedService
{
  public:
    Queue()
        : QueuedService(10)
    {
    }

    void Receive(FramePtr frame, uint8_t) override
    {
        received.push_back(frame->GetPayload()->GetSize());
    }

    void Undelivered(uint8_t, FramePtr frame, SendResult why) override
    {
        lost.emplace_back(frame->GetPayload()->GetSize(), why);
    }

    void Placed() override
    {
        ++placed;
    }

    SendResult Enqueue(uint32_t bytes)
    {
        return QueuedService::Enqueue(PLUS_X, std::make_unique<Frame>(0, Create<Packet>(bytes)));
    }

    SendResult EnqueueFirst(uint32_t bytes)
    {
        return QueuedService::EnqueueFirst(PLUS_X,
                                           std::make_unique<Frame>(0, Create<Packet>(bytes)));
    }

    std::vector<uint32_t> received;
    std::vector<std::pair<uint32_t, SendResult>> lost;
    int placed{0};
};

/** Has a TypeId of its own. */
class NamedQueue : public Queue
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::camcube::NamedTestQueue")
                                .SetParent<QueuedService>()
                                .AddConstructor<NamedQueue>()
                                .AddAttribute("Colour",
                                              "Of no meaning",
                                              UintegerValue(1),
                                              MakeUintegerAccessor(&NamedQueue::colour),
                                              MakeUintegerChecker<uint32_t>());
        return tid;
    }

    uint32_t colour{0};
};

using Lost = std::vector<std::pair<uint32_t, SendResult>>;

} // namespace

class ServiceInterface : public RuntimeTest
{
  protected:
    void Install()
    {
        ServiceHelper<Queue> helper;
        helper.SetAttribute("QueueLimit", UintegerValue(3));
        helper.Install(m_servers);
        Simulator::Run();
    }

    Ptr<Queue> At(uint32_t server) const
    {
        return ServiceHelper<Queue>::Get(m_servers.Get(server));
    }
};

TEST_F(ServiceInterface, QueuesKeepOrderAndTheirLimit)
{
    Install();
    for (uint32_t bytes = 1; bytes <= 4; ++bytes)
    {
        EXPECT_EQ(At(0)->Enqueue(bytes), SendResult::SENT);
    }
    EXPECT_EQ(At(0)->GetQueuedFrames(PLUS_X), 3U);
    EXPECT_EQ(At(0)->Enqueue(5), SendResult::BUSY);
    EXPECT_EQ(At(0)->lost, (Lost{{5, SendResult::BUSY}}));
    EXPECT_EQ(RuntimeOf(m_servers, 0)->GetLinkStatistics(PLUS_X).queuedFrames, 3U);
    Simulator::Run();
    EXPECT_EQ(At(1)->received, (std::vector<uint32_t>{1, 2, 3, 4}));
    EXPECT_EQ(At(0)->Enqueue(3000), SendResult::TOO_LONG);
    EXPECT_EQ(At(0)->lost.back(), std::make_pair(3000U, SendResult::TOO_LONG));
}

TEST_F(ServiceInterface, FramesThatComeFirstPassOthersAndTheLimit)
{
    Install();
    for (uint32_t bytes = 1; bytes <= 4; ++bytes)
    {
        EXPECT_EQ(At(0)->Enqueue(bytes), SendResult::SENT);
    }
    EXPECT_EQ(At(0)->EnqueueFirst(8), SendResult::SENT);
    EXPECT_EQ(At(0)->EnqueueFirst(9), SendResult::SENT);
    EXPECT_EQ(At(0)->EnqueueFirst(3000), SendResult::SENT) << "seen when it is its turn";
    EXPECT_EQ(At(0)->GetQueuedFrames(PLUS_X), 6U);
    Simulator::Run();
    EXPECT_EQ(At(1)->received, (std::vector<uint32_t>{1, 8, 9, 2, 3, 4}));
    EXPECT_EQ(At(0)->lost, (Lost{{3000, SendResult::TOO_LONG}}));
    EXPECT_EQ(At(0)->EnqueueFirst(5), SendResult::SENT) << "the link is free";
    EXPECT_EQ(At(0)->EnqueueFirst(6), SendResult::SENT);
    EXPECT_EQ(At(0)->Enqueue(7), SendResult::SENT);
    RuntimeOf(m_servers, 0)->DeactivateLink(PLUS_X);
    EXPECT_EQ(At(0)->lost.size(), 3U);
    EXPECT_EQ(At(0)->EnqueueFirst(5), SendResult::DOWN);
    EXPECT_EQ(At(0)->GetQueuedFrames(PLUS_X), 0U);
}

TEST_F(ServiceInterface, QueuesGiveBackWhatALinkThatGoesDownLeaves)
{
    Install();
    for (uint32_t bytes = 1; bytes <= 4; ++bytes)
    {
        At(0)->Enqueue(bytes);
    }
    RuntimeOf(m_servers, 0)->DeactivateLink(PLUS_X);
    EXPECT_EQ(At(0)->lost,
              (Lost{{2, SendResult::DOWN}, {3, SendResult::DOWN}, {4, SendResult::DOWN}}));
    EXPECT_EQ(At(0)->Enqueue(5), SendResult::DOWN);
    RuntimeOf(m_servers, 0)->ActivateLink(PLUS_X);
    EXPECT_EQ(At(0)->Enqueue(6), SendResult::SENT);
    Simulator::Run();
    EXPECT_EQ(At(1)->received.back(), 6U);
}

TEST_F(ServiceInterface, QueuesAreEmptyAfterWithdrawal)
{
    Install();
    for (uint32_t bytes = 1; bytes <= 4; ++bytes)
    {
        At(0)->Enqueue(bytes);
    }
    At(0)->Withdraw();
    EXPECT_EQ(At(0)->GetQueuedFrames(PLUS_X), 0U);
    At(0)->Deploy();
    Simulator::Run();
    EXPECT_EQ(At(1)->received, (std::vector<uint32_t>{1}));
    EXPECT_EQ(At(0)->Enqueue(9), SendResult::SENT);
    Simulator::Run();
    EXPECT_EQ(At(1)->received.back(), 9U);
}

TEST_F(ServiceInterface, SendSaysWhatBecameOfAFrame)
{
    Install();
    Runtime& runtime = *RuntimeOf(m_servers, 0);
    const auto send = [&](uint32_t bytes) {
        auto frame = std::make_unique<Frame>(0, Create<Packet>(bytes));
        const SendResult result = runtime.Send(PeekPointer(At(0)), PLUS_X, frame);
        EXPECT_EQ(frame == nullptr, result == SendResult::SENT);
        return result;
    };
    EXPECT_EQ(send(1499), SendResult::TOO_LONG);
    EXPECT_EQ(send(1498), SendResult::SENT);
    EXPECT_EQ(send(10), SendResult::BUSY);
    runtime.DeactivateLink(PLUS_X);
    EXPECT_EQ(send(10), SendResult::DOWN);
    EXPECT_EQ(runtime.GetRoom(PLUS_X, Frame(0, Create<Packet>(1000))), 498);
}

TEST_F(ServiceInterface, RegistrationsEndWithTheirOwnerTheirHandleOrTheirPlace)
{
    Install();
    int called = 0;
    const auto count = [&] { ++called; };
    auto list = std::make_unique<HandlerList<std::function<void()>>>();
    const auto call = [&] {
        called = 0;
        list->Visit(1, [](const auto& function) {
            function();
            return true;
        });
        return called;
    };
    Registration owned = list->Add("listener", &At(0)->GetRegistrations(), 1, 0, count);
    Registration other = list->Add("listener", nullptr, 1, 1, count);
    {
        const Registration all = list->Add("listener", nullptr, list->ALL, 0, count);
        EXPECT_EQ(call(), 3);
    }
    EXPECT_EQ(call(), 2);
    At(0)->Withdraw();
    EXPECT_FALSE(owned.IsActive());
    EXPECT_EQ(call(), 1);
    other = list->Add("listener", nullptr, 1, 2, count); // the first one ends
    EXPECT_EQ(call(), 1);
    list.reset();
    EXPECT_FALSE(other.IsActive());
}

TEST_F(ServiceInterface, HelpersSetAttributesOfClassesWithAndWithoutATypeId)
{
    ServiceHelper<NamedQueue> named;
    named.SetAttribute("Colour", UintegerValue(5));
    named.SetAttribute("Weight", UintegerValue(3));
    named.Install(m_servers.Get(0));
    ServiceHelper<Queue> plain;
    plain.SetAttribute("Weight", UintegerValue(2));
    EXPECT_THROW(plain.SetAttribute("Colour", UintegerValue(5)), std::invalid_argument);
    plain.Install(m_servers.Get(1));
    Simulator::Run();
    Ptr<NamedQueue> service = ServiceHelper<NamedQueue>::Get(m_servers.Get(0));
    EXPECT_EQ(service->colour, 5U);
    EXPECT_EQ(service->GetWeight(), 3);
    EXPECT_EQ(At(1)->GetWeight(), 2);
    EXPECT_FALSE(ServiceHelper<NamedQueue>::Get(m_servers.Get(1)));
    EXPECT_EQ(RuntimeOf(m_servers, 1)->Require<QueuedService>(), At(1));
    EXPECT_FALSE(RuntimeOf(m_servers, 1)->Find<MultiHopRouting>());
    EXPECT_THROW(RuntimeOf(m_servers, 1)->Require<NamedQueue>(), std::logic_error);
}

TEST_F(ServiceInterface, StopTimesOfServicesThatComeLateCountFromTheStart)
{
    Ptr<TestService> late = TestService::Make(20);
    late->SetStopTime(Seconds(3));
    Simulator::Schedule(Seconds(2), [&] { m_servers.Get(0)->AddApplication(late); });
    Simulator::Schedule(Seconds(2.5), [&] { EXPECT_TRUE(late->IsDeployed()); });
    Simulator::Schedule(Seconds(3.5), [&] { EXPECT_FALSE(late->IsDeployed()); });
    Simulator::Run();
}

TEST_F(ServiceInterface, WhatPlacedThrowsUndoesTheDeployment)
{
    class Thrower : public TestService
    {
      public:
        Thrower()
            : TestService(20)
        {
        }

        void Placed() override
        {
            throw std::logic_error("not here");
        }
    };

    Ptr<Thrower> service = CreateObject<Thrower>();
    service->SetNode(m_servers.Get(0));
    EXPECT_THROW(service->Deploy(), std::logic_error);
    EXPECT_FALSE(service->IsDeployed());
    EXPECT_NO_THROW(Add(0, 20)->Deploy());
}

TEST_F(ServiceInterface, UnplacedServersHaveLinksAndNoCoordinate)
{
    TorusHelper torus(3, 3, 3);
    torus.SetPlaced(false);
    NodeContainer servers = torus.Create();
    std::set<Mac48Address> addresses;
    bool isSorted = true;
    Mac48Address last;
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        EXPECT_FALSE(RuntimeOf(servers, i)->IsPlaced());
        EXPECT_EQ(RuntimeOf(servers, i)->GetUpPorts(), PortSet(63));
        for (uint8_t port = 0; port < 6; ++port)
        {
            const auto address =
                Mac48Address::ConvertFrom(RuntimeOf(servers, i)->GetDevice(port)->GetAddress());
            isSorted = isSorted && last < address;
            last = address;
            addresses.insert(address);
        }
    }
    EXPECT_EQ(addresses.size(), 27U * 6);
    EXPECT_FALSE(isSorted);

    ServiceHelper<Queue>().Install(servers);
    MultiHopRoutingHelper().Install(servers);
    Simulator::Run();
    Ptr<Queue> service = ServiceHelper<Queue>::Get(servers.Get(0));
    EXPECT_TRUE(service->IsDeployed());
    EXPECT_EQ(service->Enqueue(10), SendResult::SENT); // one hop needs no coordinate
    EXPECT_EQ(service->placed, 0);
    EXPECT_FALSE(Routing(servers, 0)->IsDeployed());
    Simulator::Run();
    for (uint32_t i : {0, 1})
    {
        RuntimeOf(servers, i)->Place(torus.ShareTorus(), torus.GetTorus().GetCoordinate(i));
    }
    EXPECT_EQ(service->placed, 1);
    EXPECT_TRUE(Routing(servers, 0)->IsDeployed());
    uint32_t arrived = 0;
    Keep(Routing(servers, 1)->AddEndpoint(nullptr, 9, [&](auto, auto&) { ++arrived; }));
    Routing(servers, 0)->Send({1, 0, 0}, 9, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(arrived, 1U);
    // A packet for a server that is not placed yet is counted there.
    Routing(servers, 0)->Send({2, 0, 0}, 9, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(RuntimeOf(servers, 2)->GetUnknownServiceDrops(), 1U);
}
