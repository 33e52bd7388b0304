/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_ROUND_H
#define AGGREGATION_ROUND_H

#include "aggregate.h"
#include "aggregation-links.h"

#include "ns3/event-id.h"
#include "ns3/port-set.h"
#include "ns3/torus-port.h"

#include <utility>

namespace ns3::camcube
{

/** \ingroup camcube \brief A round of aggregation at one server, the last of a group. */
struct AggregationRound
{
    static constexpr uint8_t NOBODY = N_TORUS_PORTS; //!< who asks the root
    static constexpr uint8_t HERE = N_TORUS_PORTS;   //!< waited for until this server's value is in

    AggregationHeader header; //!< names it
    bool isOpen{false};       //!< whether it goes on here
    uint8_t asker{NOBODY};    //!< the port of who asked
    PortSet awaited;          //!< kids whose reports are not in it, and HERE
    Aggregate partial;        //!< so far
    EventId timeout;          //!< at its root

    /** \return whether it goes on here, at its root */
    bool IsAtRoot() const
    {
        return isOpen && asker == NOBODY;
    }

    /** \return whether it is a certain one, goes on, and waits for what a port, or HERE, gives */
    bool IsAwaiting(const AggregationHeader& other, uint8_t port) const
    {
        return isOpen && header.IsOf(other) && awaited.Contains(port);
    }

    /** Takes what was there together with what a port, or HERE, gives. */
    void Take(uint8_t port, Aggregate sum)
    {
        const bool wasComplete = partial.isComplete; // something may have been lost meanwhile
        partial = std::move(sum);
        partial.isComplete = partial.isComplete && wasComplete;
        awaited.Remove(port);
    }

    /** Does not wait for some kids any more. */
    void Lose(PortSet kids)
    {
        partial.isComplete = partial.isComplete && (awaited & kids).IsEmpty();
        awaited = awaited - kids;
    }
};

} // namespace ns3::camcube

#endif /* AGGREGATION_ROUND_H */
