/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_JOB_H
#define AGGREGATION_JOB_H

#include "aggregation-message.h"

#include <functional>

namespace ns3::camcube
{

/** \ingroup camcube \brief What is aggregated, and how. */
struct AggregationJob
{
    /**
     * Answers the first record of a part with a key above another, or the first of all; nothing if
     * there is none. The same whenever and wherever it is asked: at an heir, too.
     */
    using Source =
        std::function<std::optional<AggregationRecord>(const AggregationPart& part,
                                                       const std::optional<uint64_t>& after)>;

    /** Makes one value of two of the same key; associative. */
    using Combine = std::function<uint64_t(uint64_t, uint64_t)>;

    Source source;   //!< of the records of each place
    Combine combine; //!< their values

    /** \return whether both are there */
    explicit operator bool() const
    {
        return source && combine;
    }
};

} // namespace ns3::camcube

#endif /* AGGREGATION_JOB_H */
