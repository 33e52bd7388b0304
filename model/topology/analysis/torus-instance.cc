/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "torus-instance.h"

#include <algorithm>
#include <array>
#include <functional>

namespace ns3::camcube
{

namespace
{

/** \return which place of a ring comes i-th when it is laid flat: 0, k-1, 1, k-2, ... */
uint32_t
Fold(uint32_t i, uint32_t side)
{
    return i % 2 == 0 ? i / 2 : side - 1 - i / 2;
}

} // namespace

std::string
TorusInstance::GetName() const
{
    return "torus";
}

TopologyInstance::Counts
TorusInstance::GetCounts() const
{
    return {m_topology.GetNServers(), 0, m_topology.GetNCables()};
}

HopRule
TorusInstance::GetHopRule() const
{
    return HopRule::CABLES;
}

TopologyInstance::KnownFigure
TorusInstance::GetKnownDiameter() const
{
    return {static_cast<double>(m_topology.GetDiameter()), true, "half of each side, added up"};
}

std::optional<TopologyInstance::KnownFigure>
TorusInstance::GetKnownBisection() const
{
    // Longest side first. A cut across an even side needs no more; across an odd one, half of one
    // plane is left over, and is cut in the same way.
    std::array<uint32_t, 3> sides{m_topology.GetSide(0),
                                  m_topology.GetSide(1),
                                  m_topology.GetSide(2)};
    std::sort(sides.begin(), sides.end(), std::greater<>());
    double plane = m_topology.GetNServers();
    double cables = 0;
    for (uint32_t side : sides)
    {
        plane /= side;
        cables += side > 1 ? 2 * plane : 0;
        if (side % 2 == 0)
        {
            break;
        }
    }
    return KnownFigure{cables,
                       true,
                       "Arjona Aroca, Fernandez Anta: Bisection (Band)Width of Product Networks, "
                       "TAMC 2012"};
}

TopologyInstance::Growth
TorusInstance::GetGrowth() const
{
    uint8_t shortest = 0;
    for (uint8_t axis = 1; axis < 3; ++axis)
    {
        if (m_topology.GetSide(axis) < m_topology.GetSide(shortest))
        {
            shortest = axis;
        }
    }
    const uint32_t servers = m_topology.GetNServers();
    const uint32_t side = m_topology.GetSide(shortest);
    const uint32_t plane = servers / side;
    return {servers + plane,
            plane,
            side > 1 ? plane : 0,
            side > 1 ? 0U : 2U,
            0,
            "one more plane across the shortest axis: each of its rings is opened once"};
}

std::vector<uint32_t>
TorusInstance::GetSeats() const
{
    std::vector<uint32_t> seats;
    seats.reserve(m_topology.GetNServers());
    const std::array<uint32_t, 3> sides{m_topology.GetSide(0),
                                        m_topology.GetSide(1),
                                        m_topology.GetSide(2)};
    for (uint32_t seat = 0; seat < m_topology.GetNServers(); ++seat)
    {
        const uint32_t x = Fold(seat % sides[0], sides[0]);
        const uint32_t y = Fold(seat / sides[0] % sides[1], sides[1]);
        const uint32_t z = Fold(seat / sides[0] / sides[1], sides[2]);
        seats.push_back(x + sides[0] * (y + sides[1] * z));
    }
    return seats;
}

} // namespace ns3::camcube
