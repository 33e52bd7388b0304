/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A file by links and by TCP while the bottleneck moves, and what cannot be tried.

#include "ns3/file-transfer-trial.h"
#include "ns3/moving-bottleneck.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/status-line.h"
#include "ns3/torus-helper.h"

#include <gtest/gtest.h>
#include <iostream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

TEST(FileTransferTrial, ByLinksItIsThereEarlierWhileTheBottleneckMoves)
{
    RngSeedManager::SetSeed(1);
    RngSeedManager::SetRun(1);
    FileTransferTrial::Plan plan;
    plan.k = 7;
    plan.bytes = 3000000;
    const FileTransferTrial trial(plan);
    StatusLine status("test", false);
    uint32_t earlier = 0;
    for (const std::string& pattern : MovingBottleneck::GetPatterns())
    {
        const FileTransferTrial::Outcome outcome = trial.Run(pattern, status);
        if (pattern == "standing")
        {
            EXPECT_LT(outcome.byLinksMs, 1.1 * outcome.tcpMs);
        }
        else
        {
            EXPECT_LT(2 * outcome.byLinksMs, outcome.tcpMs) << pattern;
            earlier += outcome.byLinksMs < outcome.tcpMs;
        }
        std::cout << "measured: bottleneck " << pattern << ": 3 MB by links in "
                  << outcome.byLinksMs << " ms, by TCP in " << outcome.tcpMs << " ms\n";
    }
    EXPECT_EQ(earlier, 5U);
}

TEST(FileTransferTrial, RefusesPathsThatAreNone)
{
    FileTransferTrial::Plan plan;
    plan.hops = 4;
    EXPECT_THROW(FileTransferTrial{plan}, std::invalid_argument) << "there are two ways of 4 of 8";
    plan.hops = 0;
    EXPECT_THROW(FileTransferTrial{plan}, std::invalid_argument);
}

TEST(MovingBottleneck, GoesWhereItsPatternSays)
{
    TorusHelper torus(8, 1, 1);
    const NodeContainer servers = torus.Create();
    std::vector<MovingBottleneck::Cable> path;
    for (uint32_t i = 0; i < 3; ++i)
    {
        path.emplace_back(TorusHelper::GetPort(servers.Get(i), PLUS_X),
                          TorusHelper::GetPort(servers.Get(i + 1), MINUS_X));
    }
    const auto places = [&path](const std::string& pattern) {
        const MovingBottleneck bottleneck(path,
                                          pattern,
                                          DataRate("1Mbps"),
                                          MilliSeconds(1),
                                          CreateObject<UniformRandomVariable>());
        std::string found;
        for (uint32_t step = 0; step < 6; ++step)
        {
            for (uint32_t i = 0; i < 3; ++i)
            {
                const bool isSlow = path[i].first->GetDataRate() == DataRate("1Mbps");
                EXPECT_EQ(path[i].second->GetDataRate(), path[i].first->GetDataRate());
                found += isSlow ? std::to_string(i) : "";
            }
            Simulator::Stop(MilliSeconds(1));
            Simulator::Run();
        }
        for (const auto& cable : path)
        {
            cable.first->SetDataRate(DataRate("1Gbps"));
            cable.second->SetDataRate(DataRate("1Gbps"));
        }
        return found;
    };
    EXPECT_EQ(places("forward"), "012012");
    EXPECT_EQ(places("backward"), "210210");
    EXPECT_EQ(places("there-and-back"), "012101");
    EXPECT_EQ(places("ends"), "020202");
    EXPECT_EQ(places("standing"), "000000");
    EXPECT_EQ(places("random").size(), 6U);
    EXPECT_THROW(places("sideways"), std::invalid_argument);
    path.resize(1);
    for (const std::string& pattern : MovingBottleneck::GetPatterns())
    {
        const MovingBottleneck alone(path,
                                     pattern,
                                     DataRate("1Mbps"),
                                     MilliSeconds(1),
                                     CreateObject<UniformRandomVariable>());
        EXPECT_EQ(path[0].first->GetDataRate(), DataRate("1Mbps"));
    }
    Simulator::Destroy();
}
