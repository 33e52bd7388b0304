/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTING_CALLBACKS_H
#define ROUTING_CALLBACKS_H

#include "routing-header.h"

#include "ns3/frame.h"
#include "ns3/port-set.h"

#include <cstdint>
#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a forwarder answers: where a packet goes from this server. Source: Abu-Libdeh et al.,
 * SIGCOMM 2010, section 5, "extended routing".
 */
struct Forwarding
{
    /** What becomes of the packet. */
    enum Kind : uint8_t
    {
        BASE,    //!< as without forwarder: a next hop on a shortest path to its destination
        VIA,     //!< over any free one of some links
        TOWARD,  //!< a next hop on a shortest path to some other server
        DELIVER, //!< to the endpoint here, wherever it was going
        CONSUME, //!< the forwarder has taken it
        DROP     //!< dropped and counted
    };

    static Forwarding Base()
    {
        return {BASE, {}, {}};
    }

    /** \param ports candidates; base routing takes over if the links of none are up */
    static Forwarding Via(PortSet ports)
    {
        return {VIA, ports, {}};
    }

    /** \param waypoint a server; base routing takes over if it is this one, or out of reach */
    static Forwarding Toward(const TorusCoordinate& waypoint)
    {
        return {TOWARD, {}, waypoint};
    }

    static Forwarding Deliver()
    {
        return {DELIVER, {}, {}};
    }

    static Forwarding Consume()
    {
        return {CONSUME, {}, {}};
    }

    static Forwarding Drop()
    {
        return {DROP, {}, {}};
    }

    Kind kind{BASE};          //!< what becomes of it
    PortSet ports;            //!< of VIA
    TorusCoordinate waypoint; //!< of TOWARD
};

/** \ingroup camcube \brief What a forwarder knows of a packet at one server. */
struct Hop
{
    FramePtr& frame;       //!< the packet, to be changed in place, or taken if it is consumed
    RoutingHeader& header; //!< its header
    uint8_t in;            //!< the port by which it came; PortSet::MAX_PORTS at its source
    PortSet nextHops;      //!< live ports on a shortest path to its destination
    PortSet up;            //!< live ports to neighbours
};

/** \ingroup camcube \brief What users of the multi-hop routing service register, and are told. */
struct RoutingCallbacks
{
    /** Why a packet was lost. */
    enum DropReason : uint8_t
    {
        QUEUE_FULL,       //!< every link it might take has its limit of packets waiting
        NO_ROUTE,         //!< no path to the destination that is up, not even after a while
        HOP_LIMIT,        //!< it has crossed as many links as it may
        MALFORMED,        //!< too short, or a coordinate outside the cube
        UNKNOWN_ENDPOINT, //!< nobody at the destination receives under its endpoint
        BY_INTERCEPTOR,   //!< an interceptor or a forwarder dropped it
        TOO_LONG,         //!< it exceeds what the cables' MTU leaves
        WITHDRAWN,        //!< it waited here when the service was withdrawn
        N_DROP_REASONS
    };

    /** What an interceptor decides. */
    enum class Verdict
    {
        FORWARD, //!< the packet goes on, changed or not
        CONSUME, //!< the interceptor has taken the packet
        DROP     //!< the packet is dropped and counted
    };

    /** Receives packets at their destination. */
    using Endpoint = std::function<void(FramePtr packet, const RoutingHeader& header)>;

    /** Given a packet for this server whose endpoint nobody has; answers whether it has taken it.
     */
    using UnknownEndpointTaker = std::function<bool(FramePtr& packet, const RoutingHeader& header)>;

    /**
     * Sees packets at their source, where \p in is PortSet::MAX_PORTS, on the way, and where they
     * end. The frame may be changed in place, or moved from if the verdict is CONSUME.
     */
    using Interceptor = std::function<Verdict(FramePtr& packet, RoutingHeader& header, uint8_t in)>;

    /** Chooses where packets go; asked at each server but their destination. */
    using Forwarder = std::function<Forwarding(const Hop& hop)>;

    /** Is given back a packet that this server has sent and that was given up here. */
    using Undelivered =
        std::function<void(FramePtr packet, const RoutingHeader& header, DropReason reason)>;

    /**
     * Learns by which port a packet leaves this server. It may change the packet, and add to it
     * what Runtime::GetRoom() leaves, for the next server to take off: nobody here looks at it any
     * more.
     */
    using Departure = std::function<void(Frame& packet, RoutingHeader& header, uint8_t out)>;
};

} // namespace ns3::camcube

#endif /* ROUTING_CALLBACKS_H */
