/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "floor-plan.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** By node, its place in the line of servers; switches stand amid what they are cabled to. */
std::vector<double>
FindPlaces(const TopologyGraph& graph, const std::vector<uint32_t>& seats)
{
    std::vector<double> places(graph.GetNNodes(), -1);
    for (std::size_t seat = 0; seat < seats.size(); ++seat)
    {
        if (!graph.IsServer(seats[seat]) || places[seats[seat]] >= 0)
        {
            throw std::invalid_argument("server " + std::to_string(seats[seat]) +
                                        " cannot be seated; give each server one seat");
        }
        places[seats[seat]] = static_cast<double>(seat);
    }
    if (seats.size() != graph.GetNServers())
    {
        throw std::invalid_argument(std::to_string(seats.size()) + " seats for " +
                                    std::to_string(graph.GetNServers()) +
                                    " servers are the wrong number; give each server one seat");
    }
    for (uint32_t node = graph.GetNServers(); node < graph.GetNNodes(); ++node)
    {
        std::vector<double> around;
        for (uint32_t next : boost::make_iterator_range(adjacent_vertices(node, graph.GetGraph())))
        {
            if (places[next] >= 0)
            {
                around.push_back(places[next]);
            }
        }
        const auto median = around.begin() + around.size() / 2;
        std::nth_element(around.begin(), median, around.end());
        places[node] = around.empty() ? 0 : *median;
    }
    return places;
}

double
Distance(uint32_t a, uint32_t b)
{
    return a < b ? b - a : a - b;
}

} // namespace

FloorPlan::FloorPlan(const TopologyGraph& graph,
                     const std::vector<uint32_t>& seats,
                     const RoomLayout& layout)
    : m_layout(layout),
      m_place(graph.GetNNodes())
{
    const std::vector<double> places = FindPlaces(graph, seats);
    std::vector<uint32_t> line(graph.GetNNodes());
    std::iota(line.begin(), line.end(), 0);
    std::stable_sort(line.begin(), line.end(), [&places](uint32_t a, uint32_t b) {
        return places[a] < places[b];
    });
    for (uint32_t place = 0; place < line.size(); ++place)
    {
        m_place[line[place]] = place;
    }
    m_nRacks = (graph.GetNNodes() + layout.rackUnits - 1) / layout.rackUnits;
    m_racksPerRow = std::max(1U,
                             static_cast<uint32_t>(std::lround(
                                 std::sqrt(m_nRacks * layout.rowPitch / layout.rackWidth))));
    for (const TopologyGraph::Cable& cable : graph.GetCables())
    {
        const double length = GetLength(cable);
        m_total += length;
        m_longest = std::max(m_longest, length);
    }
}

double
FloorPlan::GetLength(const TopologyGraph::Cable& cable) const
{
    const uint32_t rackA = m_place[cable.a] / m_layout.rackUnits;
    const uint32_t rackB = m_place[cable.b] / m_layout.rackUnits;
    const uint32_t unitA = m_place[cable.a] % m_layout.rackUnits;
    const uint32_t unitB = m_place[cable.b] % m_layout.rackUnits;
    if (rackA == rackB)
    {
        return Distance(unitA, unitB) * m_layout.unitHeight + 2 * m_layout.slack;
    }
    const auto column = [this](uint32_t rack) {
        const uint32_t along = rack % m_racksPerRow;
        return rack / m_racksPerRow % 2 == 0 ? along : m_racksPerRow - 1 - along;
    };
    return 2 * m_layout.trayHeight - (unitA + unitB) * m_layout.unitHeight +
           Distance(column(rackA), column(rackB)) * m_layout.rackWidth +
           Distance(rackA / m_racksPerRow, rackB / m_racksPerRow) * m_layout.rowPitch +
           2 * m_layout.slack;
}

} // namespace ns3::camcube
