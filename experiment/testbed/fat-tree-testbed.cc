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
    m_inventory.instance = tree.GetName();
    m_inventory.servers = tree.GetNHosts();
    m_inventory.switches = tree.GetNSwitches();
    m_inventory.serverPorts = 1;
    m_inventory.ports = tree.GetNPorts();
    m_inventory.cables = tree.GetNCables();
    m_inventory.meanHops = tree.GetMeanDistance();
}

} // namespace ns3::camcube
