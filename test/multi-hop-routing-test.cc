/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The multi-hop routing service in an intact cube, against closed forms.

#include "cube-fixture.h"

#include "ns3/node.h"

#include <cmath>
#include <map>

using namespace ns3;

namespace
{

/** Bytes of a packet that make a frame with the full 1,500 bytes behind its Ethernet header. */
constexpr uint32_t FULL_PACKET = 1500 - CamCubeFrame::SERVICE_ID_BYTES - RoutingHeader::WIRE_BYTES;

/** Time steps of one hop of such a frame with default attributes: 1 Gbps, 100 ns, 1 us. */
constexpr int64_t FULL_HOP = (1500 + 14 + 24) * 8 + 100 + 1000;

/** The 0.999 quantile of chi-square by degrees of freedom. */
constexpr double CHI_SQUARE_999[] = {0, 10.83, 13.82, 16.27, 18.47, 20.52};

class RoutingTest : public CubeTest
{
  protected:
    NodeContainer Build(uint32_t kx, uint32_t ky, uint32_t kz, const char* choice = "RandomPath")
    {
        m_torus = std::make_unique<TorusHelper>(kx, ky, kz);
        NodeContainer servers = m_torus->Create();
        MultiHopRoutingHelper routing;
        routing.SetAttribute("Choice", StringValue(choice));
        routing.Install(servers);
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            Routing(servers, i)
                ->SetEndpoint(TEST_ENDPOINT,
                              [this](CamCubeFramePtr frame, const RoutingHeader& header) {
                                  ++m_delivered;
                                  m_latency = Simulator::Now().GetTimeStep() - frame->GetBirth();
                                  m_header = header;
                              });
        }
        Simulator::Run(); // everything initialises itself
        return servers;
    }

    TorusCoordinate At(uint32_t server) const
    {
        return m_torus->GetTorus().GetCoordinate(server);
    }

    void Send(const NodeContainer& servers, uint32_t from, uint32_t to, uint32_t bytes = 100)
    {
        Routing(servers, from)->Send(At(to), TEST_ENDPOINT, Create<Packet>(bytes));
    }

    static uint64_t Dropped(const NodeContainer& servers, MultiHopRouting::DropReason reason)
    {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            sum += Routing(servers, i)->GetCounters().dropped[reason];
        }
        return sum;
    }

    std::unique_ptr<TorusHelper> m_torus;
    uint64_t m_delivered{0};
    int64_t m_latency{0};
    RoutingHeader m_header;
};

class IdleLatency : public RoutingTest, public testing::WithParamInterface<uint32_t>
{
};

} // namespace

TEST_P(IdleLatency, IsHopsTimesTheTimeOfOne)
{
    const uint32_t k = GetParam();
    NodeContainer servers = Build(k, k, k);
    std::map<uint32_t, uint32_t> pairsByHops;
    for (uint32_t to = 1; to < servers.GetN(); ++to)
    {
        const uint32_t hops = m_torus->GetTorus().GetDistance(At(0), At(to));
        Send(servers, 0, to, FULL_PACKET);
        Simulator::Run();
        ASSERT_EQ(m_latency, hops * FULL_HOP) << "to server " << to;
        ASSERT_EQ(m_header.hops, hops);
        ++pairsByHops[hops];
    }
    EXPECT_EQ(pairsByHops.size(), m_torus->GetTorus().GetDiameter());
    std::cout << "measured: latency: k=" << k << ": " << m_delivered << " packets of 1500 B, 1 to "
              << pairsByHops.rbegin()->first << " hops, each exactly h x " << FULL_HOP << " ns\n";
}

INSTANTIATE_TEST_SUITE_P(Sides, IdleLatency, testing::Values(3, 4, 5, 8));

TEST_F(RoutingTest, AllPairsReachEachOtherOnShortestPaths)
{
    for (const auto& sides : {std::array<uint32_t, 3>{4, 4, 4}, {2, 3, 5}, {1, 6, 2}})
    {
        NodeContainer servers = Build(sides[0], sides[1], sides[2]);
        m_delivered = 0;
        for (uint32_t from = 0; from < servers.GetN(); ++from)
        {
            for (uint32_t to = 0; to < servers.GetN(); ++to)
            {
                Send(servers, from, to);
                Simulator::Run();
                ASSERT_EQ(m_header.hops, m_torus->GetTorus().GetDistance(At(from), At(to)));
                ASSERT_EQ(m_header.source, At(from));
            }
        }
        EXPECT_EQ(m_delivered, servers.GetN() * servers.GetN());
        Simulator::Destroy();
    }
}

