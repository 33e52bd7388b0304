/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PACKET_METER_H
#define PACKET_METER_H

#include "arrival-log.h"
#include "packet-statistics.h"

#include "ns3/ipv4-header.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Measures the packets that servers send each other over IPv4, at constant cost a packet and on any
 * topology: latency from the IP layer of the source to that of the destination, loss, reordering,
 * hops. It notes what it needs on a tag when a packet leaves, and takes it off on arrival.
 *
 * Counted are UDP datagrams and TCP segments that carry payload; acknowledgements and handshakes
 * are left out. Every transmission counts for itself, so TCP's repetition of a lost segment is
 * another packet. A packet counts as reordered if a later one of its flow (addresses, protocol,
 * ports) came before it (RFC 4737, section 3.3).
 *
 * It must live until the simulation has run.
 */
class PacketMeter
{
  public:
    /** Tells how many cables a packet that has arrived has crossed. */
    using HopCounter = std::function<uint32_t(Ptr<const Packet>, const Ipv4Header&)>;

    /**
     * \param servers the nodes whose packets are measured, all with the IPv4 stack
     * \throws std::invalid_argument if one has none
     */
    explicit PacketMeter(const NodeContainer& servers);
    ~PacketMeter();
    PacketMeter(const PacketMeter&) = delete;
    PacketMeter& operator=(const PacketMeter&) = delete;

    /**
     * Measure only packets sent from \p from on and before \p to: after warm-up, and early enough
     * to arrive. All are measured unless this is called.
     */
    void SetWindow(Time from, Time to);

    /**
     * By default every IP router on the way is a hop, and the destination another one. Networks
     * that forward below IP say here how they count.
     */
    void SetHopCounter(HopCounter counter);

    /** Is told of every measured packet that arrives, with all behind its IPv4 header. */
    using Listener = std::function<void(Ptr<const Packet> packet, uint32_t hops)>;

    /** Says who is told. */
    void SetListener(Listener listener);

    /** Keeps all arrivals until Collect(); called before the first. */
    void KeepArrivals()
    {
        m_arrivals.Keep();
    }

    /**
     * Puts together what all ranks of a simulation have measured, on the first of them, latencies
     * and hops in an order that does not depend on how many there are. After KeepArrivals(), and
     * once the simulation has run, called by all before GetStatistics().
     */
    void Collect();

    const PacketStatistics& GetStatistics() const
    {
        return m_statistics;
    }

  private:
    /** What tells flows apart. */
    struct Key
    {
        uint64_t addresses; //!< of source and destination
        uint64_t ports;     //!< of both, and the protocol

        bool operator==(const Key& other) const
        {
            return addresses == other.addresses && ports == other.ports;
        }
    };

    /** Hashes a key. */
    struct KeyHash
    {
        std::size_t operator()(const Key& key) const;
    };

    /** The order of a flow's packets. */
    struct Order
    {
        uint32_t sent{0};    //!< packets that left
        uint32_t arrived{0}; //!< the highest sequence number that came, plus 1
    };

    /** \return the order of a flow's packets at its destination, whose number another process may
     *          have given */
    Order& GetOrder(const Ipv4Header& header, uint32_t flow);

    /** \return the flow of a packet, or nothing if it is not counted */
    static std::optional<Key> Classify(const Ipv4Header& header, const Ptr<const Packet>& packet);

    /** A packet leaves a server. */
    void Send(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t interface);
    /** A packet has arrived at a server. */
    void Deliver(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t interface);

    NodeContainer m_servers;                             //!< watched
    Time m_from;                                         //!< the first time that is measured
    Time m_to{Time::Max()};                              //!< the first that is not any more
    HopCounter m_hopCounter;                             //!< empty: count routers
    Listener m_listener;                                 //!< empty: nobody
    std::unordered_map<Key, uint32_t, KeyHash> m_number; //!< of each flow
    std::vector<Order> m_flows;                          //!< by that number
    PacketStatistics m_statistics;                       //!< what has been measured
    ArrivalLog m_arrivals;                               //!< by address
    std::unordered_map<uint64_t, Order> m_orders;        //!< by source and its number of the flow
};

} // namespace ns3::camcube

#endif /* PACKET_METER_H */
