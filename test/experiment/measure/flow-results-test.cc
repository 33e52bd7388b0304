/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "star-network.h"

#include "ns3/atomic-file.h"
#include "ns3/flow-results.h"
#include "ns3/link-meter.h"
#include "ns3/packet-meter.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/workload-runner.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return JSON and CSV of a mixed workload on a star, decided by the run number alone */
std::string
Report(uint32_t run)
{
    RngSeedManager::SetRun(run);
    Star star(6, "50p");
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(2);
    Workload workload = Workload::PoissonArrivals(6,
                                                  0.4,
                                                  DataRate("1Gbps"),
                                                  FlowSizeDistribution::Load("websearch"),
                                                  Seconds(0),
                                                  MilliSeconds(50),
                                                  random);
    workload.Add(Workload::ConstantRate(TrafficPattern(6, random).Permutation(),
                                        DataRate("100Mbps"),
                                        1000,
                                        MilliSeconds(1),
                                        MilliSeconds(50)));
    PacketMeter packets(star.servers);
    LinkMeter links(star.All());
    WorkloadRunner runner(star.servers, star.addresses);
    runner.Install(workload);
    Simulator::Stop(MilliSeconds(300));
    Simulator::Run();
    FlowResults results(runner.GetResults());
    results.SetPackets(packets.GetStatistics());
    results.SetLinkUtilization(SummarizeUtilization(links.GetLoads(), MilliSeconds(300)));
    std::ostringstream report;
    report << results.ToJson().dump(2) << "\n";
    results.WriteCsv(report);
    results.Print(report);
    return report.str();
}

} // namespace

TEST(FlowResults, SameRunSameBytes)
{
    const std::string report = Report(1);
    EXPECT_EQ(report, Report(1));
    EXPECT_NE(report, Report(2));
    std::cout << report;
}

TEST(FlowResults, FollowFromTheFlows)
{
    FlowResult done;
    done.flow.destination = 1;
    done.flow.start = MilliSeconds(1);
    done.flow.bytes = 125000;
    done.receivedBytes = 125000;
    done.lastByte = MilliSeconds(3);
    done.observedUntil = MilliSeconds(11);
    FlowResult half = done;
    half.flow.source = 2;
    half.receivedBytes = 62500;
    FlowResult constant = done;
    constant.flow.rate = DataRate("200Mbps");
    constant.flow.stop = MilliSeconds(6);
    const FlowResults results({done, half, constant});
    EXPECT_EQ(results.GetNCompleted(), 2U);
    EXPECT_EQ(results.GetCompletionTimes().GetCount(), 1U);
    EXPECT_DOUBLE_EQ(results.GetCompletionTimes().GetMean(), 2000);
    EXPECT_DOUBLE_EQ(done.GetGoodputMbps(), 500);     // 1 Mbit in 2 ms
    EXPECT_DOUBLE_EQ(half.GetGoodputMbps(), 50);      // 0.5 Mbit in 10 ms
    EXPECT_DOUBLE_EQ(constant.GetGoodputMbps(), 200); // 1 Mbit in 5 ms
    EXPECT_DOUBLE_EQ(results.GetFlowGoodputs().GetMean(), 250);
    EXPECT_DOUBLE_EQ(results.GetGoodputMbps(), 250); // 2.5 Mbit in 10 ms
    std::ostringstream table;
    results.WriteCsv(table);
    EXPECT_EQ(table.str(),
              "source,destination,start_us,bytes,received_bytes,completed,fct_us,goodput_mbps\n"
              "0,1,1000.000,125000,125000,1,2000.000,500.000\n"
              "2,1,1000.000,125000,62500,0,,50.000\n"
              "0,1,1000.000,125000,125000,1,,200.000\n");
    EXPECT_THROW(results.SaveCsv("/no/such/folder/flows.csv"), OutputError);
}

TEST(FlowResults, NoFlowsAreNoTrouble)
{
    const FlowResults none({});
    EXPECT_EQ(none.GetGoodputMbps(), 0);
    EXPECT_EQ(none.ToJson()["flows"], 0);
    std::ostringstream text;
    none.Print(text);
    EXPECT_FALSE(text.str().empty());
}