namespace
{

/** Which shares of the packets of a pair should leave the source by which port. */
using Shares = std::function<double(const Torus&, uint32_t to, uint8_t port, PortSet mask)>;

class PortUse : public RoutingTest
{
  protected:
    void Check(const char* choice, const Shares& shares)
    {
        constexpr uint32_t PACKETS = 10000;
        const std::vector<TorusCoordinate> destinations{{1, 1, 0},
                                                        {3, 2, 1},
                                                        {6, 7, 5},
                                                        {4, 0, 0},
                                                        {4, 1, 0},
                                                        {4, 4, 4}};
        for (const TorusCoordinate& destination : destinations)
        {
            NodeContainer servers = Build(8, 8, 8, choice);
            const Torus& torus = m_torus->GetTorus();
            const uint32_t to = torus.GetServer(destination);
            const PortSet mask = torus.GetNextHops(At(0), destination);
            for (uint32_t i = 0; i < PACKETS; ++i)
            {
                Simulator::Schedule(MicroSeconds(20 * i), [&] { Send(servers, 0, to); });
            }
            m_delivered = 0;
            Simulator::Run();
            EXPECT_EQ(m_delivered, PACKETS);
            double chiSquare = 0;
            std::cout << "measured: ports used: " << choice << " to " << destination << ":";
            for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
            {
                const double used =
                    TorusHelper::GetPort(servers.Get(0), port)->GetCounters().txFrames;
                if (!mask.Contains(port))
                {
                    EXPECT_EQ(used, 0);
                    continue;
                }
                const double expected = PACKETS * shares(torus, to, port, mask);
                chiSquare += (used - expected) * (used - expected) / expected;
                EXPECT_GT(used, 0);
                std::cout << " " << PortName(port) << " " << used;
            }
            std::cout << ", chi-square " << chiSquare << "\n";
            EXPECT_LT(chiSquare, CHI_SQUARE_999[mask.GetSize() - 1]);
            uint64_t crossed = 0;
            for (uint32_t i = 0; i < servers.GetN(); ++i)
            {
                crossed += Routing(servers, i)->GetCounters().forwarded;
            }
            EXPECT_EQ(crossed, PACKETS * torus.GetDistance(At(0), destination));
            Simulator::Destroy();
        }
    }
};

} // namespace

TEST_F(PortUse, RandomLinkUsesAllPortsOfTheMaskAlike)
{
    Check("RandomLink",
          [](const Torus&, uint32_t, uint8_t, PortSet mask) { return 1.0 / mask.GetSize(); });
}

TEST_F(PortUse, RandomPathUsesThemByTheNumberOfPathsBehindThem)
{
    // Paths are counted, not weighted: the share of a port is that of the paths that begin with it.
    Check("RandomPath", [](const Torus& torus, uint32_t to, uint8_t port, PortSet) {
        std::map<uint32_t, double> paths;
        const TorusCoordinate end = torus.GetCoordinate(to);
        const std::function<double(uint32_t)> count = [&](uint32_t from) {
            if (from == to)
            {
                return 1.0;
            }
            double& sum = paths[from];
            if (sum == 0)
            {
                for (uint8_t next : torus.GetNextHops(torus.GetCoordinate(from), end))
                {
                    sum += count(torus.GetNeighbor(from, next));
                }
            }
            return paths[from];
        };
        return count(torus.GetNeighbor(0, port)) / count(0);
    });
}

TEST_F(RoutingTest, BusyLinksArePassedBy)
{
    NodeContainer servers = Build(8, 8, 8);
    const uint32_t to = m_torus->GetTorus().GetServer({3, 3, 3});
    for (int i = 0; i < 4; ++i)
    {
        Send(servers, 0, to, FULL_PACKET);
    }
    EXPECT_EQ(Runtime(servers, 0)->GetFreePorts(PortSet(63)).GetSize(), 3);
    EXPECT_EQ(Routing(servers, 0)->GetCounters().forwarded, 3U);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 4U);
}

