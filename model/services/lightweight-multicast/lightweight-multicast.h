/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIGHTWEIGHT_MULTICAST_H
#define LIGHTWEIGHT_MULTICAST_H

#include "multicast-header.h"
#include "receiver-split.h"

#include "ns3/handler-list.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/queued-service.h"
#include "ns3/traced-callback.h"

#include <array>
#include <optional>
#include <vector>

namespace ns3::camcube
{

struct MulticastCopy;

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
class LightweightMulticast : public QueuedService
{
  public:
    static constexpr uint16_t SERVICE_ID = 7; //!< of its frames
    static constexpr uint16_t ENDPOINT = 7;   //!< of what multi-hop routing carries for it

    using DropReason = RoutingCallbacks::DropReason; //!< why receivers were given up
    using Receivers = std::vector<TorusCoordinate>;  //!< of one packet

    /** Receives packets. */
    using Receiver = std::function<void(Ptr<Packet> packet, const MulticastHeader& header)>;

    /** Learns which receivers of a multicast from here were given up, here or on the way. */
    using Returned =
        std::function<void(uint32_t id, const Receivers& receivers, DropReason reason)>;

    /** Of trace source Undelivered. */
    typedef void (*UndeliveredCallback)(const MulticastHeader& header,
                                        const Receivers& receivers,
                                        DropReason reason);

    /** What has passed through this server. */
    struct Counters
    {
        uint64_t sent{0};        //!< multicasts that started here
        uint64_t copies{0};      //!< put on a link here, or into its queue
        uint64_t delivered{0};   //!< packets that were for this server
        uint64_t undelivered{0}; //!< receivers given up here
        uint64_t malformed{0};   //!< what came and made no sense
    };

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

    /**
     * \param bytes of a packet
     * \return the receivers that fit into one frame beside it; 0 if it is too long to be sent
     * \throws std::logic_error while the service is not deployed
     */
    uint32_t GetMostReceivers(uint32_t bytes) const;

    /** Replaces the choice of ports, here. \throws std::invalid_argument for no function */
    void SetSplit(ReceiverSplit split);

    /** \name Registrations, as with MultiHopRouting: a number that is taken is refused */
    ///@{
    /** Names who receives packets of a number here. */
    Registration AddReceiver(Service* owner, uint16_t number, Receiver receiver);
    /** Has who was given up of packets of a number that were sent from here reported. */
    Registration AddUndelivered(Service* owner, uint16_t number, Returned receiver);

    ///@}

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    bool NeedsPlace() const override;

  protected:
    void Placed() override;
    void Undelivered(uint8_t port, FramePtr frame, SendResult why) override;

  private:
    /** \return what it says; nothing, and counts it, if it makes no sense */
    std::optional<MulticastCopy> Open(const MulticastHeader* header, const Packet& payload);
    void CheckSent(const Receivers& receivers, const Ptr<const Packet>& packet) const;
    void Spread(const MulticastCopy& copy);
    void SendBy(uint8_t port, const MulticastCopy& copy);
    void SendRouted(MulticastCopy copy, const TorusCoordinate& to);
    void ReceiveRouted(FramePtr frame, uint8_t hops);
    void Deliver(const MulticastHeader& header, const Ptr<const Packet>& packet);
    void GiveUp(const MulticastCopy& copy, DropReason reason);

    Ptr<MultiHopRouting> m_routing;       //!< knows next hops, and carries what has none
    ReceiverSplit m_split;                //!< chooses among them
    uint32_t m_mtu{0};                    //!< of the cables, in bytes
    uint32_t m_lastId{0};                 //!< of the multicasts so far
    uint8_t m_hopLimit;                   //!< links that a copy from here may cross
    Counters m_counters;                  //!< what has passed
    HandlerList<Receiver> m_receivers;    //!< by number
    HandlerList<Returned> m_returned;     //!< by number
    std::array<Registration, 2> m_hooked; //!< with multi-hop routing
    TracedCallback<const MulticastHeader&, const Receivers&, DropReason> m_undelivered; //!< here
};

} // namespace ns3::camcube

#endif /* LIGHTWEIGHT_MULTICAST_H */
