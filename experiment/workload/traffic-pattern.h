/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRAFFIC_PATTERN_H
#define TRAFFIC_PATTERN_H

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * A server that sends and another that receives.
 */
struct TrafficPair
{
    uint32_t source;      //!< the number of the server that sends
    uint32_t destination; //!< the number of the server that receives

    friend bool operator==(const TrafficPair& a, const TrafficPair& b)
    {
        return a.source == b.source && a.destination == b.destination;
    }
};

/** The pairs of a pattern, in the order in which they were made. */
using TrafficPairs = std::vector<TrafficPair>;

/**
 * \ingroup camcube
 *
 * Who talks to whom among servers 0 to n-1, whatever network joins them. No server ever sends to
 * itself. All chance comes from one ns-3 random stream, so RngSeed and RngRun decide it.
 */
class TrafficPattern
{
  public:
    /**
     * \param servers the number of servers, at least 2
     * \param random the stream that decides; by default the next free one
     * \throws std::invalid_argument for fewer than 2 servers
     */
    explicit TrafficPattern(
        uint32_t servers,
        Ptr<UniformRandomVariable> random = CreateObject<UniformRandomVariable>());

    /** \return every server sends to one and receives from one: any derangement, equally likely */
    TrafficPairs Permutation() const;

    /**
     * \param flows how many pairs are wanted
     * \return pairs of different servers, each independent of the others
     */
    TrafficPairs RandomPairs(uint32_t flows) const;

    /** \return all n(n-1) ordered pairs of different servers */
    TrafficPairs AllToAll() const;

    /**
     * \param senders how many servers send, 1 to n-1
     * \return that many random senders, all to one random receiver
     * \throws std::invalid_argument for a number out of range
     */
    TrafficPairs Incast(uint32_t senders) const;

    /**
     * \param stride how far up the destination is, not a multiple of n
     * \return server i sends to (i + stride) mod n, for every i
     * \throws std::invalid_argument if servers would send to themselves
     */
    TrafficPairs Stride(uint32_t stride) const;

    /**
     * Staggered(p, q) of Al-Fares et al., SIGCOMM 2008, section 5: every server sends to another
     * one of its own subnet with probability p, to another subnet of its pod with probability q,
     * and else to another pod. Subnets and pods are runs of consecutive servers.
     *
     * \param p the probability of the own subnet, 0 to 1
     * \param q the probability of the own pod, 0 to 1 - p
     * \param subnet servers in a subnet (fat-tree: k/2), a divisor of pod
     * \param pod servers in a pod (fat-tree: k*k/4), a divisor of n
     * \throws std::invalid_argument for other values, and where a group of positive probability has
     *         nobody to send to
     */
    TrafficPairs Staggered(double p, double q, uint32_t subnet, uint32_t pod) const;

  private:
    /** A run of consecutive servers. */
    struct Range
    {
        uint32_t first; //!< the lowest
        uint32_t size;  //!< how many
    };

    /** \return a server of a range outside a smaller range within it, all equally likely */
    uint32_t Pick(Range from, Range except) const;

    uint32_t m_servers;                  //!< how many there are
    Ptr<UniformRandomVariable> m_random; //!< decides
};

} // namespace ns3::camcube

#endif /* TRAFFIC_PATTERN_H */
