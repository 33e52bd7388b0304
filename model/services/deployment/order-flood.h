/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ORDER_FLOOD_H
#define ORDER_FLOOD_H

#include "deployment-counters.h"
#include "deployment-order.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/nstime.h"

#include <array>
#include <functional>
#include <map>
#include <set>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's part in the spreading of orders: it keeps the latest for each name, and sends what
 * is new to its neighbors in the order's scope until each has confirmed it. A neighbor that cannot
 * be reached is passed over to those beyond it; one that returns is told anew. Nothing is sent once
 * all have confirmed.
 */
class OrderFlood
{
  public:
    /** Is told of an order that is new here. */
    using Listener = std::function<void(const DeploymentOrder& order)>;
    /** Says whether there is what an order names. */
    using Check = std::function<bool(const DeploymentOrder& order)>;

    /**
     * \param routing carries the packets, and is deployed
     * \param owner after whose withdrawal nothing is called any more
     * \param endpoint of the packets, at all servers
     * \param retry time for the first confirmation, doubled at each try
     * \param check is asked before anything that comes is kept
     * \param listener told of it then, and of what Give() gives
     * \param counters counts what is sent and refused
     */
    OrderFlood(Ptr<MultiHopRouting> routing,
               Service* owner,
               uint16_t endpoint,
               Time retry,
               Check check,
               Listener listener,
               DeploymentCounters& counters);
    ~OrderFlood();

    OrderFlood(const OrderFlood&) = delete;
    OrderFlood& operator=(const OrderFlood&) = delete;

    /**
     * Gives an order here.
     * \param order its scope, serial and origin are filled in
     * \param toAll whether all servers of the cube are told, and not only those whom this order
     *        and the earlier ones that are known here concern
     */
    void Give(DeploymentOrder order, bool toAll);

    /** Asks the neighbors for all orders that concern this server. */
    void AskNeighbors();

    /** \return the latest order for a name that is known here, null if none is */
    const DeploymentOrder* Find(const std::string& name) const;

  private:
    static constexpr uint32_t MAX_TRIES = 12; //!< of a neighbor that can be reached and is silent

    /** An order, and who of the neighbors knows it. */
    struct Known
    {
        DeploymentOrder order;         //!< the latest
        std::set<uint32_t> confirmed;  //!< neighbors that know it
        std::set<uint32_t> waitingFor; //!< those that were told, and have not confirmed
        uint32_t tries{0};             //!< since somebody was first told
        EventId timer;                 //!< the next try
    };

    void Receive(FramePtr frame, const RoutingHeader& header);
    void ReceiveOrder(const DeploymentOrder& order, const TorusCoordinate& from);
    void Adopt(const DeploymentOrder& order, const std::set<uint32_t>& confirmed = {});
    void Spread(Known& known);
    void Retry(const std::string& name);
    void RoutesChanged();
    std::set<uint32_t> FindPeers(const TorusRegion& scope) const;
    std::set<uint32_t> FindEntry(const TorusRegion& scope) const;
    void Send(uint32_t to, const DeploymentOrder& order, DeploymentOrder::Kind kind);
    uint32_t GetHere() const;

    const Torus& GetTorus() const
    {
        return *m_torus;
    }

    Ptr<MultiHopRouting> m_routing;           //!< carries the packets
    std::shared_ptr<const Torus> m_torus;     //!< the cube
    TorusCoordinate m_here;                   //!< this server
    uint16_t m_endpoint;                      //!< of the packets
    Time m_retry;                             //!< for the first confirmation
    Check m_check;                            //!< whether there is what an order names
    Listener m_listener;                      //!< told of new orders
    DeploymentCounters& m_counters;           //!< what was sent and refused
    std::map<std::string, Known> m_known;     //!< by name
    std::array<Registration, 2> m_registered; //!< packets, changes of routes
};

} // namespace ns3::camcube

#endif /* ORDER_FLOOD_H */
