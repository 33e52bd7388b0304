/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One server: dispatch by service id, the API of the papers, and fair shares of a link.

#include "cube-fixture.h"

#include "ns3/camcube-service.h"
#include "ns3/node.h"

#include <numeric>

using namespace ns3;

namespace
{

/** Sends as many frames as it is given over one link, and counts what it receives. */
class TestService : public CamCubeService
{
  public:
    explicit TestService(uint16_t id)
        : CamCubeService(id)
    {
    }

    /** Makes one as ns-3 makes objects, attributes and all. */
    static Ptr<TestService> Make(uint16_t id, uint16_t weight = 1)
    {
        Ptr<TestService> service = CompleteConstruct(new TestService(id));
        service->SetAttribute("Weight", UintegerValue(weight));
        return service;
    }

    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::TestCamCubeService").SetParent<CamCubeService>();
        return tid;
    }

    TypeId GetInstanceTypeId() const override
    {
        return GetTypeId();
    }

    void Receive(CamCubeFramePtr frame, uint8_t in) override
    {
        ++received;
        lastPort = in;
        lastPayload = frame->GetPayload();
    }

    CamCubeFramePtr Poll(uint8_t out) override
    {
        ++polls;
        if (inPoll)
        {
            return inPoll(out);
        }
        if (toSend == 0 || out != PLUS_X)
        {
            return nullptr;
        }
        --toSend;
        return std::make_unique<CamCubeFrame>(GetServiceId(), Create<Packet>(1000));
    }

    void LinkDown(uint8_t port) override
    {
        down.Insert(port);
    }

    void LinkUp(uint8_t port) override
    {
        down.Remove(port);
    }

    CamCubeRuntime& R()
    {
        return GetRuntime();
    }

    std::function<CamCubeFramePtr(uint8_t)> inPoll;
    uint64_t toSend{0};
    uint64_t polls{0};
    uint64_t received{0};
    uint8_t lastPort{255};
    Ptr<const Packet> lastPayload;
    PortSet down;
};

class RuntimeTest : public CubeTest
{
  protected:
    Ptr<TestService> Add(uint32_t server, uint16_t id, uint16_t weight = 1)
    {
        Ptr<TestService> service = TestService::Make(id, weight);
        m_servers.Get(server)->AddApplication(service);
        return service;
    }

    TorusHelper m_torus{3, 3, 3};
    NodeContainer m_servers = m_torus.Create();
};

} // namespace

TEST_F(RuntimeTest, KnowsItsPlaceItsNeighboursAndTheSize)
{
    Ptr<CamCubeRuntime> runtime = Runtime(m_servers, 5);
    EXPECT_EQ(runtime->GetCoordinate(), (TorusCoordinate{2, 1, 0}));
    EXPECT_EQ(runtime->GetTorus().GetNServers(), 27U);
    EXPECT_EQ(runtime->GetNeighbor(PLUS_X), (TorusCoordinate{0, 1, 0}));
    EXPECT_EQ(runtime->GetNeighbor(MINUS_Z), (TorusCoordinate{2, 1, 2}));
    EXPECT_EQ(runtime->GetUpPorts().GetSize(), 6);
    EXPECT_EQ(runtime->GetFreePorts(runtime->GetUpPorts()).GetSize(), 6);
}

TEST_F(RuntimeTest, DispatchesByServiceIdOverOneHop)
{
    Ptr<TestService> sender = Add(0, 10);
    Ptr<TestService> other = Add(1, 11);
    Ptr<TestService> receiver = Add(1, 10);
    Simulator::Schedule(Seconds(1), [&] {
        auto frame = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
        EXPECT_TRUE(sender->R().Send(PeekPointer(sender), PLUS_X, frame));
        EXPECT_FALSE(frame);
        frame = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
        EXPECT_FALSE(sender->R().Send(PeekPointer(sender), PLUS_X, frame));
        EXPECT_TRUE(frame);
        EXPECT_FALSE(sender->R().GetFreePorts(PortSet(63)).Contains(PLUS_X));
    });
    Simulator::Run();
    EXPECT_EQ(receiver->received, 1U);
    EXPECT_EQ(receiver->lastPort, MINUS_X);
    EXPECT_EQ(other->received, 0U);
    EXPECT_EQ(sender->polls, 1U); // it had nothing, and was not asked again
}

