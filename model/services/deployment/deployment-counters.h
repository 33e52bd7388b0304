/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEPLOYMENT_COUNTERS_H
#define DEPLOYMENT_COUNTERS_H

#include "ns3/flood-counters.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * \brief What Deployment has done on one server; of the facts that it floods, orders are the ones.
 */
struct DeploymentCounters : FloodCounters
{
    uint64_t summoned{0}; //!< services started by what came for them
    uint64_t held{0};     //!< packets and frames that had to wait for a service
    uint64_t refused{0};  //!< those for one that is not to be here, or too many, or that failed
    uint64_t failed{0};   //!< services that could not be started
    uint64_t cutShort{0}; //!< services withdrawn while they still held something

    DeploymentCounters& operator+=(const DeploymentCounters& other)
    {
        FloodCounters::operator+=(other);
        summoned += other.summoned;
        held += other.held;
        refused += other.refused;
        failed += other.failed;
        cutShort += other.cutShort;
        return *this;
    }
};

} // namespace ns3::camcube

#endif /* DEPLOYMENT_COUNTERS_H */
