/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Failures one by one in a damaged cube, while probes go between its servers.

#include "cube-fixture.h"

#include "ns3/config.h"
#include "ns3/node-list.h"
#include "ns3/resilience-trial.h"
#include "ns3/routed-traffic.h"

#include <numeric>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ResilienceTest : public CubeTest
{
  protected:
    void TearDown() override
    {
        Config::Reset();
        CubeTest::TearDown();
    }

    static void Ignore(uint64_t)
    {
    }

    /** \return what a trial refuses with, or nothing */
    static std::string GetRefusal(const ResilienceTrial::Plan& plan)
    {
        std::string refusal;
        try
        {
            ResilienceTrial trial(Torus(3, 3, 3), plan);
            trial.Prepare(Ignore);
            trial.Run();
        }
        catch (const std::invalid_argument& error)
        {
            refusal = error.what();
        }
        Simulator::Destroy();
        return refusal;
    }
};

} // namespace

TEST_F(ResilienceTest, EveryLostProbeIsAccountedFor)
{
    for (const auto& [protocol, servers] :
         std::vector<std::pair<const char*, bool>>{{"distance-vector", false},
                                                   {"distance-vector", true},
                                                   {"link-state", false},
                                                   {"link-state", true}})
    {
        SCOPED_TRACE(protocol);
        ResilienceTrial::Plan plan;
        plan.protocol = ProtocolOption(protocol);
        plan.servers = servers;
        plan.share = 0.3;
        plan.events = 10;
        plan.rate = DataRate("100Mbps");
        ResilienceTrial trial(Torus(4, 4, 4), plan);
        trial.Prepare(Ignore);
        const ResilienceTrial::Outcome outcome = trial.Run();
        EXPECT_EQ(outcome.failed, servers ? 19U : 58U);
        EXPECT_EQ(outcome.liveServers, servers ? 45U : 64U);
        EXPECT_EQ(outcome.messages.GetCount(), 10U);
        EXPECT_GT(outcome.messages.GetMean(), 0);
        EXPECT_GT(outcome.convergenceUs.GetMean(), 0);
        const auto& dropped = outcome.losses.dropped;
        const uint64_t atServers = std::accumulate(dropped.begin(), dropped.end(), uint64_t(0));
        EXPECT_GE(outcome.probes.GetLost(), atServers);
        // On ten links, or the links of ten servers, a packet each way and one in each card.
        EXPECT_LE(outcome.probes.GetLost() - atServers, servers ? 10U * 6 * 4 : 10U * 4);
        EXPECT_LT(outcome.probes.GetLost(), outcome.probes.sent / 100);
        Simulator::Destroy();
    }
}

TEST_F(ResilienceTest, ProbesGoWhileTheFurtherFailuresHappen)
{
    ResilienceTrial::Plan plan;
    plan.share = 0.1;
    plan.events = 2;
    ResilienceTrial trial(Torus(4, 4, 4), plan);
    trial.Prepare(Ignore);
    const Time begin = Simulator::Now();
    Time first = Time::Max();
    Time last;
    const std::function<void(Ptr<const Packet>, const RoutingHeader&)> notice = [&](auto, auto&) {
        first = std::min(first, Simulator::Now());
        last = std::max(last, Simulator::Now());
    };
    for (uint32_t i = 0; i < NodeList::GetNNodes(); ++i)
    {
        MultiHopRoutingHelper::Get(NodeList::GetNode(i))
            ->TraceConnectWithoutContext(
                "Delivered",
                Callback<void, Ptr<const Packet>, const RoutingHeader&>(notice));
    }
    trial.Run();
    const Time interval = MicroSeconds(800); // 1,000 bytes at 10 Mbps
    EXPECT_GT(begin, MilliSeconds(1));
    EXPECT_GT(first, begin);
    EXPECT_LT(first, begin + interval);
    EXPECT_GT(last, begin + trial.GetDuration() - interval);
}

TEST_F(ResilienceTest, KeepAlivesDoNotKeepItFromEnding)
{
    Config::SetDefault("ns3::camcube::FailureDetection::Interval", TimeValue(MilliSeconds(1)));
    ResilienceTrial::Plan plan;
    plan.events = 3;
    plan.spacing = MilliSeconds(20);
    ResilienceTrial trial(Torus(3, 3, 3), plan);
    trial.Prepare(Ignore);
    const ResilienceTrial::Outcome outcome = trial.Run();
    EXPECT_EQ(outcome.messages.GetCount(), 3U);
    EXPECT_GT(outcome.messages.GetMean(), 0);
    EXPECT_LE(outcome.probes.GetLost(), 3U * 4); // one each way, and one in each card
    EXPECT_EQ(outcome.probes.sent, 27U * 75);    // 1,000 bytes every 800 us for 60 ms
}

TEST_F(ResilienceTest, MoreFailuresThanThereAreLinksOrServersAreRefused)
{
    ResilienceTrial::Plan plan;
    plan.share = 0.9;
    plan.events = 9;
    EXPECT_EQ(GetRefusal(plan),
              "82 of 81 links cannot fail; give a larger cube, a smaller share or fewer events");
    plan.servers = true;
    EXPECT_EQ(GetRefusal(plan),
              "33 of 27 servers cannot fail; give a larger cube, a smaller share or fewer events");
}

TEST_F(ResilienceTest, FailuresFasterThanRepairAreRefused)
{
    Config::SetDefault("ns3::camcube::FailureDetection::Interval", TimeValue(MilliSeconds(10)));
    const std::string refusal = GetRefusal(ResilienceTrial::Plan());
    EXPECT_EQ(refusal.rfind("failures every 10ms cannot be told apart", 0), 0U) << refusal;
}

TEST_F(ResilienceTest, TrafficThatBeginsInThePastIsRefused)
{
    TorusHelper torus(3, 3, 3);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    Simulator::Stop(MilliSeconds(2));
    Simulator::Run();
    RoutedTraffic traffic(servers);
    const auto flow = [](Time start) {
        return Workload::ConstantRate({{0, 1}}, DataRate("1Mbps"), 1000, start, Seconds(1));
    };
    EXPECT_NO_THROW(traffic.Install(flow(MilliSeconds(2))));
    try
    {
        traffic.Install(flow(MilliSeconds(1)));
        FAIL() << "was taken";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(error.what(),
                     "a flow cannot begin at 1ms, which is past; give a time from 2ms on");
    }
}
