/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTI_HOP_ROUTING_H
#define MULTI_HOP_ROUTING_H

#include "closed-form-table.h"
#include "endpoint-table.h"
#include "next-hop-choice.h"
#include "next-hop-queue.h"
#include "no-route-buffer.h"
#include "routing-hooks.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object-pool.h"
#include "ns3/random-variable-stream.h"
#include "ns3/send-result.h"
#include "ns3/service-prefetcher.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The multi-hop routing service: carries packets from any server to any other along shortest
 * paths. At every hop a packet takes a free link that is on one; if none is free it waits for the
 * first that will be. A packet names an endpoint, a number under which somebody at the destination
 * receives; services on the way may intercept it.
 *
 * Source: Costa et al., WREN 2009, section 3.1; Abu-Libdeh et al., SIGCOMM 2010, section 3.2.
 */
class MultiHopRouting : public Service,
                        public ServicePrefetcher,
                        public RoutingCallbacks,
                        public Pooled<MultiHopRouting>
{
  public:
    /** The routing service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 1;

    /** The longest path, in hops: the header counts them in one byte. */
    static constexpr uint32_t MAX_HOPS = 255;

    /** What has passed through this server. */
    struct Counters
    {
        uint64_t forwarded{0}; //!< packets put on a link here, those that started here among them
        uint64_t sent{0};      //!< packets that started here
        uint64_t delivered{0}; //!< packets that ended here
        uint64_t consumed{0};  //!< packets that an interceptor took
        uint64_t held{0};      //!< times that a packet had to wait here for a path
        uint64_t rerouted{0};  //!< packets that waited for a link and then had to take another
        std::array<uint64_t, N_DROP_REASONS> dropped{}; //!< packets lost here, by DropReason
    };

    static TypeId GetTypeId();
    MultiHopRouting();
    ~MultiHopRouting() override;

    /** \return a drop reason in words */
    static const char* GetName(DropReason reason);

    /**
     * Sends a packet to a server.
     * \param destination its coordinate
     * \param endpoint who is to receive it there
     * \param packet what to carry
     * \param flow equal for packets that policy PER_FLOW keeps on one path
     * \return SENT if it is on its way or waits here; otherwise it is given up, counted, and given
     *         back to who registered for that: BUSY as queues are full, DOWN as there is no path,
     *         TOO_LONG for more than GetMtu() leaves
     * \throws std::invalid_argument for no packet, or a coordinate outside the cube
     * \throws std::logic_error while the service is not deployed, or the server not placed, and
     *         where packets are given back and sent again, or intercepted, without end
     */
    SendResult Send(const TorusCoordinate& destination,
                    uint16_t endpoint,
                    Ptr<Packet> packet,
                    uint16_t flow = 0);

    /** As Send() above, for a frame that has an inner header perhaps, and a payload. */
    SendResult Send(const TorusCoordinate& destination,
                    uint16_t endpoint,
                    FramePtr frame,
                    uint16_t flow = 0);

    /**
     * Asks before Send(), which gives a packet up that finds no room.
     * \param destination a server's coordinate
     * \param flow as Send() is to be given it
     * \return whether a link to it is free or its queue has room, as base routing goes. Also true
     *         without a path, for then there is no queue to wait for
     * \throws as Send() does
     */
    bool HasRoom(const TorusCoordinate& destination, uint16_t flow = 0) const;

    /**
     * \name Registrations
     * Each holds until what is returned goes, or its owner is withdrawn. An owner is the service
     * that registers, or null. A number that is taken is refused with std::invalid_argument.
     */
    ///@{
    /** Names who receives under an endpoint here. */
    Registration AddEndpoint(Service* owner, uint16_t endpoint, Endpoint receiver);

    /**
     * Offers packets that have come to an endpoint which nobody has to one who may keep them, and
     * Redeliver() them later; what is not taken is dropped, as without.
     */
    Registration OnUnknownEndpoint(Service* owner, UnknownEndpointTaker taker);

    /**
     * Shows packets to an interceptor.
     * \param owner the service that registers, or null
     * \param endpoint whose packets, or ALL; std::invalid_argument for another above 65535
     * \param priority interceptors of a higher one see packets first
     * \param interceptor is called with each
     */
    Registration AddInterceptor(Service* owner,
                                uint32_t endpoint,
                                int32_t priority,
                                Interceptor interceptor);

    /** Has a forwarder choose where an endpoint's packets go from here. */
    Registration AddForwarder(Service* owner, uint16_t endpoint, Forwarder forwarder);

    /** Has an endpoint's packets given back that were sent from here and are given up here. */
    Registration AddUndelivered(Service* owner, uint16_t endpoint, Undelivered receiver);

    /** Tells by which port packets leave, of an endpoint or ALL. */
    Registration AddDeparture(Service* owner, uint32_t endpoint, Departure listener);

    /**
     * Calls a function once after each change of routes that has settled here, whichever protocol
     * fills the table.
     * \param owner the service that registers, or null
     * \param listener what to call
     * \param hasToSettle whether it waits for that; otherwise it is called after each change of the
     *        table, also of those that others will follow
     */
    Registration OnRoutesChanged(Service* owner,
                                 std::function<void()> listener,
                                 bool hasToSettle = true);

    ///@}

    /** Takes an endpoint from whoever has it here, if anybody has, as their cancellation does. */
    void ReleaseEndpoint(uint16_t endpoint)
    {
        m_endpoints.Release(endpoint);
    }

    /**
     * Delivers a packet to who has its endpoint now.
     * \param packet one that OnUnknownEndpoint() has offered; dropped if it is no longer routed
     * \throws std::invalid_argument for none, or one whose payload has been taken
     */
    void Redeliver(FramePtr packet);

    /** Stands for all endpoints. */
    static constexpr uint32_t ALL = HandlerList<Interceptor>::ALL;

    /** \name Facts, as the routes of this server say; they throw as Send() does */
    ///@{
    /** \return whether there is a path to a server */
    bool IsReachable(const TorusCoordinate& destination) const;

    /** \return the length of the shortest path in hops; nothing if there is none */
    std::optional<uint32_t> GetDistance(const TorusCoordinate& destination) const;

    /** \return the ports on a shortest path; none to this server, or without a path */
    PortSet GetNextHops(const TorusCoordinate& destination) const;
    ///@}

    /** Replaces the closed form of the intact cube, which is used until then. */
    void SetTable(std::shared_ptr<const NextHopTable> table);

    /**
     * \return the table in use, which takes coordinates of the cube only
     * \throws std::logic_error while the service is not deployed
     */
    const NextHopTable& GetTable() const
    {
        if (!m_table)
        {
            ThrowNotRunning();
        }
        return *m_table;
    }

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return bytes of a packet that fit into a frame for a given MTU of the cables */
    static uint16_t GetMtu(uint16_t cableMtu)
    {
        return cableMtu - Frame::SERVICE_ID_BYTES - RoutingHeader::WIRE_BYTES;
    }

    /** Fixes the random stream that seeds this server's choices. \return streams used */
    int64_t AssignStreams(int64_t stream);

    // Service
    void Receive(FramePtr frame, uint8_t in) override;
    FramePtr Poll(uint8_t out) override;
    void Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const override;

    /**
     * A call of Send is near, and this object's N_HOT_LINES were fetched: fetches what else it will
     * touch, as Prefetch does.
     */
    void PrefetchSend(const TorusCoordinate& destination, uint32_t step, int64_t time) const;

    bool IsWaitingFor(uint8_t out) const override;
    uint32_t GetQueuedFrames(uint8_t out) const override;
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

    void Placed() override;
    bool NeedsPlace() const override;

    /** Of trace sources Delivered, Sent and Intercepted. */
    typedef void (*PacketCallback)(Ptr<const Packet> payload, const RoutingHeader& header);

    /** Of trace source Forwarded. */
    typedef void (*ForwardedCallback)(Ptr<const Packet> payload,
                                      const RoutingHeader& header,
                                      uint8_t port);

    /** Of trace source Dropped. */
    typedef void (*DroppedCallback)(Ptr<const Packet> payload,
                                    const RoutingHeader& header,
                                    DropReason reason);

  protected:
    void DoDispose() override;
    void Withdrawing() override;

  private:
    /** When a packet that has to be held is given up: after the time that all are held. */
    static constexpr int64_t USUAL = -1;

    /** What hooks say of a packet. */
    struct Chosen
    {
        bool isDone{false};                  //!< it goes nowhere from here
        SendResult result{SendResult::SENT}; //!< then: what its sender is told
        PortSet ports;                       //!< otherwise: where it may go; none for base routing
    };

    void Pass(FramePtr frame, const RoutingHeader& header);
    SendResult Forward(FramePtr frame, const RoutingHeader& header);
    SendResult ForwardHooked(FramePtr frame, int64_t until);
    Chosen AskForwarder(FramePtr& frame, const Forwarder& forwarder);
    /** \return the header of a packet that others have had in their hands, null if it was dropped
     */
    RoutingHeader* Recheck(FramePtr& frame, SendResult& result);
    SendResult Enqueue(FramePtr& frame, PortSet links);
    /**
     * Tells that a packet leaves, to who may add to it.
     * \return false if it was dropped, as that was too much
     */
    bool Depart(FramePtr& frame, uint8_t out);
    SendResult Start(const TorusCoordinate& destination,
                     uint16_t endpoint,
                     FramePtr frame,
                     uint16_t flow);
    /** The rest of Start() where something is hooked in, apart as it is seldom. */
    SendResult StartHooked(FramePtr frame);
    /**
     * Shows a packet that has come, or starts, to the interceptors.
     * \return its header, as they left it; null if it does not go on
     */
    RoutingHeader* Admit(FramePtr& frame, uint8_t in, SendResult& result);
    /** Delivers a packet to oneself, by an event of its own, as every other packet is. */
    SendResult DeliverSoon(FramePtr frame);
    void Deliver(FramePtr frame);
    /** \return what its sender is told, if it is just being sent */
    SendResult Drop(FramePtr frame, DropReason reason);
    bool Hold(FramePtr& frame, int64_t until);
    void Reroute();
    void RoutesChanged();

    void RequireServer(const TorusCoordinate& coordinate) const
    {
        if (!m_table || !m_closedForm->GetTorus().Contains(coordinate))
        {
            ThrowNoServer(coordinate);
        }
    }

    [[noreturn]] void ThrowNotRunning() const;
    [[noreturn]] void ThrowNoServer(const TorusCoordinate& coordinate) const;
    bool HasForwarder(const RoutingHeader& header) const;
    RoutingHooks& GetHooks();

    /** \return the links on which a packet may go on now */
    PortSet GetUsable(Frame& frame) const;

    /** \return false if the packet does not go on */
    bool Intercept(FramePtr& frame, uint8_t in);
    /** \return the header of a packet whose coordinates exist, null of any other */
    RoutingHeader* PeekHeader(Frame& frame) const;

    // What every packet touches comes first; what only those that wait or end here touch is next.
    const NextHopTable* m_table{nullptr};        //!< the paths to other servers, while in use
    std::optional<ClosedFormTable> m_closedForm; //!< those of the intact cube
    std::optional<NextHopChoice> m_choice;       //!< picks among them
    uint32_t m_queueLimit;                       //!< packets that may wait for a link
    uint8_t m_hopLimit;                          //!< links that a packet from here may cross
    std::unique_ptr<RoutingHooks> m_hooks;       //!< what is hooked into packets, if anything
    Counters m_counters;                         //!< what has passed
    NextHopQueue m_queue;                        //!< packets that wait for a link
    EndpointTable m_endpoints;                   //!< who receives here
    /** Packets that ended here. */
    TracedCallback<Ptr<const Packet>, const RoutingHeader&> m_delivered;
    NoRouteBuffer m_hold;                        //!< packets that wait for a path
    uint32_t m_holdLimit;                        //!< packets that may
    Time m_holdTime;                             //!< how long
    EventId m_holdEnds;                          //!< when the first has waited long enough
    std::shared_ptr<const NextHopTable> m_given; //!< the table that was set, if one was
    NextHopChoice::Policy m_policy;              //!< how the choice picks
    Time m_utilizationWindow;                    //!< how far back it looks
    uint32_t m_cableMtu{0};                      //!< bytes of a frame behind its Ethernet header
    HandlerList<std::function<void()>> m_routeListeners; //!< called after changes of routes
    HandlerList<UnknownEndpointTaker> m_takers;          //!< who keeps what nobody receives, if any
    Ptr<UniformRandomVariable> m_seed;                   //!< seeds the choices
    TracedCallback<Ptr<const Packet>, const RoutingHeader&, DropReason> m_dropped; //!< lost here
};

} // namespace ns3::camcube

#endif /* MULTI_HOP_ROUTING_H */
