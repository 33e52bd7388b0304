/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "baseline-routes.h"

namespace ns3::camcube
{

BaselineRoutes::BaselineRoutes(const Torus& torus, const TorusCoordinate& here)
    : m_ports(torus.GetPorts())
{
    const uint32_t self = torus.GetServer(here);
    for (uint8_t port : m_ports)
    {
        if (torus.GetNeighbor(self, port) < self)
        {
            m_lower.Insert(port);
        }
    }
    for (uint8_t axis = 0; axis < 3; ++axis)
    {
        const PortSet ports = m_ports & PortSet(static_cast<uint16_t>(3U << 2 * axis));
        m_steps[axis].resize(torus.GetSide(axis));
        for (uint32_t i = 0; i < torus.GetSide(axis); ++i)
        {
            TorusCoordinate there = here;
            (axis == 0 ? there.x : axis == 1 ? there.y : there.z) = static_cast<uint8_t>(i);
            Step& step = m_steps[axis][i];
            step.hops = static_cast<uint8_t>(torus.GetDistance(here, there));
            step.nearer = torus.GetNextHops(here, there);
            for (uint8_t port : ports)
            {
                const TorusCoordinate next = torus.GetCoordinate(torus.GetNeighbor(self, port));
                const uint32_t hops = torus.GetDistance(next, there);
                if (hops == step.hops)
                {
                    step.level.Insert(port);
                }
                else if (hops > step.hops)
                {
                    step.farther.Insert(port);
                }
                step.nextHopsMore[port & 1U] =
                    static_cast<int8_t>(torus.GetNextHops(next, there).GetSize()) -
                    static_cast<int8_t>(step.nearer.GetSize());
            }
        }
    }
}

CompactRoute
BaselineRoutes::Get(const TorusCoordinate& destination, PortSet open, PortSet adjacent) const
{
    const std::array<const Step*, 3> steps{&m_steps[0][destination.x],
                                           &m_steps[1][destination.y],
                                           &m_steps[2][destination.z]};
    const PortSet nearer = steps[0]->nearer | steps[1]->nearer | steps[2]->nearer;
    const PortSet level = steps[0]->level | steps[1]->level | steps[2]->level;
    const PortSet farther = steps[0]->farther | steps[1]->farther | steps[2]->farther;
    const int nextHops = nearer.GetSize();

    PortSet advertised = farther | PortSet(level.GetBits() & ~m_lower.GetBits());
    PortSet advertisedFarther;
    if (nextHops >= 2)
    {
        for (uint8_t port : nearer)
        {
            if (nextHops + steps[AxisOfPort(port)]->nextHopsMore[port & 1U] == 1)
            {
                advertised.Insert(port);
            }
        }
    }
    else if (nextHops == 1)
    {
        for (uint8_t port : farther)
        {
            if (nextHops + steps[AxisOfPort(port)]->nextHopsMore[port & 1U] >= 2)
            {
                advertisedFarther.Insert(port);
            }
        }
    }
    return CompactRoute(steps[0]->hops + steps[1]->hops + steps[2]->hops,
                        advertised & open,
                        nearer & adjacent,
                        level & m_lower & adjacent,
                        advertisedFarther & adjacent);
}

std::size_t
BaselineRoutes::GetBytes() const
{
    std::size_t bytes = 0;
    for (const auto& steps : m_steps)
    {
        bytes += steps.capacity() * sizeof(Step);
    }
    return bytes;
}

} // namespace ns3::camcube
