/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTICAST_FORWARDER_H
#define MULTICAST_FORWARDER_H

#include "multicast-header.h"
#include "receiver-split.h"

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
 * What LightweightMulticast does with packets on their way: divides the receivers of each over next
 * hops, has multi-hop routing carry those that have none, and reports to the source who is given
 * up.
 */
class MulticastForwarder : public QueuedService
{
  public:
    static constexpr uint16_t ENDPOINT = 7; //!< of what multi-hop routing carries for it

    using DropReason = RoutingCallbacks::DropReason; //!< why receivers were given up
    using Receivers = std::vector<TorusCoordinate>;  //!< of one packet

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

    /** \copydoc Service::Service */
    explicit MulticastForwarder(uint16_t serviceId);

    /**
     * \param bytes of a packet
     * \return the receivers that fit into one frame beside it; 0 if it is too long to be sent
     * \throws std::logic_error while the service is not deployed
     */
    uint32_t GetMostReceivers(uint32_t bytes) const;

    /** Replaces the choice of ports, here. \throws std::invalid_argument for no function */
    void SetSplit(ReceiverSplit split);

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

    /** A packet is for this server. \return whether somebody has received it */
    virtual bool Arrived(const MulticastHeader& header, const Ptr<const Packet>& packet) = 0;

    /** Receivers of a packet from here were given up; the header says why. */
    virtual void Reported(const MulticastHeader& header, const Receivers& receivers) = 0;

    /** Sends a packet on its way to some receivers, none of them this server. */
    void Spread(const MulticastCopy& copy);

    /** Hands a packet to this server. */
    void Deliver(const MulticastHeader& header, const Ptr<const Packet>& packet);

    Counters m_counters; //!< what has passed

  private:
    /** \return what it says; nothing, and counts it, if it makes no sense */
    std::optional<MulticastCopy> Open(const MulticastHeader* header, const Packet& payload);
    void SendBy(uint8_t port, const MulticastCopy& copy);
    void SendRouted(MulticastCopy copy, const TorusCoordinate& to);
    void ReceiveRouted(FramePtr frame, uint8_t hops);
    void GiveUp(const MulticastCopy& copy, DropReason reason);

    Ptr<MultiHopRouting> m_routing;       //!< knows next hops, and carries what has none
    ReceiverSplit m_split;                //!< chooses among them
    uint32_t m_mtu{0};                    //!< of the cables, in bytes
    std::array<Registration, 2> m_hooked; //!< with multi-hop routing
    TracedCallback<const MulticastHeader&, const Receivers&, DropReason> m_undelivered; //!< here
};

} // namespace ns3::camcube

#endif /* MULTICAST_FORWARDER_H */