TEST_F(RuntimeTest, BroadcastReachesTheSixNeighbours)
{
    std::vector<Ptr<TestService>> services;
    for (uint32_t server = 0; server < 27; ++server)
    {
        services.push_back(Add(server, 10));
    }
    Simulator::Schedule(Seconds(1), [&] {
        EXPECT_EQ(services[13]->R().Broadcast(PeekPointer(services[13]), Create<Packet>(64)),
                  PortSet(63));
    });
    Simulator::Run();
    for (uint32_t server = 0; server < 27; ++server)
    {
        const uint32_t hops =
            m_torus.GetTorus().GetDistance(m_torus.GetTorus().GetCoordinate(server),
                                           m_torus.GetTorus().GetCoordinate(13));
        EXPECT_EQ(services[server]->received, hops == 1 ? 1U : 0U);
    }
}

TEST_F(RuntimeTest, UnknownServicesAreCountedAndDropped)
{
    Ptr<TestService> sender = Add(0, 10);
    Simulator::Schedule(Seconds(1), [&] {
        auto frame = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
        EXPECT_TRUE(sender->R().Send(PeekPointer(sender), PLUS_X, frame));
    });
    Simulator::Run();
    EXPECT_EQ(Runtime(m_servers, 1)->GetUnknownServiceDrops(), 1U);
}

TEST_F(RuntimeTest, ServicesComeAndGoAtRunTime)
{
    Ptr<TestService> sender = Add(0, 10);
    Ptr<TestService> receiver = Add(1, 10);
    receiver->SetStartTime(Seconds(2));
    receiver->SetStopTime(Seconds(4));
    for (int second = 1; second <= 5; second += 2)
    {
        Simulator::Schedule(Seconds(second), [&] {
            auto frame = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
            sender->R().Send(PeekPointer(sender), PLUS_X, frame);
        });
    }
    Simulator::Run();
    EXPECT_EQ(receiver->received, 1U);
    EXPECT_EQ(Runtime(m_servers, 1)->GetUnknownServiceDrops(), 2U);
}

TEST_F(RuntimeTest, LinksAreSwitchedOffAndOnAndEverybodyIsTold)
{
    Ptr<TestService> here = Add(0, 10);
    Ptr<TestService> there = Add(1, 10);
    Simulator::Schedule(Seconds(1), [&] { here->R().DeactivateLink(PLUS_X); });
    Simulator::Schedule(Seconds(2), [&] {
        EXPECT_TRUE(here->down.Contains(PLUS_X));
        EXPECT_TRUE(there->down.Contains(MINUS_X));
        EXPECT_EQ(here->R().GetUpPorts().GetSize(), 5);
        auto frame = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
        EXPECT_FALSE(here->R().Send(PeekPointer(here), PLUS_X, frame));
        here->R().ActivateLink(PLUS_X);
    });
    Simulator::Run();
    EXPECT_TRUE(here->down.IsEmpty());
    EXPECT_TRUE(there->down.IsEmpty());
    EXPECT_EQ(there->received, 0U);
}

TEST_F(RuntimeTest, LinkStatistics)
{
    Ptr<TestService> sender = Add(0, 10);
    sender->toSend = 999;
    Simulator::Schedule(Time(0),
                        [&] { sender->R().RequestPoll(PeekPointer(sender), PortSet::Of(PLUS_X)); });
    Simulator::Stop(TimeStep((1016 + 24) * 8 * 500));
    Simulator::Run();
    const auto statistics = Runtime(m_servers, 0)->GetLinkStatistics(PLUS_X);
    EXPECT_NEAR(statistics.counters.txFrames, 500, 1);
    EXPECT_NEAR(statistics.utilization, 1, 0.01);
    EXPECT_EQ(Runtime(m_servers, 0)->GetLinkStatistics(PLUS_Y).utilization, 0);
    EXPECT_THROW(Runtime(m_servers, 0)->GetLinkStatistics(7), std::invalid_argument);
}

