/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sample-summary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

namespace
{

/** Bucket i holds the samples above GROWTH^(i-1), up to GROWTH^i. */
constexpr double GROWTH = (1 + SampleSummary::RELATIVE_ERROR) / (1 - SampleSummary::RELATIVE_ERROR);
const double LOG_GROWTH = std::log(GROWTH);

/** \return the value that is nearest, relatively, to both bounds of a bucket */
double
BucketValue(int32_t bucket)
{
    return 2 * std::exp(bucket * LOG_GROWTH) / (GROWTH + 1);
}

} // namespace

void
SampleSummary::Add(double sample)
{
    if (!(sample >= 0 && sample <= std::numeric_limits<double>::max()))
    {
        throw std::invalid_argument("a sample of " + std::to_string(sample) +
                                    " cannot be summed up; give finite numbers of at least 0");
    }
    m_min = m_count == 0 ? sample : std::min(m_min, sample);
    m_max = m_count == 0 ? sample : std::max(m_max, sample);
    // Welford's recurrence: no cancellation, however small the spread.
    ++m_count;
    const double distance = sample - m_mean;
    m_mean += distance / m_count;
    m_squares += distance * (sample - m_mean);

    if (m_count <= MAX_EXACT)
    {
        m_samples.push_back(sample);
        return;
    }
    for (double kept : m_samples)
    {
        AddToBucket(kept);
    }
    m_samples = {};
    AddToBucket(sample);
}

void
SampleSummary::AddToBucket(double sample)
{
    if (sample == 0)
    {
        ++m_zeros;
        return;
    }
    ++m_buckets[static_cast<int32_t>(std::ceil(std::log(sample) / LOG_GROWTH))];
}

double
SampleSummary::GetMean() const
{
    return m_count > 0 ? m_mean : std::numeric_limits<double>::quiet_NaN();
}

double
SampleSummary::GetMin() const
{
    return m_count > 0 ? m_min : std::numeric_limits<double>::quiet_NaN();
}

double
SampleSummary::GetMax() const
{
    return m_count > 0 ? m_max : std::numeric_limits<double>::quiet_NaN();
}

double
SampleSummary::GetStandardDeviation() const
{
    return m_count > 0 ? std::sqrt(m_squares / m_count) : std::numeric_limits<double>::quiet_NaN();
}

double
SampleSummary::GetQuantile(double share) const
{
    if (m_count == 0)
    {
        return std::numeric_limits<double>::quiet_NaN();
    }
    // Rounding must not push a whole number such as 0.07 * 100 up by one.
    const double wanted = std::ceil(share * m_count - 1e-9 * m_count);
    const auto rank = static_cast<uint64_t>(std::clamp<double>(wanted, 1, m_count));
    if (!m_samples.empty())
    {
        std::vector<double> samples = m_samples;
        std::nth_element(samples.begin(), samples.begin() + (rank - 1), samples.end());
        return samples[rank - 1];
    }
    uint64_t below = m_zeros;
    if (rank <= below)
    {
        return 0;
    }
    for (const auto& [bucket, count] : m_buckets)
    {
        below += count;
        if (rank <= below)
        {
            return std::clamp(BucketValue(bucket), m_min, m_max);
        }
    }
    return m_max;
}

nlohmann::ordered_json
SampleSummary::ToJson() const
{
    return {{"samples", m_count},
            {"mean", GetMean()},
            {"min", GetMin()},
            {"max", GetMax()},
            {"standard_deviation", GetStandardDeviation()},
            {"p50", GetQuantile(0.5)},
            {"p99", GetQuantile(0.99)},
            {"p999", GetQuantile(0.999)}};
}

} // namespace ns3::camcube
