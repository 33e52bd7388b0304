/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/rng-seed-manager.h"
#include "ns3/workload.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <stdexcept>
#include <tuple>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** \return web-search arrivals at 1 Gbps, decided by the run number alone */
Workload
Arrivals(uint32_t run, double load, Time duration, const std::string& sizes = "websearch")
{
    RngSeedManager::SetRun(run);
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(1);
    return Workload::PoissonArrivals(64,
                                     load,
                                     DataRate("1Gbps"),
                                     FlowSizeDistribution::Load(sizes),
                                     MilliSeconds(5),
                                     duration,
                                     random);
}

/** What tells flows of TCP apart. */
std::vector<std::tuple<uint32_t, uint32_t, int64_t, uint64_t>>
Digest(const Workload& workload)
{
    std::vector<std::tuple<uint32_t, uint32_t, int64_t, uint64_t>> digest;
    for (const Flow& flow : workload.GetFlows())
    {
        digest.emplace_back(flow.source, flow.destination, flow.start.GetTimeStep(), flow.bytes);
    }
    return digest;
}

bool
IsOrdered(const Workload& workload)
{
    return std::is_sorted(workload.GetFlows().begin(),
                          workload.GetFlows().end(),
                          [](const Flow& a, const Flow& b) { return a.start < b.start; });
}

} // namespace

// The sum of a Poisson number n of sizes has variance E[n] * E[size^2]; 4 standard deviations are
// allowed.
TEST(Workload, PoissonArrivalsOfferTheLoad)
{
    const auto sizes = FlowSizeDistribution::Load("websearch");
    double square = 0;
    for (int i = 0; i < 100000; ++i)
    {
        square += std::pow(sizes.GetQuantile((i + 0.5) / 100000), 2) / 100000;
    }
    for (double load : {0.1, 0.5, 1.0})
    {
        const double seconds = 10;
        const Workload workload = Arrivals(1, load, Seconds(seconds));
        const double expected = 64 * load * 1e9 / 8 * seconds;
        const double deviation = std::sqrt(expected / sizes.GetMean() * square);
        EXPECT_NEAR(workload.GetOfferedBytes(), expected, 4 * deviation);
        const double flows = expected / sizes.GetMean();
        EXPECT_NEAR(workload.GetFlows().size(), flows, 4 * std::sqrt(flows));
        std::cout << "load " << load << ": offered " << workload.GetOfferedBytes() / expected * load
                  << ", " << workload.GetFlows().size() << " flows, one standard deviation "
                  << deviation / expected * load << "\n";
    }
}

// Gaps between arrivals are exponential: mean and standard deviation are equal, and a share of 1/e
// is longer than the mean.
TEST(Workload, PoissonGapsAreExponential)
{
    const Workload workload = Arrivals(1, 0.5, Seconds(10));
    const auto& flows = workload.GetFlows();
    std::vector<double> gaps;
    double sum = 0;
    for (std::size_t i = 1; i < flows.size(); ++i)
    {
        gaps.push_back((flows[i].start - flows[i - 1].start).GetSeconds());
        sum += gaps.back();
    }
    const double mean = sum / gaps.size();
    double square = 0;
    double longer = 0;
    for (double gap : gaps)
    {
        square += gap * gap;
        longer += gap > mean;
    }
    const double n = gaps.size();
    EXPECT_NEAR(std::sqrt(square / n - mean * mean) / mean, 1, 4 * std::sqrt(2 / n));
    EXPECT_NEAR(longer / n, std::exp(-1), 4 * std::sqrt(std::exp(-1) / n));
}

TEST(Workload, PoissonArrivalsStayInBounds)
{
    const Workload workload = Arrivals(1, 0.5, Seconds(1), "datamining");
    EXPECT_EQ(workload.GetNServers(), 64U);
    EXPECT_TRUE(IsOrdered(workload));
    std::vector<uint32_t> sent(64, 0);
    for (const Flow& flow : workload.GetFlows())
    {
        EXPECT_GE(flow.start, MilliSeconds(5));
        EXPECT_LT(flow.start, MilliSeconds(1005));
        EXPECT_NE(flow.source, flow.destination);
        EXPECT_FALSE(flow.IsConstantRate());
        ++sent.at(flow.source);
    }
    EXPECT_GT(*std::min_element(sent.begin(), sent.end()), 0U);
}

TEST(Workload, RunDecides)
{
    EXPECT_EQ(Digest(Arrivals(1, 0.5, Seconds(1))), Digest(Arrivals(1, 0.5, Seconds(1))));
    EXPECT_NE(Digest(Arrivals(1, 0.5, Seconds(1))), Digest(Arrivals(2, 0.5, Seconds(1))));
}