TEST_F(RuntimeTest, WeightedTurnsShareASaturatedLinkWithinOnePercent)
{
    const std::vector<uint16_t> weights{1, 2, 3, 5, 9};
    const uint32_t sum = std::accumulate(weights.begin(), weights.end(), 0U);
    constexpr uint32_t FRAMES = 10000;
    std::vector<Ptr<TestService>> services;
    for (std::size_t i = 0; i < weights.size(); ++i)
    {
        services.push_back(Add(0, 10 + i, weights[i]));
        services.back()->toSend = FRAMES;
    }
    Ptr<TestService> silent = Add(0, 99, 100);
    Simulator::Schedule(Time(0), [&] {
        for (auto& service : services)
        {
            service->R().RequestPoll(PeekPointer(service), PortSet::Of(PLUS_X));
        }
    });
    Simulator::Stop(TimeStep((1016 + 24) * 8 * (FRAMES - 1) + 1));
    Simulator::Run();
    for (auto& service : services)
    {
        const double share = static_cast<double>(FRAMES - service->toSend) / FRAMES;
        const double fair = static_cast<double>(service->GetWeight()) / sum;
        std::cout << "measured: fairness: weight " << service->GetWeight() << ": share " << share
                  << ", fair " << fair << "\n";
        EXPECT_NEAR(share / fair, 1, 0.01);
    }
    EXPECT_EQ(silent->polls, 0U);
}

TEST_F(RuntimeTest, SilentServiceCostsNoEvent)
{
    const auto events = [this](bool withSilent) {
        Ptr<TestService> busy = Add(0, 10);
        busy->toSend = 100;
        if (withSilent)
        {
            Add(0, 99);
        }
        Simulator::Schedule(Seconds(1),
                            [=] { busy->R().RequestPoll(PeekPointer(busy), PortSet::Of(PLUS_X)); });
        Simulator::Stop(Seconds(2));
        Simulator::Run();
        const uint64_t count = Simulator::GetEventCount();
        Simulator::Destroy();
        m_servers = m_torus.Create();
        return count;
    };
    const uint64_t alone = events(false);
    EXPECT_EQ(events(true), alone + 2); // any application is initialised, and starts
}

TEST_F(RuntimeTest, SendOnThePortThatIsPolledAsksForAnotherPoll)
{
    Ptr<TestService> sender = Add(0, 10);
    Ptr<TestService> receiver = Add(1, 10);
    CamCubeFramePtr kept;
    sender->inPoll = [&](uint8_t out) -> CamCubeFramePtr {
        if (sender->polls > 1)
        {
            return std::move(kept);
        }
        kept = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
        EXPECT_FALSE(sender->R().Send(PeekPointer(sender), out, kept));
        return nullptr;
    };
    Simulator::Schedule(Seconds(1),
                        [&] { sender->R().RequestPoll(PeekPointer(sender), PortSet::Of(PLUS_X)); });
    Simulator::Run();
    EXPECT_EQ(receiver->received, 1U);
}

TEST_F(RuntimeTest, ServiceMaySwitchItsLinkOffOrLeaveWhileItIsPolled)
{
    Ptr<TestService> sender = Add(0, 10);
    Ptr<TestService> other = Add(0, 11);
    sender->inPoll = [&](uint8_t out) {
        sender->R().DeactivateLink(out);
        return std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
    };
    other->inPoll = [&](uint8_t) {
        other->R().Withdraw(PeekPointer(other));
        return std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
    };
    Simulator::Schedule(Seconds(1), [&] {
        other->R().RequestPoll(PeekPointer(other), PortSet::Of(PLUS_Y));
        sender->R().RequestPoll(PeekPointer(sender), PortSet::Of(PLUS_X));
    });
    Simulator::Run();
    EXPECT_EQ(sender->polls, 1U);
    EXPECT_EQ(other->polls, 1U);
    EXPECT_EQ(Runtime(m_servers, 0)->GetLostPolledFrames(), 1U);
    EXPECT_EQ(TorusHelper::GetPort(m_servers.Get(0), PLUS_Y)->GetCounters().txFrames, 1U);
}

