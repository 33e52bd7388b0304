/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Trials as a library: what they refuse, and that each leaves nothing for the next.

#include "cube-fixture.h"

#include "ns3/status-line.h"
#include "ns3/trial-json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class TrialsTest : public CubeTest
{
  protected:
    StatusLine m_quiet{"trials", false}; //!< says nothing
};

/** \return results without what measures the machine */
nlohmann::ordered_json
WithoutMachine(nlohmann::ordered_json results)
{
    for (const char* key : {"wall_s",
                            "setup_wall_s",
                            "setup_servers_wall_s",
                            "setup_routing_wall_s",
                            "rss_mib",
                            "packet_hops_per_s"})
    {
        results.erase(key);
    }
    return results;
}

} // namespace

TEST_F(TrialsTest, EnergyIsThatOfTheLinks)
{
    EnergyTrial::Plan plan;
    plan.k = 3;
    plan.duration = MilliSeconds(4);
    plan.warmup = MilliSeconds(2);
    const EnergyTrial trial(plan);
    const EnergyTrial::Point idle = trial.Run(0, m_quiet);
    EXPECT_NEAR(idle.alwaysOn.watts, 81, 1e-9) << "1 W a link";
    EXPECT_EQ(idle.alwaysOn.asleepShare, 0);
    EXPECT_NEAR(idle.sleeping.asleepShare, 55.0 / 81, 1e-9) << "26 hold 27 servers together";
    EXPECT_NEAR(idle.GetSavedShare(), 55 * 0.95 / 81, 1e-9);
    const EnergyTrial::Point half = trial.Run(0.5, m_quiet);
    EXPECT_GT(half.alwaysOn.packets.received, 0U);
    EXPECT_EQ(ToJson({idle, half}).dump(),
              ToJson({trial.Run(0, m_quiet), trial.Run(0.5, m_quiet)}).dump());
    EXPECT_THROW(trial.Run(2.1, m_quiet), std::invalid_argument);
    plan.warmup = plan.duration;
    EXPECT_THROW(EnergyTrial{plan}, std::invalid_argument);
}

TEST_F(TrialsTest, ThroughputIsThatOfThePlan)
{
    ThroughputTrial::Plan plan;
    plan.k = 3;
    plan.flows = 10;
    plan.duration = MilliSeconds(3);
    plan.warmup = MilliSeconds(1);
    const ThroughputTrial::Outcome outcome = ThroughputTrial(plan).Run(m_quiet);
    // 300 Mbps of 1,500 bytes: one every 40 us, for 2 ms.
    EXPECT_EQ(outcome.packets.sent, 10U * 50);
    EXPECT_EQ(outcome.packets.GetLost(), 0U);
    EXPECT_EQ(WithoutMachine(ToJson(outcome)),
              WithoutMachine(ToJson(ThroughputTrial(plan).Run(m_quiet))));
    plan.flows = 28;
    EXPECT_THROW(ThroughputTrial{plan}, std::invalid_argument) << "there are 27 servers";
    plan.pattern = "random";
    EXPECT_NO_THROW(ThroughputTrial{plan});
    plan.pattern = "rand";
    EXPECT_THROW(ThroughputTrial{plan}, std::invalid_argument);
    plan.pattern = "random";
    plan.warmup = plan.duration;
    EXPECT_THROW(ThroughputTrial{plan}, std::invalid_argument);
}

TEST_F(TrialsTest, RoutesAreWrittenForAllServersThatWork)
{
    RoutesTrial::Plan plan;
    plan.torus = Torus(3, 3, 3);
    plan.failures.servers = 0.1;
    plan.failures.spacing = Time(0);
    RoutesTrial trial(plan, m_quiet);
    const RoutesTrial::Outcome outcome = trial.Run();
    EXPECT_TRUE(outcome.settled);
    EXPECT_EQ(outcome.events.servers, 3U);
    EXPECT_EQ(outcome.GetPerServer(54), 2);
    EXPECT_EQ(outcome.GetPerEvent(6), 2);
    std::ostringstream links;
    trial.WriteLinks(links);
    std::ostringstream routes;
    uint64_t last = 0;
    trial.WriteRoutes(routes, 5, [&](uint64_t done, uint64_t all) {
        EXPECT_EQ(all, 27U * 5);
        EXPECT_GE(done, last);
        last = done;
    });
    const auto count = [](const std::string& text) {
        return std::count(text.begin(), text.end(), '\n');
    };
    EXPECT_EQ(count(links.str()), 1 + 81);
    EXPECT_EQ(count(routes.str()), 1 + 24 * 5);
}

TEST_F(TrialsTest, ResilienceIsMeasuredAsByHand)
{
    ResilienceTrial::Plan plan;
    plan.share = 0.1;
    plan.events = 3;
    const auto measured =
        ToJson("links", 0.1, ResilienceTrial::Measure(Torus(3, 3, 3), plan, m_quiet));
    {
        ResilienceTrial trial(Torus(3, 3, 3), plan);
        trial.Prepare([](uint64_t) {});
        const ResilienceTrial::Outcome outcome = trial.Run();
        EXPECT_EQ(measured, ToJson("links", 0.1, outcome));
        EXPECT_LE(outcome.GetLostOnLinks() + outcome.GetDropped(), outcome.probes.sent);
    }
}
