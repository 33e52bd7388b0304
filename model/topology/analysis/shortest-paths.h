/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHORTEST_PATHS_H
#define SHORTEST_PATHS_H

#include "ns3/topology-graph.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief What counts as one hop of a path between servers. */
enum class HopRule : uint8_t
{
    CABLES,  //!< every cable: a switch passed makes two of it. The rule of torus and fat-tree.
    SERVERS, //!< every step to the next server, across a switch or not: that of DCell and BCube
};

/**
 * \ingroup camcube
 *
 * All shortest paths from one server at a time: their length, their number, and what each arc
 * carries if a unit of traffic to every other server is spread over them evenly.
 *
 * A breadth-first search in which a cable between two servers is two steps long, and one at a
 * switch two (HopRule::CABLES) or one (HopRule::SERVERS). The loads are accumulated backwards as
 * in Brandes: A Faster Algorithm for Betweenness Centrality, J. Math. Sociology 2001.
 */
class ShortestPaths
{
  public:
    static constexpr uint32_t UNREACHED = UINT32_MAX; //!< hops to a node that no path leads to

    /**
     * \param graph must outlive this object
     * \param rule how long a cable is
     */
    ShortestPaths(const TopologyGraph& graph, HopRule rule);

    /** Finds all shortest paths from a server. */
    void SearchFrom(uint32_t server);

    /** \return hops to a server, UNREACHED if there is no path */
    uint32_t GetHops(uint32_t server) const
    {
        const uint32_t steps = m_steps[server];
        return steps == UNREACHED ? UNREACHED : steps / 2;
    }

    /** \return how many shortest paths lead to a server; parallel cables count each */
    double GetMultiplicity(uint32_t server) const
    {
        return m_paths[server];
    }

    /** Adds to the loads of arcs what the server searched from sends, one unit to every other. */
    void AddLoads();

    /** \return by arc of the graph, what AddLoads() has put on it against its direction */
    const std::vector<double>& GetLoads() const
    {
        return m_loads;
    }

  private:
    /** \return the length of an arc, in steps of half a hop */
    uint32_t GetLength(uint32_t from, uint32_t to) const
    {
        return m_graph.IsServer(from) && m_graph.IsServer(to) ? 2 : m_switchLength;
    }

    /** Goes on to the neighbours of a node whose length is final. */
    void Settle(uint32_t node);

    const TopologyGraph& m_graph;                    //!< what is searched
    uint32_t m_switchLength;                         //!< of a cable at a switch, in steps
    uint32_t m_source{0};                            //!< the server searched from
    std::vector<uint32_t> m_steps;                   //!< by node, length of a shortest path
    std::vector<double> m_paths;                     //!< by node, number of shortest paths
    std::vector<uint32_t> m_order;                   //!< nodes reached, nearest first
    std::array<std::vector<uint32_t>, 3> m_frontier; //!< nodes by length, modulo 3
    std::vector<double> m_through;                   //!< by node, traffic that passes through it
    std::vector<double> m_loads;                     //!< by arc
};

} // namespace ns3::camcube

#endif /* SHORTEST_PATHS_H */
