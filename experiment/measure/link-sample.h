/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_SAMPLE_H
#define LINK_SAMPLE_H

#include "sample-summary.h"

#include "ns3/data-rate.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * What one direction of one cable has carried until the sample was taken, on any kind of device.
 */
struct LinkSample
{
    std::string name;    //!< which it is, for people
    uint64_t bytes{0};   //!< sent, with all that takes time on the wire
    uint64_t packets{0}; //!< sent
    DataRate rate{0};    //!< what it could carry

    /** \return the share of \p time for which the link was busy; 0 for no time or no rate */
    double GetUtilization(Time time) const
    {
        const double bits = rate.GetBitRate() * time.GetSeconds();
        return bits > 0 ? bytes * 8 / bits : 0;
    }
};

/** \return the utilization of each link over \p time, summed up */
inline SampleSummary
SummarizeUtilization(const std::vector<LinkSample>& links, Time time)
{
    SampleSummary utilization;
    for (const LinkSample& link : links)
    {
        utilization.Add(link.GetUtilization(time));
    }
    return utilization;
}

} // namespace ns3::camcube

#endif /* LINK_SAMPLE_H */
