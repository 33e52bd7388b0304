/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ROUTE_TABLE_H
#define ROUTE_TABLE_H

#include "baseline-routes.h"
#include "route-exception-table.h"
#include "route.h"

#include "ns3/next-hop-table.h"
#include "ns3/torus.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The routes of one server to all destinations. Only what differs from the closed form is stored:
 * in 34 bits at rest, in full while a repair is under way. Where a route is kept is decided here
 * and nowhere else; whoever works on one loads it, changes it, and stores it.
 */
class RouteTable : public NextHopTable
{
  public:
    /**
     * \param torus the cube; kept alive by the server's runtime
     * \param here this server
     */
    RouteTable(const Torus& torus, const TorusCoordinate& here);

    /**
     * Sets which links are in use. Routes of the closed form follow at once; others keep what they
     * have of a lost neighbour until they are visited.
     * \param open ports to whose neighbours routes are advertised
     * \param adjacent ports whose neighbours' advertisements count; a subset of the open ones
     */
    void SetPorts(PortSet open, PortSet adjacent);

    PortSet GetOpen() const
    {
        return m_open;
    }

    PortSet GetAdjacent() const
    {
        return m_adjacent;
    }

    /** \param delay time after which nobody uses a server that lost its path, in time steps */
    void SetDetourDelay(int64_t delay)
    {
        m_detourDelay = delay;
    }

    /** \return a route to work on */
    Route Load(uint32_t destination) const;

    /** Keeps a route, in the smallest form that holds it. */
    void Store(uint32_t destination, const Route& route);

    /** Has a route fetched into the cache, because it will be loaded soon. */
    void Prefetch(uint32_t destination) const
    {
        m_exceptions.Prefetch(destination);
        m_unsettled.Prefetch(destination);
    }

    /** \return whether a route differs from the closed form */
    bool IsRecorded(uint32_t destination) const
    {
        return m_unsettled.Find(destination) || m_exceptions.Find(destination);
    }

    /** \return the distance in the intact cube, in hops */
    uint16_t GetBaselineDistance(uint32_t destination) const
    {
        return m_baseline.GetDistance(m_torus.GetCoordinate(destination));
    }

    /** \return whether the closed form still has a next hop over the links in use */
    bool IsBaselineUsable(uint32_t destination) const
    {
        return !(m_baseline.GetNextHops(m_torus.GetCoordinate(destination)) & m_adjacent).IsEmpty();
    }

    /** \return the route in the intact cube, all links in use */
    Route GetBaseline(uint32_t destination) const
    {
        return m_baseline.Get(m_torus.GetCoordinate(destination)).Expand();
    }

    /** \return the routes that are not at rest */
    const FlatHashMap<Route>& GetUnsettled() const
    {
        return m_unsettled;
    }

    /** \return the number of routes that differ from the closed form */
    uint32_t GetRecords() const
    {
        return m_exceptions.GetSize() + m_unsettled.GetSize();
    }

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        return m_baseline.GetBytes() + m_exceptions.GetBytes() + m_unsettled.GetBytes();
    }

    // NextHopTable
    PortSet GetNextHops(const TorusCoordinate& destination) const override;
    uint32_t GetDistance(const TorusCoordinate& destination) const override;

    bool IsSettled() const override
    {
        return m_unsettled.IsEmpty();
    }

  private:
    /** \return the next hops while there is no distance: the nearest neighbours, if that is safe */
    PortSet GetDetour(const Route& route) const;

    const Torus& m_torus;             //!< the cube
    BaselineRoutes m_baseline;        //!< the closed form
    RouteExceptionTable m_exceptions; //!< routes at rest that differ from it
    FlatHashMap<Route> m_unsettled;   //!< routes that are not at rest
    PortSet m_open;                   //!< ports to whose neighbours routes are advertised
    PortSet m_adjacent;               //!< ports whose neighbours' advertisements count
    int64_t m_detourDelay{0};         //!< time until no neighbour uses a server that lost its path
};

} // namespace ns3::camcube

#endif /* ROUTE_TABLE_H */
