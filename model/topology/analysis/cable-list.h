/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CABLE_LIST_H
#define CABLE_LIST_H

#include "ns3/topology-graph.h"
#include "ns3/torus.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 * \param topology one that has GetNNodes(), GetNPorts(node) and GetNeighbor(node, port), a cable at
 *        every port, and at most one cable between two nodes
 * \return its cables
 */
template <typename Topology>
std::vector<TopologyGraph::Cable>
ListCables(const Topology& topology)
{
    std::vector<TopologyGraph::Cable> cables;
    cables.reserve(topology.GetNCables());
    for (uint32_t node = 0; node < topology.GetNNodes(); ++node)
    {
        for (uint32_t port = 0; port < topology.GetNPorts(node); ++port)
        {
            const uint32_t peer = topology.GetNeighbor(node, port);
            if (node > peer)
            {
                continue;
            }
            uint32_t peerPort = 0;
            while (topology.GetNeighbor(peer, peerPort) != node)
            {
                ++peerPort;
            }
            cables.push_back({node, port, peer, peerPort});
        }
    }
    return cables;
}

/** \ingroup camcube \return the cables of a torus, on which two nodes may have two */
inline std::vector<TopologyGraph::Cable>
ListCables(const Torus& torus)
{
    std::vector<TopologyGraph::Cable> cables;
    cables.reserve(torus.GetNCables());
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        for (uint8_t port : torus.GetPorts())
        {
            if (port == 2 * AxisOfPort(port)) // one end of each cable
            {
                cables.push_back(
                    {server, port, torus.GetNeighbor(server, port), OppositePort(port)});
            }
        }
    }
    return cables;
}

} // namespace ns3::camcube

#endif /* CABLE_LIST_H */
