/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/random-variable-stream.h"
#include "ns3/sample-summary.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Samples over nine orders of magnitude, a tenth of them 0. */
std::vector<double>
Draw(std::size_t n)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(9);
    std::vector<double> samples;
    for (std::size_t i = 0; i < n; ++i)
    {
        samples.push_back(i % 10 == 0 ? 0 : std::pow(10, random->GetValue(-3, 6)));
    }
    return samples;
}

/** \return by its definition: the smallest sample that a share of all does not exceed */
double
Quantile(const std::vector<double>& sorted, double perMille)
{
    const double n = sorted.size();
    std::size_t rank = 1;
    while (rank * 1000.0 < perMille * n)
    {
        ++rank;
    }
    return sorted[rank - 1];
}

class SampleSummaryOf : public testing::TestWithParam<std::size_t>
{
};

} // namespace

TEST_P(SampleSummaryOf, EqualsASort)
{
    std::vector<double> samples = Draw(GetParam());
    SampleSummary summary;
    for (double sample : samples)
    {
        summary.Add(sample);
    }
    std::sort(samples.begin(), samples.end());
    long double sum = 0;
    for (double sample : samples)
    {
        sum += sample;
    }
    const double mean = sum / samples.size();
    long double squares = 0;
    for (double sample : samples)
    {
        squares += (sample - mean) * (sample - mean);
    }
    EXPECT_EQ(summary.GetCount(), samples.size());
    EXPECT_EQ(summary.GetMin(), samples.front());
    EXPECT_EQ(summary.GetMax(), samples.back());
    EXPECT_NEAR(summary.GetMean(), mean, 1e-9 * mean);
    const double deviation = std::sqrt(squares / samples.size());
    EXPECT_NEAR(summary.GetStandardDeviation(), deviation, 1e-9 * deviation);
    double worst = 0;
    for (double perMille : {0, 1, 50, 100, 250, 500, 700, 900, 990, 999, 1000})
    {
        const double exact = Quantile(samples, perMille);
        const double error = std::abs(summary.GetQuantile(perMille / 1000) - exact);
        const double bound =
            GetParam() <= SampleSummary::MAX_EXACT ? 0 : SampleSummary::RELATIVE_ERROR * exact;
        EXPECT_LE(error, bound * (1 + 1e-9)) << perMille;
        worst = std::max(worst, exact > 0 ? error / exact : error);
    }
    std::cout << GetParam() << " samples: worst relative error of a quantile " << worst << "\n";
}

INSTANTIATE_TEST_SUITE_P(Sizes,
                         SampleSummaryOf,
                         testing::Values(1,
                                         2,
                                         7,
                                         1000,
                                         SampleSummary::MAX_EXACT,
                                         SampleSummary::MAX_EXACT + 1,
                                         1000000));

TEST(SampleSummary, EqualSamplesHaveNoSpread)
{
    SampleSummary summary;
    for (int i = 0; i < 100000; ++i)
    {
        summary.Add(18.48);
    }
    EXPECT_EQ(summary.GetMean(), 18.48);
    EXPECT_EQ(summary.GetStandardDeviation(), 0);
    EXPECT_EQ(summary.GetQuantile(0.999), 18.48);
}

TEST(SampleSummary, NoSamplesAreNullInJson)
{
    const SampleSummary none;
    EXPECT_TRUE(std::isnan(none.GetMean()));
    EXPECT_EQ(none.ToJson().dump(),
              R"({"samples":0,"mean":null,"min":null,"max":null,"standard_deviation":null,)"
              R"("p50":null,"p99":null,"p999":null})");
    SampleSummary one;
    one.Add(2.5);
    EXPECT_EQ(one.ToJson().dump(),
              R"({"samples":1,"mean":2.5,"min":2.5,"max":2.5,"standard_deviation":0.0,)"
              R"("p50":2.5,"p99":2.5,"p999":2.5})");
}

TEST(SampleSummary, OtherNumbersAreRefused)
{
    SampleSummary summary;
    EXPECT_THROW(summary.Add(-1), std::invalid_argument);
    EXPECT_THROW(summary.Add(NAN), std::invalid_argument);
    EXPECT_THROW(summary.Add(std::numeric_limits<double>::infinity()), std::invalid_argument);
    EXPECT_EQ(summary.GetCount(), 0U);
}
