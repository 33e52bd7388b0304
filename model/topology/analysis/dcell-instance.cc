/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell-instance.h"

namespace ns3::camcube
{

std::string
DcellInstance::GetName() const
{
    return "dcell";
}

TopologyInstance::Counts
DcellInstance::GetCounts() const
{
    return {m_topology.GetNServers(), m_topology.GetNSwitches(), m_topology.GetNCables()};
}

HopRule
DcellInstance::GetHopRule() const
{
    return HopRule::SERVERS;
}

TopologyInstance::KnownFigure
DcellInstance::GetKnownDiameter() const
{
    return {static_cast<double>(m_topology.GetMaxRouteLength()),
            m_topology.GetK() == 0,
            "Guo et al., DCell, SIGCOMM 2008, section 4.1: at most 2^(k+1)-1"};
}

std::optional<TopologyInstance::KnownFigure>
DcellInstance::GetKnownBisection() const
{
    return std::nullopt;
}

TopologyInstance::Growth
DcellInstance::GetGrowth() const
{
    const uint64_t servers = m_topology.GetNServers();
    const uint64_t nextServers = servers * (servers + 1);
    return {nextServers,
            servers,
            0,
            1,
            (nextServers - servers) / m_topology.GetN(),
            "more cells of this size, each cabled to each other, up to a DCell of the next level"};
}

} // namespace ns3::camcube
