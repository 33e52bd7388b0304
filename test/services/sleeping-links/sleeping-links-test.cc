/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Links asleep without load and under load: how many, whether the others hold the cube together,
// and what it costs in messages and in throughput.

#include "awake-graph.h"
#include "cube-fixture.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/error-model.h"
#include "ns3/link-power-meter.h"
#include "ns3/link-sleeper.h"
#include "ns3/log.h"
#include "ns3/pointer.h"
#include "ns3/routed-traffic.h"
#include "ns3/sleeping-links-helper.h"

#include <sstream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class SleepTest : public CubeTest
{
};

} // namespace

TEST_F(SleepTest, WithoutLoadATreeStaysAwake)
{
    for (const auto& sides : std::vector<std::array<uint32_t, 3>>{{2, 2, 2},
                                                                  {3, 3, 3},
                                                                  {4, 5, 6},
                                                                  {8, 1, 1},
                                                                  {2, 7, 1},
                                                                  {20, 20, 20}})
    {
        TorusHelper torus(sides[0], sides[1], sides[2]);
        const NodeContainer servers = torus.Create();
        DistanceVectorHelper().Install(servers);
        SleepingLinksHelper().Install(servers);
        Simulator::Run();
        const AwakeGraph graph(torus.Links(), servers.GetN());
        const uint32_t asleep = SleepingLinksHelper::CountAsleep(torus.Links());
        EXPECT_EQ(graph.CountAwakeParts(), 1) << torus.GetTorus().GetName();
        EXPECT_EQ(graph.CountAwake(), servers.GetN() - 1) << torus.GetTorus().GetName();
        EXPECT_EQ(asleep, torus.Links().size() - servers.GetN() + 1);
        uint64_t routing = 0;
        uint64_t messages = 0;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            routing += DistanceVectorHelper::Get(servers.Get(i))->GetCounters().messages;
            messages += SleepingLinksHelper::Get(servers.Get(i))->GetCounters().messages;
        }
        EXPECT_EQ(routing, 0);
        std::cout << "measured: " << torus.GetTorus().GetName() << " without load: " << asleep
                  << " of " << torus.Links().size() << " links asleep ("
                  << 100.0 * asleep / torus.Links().size() << " %), the others in "
                  << graph.CountAwakeParts() << " part, after " << Simulator::Now().As(Time::US)
                  << "; " << messages << " messages about sleep, " << routing << " of routing\n";
        Simulator::Destroy();
    }
}

namespace
{

/** What flows between random pairs showed. */
struct Shown
{
    PacketStatistics packets;
    double watts;
    double asleep;
    uint64_t routingMessages;
};

/** 5 ms of flows over a cube of side 6, all of it measured, the time in which links wake too. */
Shown
Carry(const char* rate, bool sleep)
{
    constexpr uint32_t PACKET = 1500 - RoutedTraffic::HEADER_BYTES;
    const Time duration = MilliSeconds(5);
    TorusHelper torus(6, 6, 6);
    const NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    MultiHopRoutingHelper::AssignStreams(servers, 2);
    SleepingLinksHelper().InstallPower(torus.Links());
    if (sleep)
    {
        SleepingLinksHelper().Install(servers);
    }
    Simulator::Run();
    const Time begin = Simulator::Now();
    const auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    const TrafficPairs pairs = TrafficPattern(servers.GetN(), random).Permutation();
    RoutedTraffic traffic(servers);
    LinkPowerMeter meter(torus.Links(), begin, begin + duration);
    traffic.Install(
        Workload::ConstantRate(pairs, DataRate(rate), PACKET, begin, begin + duration, random));
    Simulator::Run();
    Shown shown{traffic.GetStatistics(), meter.GetWatts(), meter.GetAsleepShare(), 0};
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        shown.routingMessages += DistanceVectorHelper::Get(servers.Get(i))->GetCounters().messages;
    }
    Simulator::Destroy();
    return shown;
}

} // namespace

