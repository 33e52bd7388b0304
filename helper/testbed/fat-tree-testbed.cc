/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fat-tree-testbed.h"

#include "ns3/packet-meter.h"
#include "ns3/queue-size.h"
#include "ns3/string.h"

namespace ns3
{

FatTreeTestbed::FatTreeTestbed(const TestbedOptions& options)
    : m_tree(FatTree::SmallestFor(options.servers))
{
    m_tree.SetDeviceAttribute("DataRate", DataRateValue(options.lineRate));
    m_tree.SetChannelAttribute("Delay", TimeValue(options.delay));
    m_tree.SetQueue("ns3::DropTailQueue",
                    "MaxSize",
                    QueueSizeValue(QueueSize(QueueSizeUnit::PACKETS, options.queuePackets)));
    m_tree.SetRoutingAttribute("Mode", StringValue(options.fatTreeRouting));
    m_servers = m_tree.Create();
    // Fixed streams make the result independent of what else was simulated before.
    m_tree.AssignStreams(1);
    m_addresses = m_tree.GetAddresses();
    m_meter.emplace(m_tree.GetNodes());
    const FatTree& tree = m_tree.GetTree();
    m_structure.instance = "k=" + std::to_string(tree.GetK());
    m_structure.servers = tree.GetNHosts();
    m_structure.switches = tree.GetNSwitches();
    m_structure.serverPorts = 1;
    m_structure.ports = tree.GetNPorts();
    m_structure.cables = tree.GetNCables();
    m_structure.meanHops = tree.GetMeanDistance();
}

void
FatTreeTestbed::Teach(PacketMeter&) const
{
    // Every switch is an IP router: the meter counts by itself.
}

std::vector<LinkLoad>
FatTreeTestbed::GetLinkLoads() const
{
    return m_meter->GetLoads();
}

} // namespace ns3
