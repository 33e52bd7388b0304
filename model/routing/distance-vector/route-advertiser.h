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
 * Decides which neighbours are advertised of a route: those who have an offer, and those whose own
 * view says that they can use one. It notes in the route who has been advertised, and puts the
 * entries into the outbox.
 */
class RouteAdvertiser
{
  public:
    /**
     * \param table the routes, for the links in use
     * \param outbox what this server will tell its neighbours
     */
    RouteAdvertiser(const RouteTable& table, VectorOutbox& outbox);

    /** \return whether a neighbour without offer can use one */
    bool NeedsAdvertisement(const Route& route, uint8_t port) const;

    /** Tells one neighbour of the distance. */
    void Advertise(uint32_t destination, Route& route, uint8_t port);

    /** A new distance has been adopted: tells all whom it concerns. */
    void AdvertiseToAll(uint32_t destination, Route& route);

    /** There is no way any more: tells all who have an offer. */
    void Withdraw(uint32_t destination, Route& route);

    /** A neighbour has come up, and believes what it would in the intact cube: puts that right. */
    void AddNeighbor(uint32_t destination, Route& route, uint8_t port);

  private:
    const RouteTable& m_table; //!< the routes
    VectorOutbox& m_outbox;    //!< what will be advertised
};

} // namespace ns3::camcube

#endif /* ROUTE_ADVERTISER_H */
