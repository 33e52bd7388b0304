/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SMALL_LINK_DISJOINT_PATHS_H
#define SMALL_LINK_DISJOINT_PATHS_H

#include "ns3/multi-hop-routing.h"

namespace ns3::camcube
{

/**
 * As short as the service interface lets a service be; the one for users is LinkDisjointPaths.
 * Sends an endpoint's packets over link-disjoint paths: by any free link at their source, which
 * decides the path, then on along the axis by which they came. Two servers have three at least,
 * none more than two hops longer than the shortest.
 * Source: Abu-Libdeh et al., SIGCOMM 2010, section 3.1.
 */
class SmallLinkDisjointPaths : public Service
{
  public:
    static constexpr uint16_t ENDPOINT = 4714;

    SmallLinkDisjointPaths()
        : Service(4714)
    {
    }

    void Placed() override
    {
        m_forwarder = GetRuntime().Require<MultiHopRouting>()->AddForwarder(
            this,
            ENDPOINT,
            [this](const Hop& hop) { return Choose(hop); });
    }

  private:
    Forwarding Choose(const Hop& hop) const
    {
        PortSet out;
        const Torus& torus = GetRuntime().GetTorus();
        const bool isSource = hop.in == PortSet::MAX_PORTS;
        const uint8_t straight = isSource ? 0 : AxisOfPort(hop.in);
        // Both ports of an axis of two servers lead to one neighbour: one is enough, and back.
        const bool isDone = !isSource && torus.GetSide(straight) == 2;
        for (uint8_t i = isDone; i < 3 && (isSource || out.IsEmpty()); ++i)
        {
            const uint8_t axis = (straight + i) % 3;
            const PortSet both((torus.GetSide(axis) == 2 ? 0b01 : 0b11) << 2 * axis);
            const PortSet next = (hop.nextHops & both) - PortSet::Of(hop.in); // never back
            // One of two that are equal, as their paths would meet at the next turn.
            const PortSet one =
                PortSet::Of(next.Contains(hop.in ^ 1) ? hop.in ^ 1 : next.GetFirst());
            out = out | (one.IsEmpty() && isSource ? hop.up & both : one);
        }
        return Forwarding::Via(out); // base routing where there is none
    }

    Registration m_forwarder;
};

} // namespace ns3::camcube

#endif /* SMALL_LINK_DISJOINT_PATHS_H */
