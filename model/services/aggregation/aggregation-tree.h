/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_TREE_H
#define AGGREGATION_TREE_H

#include "ns3/torus.h"

#include <array>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One of the trees that lead from all places of a cube to one of them, in closed form. There are as
 * many as a server has ports, six in a cube, and no link in one direction belongs to two of them;
 * so each enters the root by another link. A tree is known by the port by which most of its places
 * lead to their parents. See doc/aggregation.rst.
 */
class AggregationTree
{
  public:
    /**
     * \param torus the cube, which must outlive this
     * \param root where the tree leads
     * \param tree which one: a port of the cube
     */
    AggregationTree(const Torus& torus, const TorusCoordinate& root, uint8_t tree);

    /** \return the port by which a place leads to its parent; N_TORUS_PORTS for the root */
    uint8_t GetParentPort(const TorusCoordinate& place) const;

    /** \return the ports by which children lead to a place, as seen from there */
    PortSet GetChildPorts(const TorusCoordinate& place) const;

    /** \return the place at the other end of a port's cable */
    TorusCoordinate GetNeighbor(const TorusCoordinate& place, uint8_t port) const;

  private:
    static constexpr uint8_t NONE = 3; //!< no axis

    uint8_t GetWish(const std::array<uint32_t, 3>& offsets, uint8_t axis) const;
    uint8_t GetParentAxis(const std::array<uint32_t, 3>& offsets) const;

    const Torus& m_torus;   //!< the cube
    TorusCoordinate m_root; //!< where the tree leads
    uint8_t m_axis;         //!< along which most places lead to their parents
    bool m_isDown;          //!< whether coordinates fall on the way
};

} // namespace ns3::camcube

#endif /* AGGREGATION_TREE_H */
