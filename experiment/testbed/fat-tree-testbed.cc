/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-testbed.h"

#include "ns3/string.h"

namespace ns3::camcube
{

FatTreeTestbed::FatTreeTestbed(const TestbedOptions& options)
    : m_tree(FatTree::SmallestFor(options.servers))
{
    Configure(m_tree, options);
    m_tree.SetRoutingAttribute("Mode", StringValue(options.fatTreeRouting));
    m_servers = m_tree.Create();
    // Fixed streams make the result independent of what else was simulated before.
    m_tree.AssignStreams(1);
    Watch(m_tree);
    const FatTree& tree = m_tree.GetTree();
    m_structure.instance = tree.GetName();
    m_structure.servers = tree.GetNHosts();
    m_structure.switches = tree.GetNSwitches();
    m_structure.serverPorts = 1;
    m_structure.ports = tree.GetNPorts();
    m_structure.cables = tree.GetNCables();
    m_structure.meanHops = tree.GetMeanDistance();
}

} // namespace ns3::camcube
