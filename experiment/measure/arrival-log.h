/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ARRIVAL_LOG_H
#define ARRIVAL_LOG_H

#include "packet-statistics.h"

#include "ns3/event-time.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Arrivals of packets: counted at once, or kept until those of all ranks of a simulation can be
 * added up in an order that does not depend on how many there are, for means depend on it by a
 * rounding.
 */
class ArrivalLog
{
  public:
    /** Keeps arrivals until CollectTo(); called before the first. */
    void Keep()
    {
        m_isKeeping = true;
    }

    /**
     * A packet arrives now.
     * \param statistics what this rank has counted
     * \param server where; a number of the server that all ranks agree on
     * \param us its latency, in microseconds
     * \param hops cables on its way
     */
    void Add(PacketStatistics& statistics, uint32_t server, double us, uint32_t hops)
    {
        ++statistics.received;
        if (m_isKeeping)
        {
            m_arrivals.push_back({EventTime::Now(), us, server, hops});
            return;
        }
        statistics.latencyUs.Add(us);
        statistics.hops.Add(hops);
    }

    /**
     * Puts together what all ranks have counted, if arrivals are kept. Called by all ranks, once
     * the simulation has run.
     *
     * \param statistics what this rank has counted. Afterwards, what all have; of latencies and
     *        hops, which it is without until then, the first rank alone has any.
     */
    void CollectTo(PacketStatistics& statistics);

  private:
    struct Arrival
    {
        int64_t time; //!< in time steps
        double us;
        uint32_t server;
        uint32_t hops;
    };

    /** \return whether one comes first: those of one server are of one rank, and in order */
    static bool IsBefore(const Arrival& a, const Arrival& b);

    /** Puts in order what is so but for arrivals of one time. */
    void SortTies();

    /** Puts in order what is so in parts. \param counts how many arrivals each has */
    void MergeRuns(const std::vector<std::size_t>& counts);

    bool m_isKeeping{false};         //!< until they are collected
    std::vector<Arrival> m_arrivals; //!< those of this rank, as they came
};

} // namespace ns3::camcube

#endif /* ARRIVAL_LOG_H */
