/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAULT_TOLERANCE_H
#define FAULT_TOLERANCE_H

#include "failure-kind.h"
#include "path-metrics.h"

#include "ns3/topology-graph.h"

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The fewest failures of a kind that cut some working server off from another. Exact.
 *
 * One less is how many failures of that kind are survived wherever they strike: the redundancy
 * level (Liu, Muppala, Veeraraghavan, Lin, Hamdi: Data Center Networks, Springer 2013, chapter on
 * fault tolerance; recalled) and, with all kinds at once, f of f-fault tolerance.
 *
 * Even's algorithm (SIAM J. Computing 1975), which asks one flow a server instead of one a pair.
 * Take servers in some order and let every two of the first f have f disjoint paths, and each
 * later one f disjoint paths to different servers before it. Then fewer than f failures cut
 * nothing: consider the first server that is cut off from one before it. All servers before it
 * that work are together, so its f paths end beyond the cut or at failed servers, and each has a
 * failure of its own.
 *
 * \param graph the topology
 * \param kind what fails
 * \param listener told of progress, or empty
 * \return how many failures; nothing if no number of them cuts two working servers apart
 */
std::optional<uint32_t> FindSmallestCut(const TopologyGraph& graph,
                                        FailureKind kind,
                                        const WorkListener& listener = {});

} // namespace ns3::camcube

#endif /* FAULT_TOLERANCE_H */
