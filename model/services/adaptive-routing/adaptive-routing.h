/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADAPTIVE_ROUTING_H
#define ADAPTIVE_ROUTING_H

#include "neighbor-queues.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"
#include "ns3/registration.h"
#include "ns3/service.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sends the packets of one endpoint of the multi-hop routing service past long queues, its own and
 * those of neighbours, for the last tenth of the rate that links have. Servers tell their
 * neighbours of their queues, in frames of six bytes, when one has changed by Step packets; where
 * all is quiet nothing is sent. A packet goes by the shortest paths on which the fewest packets
 * wait, here and at the next server, and by a detour if that spares it Detour packets. Which of
 * those links that are free it takes, attribute Choice of MultiHopRouting decides.
 *
 * Install it on all servers (ServiceHelper<AdaptiveRouting>). Packets arrive out of order.
 */
class AdaptiveRouting : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 29; //!< of its frames
    static constexpr uint16_t ENDPOINT = 29;   //!< whose packets, unless attribute Endpoint is set

    /** What has happened at this server. */
    struct Counters
    {
        uint64_t reports{0};   //!< frames that told neighbours of queues
        uint64_t detours{0};   //!< packets that were sent by a longer way
        uint64_t malformed{0}; //!< frames that make no sense
    };

    static TypeId GetTypeId();
    AdaptiveRouting();
    ~AdaptiveRouting() override;

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    bool IsUrgent() const override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    bool IsWaitingFor(uint8_t out) const override;
    uint32_t GetQueuedFrames(uint8_t out) const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;
    void LinkAwake(uint8_t port) override;

  protected:
    void DoDispose() override;
    void Withdrawing() override;

  private:
    Forwarding Choose(const Hop& hop);
    /** \return packets that one would find before it by a port, here and at the next server */
    uint32_t GetWait(uint8_t port, const TorusCoordinate& destination, int64_t now) const;
    /** \return the ports of a set by which a packet waits least, within some packets, and that */
    std::pair<PortSet, uint32_t> GetLeast(PortSet ports,
                                          const TorusCoordinate& destination,
                                          uint32_t slack) const;
    /** \return whether a packet's way may become two hops longer */
    bool MayDetour(const RoutingHeader& header) const;
    /** Tells neighbours of the queues here if they have changed, or were told of long ago. */
    void Tell();
    void TellBy(PortSet ports);

    uint16_t m_endpoint{ENDPOINT};            //!< whose packets
    uint32_t m_step;                          //!< packets that are worth telling
    uint32_t m_detour;                        //!< packets that are worth a detour
    uint32_t m_extraHops;                     //!< that a packet may make
    Time m_lifetime;                          //!< how long what was told counts
    MultiHopRouting* m_routing{nullptr};      //!< has the queues, while this is deployed
    std::optional<NeighborQueues> m_heard;    //!< what neighbours have told
    NeighborQueues::Counts m_told{};          //!< what they were told last
    int64_t m_tellAgain{0};                   //!< when they are told the same again
    PortSet m_due;                            //!< ports by which a report waits
    Counters m_counters;                      //!< what has happened
    std::array<Registration, 2> m_registered; //!< with the routing service
};

} // namespace ns3::camcube

#endif /* ADAPTIVE_ROUTING_H */
