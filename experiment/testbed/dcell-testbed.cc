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
    m_structure.instance = dcell.GetName();
    m_structure.servers = dcell.GetNServers();
    m_structure.switches = dcell.GetNSwitches();
    m_structure.serverPorts = dcell.GetK() + 1;
    m_structure.ports = dcell.GetNPorts();
    m_structure.cables = dcell.GetNCables();
    m_structure.meanHops = dcell.GetMeanRouteCables();
}

} // namespace ns3::camcube
