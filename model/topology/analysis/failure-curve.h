/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAILURE_CURVE_H
#define FAILURE_CURVE_H

#include "failure-kind.h"
#include "path-metrics.h"

#include "ns3/confidence-interval.h"
#include "ns3/topology-graph.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * How much of a topology holds together as a growing share of its links, servers or switches
 * fails at random: means over several random orders of failure, with confidence intervals.
 */
class FailureCurve
{
  public:
    /** What holds with one share failed, over all orders. */
    struct Point
    {
        double failedShare;             //!< what was asked for, 0 to 1
        uint32_t failed;                //!< links, servers or switches: the share, rounded
        ConfidenceInterval largest;     //!< largest component as a share of working servers
        ConfidenceInterval pairs;       //!< connected pairs as a share of pairs of working servers
        ConfidenceInterval partitioned; //!< probability that some working server is cut off
        ConfidenceInterval components;  //!< groups of servers that reach each other
    };

    /**
     * \param graph the topology
     * \param kind what fails, as FailureSweep has it
     * \param shares the failed shares to look at, each 0 to 1
     * \param orders how many random orders of failure, from 1
     * \param seed decides them
     * \param listener told of progress, or empty
     * \throws std::invalid_argument for a share out of range, no order, or FailureKind::ANY
     */
    FailureCurve(const TopologyGraph& graph,
                 FailureKind kind,
                 const std::vector<double>& shares,
                 uint32_t orders,
                 uint64_t seed,
                 const WorkListener& listener = {});

    const std::vector<Point>& GetPoints() const
    {
        return m_points;
    }

    /** \return in how many orders some working server was ever cut off from another */
    uint32_t GetNPartitioned() const
    {
        return m_nPartitioned;
    }

    /** \return the failed share at which a working server is first cut off, in orders where any */
    const ConfidenceInterval& GetFirstPartition() const
    {
        return m_firstPartition;
    }

    /** \return the failed share beyond which under half of the pairs connect, likewise */
    const ConfidenceInterval& GetHalfDisconnected() const
    {
        return m_halfDisconnected;
    }

  private:
    std::vector<Point> m_points;           //!< by share
    uint32_t m_nPartitioned{0};            //!< orders
    ConfidenceInterval m_firstPartition;   //!< failed share
    ConfidenceInterval m_halfDisconnected; //!< failed share
};

} // namespace ns3::camcube

#endif /* FAILURE_CURVE_H */
