/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SAMPLE_SUMMARY_H
#define SAMPLE_SUMMARY_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Mean, spread and percentiles of samples of any number, none below 0.
 *
 * Count, minimum, maximum, mean and standard deviation are always those of all samples. Quantiles
 * are exact up to MAX_EXACT samples; beyond that the samples are counted in buckets whose bounds
 * grow by a constant factor, which puts a quantile within RELATIVE_ERROR of the exact one and takes
 * some hundred bytes for every factor of ten in the data (Masson, Rim and Lee, DDSketch, VLDB
 * 2019).
 */
class SampleSummary
{
  public:
    static constexpr std::size_t MAX_EXACT = 65536; //!< samples that are kept one by one
    static constexpr double RELATIVE_ERROR = 0.01;  //!< of a quantile of more samples

    /**
     * \param sample a finite number of at least 0
     * \throws std::invalid_argument for another number
     */
    void Add(double sample);

    uint64_t GetCount() const
    {
        return m_count;
    }

    /** \return the mean; like all of the following, not-a-number if there are no samples */
    double GetMean() const;
    double GetMin() const;
    double GetMax() const;
    /** \return the root of the mean squared distance from the mean */
    double GetStandardDeviation() const;

    /**
     * \param share 0 to 1: 0.5 for the median, 0.99 for the 99th percentile
     * \return the smallest sample that this share of all samples does not exceed
     */
    double GetQuantile(double share) const;

    /** \return {"samples", "mean", "min", "max", "standard_deviation", "p50", "p99", "p999"} */
    nlohmann::ordered_json ToJson() const;

  private:
    /** Count a sample in its bucket. */
    void AddToBucket(double sample);

    uint64_t m_count{0};                   //!< samples
    double m_mean{0};                      //!< of all so far
    double m_squares{0};                   //!< sum of squared distances from the mean
    double m_min{0};                       //!< the smallest
    double m_max{0};                       //!< the largest
    std::vector<double> m_samples;         //!< all of them, or none once there are buckets
    uint64_t m_zeros{0};                   //!< samples of 0, which have no logarithm
    std::map<int32_t, uint64_t> m_buckets; //!< samples by rounded-up logarithm
};

} // namespace ns3::camcube

#endif /* SAMPLE_SUMMARY_H */
