/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-testbed.h"

namespace ns3::camcube
{

BcubeTestbed::BcubeTestbed(const TestbedOptions& options)
    : m_bcube(options.bcubeLevel == 0 ? Bcube::SmallestFor(options.servers)
                                      : Bcube::SmallestFor(options.servers, options.bcubeLevel))
{
    Configure(m_bcube, options);
    m_servers = m_bcube.Create();
    // Fixed streams make the result independent of what else was simulated before.
    m_bcube.AssignStreams(1);
    Watch(m_bcube);
    const Bcube& bcube = m_bcube.GetBcube();
    m_inventory.instance = bcube.GetName();
    m_inventory.servers = bcube.GetNServers();
    m_inventory.switches = bcube.GetNSwitches();
    m_inventory.serverPorts = bcube.GetK() + 1;
    m_inventory.ports = bcube.GetNPorts();
    m_inventory.cables = bcube.GetNCables();
    m_inventory.meanHops = 2 * bcube.GetMeanDistance();
}

} // namespace ns3::camcube
