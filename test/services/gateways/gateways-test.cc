/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Connections from outside the cube last while servers and gateways change.

#include "ns3/deployment-counters.h"
#include "ns3/gateways-trial.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/status-line.h"

#include <gtest/gtest.h>
#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

GatewaysTrial::Outcome
RunTrial(const GatewaysTrial::Plan& plan)
{
    StatusLine silent("", false);
    GatewaysTrial trial(plan, silent);
    return trial.Run();
}

void
ExpectNoneBroken(const GatewaysTrial::Outcome& outcome, uint64_t connections)
{
    EXPECT_EQ(outcome.connections.started, connections);
    EXPECT_EQ(outcome.connections.finished, connections);
    EXPECT_EQ(outcome.connections.broken, 0U);
    EXPECT_EQ(outcome.packets.strays, 0U);
    EXPECT_EQ(outcome.packets.tooLong, 0U);
    EXPECT_EQ(outcome.packets.malformed, 0U);
    std::cout << "measured: " << outcome.connections.broken << " of " << connections
              << " connections broken while " << outcome.left
              << " servers left and as many joined; " << outcome.packets.passedOn << " of "
              << outcome.packets.inward << " packets passed on\n";
}

} // namespace

TEST(GatewaysTrial, NoConnectionBreaksWhileServersAndGatewaysChange)
{
    for (uint32_t run = 1; run <= 3; ++run)
    {
        RngSeedManager::SetRun(run);
        GatewaysTrial::Plan plan;
        plan.torus = Torus(3, 3, 3);
        plan.servers = 16;
        plan.change = run == 1 ? 0.1 : 0.6; // up to most of them
        plan.connections = 150;
        plan.duration = MilliSeconds(20);
        const auto outcome = RunTrial(plan);
        ExpectNoneBroken(outcome, plan.connections);
        EXPECT_GT(outcome.packets.passedOn, 0U);
    }
    RngSeedManager::SetRun(1);
}

TEST(GatewaysTrial, SlowTenThousandConnectionsLastWhileATenthOfTheServersChange)
{
    GatewaysTrial::Plan plan;
    plan.servers = 40;
    plan.connections = 10000;
    plan.duration = MilliSeconds(200);
    ExpectNoneBroken(RunTrial(plan), plan.connections);
}
