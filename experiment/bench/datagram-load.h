/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DATAGRAM_LOAD_H
#define DATAGRAM_LOAD_H

#include "measured-run.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A permutation of 300 Mbps flows of 1,500-byte packets over a torus of side k, each flow with a
 * random phase, from a network that is full on: over the multi-hop routing service, and over the
 * same torus of stock PointToPoint cables, UDP/IPv4 and nix-vector routing.
 */
class DatagramLoad
{
  public:
    /**
     * \param k servers along each axis
     * \param duration how long to measure, in simulated time
     */
    DatagramLoad(uint32_t k, Time duration);

    /** \return the duration that gives about so many packet-hops, of at least a packet a flow */
    static Time DurationFor(uint32_t k, double packetHops);

    /** \return MeasureRun() of the routing service, and pending_events */
    Measured MeasureRouted() const;

    /** \return MeasureRun() of the stock network; the set-up ends when all routes are known */
    Measured MeasureStock() const;

    /**
     * The limit: an event that does nothing but come again.
     * \param routed what the routing service has shown
     * \return MeasureRun() of as many such events, with as many in the simulator's list
     */
    Measured MeasureBareEvents(const Measured& routed) const;

  private:
    uint32_t m_k;    //!< the torus's side
    Time m_duration; //!< that is measured
};

} // namespace ns3::camcube

#endif /* DATAGRAM_LOAD_H */
