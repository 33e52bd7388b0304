/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef THROUGHPUT_TRIAL_H
#define THROUGHPUT_TRIAL_H

#include "ns3/adaptive-routing.h"
#include "ns3/data-rate.h"
#include "ns3/nstime.h"
#include "ns3/packet-statistics.h"
#include "ns3/random-streams.h"
#include "ns3/traffic-pattern.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::camcube
{

class CubeRecorder;
class StatusLine;
class Torus;

/**
 * \ingroup camcube
 *
 * Constant-rate flows between pairs of servers of a torus over the multi-hop routing service,
 * without IP: loss, latency, utilization, and the speed of the simulation.
 */
class ThroughputTrial
{
  public:
    /** What is sent over which torus. */
    struct Plan
    {
        uint32_t k{8};                      //!< servers along each axis
        uint32_t flows{0};                  //!< pairs, 0 for one a server
        std::string pattern{"permutation"}; //!< who sends to whom: this, or "random" pairs
        DataRate rate{"300Mbps"};           //!< of a flow
        uint32_t packetSize{1500};          //!< bytes behind the Ethernet header
        Time duration{MilliSeconds(20)};    //!< sources send
        Time warmup{MilliSeconds(2)};       //!< before packets count
        DataRate lineRate{"1Gbps"};         //!< of a link
        Time delay{NanoSeconds(100)};       //!< of a cable
        Time processing{MicroSeconds(1)};   //!< of a frame at a server
        uint32_t queue{64};                 //!< packets that may wait for a link
        std::string choice{"RandomPath"};   //!< which of several shortest paths
        bool adaptive{false};               //!< whether servers avoid their neighbours' queues
    };

    /** Where the real time before a simulation goes, in seconds. */
    struct Setup
    {
        double serversSeconds{0}; //!< nodes, their ports and cables
        double routingSeconds{0}; //!< the routing service of each
        double seconds{0};        //!< all of it; flows and what else there is, too
    };

    /** What a run measured; where several ranks simulate it, sums and the first rank the rest. */
    struct Outcome
    {
        PacketStatistics packets;  //!< sent after warm-up
        double idleLatencyUs{0};   //!< mean of the same pairs in an idle network
        uint64_t packetHops{0};    //!< links crossed, by all packets
        uint64_t queueDrops{0};    //!< packets lost to full queues, by all packets
        double meanUtilization{0}; //!< of links, over the time that sources sent
        /** What it took all servers to avoid queues, if they do. */
        std::optional<AdaptiveRouting::Counters> adaptation;
        Setup setup;          //!< real time until the simulation began
        double runSeconds{0}; //!< real time of the simulation
    };

    /**
     * \throws std::invalid_argument for a warm-up that leaves nothing, a pattern that is none, or
     *         more flows than a permutation has
     */
    explicit ThroughputTrial(const Plan& plan);

    /**
     * Runs it in a simulation of its own, which is destroyed afterwards.
     * \param status says how far it is
     * \param recorder records the time that sources send; null for none
     */
    Outcome Run(StatusLine& status, CubeRecorder* recorder = nullptr) const;

  private:
    TrafficPairs MakePairs(RandomStreams& streams) const;
    /** \return the mean over the pairs of hops times the time of one */
    double GetIdleLatencyUs(const Torus& torus, const TrafficPairs& pairs) const;

    Plan m_plan; //!< what is simulated
};

} // namespace ns3::camcube

#endif /* THROUGHPUT_TRIAL_H */
