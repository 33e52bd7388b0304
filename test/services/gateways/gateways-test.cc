/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Connections from outside the cube last while servers and gateways change.

#include "ns3/flood-counters.h"
#include "ns3/gateways-trial.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/status-line.h"

#include <gtest/gtest.h>
#include <iostream>
#include <random>

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
    for (uint32_t run = 1; run <= 4; ++run)
    {
        RngSeedManager::SetRun(run);
        GatewaysTrial::Plan plan;
        plan.torus = Torus(3, 3, 3);
        plan.servers = 16;
        plan.change = run == 1 ? 0.1 : 0.6; // up to most of them
        plan.connections = 150;
        plan.failures.links = run > 2 ? 0.15 : 0;
        plan.failures.begin = MilliSeconds(10);
        plan.failures.spacing = MicroSeconds(100);
        plan.duration = MilliSeconds(20);
        SCOPED_TRACE("run " + std::to_string(run));
        const auto outcome = RunTrial(plan);
        ExpectNoneBroken(outcome, plan.connections);
        EXPECT_GT(outcome.packets.passedOn, 0U);
    }
    RngSeedManager::SetRun(1);
}

TEST(GatewaysTrial, SlowNoConnectionBreaksIn40RandomRuns)
{
    uint64_t connections = 0;
    uint64_t passedOn = 0;
    for (uint32_t seed = 1; seed <= 40; ++seed)
    {
        SCOPED_TRACE("seed " + std::to_string(seed));
        RngSeedManager::SetRun(seed);
        std::mt19937 random(seed);
        const auto below = [&](uint32_t bound) { return static_cast<uint32_t>(random() % bound); };
        GatewaysTrial::Plan plan;
        plan.torus = Torus(3 + seed % 2, 3, 3 + seed / 2 % 2);
        plan.placement = static_cast<GatewayPlacement::Kind>(below(4));
        plan.gateways = 1 + below(8);
        plan.servers = 2 + below(12);
        plan.change = below(101) / 100.0;
        plan.connections = 100;
        plan.exchanges = 1 + below(6);
        plan.pause = MicroSeconds(below(10000));
        plan.duration = MicroSeconds(1000 + below(30000));
        plan.failures.links = below(10) / 100.0;
        plan.failures.begin = MilliSeconds(6);
        plan.failures.spacing = MicroSeconds(below(2000));
        const auto outcome = RunTrial(plan);
        EXPECT_EQ(outcome.connections.finished, plan.connections);
        EXPECT_EQ(outcome.connections.broken, 0U);
        connections += outcome.connections.finished;
        passedOn += outcome.packets.passedOn;
    }
    std::cout << "measured: " << 4000 - connections << " of 4000 connections broken in 40 random "
              << "runs, up to all servers replaced and a tenth of the links failing; " << passedOn
              << " packets passed on\n";
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