TEST_F(SleepTest, UnderLoadNothingIsLostAndSaturationIsReached)
{
    double before = 1;
    // Random pairs of this cube are 4.5 hops apart, so at 1.3 Gbps a flow every link is full.
    for (const char* rate :
         {"100kbps", "3Mbps", "30Mbps", "100Mbps", "400Mbps", "900Mbps", "2Gbps"})
    {
        const Shown on = Carry(rate, false);
        const Shown sleep = Carry(rate, true);
        const double share = 1.0 * sleep.packets.received / on.packets.received;
        const double saved = 1 - sleep.watts / on.watts;
        EXPECT_EQ(sleep.packets.sent, on.packets.sent);
        EXPECT_GE(share, 0.95);
        EXPECT_EQ(sleep.routingMessages, 0);
        EXPECT_NEAR(on.watts, 648, 1e-6);
        EXPECT_LE(saved, before + 0.01);
        EXPECT_GE(saved, -1e-9);
        before = saved;
        if (on.packets.GetLost() == 0)
        {
            EXPECT_EQ(sleep.packets.GetLost(), 0);
        }
        std::cout << "measured: flows of " << rate << ": " << 100 * share
                  << " % of the packets delivered by links always on, in the whole run, "
                  << sleep.packets.GetLost() << " lost (always on: " << on.packets.GetLost()
                  << "); " << 100 * sleep.asleep << " % asleep, " << sleep.watts << " W instead of "
                  << on.watts << ", " << 100 * saved << " % saved; latency "
                  << sleep.packets.latencyUs.GetMean() << " us instead of "
                  << on.packets.latencyUs.GetMean() << "; " << sleep.routingMessages
                  << " routing messages\n";
    }
}

TEST_F(SleepTest, AWithdrawnSleeperWakesItsLinks)
{
    TorusHelper torus(3, 3, 3);
    const NodeContainer servers = torus.Create();
    SleepingLinksHelper().Install(servers).Get(13)->SetStopTime(MilliSeconds(2));
    Simulator::Run();
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        EXPECT_EQ(TorusHelper::GetLink(servers.Get(13), port)->GetPower()->GetState(),
                  LinkPower::AWAKE);
    }
    EXPECT_EQ(AwakeGraph(torus.Links(), 27).CountAwakeParts(), 1);
}

TEST_F(SleepTest, LostMessagesKeepLinksAwakeAndNoMore)
{
    TorusHelper torus(5, 5, 5);
    const NodeContainer servers = torus.Create();
    SleepingLinksHelper().Install(servers);
    for (const auto& link : torus.Links())
    {
        for (uint32_t end = 0; end < 2; ++end)
        {
            const auto loss = CreateObject<RateErrorModel>();
            loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
            loss->SetRate(0.5);
            link->GetDevice(end)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
        }
    }
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_TRUE(Simulator::IsFinished());
    const AwakeGraph graph(torus.Links(), servers.GetN());
    EXPECT_EQ(graph.CountAwakeParts(), 1);
    const uint32_t asleep = SleepingLinksHelper::CountAsleep(torus.Links());
    EXPECT_EQ(asleep + graph.CountAwake(), torus.Links().size());
    EXPECT_GT(asleep, 150);
    std::cout << "measured: 5x5x5, half of all messages lost: " << asleep
              << " of 375 links asleep\n";
}

TEST_F(SleepTest, BytesThatMakeNoSenseAreCounted)
{
    TorusHelper torus(3, 3, 3);
    const NodeContainer servers = torus.Create();
    SleepingLinksHelper().Install(servers);
    Simulator::Run();
    const Ptr<CamCubeNetDevice> port = TorusHelper::GetPort(servers.Get(0), PLUS_X);
    for (const std::vector<uint8_t>& bytes :
         std::vector<std::vector<uint8_t>>{{}, {0}, {0, 0}, {4, 0, 0}, {255, 1, 2}, {1, 0, 0}})
    {
        const auto payload = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
        port->ReceiveBytes(Frame(LinkSleeper::SERVICE_ID, payload).ToPacket({}, {}));
    }
    EXPECT_EQ(SleepingLinksHelper::Get(servers.Get(0))->GetCounters().malformed, 5);
}

TEST_F(SleepTest, LinksThatFallAsleepAndWakeAreLogged)
{
    std::ostringstream lines;
    std::streambuf* old = std::clog.rdbuf(lines.rdbuf());
    LogComponentEnable("LinkSleeper", LOG_LEVEL_LOGIC);
    TorusHelper torus(3, 1, 1);
    const NodeContainer servers = torus.Create();
    SleepingLinksHelper().Install(servers);
    Simulator::Run();
    torus.Links()[1]->GetPower()->Wake();
    Simulator::Run();
    Simulator::Destroy();
    LogComponentDisable("LinkSleeper", LOG_LEVEL_ALL);
    std::clog.rdbuf(old);
    for (const char* line : {"[node 1] asks to let +x sleep\n",
                             "[node 1] +x falls asleep\n",
                             "[node 2] -x falls asleep\n",
                             "[node 1] +x is awake\n"})
    {
        EXPECT_NE(lines.str().find(line), std::string::npos) << line << lines.str();
    }
}
