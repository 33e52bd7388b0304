/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTED_TRAFFIC_H
#define ROUTED_TRAFFIC_H

#include "workload.h"

#include "ns3/arrival-log.h"
#include "ns3/event-impl.h"
#include "ns3/frame.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/node-container.h"
#include "ns3/packet-statistics.h"

#include <deque>
#include <memory>
#include <unordered_map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sends the constant-rate flows of a workload straight over the multi-hop routing service, without
 * IP, and measures what arrives.
 *
 * It must live until the simulation has run.
 */
class RoutedTraffic
{
  public:
    /** The routing service's endpoint for these packets. */
    static constexpr uint16_t ENDPOINT = 2;

    /** What became of the measured packets of one pair of servers; several flows of it are one. */
    struct PairStatistics
    {
        uint32_t source{0};      //!< the number of the server that sends
        uint32_t destination{0}; //!< of the one that receives
        uint64_t sent{0};        //!< packets that left
        uint64_t received{0};    //!< packets that arrived
        double latencyUs{0};     //!< the sum of theirs, in microseconds
        double maxLatencyUs{0};  //!< the largest
        uint64_t hops{0};        //!< links that they crossed
    };

    /** Bytes behind a frame's Ethernet header that are not the packet's. */
    static constexpr uint32_t HEADER_BYTES = Frame::SERVICE_ID_BYTES + RoutingHeader::WIRE_BYTES;

    /**
     * \param servers the cube's servers, by number, each with the routing service
     * \throws std::invalid_argument if one has none
     */
    explicit RoutedTraffic(const NodeContainer& servers);
    ~RoutedTraffic();
    RoutedTraffic(const RoutedTraffic&) = delete;
    RoutedTraffic& operator=(const RoutedTraffic&) = delete;

    /**
     * \param pairs who sends to whom
     * \param rate of a flow, counted in whole packets
     * \param packetSize of a packet behind the Ethernet header, headers included, in bytes; above
     *        HEADER_BYTES
     * \param stop when all end; they begin at once
     * \param random where in its interval each begins
     * \return the flows, as Install() takes them: their packets less the headers
     */
    static Workload MakeWorkload(const TrafficPairs& pairs,
                                 DataRate rate,
                                 uint32_t packetSize,
                                 Time stop,
                                 const Ptr<UniformRandomVariable>& random);

    /** Measures only packets sent from \p from on and before \p to. All are measured by default. */
    void SetWindow(Time from, Time to);

    /** Also counts for each pair of servers, which costs a little a packet; before Install(). */
    void CountPairs()
    {
        m_hasPairs = true;
    }

    /**
     * Sends a workload, whose times are simulated times since the start. Its packet size is what
     * the routing service carries.
     * \throws std::invalid_argument if it has a TCP flow, a flow that begins in the past, or more
     * servers than there are
     */
    void Install(const Workload& workload);

    /**
     * Puts together what all ranks of a simulation have measured, in the order of one process;
     * called once it has run, by all, before the statistics are asked for. Those of pairs are not
     * put together, and of latencies and hops the first rank alone has any. One process need not
     * call it.
     */
    void Collect();

    /** \return what became of the packets; arrivals in another order are not looked for */
    const PacketStatistics& GetStatistics() const
    {
        return m_statistics;
    }

    /** \return links crossed by the measured packets that have arrived */
    uint64_t GetPacketHops() const
    {
        return m_packetHops;
    }

    /** \return what became of each pair, in the order of their first flows; see CountPairs() */
    const std::deque<PairStatistics>& GetPairs() const
    {
        return m_pairs;
    }

  private:
    /** Sends one flow's packets; the same event again and again. */
    class Source;

    bool IsMeasured(int64_t sent) const
    {
        return sent >= m_from && sent < m_to;
    }

    /** \return the statistics of a pair, which are made if there are none */
    PairStatistics& GetPair(const TorusCoordinate& source, const TorusCoordinate& destination);

    /** \return those of the source of a packet and of the server that hears it, by its node's id */
    PairStatistics& GetHeardPair(uint32_t server, const RoutingHeader& header);
    void Receive(uint32_t server, const Frame& frame, const RoutingHeader& header);
    TorusCoordinate GetCoordinate(uint32_t server) const;

    /** Whom a server has heard last: mostly the one that it hears next. */
    struct Heard
    {
        PairStatistics* pair{nullptr};
        TorusCoordinate source;
    };

    NodeContainer m_servers;               //!< the cube's servers
    std::vector<Ptr<Source>> m_sources;    //!< one a flow
    std::vector<Registration> m_endpoints; //!< who receives, one a server
    int64_t m_from{0};                     //!< the first time that is measured, in time steps
    int64_t m_to{INT64_MAX};               //!< the first that is not any more
    PacketStatistics m_statistics;         //!< what has been measured
    uint64_t m_packetHops{0};              //!< links crossed
    ArrivalLog m_arrivals;                 //!< by node id
    std::shared_ptr<const Torus> m_torus;  //!< the cube
    bool m_hasPairs{false};                //!< whether pairs are counted
    std::deque<PairStatistics> m_pairs;    //!< in a deque, so that they stay in place
    std::vector<Heard> m_heard;            //!< by node id
    std::unordered_map<uint64_t, PairStatistics*> m_pairOf; //!< by the coordinates of both
};

} // namespace ns3::camcube

#endif /* ROUTED_TRAFFIC_H */
