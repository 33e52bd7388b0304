/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_ANNOUNCER_H
#define ROUTE_ANNOUNCER_H

#include "route-table.h"
#include "vector-outbox.h"

namespace ns3
{

/**
 * \ingroup camcube
 *
 * Decides which neighbours are told of a route: those who have an offer, and those whose own view
 * says that they can use one. It notes in the route who has been told, and puts the entries into
 * the outbox.
 */
class RouteAnnouncer
{
  public:
    /**
     * \param table the routes, for the links in use
     * \param outbox what this server will tell its neighbours
     */
    RouteAnnouncer(const RouteTable& table, VectorOutbox& outbox);

    /** \return whether a neighbour without offer can use one */
    bool Owes(const Route& route, uint8_t port) const;

    /** Tells one neighbour of the distance. */
    void Offer(uint32_t destination, Route& route, uint8_t port);

    /** A new distance has been adopted: tells all whom it concerns. */
    void Announce(uint32_t destination, Route& route);

    /** There is no way any more: tells all who have an offer. */
    void Withdraw(uint32_t destination, Route& route);

    /** A neighbour has come up, and believes what it would in the intact cube: puts that right. */
    void Greet(uint32_t destination, Route& route, uint8_t port);

  private:
    const RouteTable& m_table; //!< the routes
    VectorOutbox& m_outbox;    //!< what will be told
};

} // namespace ns3

#endif /* ROUTE_ANNOUNCER_H */