TEST_F(RuntimeTest, PortsThatAreNotThereAreRefused)
{
    Ptr<CamCubeRuntime> runtime = Runtime(m_servers, 0);
    for (uint8_t port : {6, 16, 34, 99, 255})
    {
        EXPECT_THROW(runtime->DeactivateLink(port), std::invalid_argument);
        EXPECT_THROW(runtime->GetNeighbor(port), std::invalid_argument);
    }
    NodeContainer outside(11);
    for (uint32_t i = 0; i < 10; ++i)
    {
        m_torus.AddGateway(m_servers.Get(0), outside.Get(i));
    }
    const uint32_t devices = m_servers.Get(0)->GetNDevices();
    EXPECT_THROW(m_torus.AddGateway(m_servers.Get(0), outside.Get(10)), std::invalid_argument);
    EXPECT_EQ(m_servers.Get(0)->GetNDevices(), devices);
    EXPECT_EQ(outside.Get(10)->GetNDevices(), 0U);
    EXPECT_THROW(runtime->GetNeighbor(6), std::invalid_argument);
    EXPECT_THROW(m_torus.AddGateway(outside.Get(0), outside.Get(1)), std::invalid_argument);
}

TEST_F(RuntimeTest, BadAttributesAreRefused)
{
    EXPECT_THROW(m_torus.SetDeviceAttribute("Rate", StringValue("1Gbps")), std::invalid_argument);
    EXPECT_THROW(m_torus.SetDeviceAttribute("DataRate", StringValue("fast")),
                 std::invalid_argument);
    EXPECT_THROW(m_torus.SetDeviceAttribute("Mtu", UintegerValue(9001)), std::invalid_argument);
    EXPECT_THROW(m_torus.SetChannelAttribute("Length", StringValue("1m")), std::invalid_argument);
    EXPECT_THROW(MultiHopRoutingHelper().SetAttribute("Choice", StringValue("Best")),
                 std::invalid_argument);
}

TEST_F(RuntimeTest, BadServicesAreRefused)
{
    Ptr<TestService> first = Add(0, 10);
    Simulator::Run();
    Ptr<TestService> twin = TestService::Make(10);
    EXPECT_THROW(Runtime(m_servers, 0)->Deploy(PeekPointer(twin)), std::invalid_argument);
    Ptr<TestService> nameless = TestService::Make(0);
    EXPECT_THROW(Runtime(m_servers, 0)->Deploy(PeekPointer(nameless)), std::invalid_argument);
    std::vector<Ptr<TestService>> many;
    for (uint16_t id = 11; id < 10 + TurnQueue::MAX_PLACES; ++id)
    {
        many.push_back(TestService::Make(id));
        Runtime(m_servers, 0)->Deploy(PeekPointer(many.back()));
    }
    Ptr<TestService> last = TestService::Make(999);
    EXPECT_THROW(Runtime(m_servers, 0)->Deploy(PeekPointer(last)), std::invalid_argument);
    Runtime(m_servers, 0)->Withdraw(PeekPointer(many[3]));
    EXPECT_NO_THROW(Runtime(m_servers, 0)->Deploy(PeekPointer(last)));
}

TEST_F(RuntimeTest, GatewayPortsLeadOutOfTheCube)
{
    NodeContainer outside(1);
    NetDeviceContainer ends = m_torus.AddGateway(m_servers.Get(0), outside.Get(0));
    EXPECT_EQ(Runtime(m_servers, 0)->GetPorts().GetSize(), 7);
    EXPECT_EQ(PortName(6), "gw0");
    Ptr<TestService> sender = Add(0, 10);
    uint32_t arrived = 0;
    outside.Get(0)->RegisterProtocolHandler(
        [&](Ptr<NetDevice>,
            Ptr<const Packet>,
            uint16_t protocol,
            const Address&,
            const Address&,
            NetDevice::PacketType) {
            EXPECT_EQ(protocol, CamCubeFrame::ETHER_TYPE);
            ++arrived;
        },
        0,
        ends.Get(1));
    Simulator::Schedule(Seconds(1), [&] {
        auto frame = std::make_unique<CamCubeFrame>(0, Create<Packet>(100));
        EXPECT_TRUE(sender->R().Send(PeekPointer(sender), 6, frame));
        // A broadcast goes to the cube's neighbours only.
        EXPECT_EQ(sender->R().Broadcast(PeekPointer(sender), Create<Packet>(64)), PortSet(63));
    });
    Simulator::Run();
    EXPECT_EQ(arrived, 1U);
}
