/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOOR_PLAN_H
#define FLOOR_PLAN_H

#include "ns3/topology-graph.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief A machine room: where racks stand, and how cables run. */
struct RoomLayout
{
    uint32_t rackUnits{42};     //!< servers and switches in a rack, one unit each
    double unitHeight{0.04445}; //!< metres
    double rackWidth{0.6};      //!< metres from a rack to the next of its row
    double rowPitch{2.4};       //!< metres from a row to the next: a rack's depth and an aisle
    double trayHeight{2.2};     //!< metres from the floor to the cable tray above the racks
    double slack{0.5};          //!< metres beyond the way, at each end of a cable
};

/**
 * \ingroup camcube
 *
 * Where the nodes of a topology stand in a room, and how long that makes its cables.
 *
 * Servers are seated in a given order; a switch comes amid the nodes before it that it is cabled
 * to (at their median). That line of nodes fills the racks from the bottom, and racks fill rows
 * that turn at their ends, as many a row as make the room about square. A cable between racks goes
 * up to the tray, along rows and across them, and down; within a rack, straight.
 */
class FloorPlan
{
  public:
    /**
     * \param graph the topology
     * \param seats the servers in the order in which they are seated, each once
     * \param layout the room
     * \throws std::invalid_argument if \p seats are not the servers
     */
    FloorPlan(const TopologyGraph& graph,
              const std::vector<uint32_t>& seats,
              const RoomLayout& layout = {});

    uint32_t GetNRacks() const
    {
        return m_nRacks;
    }

    /** \return length of a cable, in metres */
    double GetLength(const TopologyGraph::Cable& cable) const;

    /** \return length of all cables, in metres */
    double GetTotalLength() const
    {
        return m_total;
    }

    /** \return length of the longest cable, in metres */
    double GetMaxLength() const
    {
        return m_longest;
    }

  private:
    RoomLayout m_layout;           //!< the room
    std::vector<uint32_t> m_place; //!< by node, its place in the line
    uint32_t m_nRacks{0};          //!< racks in use
    uint32_t m_racksPerRow{1};     //!< so that the room is about square
    double m_total{0};             //!< metres
    double m_longest{0};           //!< metres
};

} // namespace ns3::camcube

#endif /* FLOOR_PLAN_H */
