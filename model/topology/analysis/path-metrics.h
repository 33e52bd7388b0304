/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PATH_METRICS_H
#define PATH_METRICS_H

#include "shortest-paths.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief Told which share of some work is done, 0 to 1. */
using WorkListener = std::function<void(double done)>;

/**
 * \ingroup camcube
 *
 * How far the servers of a topology are from each other, by how many paths, and how much of
 * all-to-all traffic the busiest cable carries. Over all ordered pairs of different servers of
 * which the first is one of some sources; exact if these are all servers.
 */
class PathMetrics
{
  public:
    /**
     * \param graph the topology
     * \param rule what a hop is
     * \param sources the servers to search from
     * \param listener told of progress, or empty
     * \throws std::invalid_argument for no source, or one that is no server
     */
    PathMetrics(const TopologyGraph& graph,
                HopRule rule,
                const std::vector<uint32_t>& sources,
                const WorkListener& listener = {});

    /** \return whether all servers were sources, so that every figure is exact */
    bool IsExact() const
    {
        return m_exact;
    }

    /** \return pairs without a path */
    uint64_t GetNUnreachable() const
    {
        return m_unreachable;
    }

    /** \return pairs at each distance in hops */
    const std::vector<uint64_t>& GetHistogram() const
    {
        return m_histogram;
    }

    /** \return the longest shortest path, in hops; of not all sources, a lower bound */
    uint32_t GetDiameter() const;

    /** \return the mean shortest path, in hops */
    double GetMeanHops() const;

    /** \return the standard deviation of shortest paths over the pairs, in hops */
    double GetStandardDeviation() const;

    /** \return the mean number of shortest paths of a pair */
    double GetMeanMultiplicity() const;

    /** \return the largest number of shortest paths of a pair */
    double GetMaxMultiplicity() const
    {
        return m_maxMultiplicity;
    }

    /** \return the share of pairs, 0 to 1, that have a single shortest path */
    double GetSingleShare() const;

    /**
     * \return what the busiest cable carries one way if every server sends one unit to every other,
     *         evenly over all shortest paths; not-a-number unless IsExact()
     */
    double GetMaxLoad() const
    {
        return m_maxLoad;
    }

  private:
    /** Counts the pairs of one source. */
    void Count(const ShortestPaths& paths, uint32_t source, uint32_t servers);

    /** \return pairs with a path */
    uint64_t GetNReachable() const;

    bool m_exact;                                               //!< whether all servers are sources
    uint64_t m_unreachable{0};                                  //!< pairs without a path
    std::vector<uint64_t> m_histogram;                          //!< pairs by hops
    double m_multiplicity{0};                                   //!< sum over the pairs
    double m_maxMultiplicity{0};                                //!< largest of a pair
    uint64_t m_single{0};                                       //!< pairs with one shortest path
    double m_maxLoad{std::numeric_limits<double>::quiet_NaN()}; //!< of the busiest cable
};

} // namespace ns3::camcube

#endif /* PATH_METRICS_H */
