/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-instance.h"

namespace ns3::camcube
{

std::string
BcubeInstance::GetName() const
{
    return "bcube";
}

TopologyInstance::Counts
BcubeInstance::GetCounts() const
{
    return {m_topology.GetNServers(), m_topology.GetNSwitches(), m_topology.GetNCables()};
}

HopRule
BcubeInstance::GetHopRule() const
{
    return HopRule::SERVERS;
}

TopologyInstance::KnownFigure
BcubeInstance::GetKnownDiameter() const
{
    return {static_cast<double>(m_topology.GetDiameter()),
            true,
            "Guo et al., BCube, SIGCOMM 2009, section 3.1: k+1, one digit a hop"};
}

std::optional<TopologyInstance::KnownFigure>
BcubeInstance::GetKnownBisection() const
{
    if (m_topology.GetN() != 2)
    {
        return std::nullopt;
    }
    return KnownFigure{m_topology.GetNServers() / 2.0,
                       true,
                       "with two ports a switch is a cable, and the BCube a hypercube"};
}

TopologyInstance::Growth
BcubeInstance::GetGrowth() const
{
    const uint64_t servers = m_topology.GetNServers();
    const uint64_t n = m_topology.GetN();
    return {servers * n,
            servers,
            0,
            1,
            (n - 1) * m_topology.GetNSwitches() + servers,
            "more BCubes of this size, joined by a further level of switches, one for each server "
            "of one of them"};
}

} // namespace ns3::camcube
