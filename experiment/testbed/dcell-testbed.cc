/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell-testbed.h"

namespace ns3::camcube
{

DcellTestbed::DcellTestbed(const TestbedOptions& options)
    : m_dcell(options.dcellLevel == 0 ? Dcell::SmallestFor(options.servers)
                                      : Dcell::SmallestFor(options.servers, options.dcellLevel))
{
    Configure(m_dcell, options);
    m_servers = m_dcell.Create();
    Watch(m_dcell);
    const Dcell& dcell = m_dcell.GetDcell();
    m_inventory.instance = dcell.GetName();
    m_inventory.servers = dcell.GetNServers();
    m_inventory.switches = dcell.GetNSwitches();
    m_inventory.serverPorts = dcell.GetK() + 1;
    m_inventory.ports = dcell.GetNPorts();
    m_inventory.cables = dcell.GetNCables();
    m_inventory.meanHops = dcell.GetMeanRouteCables();
}

} // namespace ns3::camcube
