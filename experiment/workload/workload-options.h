/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WORKLOAD_OPTIONS_H
#define WORKLOAD_OPTIONS_H

#include "workload.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The workloads that a program offers by name, with what the user may choose of each.
 *
 * - websearch, datamining: TCP flows between random servers, arriving as a Poisson process, of the
 *   published sizes or those of a file;
 * - permutation, random, all-to-all, incast, stride, staggered: one flow for each pair of the
 *   pattern, all from the beginning: TCP transfers, or datagrams if a rate is given.
 */
struct WorkloadOptions
{
    std::string name{"websearch"};   //!< one of GetNames()
    uint32_t servers{64};            //!< servers that take part
    Time duration{MilliSeconds(50)}; //!< flows arrive, or datagrams are sent, for so long
    double load{0.5};                //!< of a server's line, for Poisson arrivals
    DataRate lineRate{"1Gbps"};      //!< of a server's line
    std::string sizesFile;           //!< flow sizes of Poisson arrivals, if not the published ones
    uint64_t bytes{1000000};         //!< of a transfer of a pattern
    DataRate rate{0};                //!< payload of a flow of datagrams a second; 0 for TCP
    uint32_t packetSize{1400};       //!< payload of a datagram, in bytes
    uint32_t flows{0};               //!< of pattern random; 0 for one a server
    uint32_t senders{16};            //!< of pattern incast
    uint32_t stride{1};              //!< of pattern stride
    double staggeredSubnet{0.5};     //!< of pattern staggered: probability of the own subnet
    double staggeredPod{0.3};        //!< of pattern staggered: probability of the own pod
    uint32_t subnet{4};              //!< of pattern staggered: servers in a subnet
    uint32_t pod{16};                //!< of pattern staggered: servers in a pod

    /** \return the names of all workloads */
    static const std::vector<std::string>& GetNames();

    /** \return whether flows arrive or send for the duration, rather than transfer and be done */
    bool HasDuration() const;

    /** \return whether flows of a distribution of sizes arrive at random, rather than a pattern's
     */
    bool IsPoisson() const;

    /**
     * \return the workload chosen; the same for equal choices, seed and run
     * \throws std::invalid_argument for a choice that cannot be served
     */
    Workload Make() const;

  private:
    TrafficPairs MakePairs() const;
};

} // namespace ns3::camcube

#endif /* WORKLOAD_OPTIONS_H */
