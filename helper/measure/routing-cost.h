/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_COST_H
#define ROUTING_COST_H

#include "sample-summary.h"

#include "ns3/distance-vector.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <vector>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * What the routing protocol of a whole cube costs: messages and their bytes, the memory that it
 * takes at each server, and when it last did something.
 *
 * It must live until the simulation has run.
 */
class RoutingCost
{
  public:
    /**
     * \param servers the cube's servers, each with the distance-vector service
     * \throws std::invalid_argument if one has none
     */
    explicit RoutingCost(const NodeContainer& servers);
    ~RoutingCost();
    RoutingCost(const RoutingCost&) = delete;
    RoutingCost& operator=(const RoutingCost&) = delete;

    /** \return frames that all servers have sent, and what was in them */
    DistanceVector::Counters GetTotal() const;

    /** \return when a server last sent a message or changed a distance; zero if none did */
    Time GetLastActivity() const
    {
        return m_lastActivity;
    }

    /** \return bytes of routing state, a sample for each server */
    SampleSummary GetStateBytes() const;

  private:
    void NoteSent(Ptr<const Packet> entries, uint8_t port);
    void NoteChange(uint32_t destination, uint16_t before, uint16_t now);

    std::vector<Ptr<DistanceVector>> m_services; //!< by server
    Time m_lastActivity;                         //!< the last thing that happened
};

} // namespace ns3

#endif /* ROUTING_COST_H */
