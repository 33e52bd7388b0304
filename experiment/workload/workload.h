/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_H
#define WORKLOAD_H

#include "flow-size-distribution.h"
#include "traffic-pattern.h"

#include "ns3/flow.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Flows among numbered servers, ordered by the time they start. It knows no network, so one
 * workload drives every topology alike.
 */
class Workload
{
  public:
    /** The smallest and largest payload of a datagram of a constant-rate flow, in bytes. */
    static constexpr uint32_t MIN_PACKET_SIZE = 12;
    static constexpr uint32_t MAX_PACKET_SIZE = 65507;

    /**
     * Datagrams at a constant rate: the first at \p start, the last before \p stop. The interval is
     * whole simulator time steps, as a device's transmission time of such a payload is.
     *
     * \param pairs who sends to whom
     * \param rate payload a second of every pair
     * \param packetSize payload of a datagram in bytes, MIN_PACKET_SIZE to MAX_PACKET_SIZE
     * \param start when all begin
     * \param stop when all end
     * \param phase if given, each flow begins a random part of its interval after \p start, so
     *        that no burst of all flows starts the run
     * \throws std::invalid_argument for values out of range
     */
    static Workload ConstantRate(const TrafficPairs& pairs,
                                 DataRate rate,
                                 uint32_t packetSize,
                                 Time start,
                                 Time stop,
                                 Ptr<UniformRandomVariable> phase = nullptr);

    /**
     * TCP transfers.
     *
     * \param pairs who sends to whom
     * \param bytes what every pair transfers; 0: as much as it can until \p stop
     * \param start when all begin
     * \param stop when the sources give up
     * \throws std::invalid_argument for an endless transfer, or one that stops before it starts
     */
    static Workload Bulk(const TrafficPairs& pairs,
                         uint64_t bytes,
                         Time start,
                         Time stop = Time::Max());

    /**
     * TCP transfers that arrive as a Poisson process, each from a random server to a random other
     * one. The load is the mean payload that a server is given to send, over what its line could
     * carry; headers come on top.
     *
     * \param servers how many servers take part, at least 2
     * \param load above 0 and at most 1
     * \param lineRate the rate of one server's line
     * \param sizes how large the transfers are
     * \param start when the process begins
     * \param duration for how long flows start
     * \param random the stream that decides
     * \throws std::invalid_argument for values out of range
     */
    static Workload PoissonArrivals(uint32_t servers,
                                    double load,
                                    DataRate lineRate,
                                    const FlowSizeDistribution& sizes,
                                    Time start,
                                    Time duration,
                                    Ptr<UniformRandomVariable> random);

    /**
     * Add a flow behind those that start no later.
     * \throws std::invalid_argument for a flow that cannot be sent
     */
    void Add(const Flow& flow);

    /** Add all flows of another workload: foreground over background, for one. */
    void Add(const Workload& other);

    const std::vector<Flow>& GetFlows() const
    {
        return m_flows;
    }

    /** \return the number of the highest server that takes part, plus 1 */
    uint32_t GetNServers() const;

    /** \return the payload of all bounded flows, in bytes */
    uint64_t GetOfferedBytes() const;

  private:
    std::vector<Flow> m_flows; //!< by rising start
};

} // namespace ns3::camcube

#endif /* WORKLOAD_H */
