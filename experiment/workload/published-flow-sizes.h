/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PUBLISHED_FLOW_SIZES_H
#define PUBLISHED_FLOW_SIZES_H

#include "flow-size-distribution.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * A flow size distribution measured in a data centre and published.
 */
struct PublishedFlowSizes
{
    std::string name;                                //!< what a user calls it
    std::string source;                              //!< who measured it, and who tabulated it
    std::vector<FlowSizeDistribution::Point> points; //!< the cumulative distribution
};

/** \return all the distributions that the module knows by name */
const std::vector<PublishedFlowSizes>& GetPublishedFlowSizes();

} // namespace ns3::camcube

#endif /* PUBLISHED_FLOW_SIZES_H */
