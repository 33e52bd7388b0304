/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cable-ends.h"

#include "torus-helper.h"

#include "ns3/camcube-channel.h"
#include "ns3/camcube-net-device.h"
#include "ns3/cube-partition.h"
#include "ns3/ipv4.h"
#include "ns3/net-device.h"
#include "ns3/runtime.h"
#include "ns3/text-parsing.h"
#include "ns3/torus-port.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return the IPv4 interface of a device; -1 if it has none */
int32_t
GetInterface(const Ptr<NetDevice>& device)
{
    const Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
    return ipv4 ? ipv4->GetInterfaceForDevice(device) : -1;
}

} // namespace

bool
CableEnds::Has(const Ptr<Channel>& cable)
{
    return cable && cable->GetNDevices() == 2 &&
           (DynamicCast<CamCubeChannel>(cable) ||
            (GetInterface(cable->GetDevice(0)) >= 0 && GetInterface(cable->GetDevice(1)) >= 0));
}

bool
CableEnds::IsElsewhere(const Channel& cable)
{
    return CubePartition::Get() && cable.GetNDevices() == 0;
}

std::vector<Ptr<Channel>>
CableEnds::GetCables(const Ptr<Node>& node)
{
    std::vector<Ptr<Channel>> cables;
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        if (const Ptr<Channel> cable = node->GetDevice(i)->GetChannel(); Has(cable))
        {
            cables.push_back(cable);
        }
    }
    return cables;
}

Ptr<Channel>
CableEnds::GetCable(const Ptr<Node>& node, const std::string& port)
{
    if (node->GetObject<Runtime>())
    {
        return TorusHelper::GetLink(node, PortFromName(port));
    }
    if (CubePartition::IsElsewhere(node))
    {
        const uint8_t wanted = PortFromName(port);
        for (uint32_t i = 0; i < node->GetNDevices(); ++i)
        {
            const auto standIn = DynamicCast<CamCubeNetDevice>(node->GetDevice(i));
            if (standIn && standIn->GetPort() == wanted)
            {
                return standIn->GetChannel();
            }
        }
        return CreateObject<CamCubeChannel>();
    }
    const std::optional<int64_t> number = ParseWholeNumber(port);
    if (!number || *number < 0)
    {
        throw std::invalid_argument("\"" + port + "\" is no port; give its number");
    }
    const Ptr<Channel> cable =
        *number < node->GetNDevices() ? node->GetDevice(*number)->GetChannel() : nullptr;
    return Has(cable) ? cable : nullptr;
}

void
CableEnds::SetUp(const Ptr<Channel>& cable, bool isUp)
{
    if (const Ptr<CamCubeChannel> link = DynamicCast<CamCubeChannel>(cable))
    {
        isUp ? link->Mend() : link->Cut();
        return;
    }
    for (std::size_t i = 0; i < cable->GetNDevices(); ++i)
    {
        const Ptr<NetDevice> device = cable->GetDevice(i);
        const Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
        const auto interface = static_cast<uint32_t>(ipv4->GetInterfaceForDevice(device));
        if (ipv4->IsUp(interface) != isUp)
        {
            isUp ? ipv4->SetUp(interface) : ipv4->SetDown(interface);
        }
    }
}

} // namespace ns3::camcube
