/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "disjoint-paths.h"

#include "flow-network.h"

namespace ns3::camcube
{

DisjointPaths::DisjointPaths(const TopologyGraph& graph, Kind kind)
    : m_network(std::make_unique<FlowNetwork>(
          graph,
          kind == EDGE ? FlowNetwork::Capacities{1, FlowNetwork::UNLIMITED, FlowNetwork::UNLIMITED}
                       : FlowNetwork::Capacities{1, 1, 1}))
{
}

DisjointPaths::~DisjointPaths() = default;

uint32_t
DisjointPaths::Count(uint32_t from, uint32_t to)
{
    return static_cast<uint32_t>(
        m_network->GetMaximumFlow(FlowNetwork::GetExit(from), FlowNetwork::GetEntrance(to)));
}

} // namespace ns3::camcube
