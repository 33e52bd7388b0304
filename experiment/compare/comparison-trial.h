/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_TRIAL_H
#define COMPARISON_TRIAL_H

#include "comparison-outcome.h"

#include "ns3/workload.h"

#include <functional>

namespace ns3::camcube
{

class CubeRecorder;
class StatusLine;

/**
 * \ingroup camcube
 *
 * One workload over one topology, in a simulation of its own: builds the network, sends, measures,
 * and destroys all of it.
 */
struct ComparisonTrial
{
    std::string topology;   //!< one of Testbed::GetNames()
    TestbedOptions testbed; //!< how it is built
    Workload workload;      //!< what is sent over it
    Time warmup;            //!< packets sent earlier are not measured
    Time window;            //!< goodput and utilization are those up to here; 0: up to the end
    Time deadline;          //!< when the simulation ends, if not all is done before

    /** Records a torus from before anything is sent to the end; null for none. */
    CubeRecorder* recorder{nullptr};

    /** Done to the network before anything is sent; may be empty. */
    std::function<void(const Testbed& network)> prepare;

    /**
     * \param status shows progress
     * \param what what it shows the progress of
     */
    ComparisonOutcome Run(StatusLine& status, const std::string& what) const;
};

} // namespace ns3::camcube

#endif /* COMPARISON_TRIAL_H */
