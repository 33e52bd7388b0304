/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_ADVERTISER_H
#define ROUTE_ADVERTISER_H

#include "route-table.h"
#include "vector-outbox.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Decides to which neighbours a route is advertised: those to which it was before, and those whose
 * own distance shows that they can use it. It notes them in the route, and puts the entries into
 * the outbox.
 */
class RouteAdvertiser
{
  public:
    /**
     * \param table the routes, for the links in use
     * \param outbox takes what is to be sent to neighbours
     */
    RouteAdvertiser(const RouteTable& table, VectorOutbox& outbox);

    /** \return whether a neighbour to which a route is not advertised can use it */
    bool NeedsAdvertisement(const Route& route, uint8_t port) const;

    /** Advertises the distance to one neighbour. */
    void Advertise(uint32_t destination, Route& route, uint8_t port);

    /** Advertises a new distance to all neighbours that need it. */
    void AdvertiseToAll(uint32_t destination, Route& route);

    /** Withdraws the distance from all neighbours to which it was advertised. */
    void Withdraw(uint32_t destination, Route& route);

    /** Corrects what a neighbour that has come up assumes, which is what holds in the intact cube.
     */
    void AddNeighbor(uint32_t destination, Route& route, uint8_t port);

  private:
    const RouteTable& m_table; //!< the routes
    VectorOutbox& m_outbox;    //!< what is to be sent
};

} // namespace ns3::camcube

#endif /* ROUTE_ADVERTISER_H */
