/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the multi-hop routing service does with packets that services touch, and with those that are
// not as they should be.

#include "routing-fixture.h"

#include "ns3/node.h"

using namespace ns3;
using namespace ns3::camcube;

TEST_F(RoutingTest, InterceptorsSeeChangeConsumeAndDrop)
{
    NodeContainer servers = Build(8, 1, 1);
    using Verdict = MultiHopRouting::Verdict;
    std::vector<uint32_t> seenSizes;
    FramePtr kept;
    Keep(Routing(servers, 1)
             ->AddInterceptor(nullptr,
                              MultiHopRouting::ALL,
                              0,
                              [&](FramePtr& frame, RoutingHeader&, uint8_t in) {
                                  EXPECT_EQ(in, MINUS_X);
                                  seenSizes.push_back(frame->GetPayload()->GetSize());
                                  frame->SetPayload(
                                      Create<Packet>(frame->GetPayload()->GetSize() + 1)); // change
                                  return Verdict::FORWARD;
                              }));
    Registration consumer = Routing(servers, 2)
                                ->AddInterceptor(nullptr,
                                                 TEST_ENDPOINT,
                                                 1,
                                                 [&](FramePtr& frame, RoutingHeader&, uint8_t) {
                                                     switch (frame->GetPayload()->GetSize())
                                                     {
                                                     case 51:
                                                         kept = std::move(frame);
                                                         return Verdict::CONSUME;
                                                     case 61:
                                                         return Verdict::DROP;
                                                     default:
                                                         return Verdict::FORWARD;
                                                     }
                                                 });
    Keep(Routing(servers, 2)
             ->AddInterceptor(nullptr,
                              TEST_ENDPOINT + 1,
                              1,
                              [&](FramePtr&, RoutingHeader&, uint8_t) {
                                  ADD_FAILURE() << "not its endpoint";
                                  return Verdict::FORWARD;
                              }));
    for (uint32_t bytes : {50, 60, 70})
    {
        Send(servers, 0, 3, bytes);
    }
    Simulator::Run();
    EXPECT_EQ(seenSizes, (std::vector<uint32_t>{50, 60, 70}));
    EXPECT_EQ(m_delivered, 1U);
    ASSERT_TRUE(kept);
    EXPECT_EQ(Routing(servers, 2)->GetCounters().consumed, 1U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::BY_INTERCEPTOR), 1U);
    consumer.Cancel();
    Send(servers, 0, 3, 50);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 2U);
}

TEST_F(RoutingTest, MalformedFramesAreCountedAndDropped)
{
    NodeContainer servers = Build(4, 4, 4);
    Ptr<CamCubeNetDevice> port = TorusHelper::GetPort(servers.Get(0), PLUS_X);
    Frame good(MultiHopRouting::SERVICE_ID, Create<Packet>(10));
    good.SetHeader(RoutingHeader{At(1), At(0), TEST_ENDPOINT, 0, 64, 0});
    Ptr<Packet> bytes = good.ToPacket(Mac48Address(), Mac48Address());
    port->ReceiveBytes(bytes);
    EXPECT_EQ(m_delivered, 1U);
    for (uint32_t size = 0; size < 28; ++size)
    {
        port->ReceiveBytes(bytes->CreateFragment(0, size));
    }
    EXPECT_EQ(port->GetCounters().rxMalformed, 16U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::MALFORMED), 12U);
    // A service nobody has, a coordinate outside the cube, an endpoint nobody serves.
    port->ReceiveBytes(Frame(999, Create<Packet>(50)).ToPacket({}, {}));
    EXPECT_EQ(RuntimeOf(servers, 0)->GetUnknownServiceDrops(), 1U);
    for (const RoutingHeader& bad : {RoutingHeader{At(1), {4, 0, 0}, TEST_ENDPOINT, 0, 64, 0},
                                     RoutingHeader{{0, 0, 200}, At(0), TEST_ENDPOINT, 0, 64, 0}})
    {
        good.SetHeader(bad);
        port->ReceiveBytes(good.ToPacket({}, {}));
    }
    EXPECT_EQ(Dropped(servers, MultiHopRouting::MALFORMED), 14U);
    good.SetHeader(RoutingHeader{At(1), At(0), TEST_ENDPOINT + 1, 0, 64, 0});
    port->ReceiveBytes(good.ToPacket({}, {}));
    EXPECT_EQ(Dropped(servers, MultiHopRouting::UNKNOWN_ENDPOINT), 1U);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 1U);
    EXPECT_THROW(Routing(servers, 0)->Send({4, 0, 0}, TEST_ENDPOINT, Create<Packet>(1)),
                 std::invalid_argument);
}

