/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "camcube-net-device-base.h"

#include "ns3/node.h"
#include "ns3/uinteger.h"

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(CamCubeNetDeviceBase);

TypeId
CamCubeNetDeviceBase::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::CamCubeNetDeviceBase")
            .SetParent<NetDevice>()
            .SetGroupName("CamCube")
            .AddAttribute("Address",
                          "The 48-bit address of this device",
                          Mac48AddressValue(Mac48Address("02:cc:00:00:00:00")),
                          MakeMac48AddressAccessor(&CamCubeNetDeviceBase::m_address),
                          MakeMac48AddressChecker());
    return tid;
}

void
CamCubeNetDeviceBase::DoDispose()
{
    m_node = nullptr;
    m_receive.Nullify();
    m_promiscReceive.Nullify();
    NetDevice::DoDispose();
}

void
CamCubeNetDeviceBase::HandUp(Ptr<Packet> packet, uint16_t protocol, const Address& from)
{
    if (!m_promiscReceive.IsNull())
    {
        m_promiscReceive(this, packet, protocol, from, m_address, PACKET_HOST);
    }
    if (!m_receive.IsNull())
    {
        m_receive(this, packet, protocol, from);
    }
}

void
CamCubeNetDeviceBase::NotifyLinkChange()
{
    m_linkChanged();
}

void
CamCubeNetDeviceBase::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
CamCubeNetDeviceBase::GetIfIndex() const
{
    return m_ifIndex;
}

void
CamCubeNetDeviceBase::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
}

Address
CamCubeNetDeviceBase::GetAddress() const
{
    return m_address;
}

bool
CamCubeNetDeviceBase::SetMtu(const uint16_t mtu)
{
    if (mtu > MAX_MTU)
    {
        return false;
    }
    m_mtu = mtu;
    return true;
}

uint16_t
CamCubeNetDeviceBase::GetMtu() const
{
    return m_mtu;
}

void
CamCubeNetDeviceBase::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChanged.ConnectWithoutContext(callback);
}

bool
CamCubeNetDeviceBase::IsBroadcast() const
{
    return true;
}

Address
CamCubeNetDeviceBase::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
CamCubeNetDeviceBase::IsMulticast() const
{
    return true;
}

Address
CamCubeNetDeviceBase::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
CamCubeNetDeviceBase::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
CamCubeNetDeviceBase::IsBridge() const
{
    return false;
}

bool
CamCubeNetDeviceBase::SendFrom(Ptr<Packet>, const Address&, const Address&, uint16_t)
{
    return false;
}

Ptr<Node>
CamCubeNetDeviceBase::GetNode() const
{
    return m_node;
}

void
CamCubeNetDeviceBase::SetNode(Ptr<Node> node)
{
    m_node = node;
}

bool
CamCubeNetDeviceBase::NeedsArp() const
{
    return false;
}

void
CamCubeNetDeviceBase::SetReceiveCallback(ReceiveCallback callback)
{
    m_receive = callback;
}

void
CamCubeNetDeviceBase::SetPromiscReceiveCallback(PromiscReceiveCallback callback)
{
    m_promiscReceive = callback;
}

bool
CamCubeNetDeviceBase::SupportsSendFrom() const
{
    return false;
}

} // namespace ns3
