/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cabled-testbed.h"

#include "ns3/packet-meter.h"
#include "ns3/queue-size.h"
#include "ns3/string.h"

namespace ns3::camcube
{

void
CabledTestbed::Configure(CabledNetworkHelper& network, const TestbedOptions& options)
{
    network.SetDeviceAttribute("DataRate", DataRateValue(options.lineRate));
    network.SetChannelAttribute("Delay", TimeValue(options.delay));
    network.SetQueue("ns3::DropTailQueue",
                     "MaxSize",
                     QueueSizeValue(QueueSize(QueueSizeUnit::PACKETS, options.queuePackets)));
}

void
CabledTestbed::Watch(const CabledNetworkHelper& network)
{
    m_addresses = network.GetAddresses();
    m_cables = network.GetCables();
    for (uint32_t node = m_servers.GetN(); node < network.GetNodes().GetN(); ++node)
    {
        m_switches.Add(network.GetNodes().Get(node));
    }
    m_meter.emplace(network.GetNodes());
}

void
CabledTestbed::CountHopsWith(PacketMeter&) const
{
}

std::vector<LinkSample>
CabledTestbed::GetLinkSamples() const
{
    return m_meter->GetLoads();
}

} // namespace ns3::camcube
