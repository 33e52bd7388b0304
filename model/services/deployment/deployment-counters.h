/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEPLOYMENT_COUNTERS_H
#define DEPLOYMENT_COUNTERS_H

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What Deployment has done on one server. */
struct DeploymentCounters
{
    uint64_t orders{0};    //!< orders sent to neighbors, repetitions among them
    uint64_t answers{0};   //!< confirmations sent
    uint64_t repeats{0};   //!< orders that were sent again, as nobody had confirmed them
    uint64_t abandoned{0}; //!< neighbors that could be reached, were told often, and said nothing
    uint64_t malformed{0}; //!< packets that are no orders, or those of another cube
    uint64_t unknown{0};   //!< orders for what the catalogue does not have
    uint64_t summoned{0};  //!< services started by what came for them
    uint64_t held{0};      //!< packets and frames that had to wait for a service
    uint64_t refused{0};   //!< those for one that is not to be here, or too many, or that failed
    uint64_t failed{0};    //!< services that could not be started
    uint64_t cutShort{0};  //!< services withdrawn while they still held something

    DeploymentCounters& operator+=(const DeploymentCounters& other)
    {
        orders += other.orders;
        answers += other.answers;
        repeats += other.repeats;
        abandoned += other.abandoned;
        malformed += other.malformed;
        unknown += other.unknown;
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