TEST_F(RoutingTest, PerFlowKeepsEachFlowOnOnePathAndInOrder)
{
    NodeContainer servers = Build(6, 6, 6, "PerFlow");
    const TorusCoordinate to{2, 2, 2};
    std::map<uint16_t, std::vector<uint32_t>> received;
    Routing(servers, m_torus->GetTorus().GetServer(to))
        ->SetEndpoint(TEST_ENDPOINT, [&](CamCubeFramePtr frame, const RoutingHeader& header) {
            received[header.flow].push_back(frame->GetPayload()->GetSize());
        });
    std::vector<uint64_t> usedBefore(6, 0);
    std::map<uint8_t, uint32_t> flowsByPort;
    for (uint16_t flow = 0; flow < 60; ++flow)
    {
        std::vector<uint8_t> ports;
        for (uint32_t i = 1; i <= 20; ++i)
        {
            Routing(servers, 0)->Send(to, TEST_ENDPOINT, Create<Packet>(i), flow);
        }
        Simulator::Run();
        for (uint8_t port = 0; port < 6; ++port)
        {
            const uint64_t used =
                TorusHelper::GetPort(servers.Get(0), port)->GetCounters().txFrames;
            if (used > usedBefore[port])
            {
                EXPECT_EQ(used - usedBefore[port], 20U);
                ports.push_back(port);
                usedBefore[port] = used;
            }
        }
        ASSERT_EQ(ports.size(), 1U);
        ++flowsByPort[ports[0]];
    }
    EXPECT_EQ(flowsByPort.size(), 3U);
    for (const auto& [flow, sizes] : received)
    {
        EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
        EXPECT_EQ(sizes.size(), 20U);
    }
}

TEST_F(RoutingTest, FullQueuesDropAndCount)
{
    NodeContainer servers = Build(4, 1, 1);
    std::map<MultiHopRouting::DropReason, uint32_t> traced;
    Routing(servers, 0)
        ->TraceConnectWithoutContext(
            "Dropped",
            Callback<void, Ptr<const Packet>, MultiHopRouting::DropReason>(
                [&](Ptr<const Packet>, MultiHopRouting::DropReason reason) { ++traced[reason]; }));
    for (int i = 0; i < 100; ++i)
    {
        Send(servers, 0, 1, FULL_PACKET);
    }
    // One on the cable, 64 in the queue.
    EXPECT_EQ(Runtime(servers, 0)->GetLinkStatistics(PLUS_X).queuedFrames, 64U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::QUEUE_FULL), 35U);
    EXPECT_EQ(traced[MultiHopRouting::QUEUE_FULL], 35U);
    for (int i = 0; i < 200; ++i)
    {
        Send(servers, 0, 2, FULL_PACKET); // half-way round: by either port
    }
    EXPECT_EQ(Dropped(servers, MultiHopRouting::QUEUE_FULL), 35U + 200 - 1 - 64);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 65U + 65U);
}

TEST_F(RoutingTest, HopLimitEndsAPacket)
{
    NodeContainer servers = Build(8, 8, 8);
    Routing(servers, 0)->SetAttribute("HopLimit", UintegerValue(5));
    Send(servers, 0, m_torus->GetTorus().GetServer({2, 2, 1}));
    Simulator::Run();
    EXPECT_EQ(m_delivered, 1U);
    Send(servers, 0, m_torus->GetTorus().GetServer({2, 2, 2}));
    Simulator::Run();
    EXPECT_EQ(m_delivered, 1U);
    EXPECT_EQ(Dropped(servers, MultiHopRouting::HOP_LIMIT), 1U);
}