TEST_F(RoutingTest, HandlersMayReplaceThemselves)
{
    NodeContainer servers = Build(4, 1, 1);
    Ptr<MultiHopRouting> routing = Routing(servers, 1);
    uint32_t called = 0;
    // Text long enough to be on the heap, which the handler reads after it is gone.
    Registration endpoint =
        routing->AddEndpoint(nullptr,
                             9,
                             [&, text = std::string(100, 'x')](FramePtr, const RoutingHeader&) {
                                 endpoint.Cancel();
                                 called += text.size();
                             });
    Registration interceptor =
        routing->AddInterceptor(nullptr,
                                9,
                                0,
                                [&, text = std::string(100, 'x')](auto&, RoutingHeader&, uint8_t) {
                                    interceptor.Cancel();
                                    called += text.size();
                                    return MultiHopRouting::Verdict::FORWARD;
                                });
    Routing(servers, 0)->Send(At(1), 9, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(called, 200U);
    Routing(servers, 0)->Send(At(1), 9, Create<Packet>(1));
    Simulator::Run();
    EXPECT_EQ(called, 200U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::UNKNOWN_ENDPOINT), 1U);
}

TEST_F(RoutingTest, WhoIsToldOfADeliveryMayAddEndpoints)
{
    NodeContainer servers = Build(3, 3, 3);
    uint16_t next = 100;
    const std::function<void(Ptr<const Packet>, const RoutingHeader&)> addSome =
        [&](Ptr<const Packet>, const RoutingHeader&) {
            for (uint32_t i = 0; i < 20; ++i)
            {
                Keep(Routing(servers, 1)->AddEndpoint(nullptr, next++, [](FramePtr, const auto&) {
                }));
            }
        };
    Routing(servers, 1)
        ->TraceConnectWithoutContext(
            "Delivered",
            Callback<void, Ptr<const Packet>, const RoutingHeader&>(addSome));
    for (uint32_t i = 0; i < 5; ++i)
    {
        Send(servers, 0, 1);
    }
    Simulator::Run();
    EXPECT_EQ(m_delivered, 5U);
    EXPECT_EQ(next, 200);
}

TEST_F(RoutingTest, InterceptorsCannotSendOutOfTheCube)
{
    NodeContainer servers = Build(4, 1, 1);
    Keep(Routing(servers, 1)
             ->AddInterceptor(nullptr,
                              MultiHopRouting::ALL,
                              0,
                              [](auto&, RoutingHeader& header, uint8_t) {
                                  header.destination = {200, 200, 200};
                                  return MultiHopRouting::Verdict::FORWARD;
                              }));
    Send(servers, 0, 1);
    Simulator::Run();
    EXPECT_EQ(Dropped(servers, MultiHopRouting::MALFORMED), 1U);
}

TEST_F(RoutingTest, PacketsTooLongForTheCablesAreCounted)
{
    NodeContainer servers = Build(4, 1, 1);
    Send(servers, 0, 1, FULL_PACKET + 1);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::TOO_LONG), 1U);
    Send(servers, 0, 1, FULL_PACKET);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 1U);
}

TEST_F(RoutingTest, WithdrawnServiceCountsWhatItHeld)
{
    m_torus = std::make_unique<TorusHelper>(4, 1, 1);
    NodeContainer servers = m_torus->Create();
    ApplicationContainer services = MultiHopRoutingHelper().Install(servers);
    services.Get(0)->SetStopTime(MicroSeconds(50));
    Simulator::Schedule(MicroSeconds(1), [&] {
        for (int i = 0; i < 50; ++i)
        {
            Send(servers, 0, 1, FULL_PACKET);
        }
    });
    Simulator::Run();
    const MultiHopRouting::Counters& counters = Routing(servers, 0)->GetCounters();
    EXPECT_EQ(counters.sent, 50U);
    EXPECT_GT(counters.dropped[MultiHopRouting::WITHDRAWN], 0U);
    EXPECT_EQ(counters.forwarded + counters.dropped[MultiHopRouting::WITHDRAWN], 50U);
}

