/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SPANNING_TREE_NODE_H
#define SPANNING_TREE_NODE_H

#include "ns3/next-hop-table.h"
#include "ns3/torus.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A server's place in the tree of links that must not sleep, found from its own routes alone. The
 * root is the reachable server with the lowest number; each other server keeps one link, the first
 * of its next hops to the root. With exact routes these links are a spanning tree of each
 * connected part of the network, because a next hop is one hop nearer to the root.
 */
struct SpanningTreeNode
{
    uint32_t root{0};  //!< the server that all paths lead to
    PortSet parent;    //!< the port of the link to keep; none at the root
    bool isLost{true}; //!< there should be such a port, and none is up or known

    /**
     * \param table this server's routes
     * \param torus the cube
     * \param here this server
     * \param up its ports that are up
     * \return its place
     */
    static SpanningTreeNode Find(const NextHopTable& table,
                                 const Torus& torus,
                                 const TorusCoordinate& here,
                                 PortSet up)
    {
        SpanningTreeNode tree;
        for (;; ++tree.root)
        {
            const TorusCoordinate root = torus.GetCoordinate(tree.root);
            if (root == here)
            {
                tree.isLost = false;
                return tree;
            }
            if (table.GetDistance(root) != NextHopTable::UNREACHABLE)
            {
                const PortSet nextHops = table.GetNextHops(root) & up;
                tree.isLost = nextHops.IsEmpty();
                tree.parent = tree.isLost ? PortSet() : PortSet::Of(nextHops.GetFirst());
                return tree;
            }
        }
    }
};

} // namespace ns3::camcube

#endif /* SPANNING_TREE_NODE_H */
