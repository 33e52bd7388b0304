/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GRAPH_SEARCH_H
#define GRAPH_SEARCH_H

#include <cstdint>
#include <queue>
#include <vector>

namespace ns3::camcube
{

/**
 * Breadth-first search over the cables of a topology: the check that owes nothing to its closed
 * forms.
 * \param carries called with a node and a port: whether the cable there may be used
 * \return the distance of every node from one, in cables; UINT32_MAX where none leads
 */
template <typename Topology, typename Carries>
std::vector<uint32_t>
SearchFrom(const Topology& topology, uint32_t source, Carries carries)
{
    std::vector<uint32_t> distance(topology.GetNNodes(), UINT32_MAX);
    std::queue<uint32_t> todo;
    distance[source] = 0;
    todo.push(source);
    while (!todo.empty())
    {
        const uint32_t node = todo.front();
        todo.pop();
        for (uint32_t port = 0; port < topology.GetNPorts(node); ++port)
        {
            const uint32_t next = topology.GetNeighbor(node, port);
            if (distance[next] == UINT32_MAX && carries(node, port))
            {
                distance[next] = distance[node] + 1;
                todo.push(next);
            }
        }
    }
    return distance;
}

/** \return the same if every cable may be used */
template <typename Topology>
std::vector<uint32_t>
SearchFrom(const Topology& topology, uint32_t source)
{
    return SearchFrom(topology, source, [](uint32_t, uint32_t) { return true; });
}

} // namespace ns3::camcube

#endif /* GRAPH_SEARCH_H */
