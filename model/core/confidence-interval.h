/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONFIDENCE_INTERVAL_H
#define CONFIDENCE_INTERVAL_H

#include <cstdint>
#include <limits>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief An estimate, and where the truth lies with a confidence of 95 %. */
struct ConfidenceInterval
{
    double mean; //!< the estimate
    double low;  //!< lower end
    double high; //!< upper end

    /**
     * \param samples independent samples of one quantity
     * \param least what the quantity cannot be less than
     * \param most what it cannot be more than
     * \return the interval of their mean by Student's t distribution, within what is possible;
     *         without ends (not-a-number) for fewer than two samples
     */
    static ConfidenceInterval OfMean(const std::vector<double>& samples,
                                     double least = -std::numeric_limits<double>::infinity(),
                                     double most = std::numeric_limits<double>::infinity());

    /**
     * \param hits how many of some independent trials succeeded
     * \param trials how many there were, from 1
     * \return the interval of the probability of success: Wilson, J. American Statistical
     *         Association 1927, which holds for none and all too
     */
    static ConfidenceInterval OfShare(uint64_t hits, uint64_t trials);
};

} // namespace ns3::camcube

#endif /* CONFIDENCE_INTERVAL_H */
