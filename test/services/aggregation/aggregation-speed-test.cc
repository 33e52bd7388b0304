/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// How long it takes until all is aggregated, against a switch to which each server has one link.

#include "cube-fixture.h"

#include "ns3/aggregation-trial.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class AggregationSpeed : public CubeTest
{
  protected:
    /** \return how many times as fast as the switch */
    static double Measure(uint32_t k, const AggregationTrial::Plan& plan, const char* what)
    {
        TorusHelper torus(k, k, k);
        const NodeContainer servers = torus.Create();
        MultiHopRoutingHelper().Install(servers);
        AggregationTrial trial(torus.GetTorus(), servers, plan);
        trial.Run(Seconds(1));
        const AggregationTrial::Outcome outcome = trial.GetOutcome();
        Simulator::Destroy();
        EXPECT_EQ(outcome.completed, outcome.jobs);
        EXPECT_EQ(outcome.wrong, 0U);
        EXPECT_EQ(outcome.servers.restarts, 0U);
        const Time bySwitch =
            AggregationTrial::GetSwitchTime(plan, servers.GetN(), DataRate("1Gbps"));
        const double ratio = bySwitch.GetSeconds() / outcome.time.GetSeconds();
        std::cout << "measured: " << what << ", " << servers.GetN() << " servers, " << plan.bytes
                  << " bytes each: " << outcome.time.GetNanoSeconds() / 1e3 << " us, a switch "
                  << bySwitch.GetNanoSeconds() / 1e3 << " us: " << ratio << " times as fast; "
                  << outcome.servers.frames << " frames, " << outcome.servers.pulls << " pulls, "
                  << outcome.servers.restarts << " restarts, " << outcome.records << " records\n";
        return ratio;
    }
};

} // namespace

TEST_F(AggregationSpeed, AllToOne)
{
    AggregationTrial::Plan plan;
    plan.bytes = 2000000;
    EXPECT_GE(Measure(3, plan, "all to one"), 100);
    plan.isSingleTree = true;
    plan.bytes = 500000;
    EXPECT_GE(Measure(3, plan, "all to one, one tree"), 20);
}

TEST_F(AggregationSpeed, AllToAll)
{
    AggregationTrial::Plan plan;
    plan.isAllToAll = true;
    plan.bytes = 2000000;
    EXPECT_GE(Measure(3, plan, "all to all"), 5);
}
