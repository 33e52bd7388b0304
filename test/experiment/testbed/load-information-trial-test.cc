/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Age against cost of load information, and what cannot be tried.

#include "ns3/load-information-trial.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/status-line.h"

#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

TEST(LoadInformationTrial, AgeIsPaidForInBytes)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    StatusLine status("test", false);
    LoadInformationTrial::Plan plan;
    plan.k = 3;
    LoadInformationTrial trial(plan);
    std::map<std::string, double> cost; // of age, bytes times seconds
    for (const std::string& way : LoadInformationTrial::GetWays())
    {
        const auto often = trial.Run(way, MilliSeconds(2), status);
        const auto seldom = trial.Run(way, MilliSeconds(4), status);
        EXPECT_LT(often.ageUs.GetMean(), seldom.ageUs.GetMean()) << way;
        EXPECT_GT(often.extraBytes, seldom.extraBytes) << way;
        EXPECT_EQ(often.unknown + seldom.unknown, 0) << way;
        cost[way] = seldom.extraBytes * seldom.ageUs.GetMean() * 1e-6;
        std::cout << "measured: " << way << " each 4 ms in 3x3x3: " << seldom.ageUs.GetMean() / 1e3
                  << " ms old, for " << seldom.extraBytes << " bytes a second and server\n";
    }
    EXPECT_LT(cost["convergecast"], cost["piggyback"]);
    EXPECT_LT(cost["piggyback"], cost["gossip"]);
    EXPECT_LT(cost["piggyback"], cost["polling"]);
}

TEST(LoadInformationTrial, RefusesWhatCannotBe)
{
    StatusLine status("test", false);
    LoadInformationTrial::Plan plan;
    LoadInformationTrial trial(plan);
    EXPECT_THROW(trial.Run("telepathy", MilliSeconds(1), status), std::invalid_argument);
    EXPECT_THROW(trial.Run("gossip", Time(), status), std::invalid_argument);
    plan.packetBytes = 14;
    EXPECT_THROW(LoadInformationTrial{plan}, std::invalid_argument);
}
