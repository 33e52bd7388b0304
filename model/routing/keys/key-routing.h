/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_ROUTING_H
#define KEY_ROUTING_H

#include "key-space.h"

#include "ns3/traced-callback.h"

#include <array>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Routes packets to keys instead of servers. Where the root is lost while a packet is under way, or
 * turns out to be another, the packet goes on, and never in a circle (doc/keys.rst). Nothing is
 * sent but the packets of users.
 *
 * Beside its own names, KeySpace's among them, it has those of the common API of Dabek et al.,
 * IPTPS 2003: Route, Forward, Deliver, LocalLookup, NeighborSet, ReplicaSet, Update, Range. Source:
 * Abu-Libdeh et al., SIGCOMM 2010, section 2.1.
 */
class KeyRouting : public KeySpace, public RoutingCallbacks
{
  public:
    static constexpr uint16_t SERVICE_ID = 5; //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 5;   //!< of the packets that multi-hop routing carries

    /**
     * Sees packets at their source, on the way and at the root, and may change all. A packet goes
     * to another next server first, and to the root of its key from there; without one it ends.
     */
    using Upcall = std::function<
        void(Key& key, Ptr<Packet>& packet, std::optional<TorusCoordinate>& nextServer)>;

    /** Receives packets at the root of their key. */
    using Receiver =
        std::function<void(const Key& key, Ptr<Packet> packet, const RoutingHeader& header)>;

    /** Is given back a packet that its source, this server, gives up. */
    using Returned = std::function<void(const Key& key, Ptr<Packet> packet, DropReason reason)>;

    /** Of trace source Rerouted. */
    typedef void (*ReroutedCallback)(const TorusCoordinate& from, const TorusCoordinate& to);

    static TypeId GetTypeId();
    KeyRouting();

    /**
     * Sends a packet to the root of a key.
     * \param key the key
     * \param number who is to receive it there
     * \param packet what to carry
     * \return as MultiHopRouting::Send()
     * \throws std::invalid_argument for no packet
     * \throws std::logic_error while this or the multi-hop routing service is not deployed
     */
    SendResult Route(const Key& key, uint16_t number, const Ptr<const Packet>& packet);

    /** \name Registrations, as with MultiHopRouting: a number that is taken is refused */
    ///@{
    /** Shows packets of a number to an upcall at every server that they reach. */
    Registration Forward(Service* owner, uint16_t number, Upcall upcall);
    /** Names who receives packets of a number for keys whose root is here. */
    Registration Deliver(Service* owner, uint16_t number, Receiver receiver);
    /** Has packets of a number given back that were sent from here and are given up here. */
    Registration AddUndelivered(Service* owner, uint16_t number, Returned receiver);
    ///@}

  protected:
    void Placed() override;

  private:
    struct Header;

    Verdict Pass(FramePtr& frame, RoutingHeader& routing);
    Forwarding Choose(const Hop& hop);
    bool Aim(Header& header, RoutingHeader& routing, bool givesUp) const;

    HandlerList<Upcall> m_upcalls;        //!< who sees packets, by number
    HandlerList<Receiver> m_receivers;    //!< who receives them
    HandlerList<Returned> m_undelivered;  //!< who is given them back
    std::array<Registration, 4> m_hooked; //!< with the multi-hop routing service
    TracedCallback<const TorusCoordinate&, const TorusCoordinate&> m_rerouted; //!< to another root
};

} // namespace ns3::camcube

#endif /* KEY_ROUTING_H */