TEST(Workload, ConstantRateCountsItsPackets)
{
    const TrafficPairs pairs{{0, 1}, {1, 0}};
    const auto bytes = [&pairs](const char* rate, uint32_t size, Time stop) {
        return Workload::ConstantRate(pairs, DataRate(rate), size, MilliSeconds(1), stop)
            .GetFlows()
            .at(1)
            .bytes;
    };
    // A packet every 40 us, the first at the start, none at the stop.
    EXPECT_EQ(bytes("300Mbps", 1500, MilliSeconds(21)), 500U * 1500);
    EXPECT_EQ(bytes("300Mbps", 1500, MilliSeconds(21) + NanoSeconds(1)), 501U * 1500);
    EXPECT_EQ(bytes("300Mbps", 1500, MilliSeconds(21) - NanoSeconds(1)), 500U * 1500);
    EXPECT_EQ(bytes("300Mbps", 1500, MilliSeconds(1) + NanoSeconds(1)), 1500U);
}

TEST(Workload, FlowsAreOrderedByStart)
{
    Workload workload = Workload::Bulk({{0, 1}, {2, 3}}, 10, MilliSeconds(2));
    workload.Add(Workload::Bulk({{4, 5}, {6, 7}}, 20, MilliSeconds(1)));
    workload.Add(Workload::Bulk({{1, 0}}, 30, MilliSeconds(2)));
    EXPECT_TRUE(IsOrdered(workload));
    EXPECT_EQ(workload.GetFlows().size(), 5U);
    EXPECT_EQ(workload.GetFlows()[0].source, 4U);
    EXPECT_EQ(workload.GetFlows()[4].bytes, 30U);
    EXPECT_EQ(workload.GetNServers(), 8U);
    EXPECT_EQ(workload.GetOfferedBytes(), 90U);
}

TEST(Workload, FlowsWhosePacketsComeTooLateAreLeftOut)
{
    auto phase = CreateObject<UniformRandomVariable>();
    phase->SetStream(1);
    // One packet in 8 ms: half of the flows have theirs before 4 ms.
    TrafficPairs pairs(1000, {0, 1});
    const Workload workload =
        Workload::ConstantRate(pairs, DataRate("1Mbps"), 1000, Seconds(0), MilliSeconds(4), phase);
    EXPECT_NEAR(workload.GetFlows().size(), 500, 4 * std::sqrt(1000 * 0.25));
    EXPECT_THROW(
        Workload::ConstantRate(pairs, DataRate("1bps"), 1000, Seconds(0), MilliSeconds(4), phase),
        std::invalid_argument);
    EXPECT_THROW(Workload::ConstantRate(pairs, DataRate("400Gbps"), 800, Seconds(0), Seconds(100)),
                 std::invalid_argument);
}

TEST(Workload, ImpossibleOnesAreRefused)
{
    const TrafficPairs pairs{{0, 1}};
    const auto constant = [&pairs](const char* rate, uint32_t size, Time stop) {
        Workload::ConstantRate(pairs, DataRate(rate), size, MilliSeconds(1), stop);
    };
    EXPECT_THROW(constant("0bps", 1500, MilliSeconds(2)), std::invalid_argument);
    EXPECT_THROW(constant("1Gbps", 11, MilliSeconds(2)), std::invalid_argument);
    EXPECT_THROW(constant("1Gbps", 65508, MilliSeconds(2)), std::invalid_argument);
    EXPECT_THROW(constant("1000000Gbps", 12, MilliSeconds(2)), std::invalid_argument);
    EXPECT_THROW(constant("1Gbps", 1500, MilliSeconds(1)), std::invalid_argument);
    EXPECT_THROW(Workload::Bulk({{3, 3}}, 1, Seconds(0)), std::invalid_argument);
    EXPECT_THROW(Workload::Bulk(pairs, 0, Seconds(0)), std::invalid_argument);
    EXPECT_THROW(Workload::Bulk(pairs, 1, Seconds(-1)), std::invalid_argument);
    EXPECT_THROW(Workload::Bulk(pairs, 1, Seconds(2), Seconds(1)), std::invalid_argument);
    const auto poisson = [](uint32_t servers, double load, const char* rate, Time duration) {
        Workload::PoissonArrivals(servers,
                                  load,
                                  DataRate(rate),
                                  FlowSizeDistribution::Load("websearch"),
                                  Seconds(0),
                                  duration,
                                  CreateObject<UniformRandomVariable>());
    };
    EXPECT_THROW(poisson(1, 0.5, "1Gbps", Seconds(1)), std::invalid_argument);
    EXPECT_THROW(poisson(2, 0, "1Gbps", Seconds(1)), std::invalid_argument);
    EXPECT_THROW(poisson(2, 1.1, "1Gbps", Seconds(1)), std::invalid_argument);
    EXPECT_THROW(poisson(2, NAN, "1Gbps", Seconds(1)), std::invalid_argument);
    EXPECT_THROW(poisson(2, 0.5, "0bps", Seconds(1)), std::invalid_argument);
    EXPECT_THROW(poisson(2, 0.5, "1Gbps", Seconds(0)), std::invalid_argument);
}
