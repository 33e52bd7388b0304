/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-meter.h"

#include "ns3/names.h"

namespace ns3::camcube
{

LinkMeter::LinkMeter(const NodeContainer& nodes)
{
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNDevices(); ++i)
        {
            const auto device = DynamicCast<PointToPointNetDevice>((*node)->GetDevice(i));
            if (!device)
            {
                continue;
            }
            const std::string name = Names::FindName(*node);
            DataRateValue rate;
            device->GetAttribute("DataRate", rate);
            m_devices.push_back(device);
            m_samples.push_back(
                {(name.empty() ? std::to_string((*node)->GetId()) : name) + "/" + std::to_string(i),
                 0,
                 0,
                 rate.Get()});
        }
    }
    // From here on no entry moves.
    for (std::size_t i = 0; i < m_devices.size(); ++i)
    {
        m_devices[i]->TraceConnectWithoutContext(
            "PhyTxBegin",
            MakeBoundCallback(&LinkMeter::Count, &m_samples[i]));
    }
}

LinkMeter::~LinkMeter()
{
    for (std::size_t i = 0; i < m_devices.size(); ++i)
    {
        m_devices[i]->TraceDisconnectWithoutContext(
            "PhyTxBegin",
            MakeBoundCallback(&LinkMeter::Count, &m_samples[i]));
    }
}

void
LinkMeter::Reset()
{
    for (LinkSample& load : m_samples)
    {
        load.bytes = 0;
        load.packets = 0;
    }
}

void
LinkMeter::Count(LinkSample* load, Ptr<const Packet> packet)
{
    load->bytes += packet->GetSize();
    ++load->packets;
}

} // namespace ns3::camcube
