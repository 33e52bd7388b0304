/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHAIN_TRAFFIC_H
#define CHAIN_TRAFFIC_H

#include "chain-header.h"
#include "service-chain.h"

#include "ns3/data-rate.h"
#include "ns3/ipv4-address.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/packet-statistics.h"
#include "ns3/packet.h"
#include "ns3/socket.h"

#include <nlohmann/json_fwd.hpp>
#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

class PacketMeter;

/**
 * \ingroup camcube
 *
 * Sends datagrams along service chains over any network with the stock UDP/IP stack. Every server
 * runs a relay that knows the next server of each chain; a datagram climbs to it and down again at
 * each, which takes no time of its own.
 *
 * It must live until the simulation has run.
 */
class ChainTraffic
{
  public:
    static constexpr uint16_t PORT = 700; //!< of the relays, below those of other workloads

    /**
     * \param servers the nodes, by number, all with the stack
     * \param addresses where each can be reached, in the same order
     */
    ChainTraffic(const NodeContainer& servers, const std::vector<Ipv4Address>& addresses);
    ~ChainTraffic();
    ChainTraffic(const ChainTraffic&) = delete;
    ChainTraffic& operator=(const ChainTraffic&) = delete;

    /**
     * Have the hops of chains counted, those of all legs together. Without it they are unknown.
     * \param meter watches all servers, tells nobody else, and outlives the simulation
     */
    void CountHops(PacketMeter& meter);

    /**
     * \return the time from one datagram of a chain to the next
     * \param rate payload a second
     * \param packetSize payload of a datagram, in bytes
     * \throws std::invalid_argument for a size or a rate that Install() cannot serve
     */
    static Time GetInterval(DataRate rate, uint32_t packetSize);

    /**
     * Datagrams at a constant rate on each chain, from now on. To be called once.
     *
     * \param chains the paths
     * \param rate payload a second of each chain, above 0
     * \param packetSize payload of a datagram in bytes, ChainHeader::BYTES to 65507
     * \param duration for how long they enter, from now
     * \param phase if given, each chain begins a random part of its interval later
     * \throws std::invalid_argument for values out of range
     */
    void Install(const std::vector<ServiceChain>& chains,
                 DataRate rate,
                 uint32_t packetSize,
                 Time duration,
                 const Ptr<UniformRandomVariable>& phase = nullptr);

    /** \return the chains, what was offered and delivered, with units in the names of keys */
    nlohmann::ordered_json ToJson() const;

    /** \return datagrams that entered and left, and latency and hops from gateway to gateway */
    const PacketStatistics& GetStatistics() const
    {
        return m_statistics;
    }

  private:
    /** A datagram enters, and the next one is due. */
    void Enter(uint32_t chain, uint32_t sequence);
    /** A relay has received something. */
    void Receive(Ptr<Socket> socket);
    /** Send to the server that the header names. */
    void Send(const ChainHeader& header);
    /** A leg is done. */
    void NoteLeg(Ptr<const Packet> packet, uint32_t hops);

    std::vector<Ptr<Socket>> m_relays;             //!< by server
    std::vector<Ipv4Address> m_addresses;          //!< by server
    std::vector<ServiceChain> m_chains;            //!< the paths
    DataRate m_rate;                               //!< payload a second of each chain
    uint32_t m_packetSize{0};                      //!< payload, in bytes
    Time m_interval;                               //!< between two datagrams of a chain
    Time m_stop;                                   //!< when datagrams enter no more
    std::unordered_map<uint64_t, uint32_t> m_hops; //!< so far, of each datagram under way
    PacketStatistics m_statistics;                 //!< what has been measured
};

} // namespace ns3::camcube

#endif /* CHAIN_TRAFFIC_H */
