/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MULTI_HOP_ROUTING_H
#define MULTI_HOP_ROUTING_H

#include "closed-form-table.h"
#include "next-hop-choice.h"
#include "next-hop-queue.h"
#include "next-hop-table.h"
#include "no-route-buffer.h"
#include "routing-header.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/object-pool.h"
#include "ns3/random-variable-stream.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <array>
#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>
#include <functional>
#include <map>
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
class MultiHopRouting : public Service, public Pooled<MultiHopRouting>
{
  public:
    /** The routing service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 1;

    /** The longest path, in hops: the header counts them in one byte. */
    static constexpr uint32_t MAX_HOPS = 255;

    /** Why a packet was lost. */
    enum DropReason : uint8_t
    {
        QUEUE_FULL,       //!< every link it might take has its limit of packets waiting
        NO_ROUTE,         //!< no path to the destination that is up, not even after a while
        HOP_LIMIT,        //!< it has crossed as many links as it may
        MALFORMED,        //!< too short, or a coordinate outside the cube
        UNKNOWN_ENDPOINT, //!< nobody at the destination receives under its endpoint
        BY_INTERCEPTOR,   //!< a service on the way dropped it
        TOO_LONG,         //!< it exceeds what the cables' MTU leaves
        WITHDRAWN,        //!< it waited here when the service was withdrawn
        N_DROP_REASONS
    };

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

    /** What an interceptor decides. */
    enum class Verdict
    {
        FORWARD, //!< the packet goes on, changed or not
        CONSUME, //!< the interceptor has taken the packet
        DROP     //!< the packet is dropped and counted
    };

    /** Receives packets at their destination. */
    using Endpoint = std::function<void(FramePtr packet, const RoutingHeader& header)>;

    /**
     * Sees packets that come in at this server, also those that end here.
     * The frame may be changed in place, or moved from if the verdict is CONSUME.
     */
    using Interceptor = std::function<Verdict(FramePtr& packet, RoutingHeader& header, uint8_t in)>;

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
     */
    void Send(const TorusCoordinate& destination,
              uint16_t endpoint,
              Ptr<Packet> packet,
              uint16_t flow = 0);

    /** Names who receives under an endpoint here; an empty function to name nobody. */
    void SetEndpoint(uint16_t endpoint, Endpoint receiver);

    /** Shows packets for an endpoint to an interceptor here; an empty function to stop that. */
    void SetInterceptor(uint16_t endpoint, Interceptor interceptor);

    /** Shows the packets of all endpoints to an interceptor, after those set for one endpoint. */
    void SetInterceptor(Interceptor interceptor);

    /** Replaces the closed form of the intact cube, which is used until then. */
    void SetTable(std::shared_ptr<const NextHopTable> table);

    /** \return the table in use, once the service is deployed */
    const NextHopTable& GetTable() const
    {
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

  protected:
    void DoDispose() override;
    void Deployed() override;
    void Withdrawing() override;

  private:
    void Forward(FramePtr frame, const RoutingHeader& header);
    void Deliver(FramePtr frame);
    void Drop(FramePtr frame, DropReason reason);
    void Hold(FramePtr frame);
    void Reroute();

    /** \return the links on which a packet may go on now */
    PortSet GetUsable(Frame& frame) const;

    /** \return false if the packet does not go on */
    bool Intercept(FramePtr& frame, uint8_t in);
    /** \return the header of a packet whose coordinates exist, null of any other */
    RoutingHeader* PeekHeader(Frame& frame) const;

    // Shared, because a handler may replace itself while it runs.
    using SharedEndpoint = std::shared_ptr<const Endpoint>;
    using Endpoints = boost::container::flat_map<
        uint16_t,
        SharedEndpoint,
        std::less<>,
        boost::container::small_vector<std::pair<uint16_t, SharedEndpoint>, 2>>;

    // What every packet touches comes first; what only those that wait or end here touch is next.
    const NextHopTable* m_table{nullptr};        //!< the ways to other servers, in use
    std::optional<ClosedFormTable> m_closedForm; //!< those of the intact cube
    std::optional<NextHopChoice> m_choice;       //!< picks among them
    uint32_t m_queueLimit;                       //!< packets that may wait for a link
    uint8_t m_hopLimit;                          //!< links that a packet from here may cross
    bool m_intercepting{false};                  //!< somebody sees passing packets
    Counters m_counters;                         //!< what has passed
    NextHopQueue m_queue;                        //!< packets that wait for a link
    Endpoints m_endpoints;                       //!< who receives here
    /** Packets that ended here. */
    TracedCallback<Ptr<const Packet>, const RoutingHeader&> m_delivered;
    NoRouteBuffer m_hold;                        //!< packets that wait for a way
    uint32_t m_holdLimit;                        //!< packets that may
    Time m_holdTime;                             //!< how long
    EventId m_holdEnds;                          //!< when the first has waited long enough
    std::shared_ptr<const NextHopTable> m_given; //!< the table that was set, if one was
    NextHopChoice::Policy m_policy;              //!< how the choice picks
    Time m_utilizationWindow;                    //!< how far back it looks
    uint32_t m_mtu{0};                           //!< bytes of a packet, at most
    std::map<uint16_t, std::shared_ptr<const Interceptor>>
        m_interceptors;                               //!< who sees passing packets of an endpoint
    std::shared_ptr<const Interceptor> m_interceptor; //!< who sees all passing packets
    Ptr<UniformRandomVariable> m_seed;                //!< seeds the choices
    TracedCallback<Ptr<const Packet>, MultiHopRouting::DropReason> m_dropped; //!< lost here
};

} // namespace ns3::camcube

#endif /* MULTI_HOP_ROUTING_H */
