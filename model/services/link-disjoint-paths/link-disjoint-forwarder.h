/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_DISJOINT_FORWARDER_H
#define LINK_DISJOINT_FORWARDER_H

#include "ns3/routing-callbacks.h"
#include "ns3/torus.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The choice behind LinkDisjointPaths: a Forwarder (see MultiHopRouting::AddForwarder) that
 * spreads the packets of a pair of servers over paths that share no link. All servers must use it.
 *
 * A packet may leave its source on each axis by a link on a shortest path, and on an axis without
 * one by both its links; by both too where the destination is half-way round all that lead there.
 * From then on it keeps to the axis by which it came as long as that leads on, then takes the next
 * one in the order x, y, z, x that does, and never goes back. Without failures there are at least
 * three such paths where each side has three servers or more, and none is more than two hops longer
 * than the shortest; doc/link-disjoint-paths.rst says why no two share a link.
 *
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3.1.
 */
class LinkDisjointForwarder
{
  public:
    explicit LinkDisjointForwarder(std::shared_ptr<const Torus> torus)
        : m_torus(std::move(torus))
    {
    }

    /** \return over which links a packet may go on; base routing's where none of them progresses */
    Forwarding operator()(const Hop& hop) const;

  private:
    PortSet ChooseFirst(const Hop& hop) const;
    PortSet ChooseNext(const Hop& hop) const;
    /** \return the ports of an axis; one if both lead to the same neighbour */
    PortSet GetPorts(uint8_t axis) const;

    std::shared_ptr<const Torus> m_torus; //!< the geometry
};

} // namespace ns3::camcube

#endif /* LINK_DISJOINT_FORWARDER_H */