TEST_F(RoutingTest, InterceptorsSeeChangeConsumeAndDrop)
{
    NodeContainer servers = Build(8, 1, 1);
    using Verdict = MultiHopRouting::Verdict;
    std::vector<uint32_t> seenSizes;
    CamCubeFramePtr kept;
    Routing(servers, 1)->SetInterceptor([&](CamCubeFramePtr& frame, RoutingHeader&, uint8_t in) {
        EXPECT_EQ(in, MINUS_X);
        seenSizes.push_back(frame->GetPayload()->GetSize());
        frame->SetPayload(Create<Packet>(frame->GetPayload()->GetSize() + 1)); // change
        return Verdict::FORWARD;
    });
    Routing(servers, 2)
        ->SetInterceptor(TEST_ENDPOINT, [&](CamCubeFramePtr& frame, RoutingHeader&, uint8_t) {
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
    Routing(servers, 2)
        ->SetInterceptor(TEST_ENDPOINT + 1, [&](CamCubeFramePtr&, RoutingHeader&, uint8_t) {
            ADD_FAILURE() << "not its endpoint";
            return Verdict::FORWARD;
        });
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
    Routing(servers, 2)->SetInterceptor(TEST_ENDPOINT, nullptr);
    Send(servers, 0, 3, 50);
    Simulator::Run();
    EXPECT_EQ(m_delivered, 2U);
}

TEST_F(RoutingTest, MalformedFramesAreCountedAndDropped)
{
    NodeContainer servers = Build(4, 4, 4);
    Ptr<CamCubeNetDevice> port = TorusHelper::GetPort(servers.Get(0), PLUS_X);
    CamCubeFrame good(MultiHopRouting::SERVICE_ID, Create<Packet>(10));
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
    port->ReceiveBytes(CamCubeFrame(999, Create<Packet>(50)).ToPacket({}, {}));
    EXPECT_EQ(Runtime(servers, 0)->GetUnknownServiceDrops(), 1U);
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
    routing->SetEndpoint(9,
                         [&, text = std::string(100, 'x')](CamCubeFramePtr, const RoutingHeader&) {
                             routing->SetEndpoint(9, {});
                             called += text.size();
                         });
    routing->SetInterceptor(9, [&, text = std::string(100, 'x')](auto&, RoutingHeader&, uint8_t) {
        routing->SetInterceptor(9, {});
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

TEST_F(RoutingTest, InterceptorsCannotSendOutOfTheCube)
{
    NodeContainer servers = Build(4, 1, 1);
    Routing(servers, 1)->SetInterceptor([](auto&, RoutingHeader& header, uint8_t) {
        header.destination = {200, 200, 200};
        return MultiHopRouting::Verdict::FORWARD;
    });
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
        Routing(servers, server)->SetEndpoint(9, [&](CamCubeFramePtr frame, const RoutingHeader&) {
            Ptr<Packet> mine = frame->TakePayload();
            sizes.push_back(mine->GetSize());
            mine->RemoveAtStart(60);
        });
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
    Ptr<CamCubeRuntime> runtime = CreateObject<CamCubeRuntime>();
    runtime->Place(std::make_shared<Torus>(m_torus->GetTorus()), {0, 0, 0});
    nodes.Get(0)->AggregateObject(runtime);
    MultiHopRoutingHelper().Install(nodes);
    EXPECT_THROW(Simulator::Run(), std::invalid_argument);
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

TEST_F(RoutingTest, PacketsLeaveALinkThatGoesDownForAnotherShortestPath)
{
    NodeContainer servers = Build(8, 8, 8);
    const uint32_t to = m_torus->GetTorus().GetServer({2, 2, 0});
    for (int i = 0; i < 40; ++i)
    {
        Send(servers, 0, to, FULL_PACKET);
    }
    TorusHelper::GetLink(servers.Get(0), PLUS_X)->Cut();
    Simulator::Run();
    EXPECT_EQ(m_delivered, 39U); // one was on the cable
    EXPECT_EQ(TorusHelper::GetPort(servers.Get(1), MINUS_X)->GetCounters().lostOnCable, 1U);
    TorusHelper::GetLink(servers.Get(0), PLUS_Y)->Cut();
    Send(servers, 0, to, FULL_PACKET);
    Simulator::Run();
    EXPECT_EQ(Dropped(servers, MultiHopRouting::NO_ROUTE), 1U);
}

TEST(NextHopQueue, EqualsASearchThroughOneList)
{
    struct Waiting
    {
        PortSet links;
        uint8_t counts;
        uint32_t id;
    };

    for (uint64_t seed = 1; seed <= 20; ++seed)
    {
        FastRandom random(seed);
        NextHopQueue queue;
        std::vector<Waiting> model;
        const uint32_t limit = 1 + random.Below(8);
        for (uint32_t step = 0; step < 5000; ++step)
        {
            if (random.Below(2))
            {
                const PortSet links(static_cast<uint16_t>(1 + random.Below(63)));
                std::array<uint32_t, 6> count{};
                for (const Waiting& waiting : model)
                {
                    ++count[waiting.counts];
                }
                uint8_t least = links.GetFirst();
                for (uint8_t link : links)
                {
                    least = count[link] < count[least] ? link : least;
                }
                const bool room = count[least] < limit;
                auto frame = std::make_unique<CamCubeFrame>(1, Create<Packet>());
                frame->SetBirth(step);
                ASSERT_EQ(queue.Push(links, limit, frame), room) << "seed " << seed;
                ASSERT_EQ(frame == nullptr, room);
                if (room)
                {
                    model.push_back({links, least, step});
                }
            }
            else
            {
                const uint8_t link = random.Below(6);
                const auto first = std::find_if(model.begin(), model.end(), [=](const Waiting& w) {
                    return w.links.Contains(link);
                });
                ASSERT_EQ(queue.HasFrameFor(link), first != model.end()) << "seed " << seed;
                CamCubeFramePtr frame = queue.Pop(link);
                ASSERT_EQ(frame != nullptr, first != model.end()) << "seed " << seed;
                if (frame)
                {
                    ASSERT_EQ(frame->GetBirth(), first->id) << "seed " << seed;
                    model.erase(first);
                }
            }
        }
    }
}
