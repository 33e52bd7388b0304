/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_ROUTES_H
#define LINK_STATE_ROUTES_H

#include "link-state-database.h"

#include "ns3/next-hop-table.h"
#include "ns3/torus.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's routes, computed from the reports of all links: a link is taken for up unless one
 * of its ends reports it down. Nothing is computed before somebody asks. While no link
 * is known to be down the answer is a closed form; else the first question after a change is
 * answered by a breadth-first search over the cube, whose result is kept until the next change.
 */
class LinkStateRoutes : public NextHopTable
{
  public:
    /**
     * \param torus the cube; kept alive by the server's runtime
     * \param here this server
     */
    LinkStateRoutes(const Torus& torus, const TorusCoordinate& here);

    const LinkStateDatabase& GetDatabase() const
    {
        return m_database;
    }

    /** Replaces a server's report. */
    void SetReport(uint32_t server, LinkReport report);

    /** Sets which links of this server may be used, whatever it has reported. */
    void SetPorts(PortSet usable);

    /** \return bytes on the heap */
    std::size_t GetBytes() const
    {
        return m_database.GetBytes() + m_found.capacity() * sizeof(Paths);
    }

    // NextHopTable
    PortSet GetNextHops(const TorusCoordinate& destination) const override;
    uint32_t GetDistance(const TorusCoordinate& destination) const override;

  private:
    /** The shortest paths to one server. */
    struct Paths
    {
        uint32_t hops : 26; //!< their length, or NO_PATH
        uint32_t ports : 6; //!< their first links
    };

    static constexpr uint32_t NO_PATH = (1U << 26) - 1; //!< no length

    /** \return whether all links are known to be up */
    bool IsIntact() const
    {
        return m_database.GetDamaged() == 0 && m_usable == m_torus.GetPorts();
    }

    /** \return the paths to a server of a cube that is not intact */
    Paths Find(const TorusCoordinate& destination) const;

    void Search() const;

    /** \return by server, the ports whose links are up */
    std::vector<PortSet> GetLivePorts() const;

    const Torus& m_torus;               //!< the cube
    const TorusCoordinate m_here;       //!< this server's place
    PortSet m_usable;                   //!< ports of this server that may be used
    LinkStateDatabase m_database;       //!< what all servers have reported
    mutable std::vector<Paths> m_found; //!< by server; empty if nobody has asked since a change
};

} // namespace ns3::camcube

#endif /* LINK_STATE_ROUTES_H */