TEST_F(RoutingTest, OnePacketSentToTwoServersIsTwo)
{
    NodeContainer servers = Build(4, 1, 1);
    std::vector<uint32_t> sizes;
    for (uint32_t server : {1, 3})
    {
        Keep(Routing(servers, server)
                 ->AddEndpoint(nullptr, 9, [&](FramePtr frame, const RoutingHeader&) {
                     Ptr<Packet> mine = frame->TakePayload();
                     sizes.push_back(mine->GetSize());
                     mine->RemoveAtStart(60);
                 }));
    }
    Ptr<Packet> packet = Create<Packet>(100);
    Routing(servers, 0)->Send(At(1), 9, packet);
    Routing(servers, 0)->Send(At(3), 9, packet);
    packet->RemoveAtStart(10);
    Simulator::Run();
    EXPECT_EQ(sizes, (std::vector<uint32_t>{100, 100}));
}

TEST_F(RoutingTest, PathsThatHopsCannotCountAreRefused)
{
    m_torus = std::make_unique<TorusHelper>(256, 255, 2); // 128 + 127 + 1 hops across
    NodeContainer nodes(1);
    Ptr<Runtime> runtime = CreateObject<Runtime>();
    runtime->Place(std::make_shared<Torus>(m_torus->GetTorus()), {0, 0, 0});
    nodes.Get(0)->AggregateObject(runtime);
    MultiHopRoutingHelper().Install(nodes);
    // Not by Run(): the simulator leaks an event that throws.
    EXPECT_THROW(nodes.Get(0)->Initialize(), std::invalid_argument);
}

TEST_F(RoutingTest, RandomBytesNeverCrash)
{
    NodeContainer servers = Build(3, 3, 3);
    Ptr<CamCubeNetDevice> port = TorusHelper::GetPort(servers.Get(0), PLUS_X);
    FastRandom random(42);
    for (int i = 0; i < 20000; ++i)
    {
        std::vector<uint8_t> bytes(random.Below(60));
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(random.Next() & (i % 2 ? 0x03 : 0xff));
        }
        if (bytes.size() > 15 && i % 4 != 0)
        {
            const uint8_t front[4] = {0x88, 0xb5, 0, MultiHopRouting::SERVICE_ID};
            std::copy(front, front + 4, bytes.begin() + 12);
        }
        port->ReceiveBytes(Create<Packet>(bytes.data(), bytes.size()));
    }
    Simulator::Run();
    EXPECT_GT(port->GetCounters().rxMalformed, 0U);
    EXPECT_GT(Dropped(servers, MultiHopRouting::MALFORMED), 0U);
}

TEST_F(RoutingTest, AForwarderIsAskedAnewForPacketsThatWaitedForALink)
{
    NodeContainer servers = Build(8, 1, 1);
    const PortSet up = RuntimeOf(servers, 0)->GetUpPorts();
    std::vector<PortSet> asked; // with which live links
    std::vector<uint8_t> left;  // by which port
    Keep(Routing(servers, 0)->AddForwarder(nullptr, TEST_ENDPOINT, [&](const Hop& hop) {
        asked.push_back(hop.up);
        return Forwarding::Via(hop.up.Contains(PLUS_X) ? PortSet::Of(PLUS_X) : hop.up);
    }));
    Keep(Routing(servers, 0)
             ->AddDeparture(nullptr, TEST_ENDPOINT, [&](const Frame&, const auto&, uint8_t out) {
                 left.push_back(out);
             }));
    Keep(Routing(servers, 7)->AddForwarder(nullptr, TEST_ENDPOINT, [](const Hop&) {
        return Forwarding::Via(PortSet::Of(MINUS_X)); // the long way round
    }));
    for (uint32_t i = 0; i < 3; ++i)
    {
        Send(servers, 0, 3);
    }
    TorusHelper::GetLink(servers.Get(0), PLUS_X)->Cut(); // one is on it, two wait
    Simulator::Run();
    const PortSet rest = up - PortSet::Of(PLUS_X);
    EXPECT_EQ(asked, (std::vector<PortSet>{up, up, up, rest, rest}));
    EXPECT_EQ(left, (std::vector<uint8_t>{PLUS_X, MINUS_X, MINUS_X}));
    EXPECT_EQ(m_delivered, 2U);
}
