/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-instance.h"

namespace ns3::camcube
{

std::string
FatTreeInstance::GetName() const
{
    return "fattree";
}

TopologyInstance::Counts
FatTreeInstance::GetCounts() const
{
    return {m_topology.GetNHosts(), m_topology.GetNSwitches(), m_topology.GetNCables()};
}

HopRule
FatTreeInstance::GetHopRule() const
{
    return HopRule::CABLES;
}

TopologyInstance::KnownFigure
FatTreeInstance::GetKnownDiameter() const
{
    return {static_cast<double>(m_topology.GetDiameter()),
            true,
            "Al-Fares, Loukissas, Vahdat, SIGCOMM 2008, section 2.2: up to the core and down"};
}

std::optional<TopologyInstance::KnownFigure>
FatTreeInstance::GetKnownBisection() const
{
    return KnownFigure{m_topology.GetNHosts() / 2.0,
                       true,
                       "rearrangeably non-blocking (Al-Fares, Loukissas, Vahdat, SIGCOMM 2008, "
                       "section 2.2), and no host has a second cable"};
}

TopologyInstance::Growth
FatTreeInstance::GetGrowth() const
{
    const uint64_t half = m_topology.GetK() / 2 + 1;
    const uint64_t servers = 2 * half * half * half;
    return {servers,
            servers - m_topology.GetNHosts(),
            m_topology.GetNCables(),
            0,
            5 * half * half,
            "switches with two ports more take the place of all switches"};
}

} // namespace ns3::camcube
