/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-tree.h"

namespace ns3::camcube
{

AggregationTree::AggregationTree(const Torus& torus, const TorusCoordinate& root, uint8_t tree)
    : m_torus(torus),
      m_root(root),
      m_axis(AxisOfPort(tree)),
      m_isDown((tree & 1U) != 0)
{
}

uint8_t
AggregationTree::GetWish(const std::array<uint32_t, 3>& offsets, uint8_t axis) const
{
    if (m_torus.GetSide(axis) == 1 || offsets[axis] != m_torus.GetSide(axis) - 1)
    {
        return NONE;
    }
    // One step before the root on its own axis, a tree goes along the others first.
    for (uint8_t i = 1; i < 3; ++i)
    {
        if (const uint8_t other = (axis + i) % 3; offsets[other] != 0)
        {
            return other;
        }
    }
    return NONE;
}

uint8_t
AggregationTree::GetParentAxis(const std::array<uint32_t, 3>& offsets) const
{
    const uint8_t wish = GetWish(offsets, m_axis);
    if (wish != NONE)
    {
        return wish;
    }
    // The trees of one direction never wish for the same axis, and one at most must leave its own
    // to another: it takes the one that the other has left, if nobody wishes for that.
    std::array<bool, NONE + 1> isWished{};
    std::array<bool, 3> isLeft{};
    for (uint8_t axis = 0; axis < 3; ++axis)
    {
        const uint8_t other = GetWish(offsets, axis);
        isWished[other] = true;
        isLeft[axis] = other != NONE;
    }
    uint8_t axis = m_axis;
    for (uint8_t other = 0; other < 3 && isWished[axis]; ++other)
    {
        axis = isLeft[other] && !isWished[other] ? other : axis;
    }
    return axis;
}

uint8_t
AggregationTree::GetParentPort(const TorusCoordinate& place) const
{
    if (place == m_root)
    {
        return N_TORUS_PORTS;
    }
    const TorusCoordinate offset =
        m_isDown ? m_torus.GetOffset(place, m_root) : m_torus.GetOffset(m_root, place);
    const uint8_t axis = GetParentAxis({offset.x, offset.y, offset.z});
    return static_cast<uint8_t>(2 * axis + m_isDown);
}

PortSet
AggregationTree::GetChildPorts(const TorusCoordinate& place) const
{
    PortSet ports;
    for (uint8_t port : m_torus.GetPorts())
    {
        const bool isOpposite = ((port & 1U) != 0) != m_isDown;
        if (isOpposite && GetParentPort(GetNeighbor(place, port)) == OppositePort(port))
        {
            ports.Insert(port);
        }
    }
    return ports;
}

TorusCoordinate
AggregationTree::GetNeighbor(const TorusCoordinate& place, uint8_t port) const
{
    return m_torus.GetCoordinate(m_torus.GetNeighbor(m_torus.GetServer(place), port));
}

} // namespace ns3::camcube
