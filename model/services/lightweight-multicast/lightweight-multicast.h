/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIGHTWEIGHT_MULTICAST_H
#define LIGHTWEIGHT_MULTICAST_H

#include "multicast-forwarder.h"

#include "ns3/handler-list.h"

#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Multicast without groups: a packet carries the list of its receivers, and each server on the way
 * divides the list over as few of its next hops as lead to all of them. Nobody joins, and no server
 * remembers anything; it suits a few receivers that change from packet to packet.
 *
 * A receiver is on the list of one copy at a time, so it gets a packet once at most. Delivery is
 * not promised: who is given up is reported to the source if the report gets through, what is lost
 * on a cable is not. Who must know has the receivers answer, or uses a tree.
 *
 * Source: Costa et al., WREN 2009, section 4; doc/lightweight-multicast.rst.
 */
class LightweightMulticast : public MulticastForwarder
{
  public:
    static constexpr uint16_t SERVICE_ID = 7; //!< of its frames

    /** Receives packets. */
    using Receiver = std::function<void(Ptr<Packet> packet, const MulticastHeader& header)>;

    /** Learns which receivers of a multicast from here were given up, here or on the way. */
    using Returned =
        std::function<void(uint32_t id, const Receivers& receivers, DropReason reason)>;

    static TypeId GetTypeId();
    LightweightMulticast();

    /**
     * Sends a packet to some servers. Those that do not fit into one frame are served by several.
     * \param receivers in any order, this server among them perhaps; one named twice counts once
     * \param number who is to receive it there
     * \param packet what to carry
     * \return the id by which reports name it
     * \throws std::invalid_argument for no receiver, one outside the cube, no packet, or one that
     *         leaves no room for a receiver in a frame
     * \throws std::logic_error while this or the multi-hop routing service is not deployed
     */
    uint32_t Send(Receivers receivers, uint16_t number, const Ptr<const Packet>& packet);

    /** \name Registrations, as with MultiHopRouting: a number that is taken is refused */
    ///@{
    /** Names who receives packets of a number here. */
    Registration AddReceiver(Service* owner, uint16_t number, Receiver receiver);
    /** Has who was given up of packets of a number that were sent from here reported. */
    Registration AddUndelivered(Service* owner, uint16_t number, Returned receiver);

    ///@}

  protected:
    bool Arrived(const MulticastHeader& header, const Ptr<const Packet>& packet) override;
    void Reported(const MulticastHeader& header, const Receivers& receivers) override;

  private:
    void CheckSent(const Receivers& receivers, const Ptr<const Packet>& packet) const;

    uint32_t m_lastId{0};              //!< of the multicasts so far
    uint8_t m_hopLimit;                //!< links that a copy from here may cross
    HandlerList<Receiver> m_receivers; //!< by number
    HandlerList<Returned> m_returned;  //!< by number
};

} // namespace ns3::camcube

#endif /* LIGHTWEIGHT_MULTICAST_H */
