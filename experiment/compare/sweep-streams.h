/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SWEEP_STREAMS_H
#define SWEEP_STREAMS_H

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube-experiment
 * The streams of random numbers from which the sweeps draw what is the same for all topologies:
 * one each, far from those that the networks assign.
 */
struct SweepStreams
{
    static constexpr int64_t LOAD = 1 << 20;
    static constexpr int64_t INCAST = LOAD + 1;
    static constexpr int64_t CHAINS = LOAD + 2;
    static constexpr int64_t SURVIVAL_TRAFFIC = LOAD + 3;
    static constexpr int64_t FAILURES = LOAD + 4;
};

} // namespace ns3::camcube

#endif /* SWEEP_STREAMS_H */
