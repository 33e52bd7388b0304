/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef STEINER_TREE_H
#define STEINER_TREE_H

#include <algorithm>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * The fewest links of a tree that joins some nodes, exactly: by dynamic programming over their
 * subsets. Time grows as 3 to the number of nodes. Source: Dreyfus and Wagner, Networks 1, 1971.
 * \param distance of all pairs of nodes of a graph, in links
 * \param root one of the nodes to join
 * \param others the rest of them, one at least, all connected to the root
 */
inline uint32_t
CountSteinerLinks(const std::vector<std::vector<uint16_t>>& distance,
                  uint32_t root,
                  const std::vector<uint32_t>& others)
{
    const std::size_t nodes = distance.size();
    constexpr uint32_t NONE = UINT32_MAX / 4;
    // By subset and node: the links that join the subset and the node.
    std::vector<std::vector<uint32_t>> links(std::size_t{1} << others.size(),
                                             std::vector<uint32_t>(nodes, NONE));
    for (uint32_t subset = 1; subset < links.size(); ++subset)
    {
        std::vector<uint32_t> joined(nodes, NONE); // at a node where two parts meet, or a leaf
        for (std::size_t i = 0; i < others.size(); ++i)
        {
            if (subset == uint32_t{1} << i)
            {
                joined[others[i]] = 0;
            }
        }
        for (uint32_t part = (subset - 1) & subset; part > 0; part = (part - 1) & subset)
        {
            for (std::size_t node = 0; node < nodes; ++node)
            {
                joined[node] =
                    std::min(joined[node], links[part][node] + links[subset - part][node]);
            }
        }
        for (std::size_t from = 0; from < nodes; ++from)
        {
            for (std::size_t to = 0; to < nodes && joined[from] < NONE; ++to)
            {
                links[subset][to] = std::min(links[subset][to], joined[from] + distance[from][to]);
            }
        }
    }
    return links.back()[root];
}

} // namespace ns3::camcube

#endif /* STEINER_TREE_H */
