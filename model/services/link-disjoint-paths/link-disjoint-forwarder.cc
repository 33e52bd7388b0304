/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-disjoint-forwarder.h"

namespace ns3::camcube
{

Forwarding
LinkDisjointForwarder::operator()(const Hop& hop) const
{
    const bool isSource = hop.in >= N_TORUS_PORTS;
    return Forwarding::Via(isSource ? ChooseFirst(hop) : ChooseNext(hop));
}

PortSet
LinkDisjointForwarder::GetPorts(uint8_t axis) const
{
    return PortSet((m_torus->GetSide(axis) == 2 ? 0b01 : 0b11) << 2 * axis);
}

PortSet
LinkDisjointForwarder::ChooseFirst(const Hop& hop) const
{
    // Paths that begin by both ports of an axis half-way round meet where they turn. They part
    // there again if the next axis is half-way round too.
    bool areAllHalfWay = true;
    for (uint8_t axis = 0; axis < 3; ++axis)
    {
        const PortSet next = hop.nextHops & GetPorts(axis);
        areAllHalfWay = areAllHalfWay && next.GetSize() != 1;
    }
    PortSet ports;
    for (uint8_t axis = 0; axis < 3; ++axis)
    {
        const PortSet next = hop.nextHops & GetPorts(axis);
        ports = ports | (next.IsEmpty()  ? hop.up & GetPorts(axis)
                         : areAllHalfWay ? next
                                         : PortSet::Of(next.GetFirst()));
    }
    return ports;
}

PortSet
LinkDisjointForwarder::ChooseNext(const Hop& hop) const
{
    const uint8_t straight = AxisOfPort(hop.in);
    const uint8_t onward = OppositePort(hop.in);
    // Round an axis of two servers the next hop is where the packet comes from.
    for (uint8_t i = m_torus->GetSide(straight) == 2; i < 3; ++i)
    {
        const uint8_t axis = (straight + i) % 3;
        const PortSet next = (hop.nextHops & GetPorts(axis)) - PortSet::Of(hop.in); // never back
        if (!next.IsEmpty())
        {
            // In the same direction where both lead on.
            const uint8_t same = 2 * axis + onward % 2;
            return PortSet::Of(next.Contains(same) ? same : next.GetFirst());
        }
    }
    return {}; // base routing
}

} // namespace ns3::camcube
