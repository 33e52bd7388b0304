/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "net-device-base.h"

#include "ns3/node.h"
#include "ns3/uinteger.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(NetDeviceBase);

TypeId
NetDeviceBase::GetTypeId()
{
    static TypeId tid = TypeId("ns3::camcube::NetDeviceBase")
                            .SetParent<NetDevice>()
                            .SetGroupName("CamCube")
                            .AddAttribute("Address",
                                          "The 48-bit address of this device",
                                          Mac48AddressValue(Mac48Address("02:cc:00:00:00:00")),
                                          MakeMac48AddressAccessor(&NetDeviceBase::m_address),
                                          MakeMac48AddressChecker());
    return tid;
}

NetDeviceBase::NetDeviceBase(const NetDeviceBase& model)
    : NetDevice(model),
      m_mtu(model.m_mtu),
      m_address(model.m_address)
{
}

void
NetDeviceBase::DoDispose()
{
    m_node = nullptr;
    m_receive.Nullify();
    m_promiscReceive.Nullify();
    NetDevice::DoDispose();
}

void
NetDeviceBase::HandUp(Ptr<Packet> packet, uint16_t protocol, const Address& from)
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
NetDeviceBase::NotifyLinkChange()
{
    m_linkChanged();
}

void
NetDeviceBase::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
NetDeviceBase::GetIfIndex() const
{
    return m_ifIndex;
}

void
NetDeviceBase::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
}

Address
NetDeviceBase::GetAddress() const
{
    return m_address;
}

bool
NetDeviceBase::SetMtu(const uint16_t mtu)
{
    if (mtu > MAX_MTU)
    {
        return false;
    }
    m_mtu = mtu;
    return true;
}

uint16_t
NetDeviceBase::GetMtu() const
{
    return m_mtu;
}

void
NetDeviceBase::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChanged.ConnectWithoutContext(callback);
}

bool
NetDeviceBase::IsBroadcast() const
{
    return true;
}

Address
NetDeviceBase::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
NetDeviceBase::IsMulticast() const
{
    return true;
}

Address
NetDeviceBase::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
NetDeviceBase::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
NetDeviceBase::IsBridge() const
{
    return false;
}

bool
NetDeviceBase::SendFrom(Ptr<Packet>, const Address&, const Address&, uint16_t)
{
    return false;
}

Ptr<Node>
NetDeviceBase::GetNode() const
{
    return m_node;
}

void
NetDeviceBase::SetNode(Ptr<Node> node)
{
    m_node = node;
}

bool
NetDeviceBase::NeedsArp() const
{
    return false;
}

void
NetDeviceBase::SetReceiveCallback(ReceiveCallback callback)
{
    m_receive = callback;
}

void
NetDeviceBase::SetPromiscReceiveCallback(PromiscReceiveCallback callback)
{
    m_promiscReceive = callback;
}

bool
NetDeviceBase::SupportsSendFrom() const
{
    return false;
}

} // namespace ns3::camcube
