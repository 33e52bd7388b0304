/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BISECTION_H
#define BISECTION_H

#include "ns3/topology-graph.h"

#include <cstdint>
#include <vector>

/**
 * \file
 * \ingroup camcube
 *
 * The bisection width: the fewest cables that separate the servers into two halves (with an odd
 * number, one has one more), wherever the switches come to stand. Finding it is NP-hard in general;
 * these bounds hold for every topology.
 */

namespace ns3::camcube
{

/**
 * \param servers number of servers, from 2
 * \param maxLoad what the busiest cable carries one way if every server sends one unit to every
 *        other, by whatever paths: PathMetrics::GetMaxLoad()
 * \return a lower bound of the bisection width. From half to half there are floor(N/2) ceil(N/2)
 *         units each way to carry, and each cable cut carries at most maxLoad of them (Leighton,
 *         Introduction to Parallel Algorithms and Architectures, 1992, section 1.9).
 */
uint64_t GetBisectionLowerBound(uint32_t servers, double maxLoad);

/**
 * \param graph the topology
 * \param half servers, each once: one side of a cut; all other servers are the other side
 * \return the fewest cables that separate the two sides, a maximum flow; if half of the servers
 *         were given, an upper bound of the bisection width
 * \throws std::invalid_argument for a side without servers
 */
uint64_t CutBetween(const TopologyGraph& graph, const std::vector<uint32_t>& half);

} // namespace ns3::camcube

#endif /* BISECTION_H */
