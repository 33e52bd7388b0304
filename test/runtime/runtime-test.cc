/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One server: dispatch by service id, and the API of the papers.

#include "runtime-fixture.h"

using namespace ns3;
using namespace ns3::camcube;

TEST_F(RuntimeTest, KnowsItsPlaceItsNeighboursAndTheSize)
{
    Ptr<Runtime> runtime = RuntimeOf(m_servers, 5);
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
        auto frame = std::make_unique<Frame>(0, Create<Packet>(100));
        EXPECT_EQ(sender->R().Send(PeekPointer(sender), PLUS_X, frame), SendResult::SENT);
        EXPECT_FALSE(frame);
        frame = std::make_unique<Frame>(0, Create<Packet>(100));
        EXPECT_EQ(sender->R().Send(PeekPointer(sender), PLUS_X, frame), SendResult::BUSY);
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
        auto frame = std::make_unique<Frame>(0, Create<Packet>(100));
        EXPECT_EQ(sender->R().Send(PeekPointer(sender), PLUS_X, frame), SendResult::SENT);
    });
    Simulator::Run();
    EXPECT_EQ(RuntimeOf(m_servers, 1)->GetUnknownServiceDrops(), 1U);
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
            auto frame = std::make_unique<Frame>(0, Create<Packet>(100));
            sender->R().Send(PeekPointer(sender), PLUS_X, frame);
        });
    }
    Simulator::Run();
    EXPECT_EQ(receiver->received, 1U);
    EXPECT_EQ(RuntimeOf(m_servers, 1)->GetUnknownServiceDrops(), 2U);
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
        auto frame = std::make_unique<Frame>(0, Create<Packet>(100));
        EXPECT_EQ(here->R().Send(PeekPointer(here), PLUS_X, frame), SendResult::DOWN);
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
    const auto statistics = RuntimeOf(m_servers, 0)->GetLinkStatistics(PLUS_X);
    EXPECT_NEAR(statistics.counters.txFrames, 500, 1);
    EXPECT_NEAR(statistics.utilization, 1, 0.01);
    EXPECT_EQ(RuntimeOf(m_servers, 0)->GetLinkStatistics(PLUS_Y).utilization, 0);
    EXPECT_THROW(RuntimeOf(m_servers, 0)->GetLinkStatistics(7), std::invalid_argument);
}

TEST_F(RuntimeTest, PortsThatAreNotThereAreRefused)
{
    Ptr<Runtime> runtime = RuntimeOf(m_servers, 0);
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
    // Not by AddApplication(), which deploys in an event, and the simulator leaks one that throws.
    const auto make = [this](uint16_t id) {
        Ptr<TestService> service = TestService::Make(id);
        service->SetNode(m_servers.Get(0));
        return service;
    };
    EXPECT_THROW(make(10)->Deploy(), std::invalid_argument);
    EXPECT_THROW(make(0)->Deploy(), std::invalid_argument);
    std::vector<Ptr<TestService>> many;
    for (uint16_t id = 11; id < 10 + TurnQueue::MAX_PLACES; ++id)
    {
        many.push_back(make(id));
        many.back()->Deploy();
    }
    Ptr<TestService> last = make(999);
    EXPECT_THROW(last->Deploy(), std::invalid_argument);
    EXPECT_FALSE(last->IsDeployed());
    many[3]->Withdraw();
    EXPECT_NO_THROW(last->Deploy());
}

TEST_F(RuntimeTest, GatewayPortsLeadOutOfTheCube)
{
    NodeContainer outside(1);
    NetDeviceContainer ends = m_torus.AddGateway(m_servers.Get(0), outside.Get(0));
    EXPECT_EQ(RuntimeOf(m_servers, 0)->GetPorts().GetSize(), 7);
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
            EXPECT_EQ(protocol, Frame::ETHER_TYPE);
            ++arrived;
        },
        0,
        ends.Get(1));
    Simulator::Schedule(Seconds(1), [&] {
        auto frame = std::make_unique<Frame>(0, Create<Packet>(100));
        EXPECT_EQ(sender->R().Send(PeekPointer(sender), 6, frame), SendResult::SENT);
        // A broadcast goes to the cube's neighbours only.
        EXPECT_EQ(sender->R().Broadcast(PeekPointer(sender), Create<Packet>(64)), PortSet(63));
    });
    Simulator::Run();
    EXPECT_EQ(arrived, 1U);
}
