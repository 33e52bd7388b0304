/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "confidence-interval.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace ns3::camcube
{

namespace
{

const double TAIL = 0.025; //!< what lies beyond each end

} // namespace

ConfidenceInterval
ConfidenceInterval::OfMean(const std::vector<double>& samples, double least, double most)
{
    const auto n = static_cast<double>(samples.size());
    const double mean = std::accumulate(samples.begin(), samples.end(), 0.0) / n;
    if (samples.size() < 2)
    {
        const double none = std::numeric_limits<double>::quiet_NaN();
        return {mean, none, none};
    }
    double squares = 0;
    for (double sample : samples)
    {
        squares += (sample - mean) * (sample - mean);
    }
    const boost::math::students_t distribution(n - 1);
    const double half = quantile(complement(distribution, TAIL)) * std::sqrt(squares / (n - 1) / n);
    return {mean, std::max(least, mean - half), std::min(most, mean + half)};
}

ConfidenceInterval
ConfidenceInterval::OfShare(uint64_t hits, uint64_t trials)
{
    const double z = 1.959963984540054; // quantile of the normal distribution at 1 - TAIL
    const auto n = static_cast<double>(trials);
    const double share = static_cast<double>(hits) / n;
    const double scale = 1 / (1 + z * z / n);
    const double middle = scale * (share + z * z / (2 * n));
    const double half = scale * z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    // Exactly 0 and 1 at the ends, whatever the rounding.
    return {share, hits == 0 ? 0 : middle - half, hits == trials ? 1 : middle + half};
}

} // namespace ns3::camcube
