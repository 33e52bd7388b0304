/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/confidence-interval.h"

#include <cmath>
#include <gtest/gtest.h>
#include <iostream>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

// Student's t at 0.975: 12.7062 with one degree of freedom, 2.7764 with four (any table).
TEST(ConfidenceInterval, OfMeanIsStudents)
{
    const auto two = ConfidenceInterval::OfMean({1, 3});
    EXPECT_EQ(two.mean, 2);
    EXPECT_NEAR(two.high - two.mean, 12.7062, 1e-3);
    const auto five = ConfidenceInterval::OfMean({1, 2, 3, 4, 5});
    EXPECT_NEAR(five.mean - five.low, 2.7764 * std::sqrt(2.5 / 5), 1e-3);
    const auto bounded = ConfidenceInterval::OfMean({0, 0, 1}, 0, 1);
    EXPECT_EQ(bounded.low, 0);
    EXPECT_EQ(bounded.high, 1);
    EXPECT_TRUE(std::isnan(ConfidenceInterval::OfMean({1}).low));
    EXPECT_TRUE(std::isnan(ConfidenceInterval::OfMean({}).mean));
}

// Wilson 1927: the ends solve (p - share)^2 = z^2 p (1 - p) / n.
TEST(ConfidenceInterval, OfShareIsWilsons)
{
    for (const auto& [hits, trials] : {std::pair(0U, 10U), std::pair(3U, 10U), std::pair(10U, 10U)})
    {
        const auto interval = ConfidenceInterval::OfShare(hits, trials);
        for (double end : {interval.low, interval.high})
        {
            EXPECT_NEAR(std::pow(end - interval.mean, 2),
                        1.959964 * 1.959964 * end * (1 - end) / trials,
                        1e-6);
        }
        EXPECT_LT(interval.low, interval.high);
    }
    EXPECT_EQ(ConfidenceInterval::OfShare(0, 10).low, 0);
    EXPECT_EQ(ConfidenceInterval::OfShare(10, 10).high, 1);
}

TEST(ConfidenceInterval, HoldsTheTruthAsOftenAsItSays)
{
    std::mt19937_64 random(1);
    std::normal_distribution<double> normal(3, 2);
    std::bernoulli_distribution coin(0.3);
    const int rounds = 4000;
    int means = 0;
    int shares = 0;
    for (int round = 0; round < rounds; ++round)
    {
        std::vector<double> samples(10);
        uint32_t hits = 0;
        for (double& sample : samples)
        {
            sample = normal(random);
        }
        for (int i = 0; i < 50; ++i)
        {
            hits += coin(random) ? 1 : 0;
        }
        const auto mean = ConfidenceInterval::OfMean(samples);
        const auto share = ConfidenceInterval::OfShare(hits, 50);
        means += mean.low <= 3 && mean.high >= 3 ? 1 : 0;
        shares += share.low <= 0.3 && share.high >= 0.3 ? 1 : 0;
    }
    EXPECT_NEAR(static_cast<double>(means) / rounds, 0.95, 0.015);
    EXPECT_NEAR(static_cast<double>(shares) / rounds, 0.95, 0.02);
    std::cout << "measured: confidence intervals of 95 % hold the mean in "
              << 100.0 * means / rounds << " % and the share in " << 100.0 * shares / rounds
              << " % of " << rounds << " rounds\n";
}
