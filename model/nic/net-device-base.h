/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NET_DEVICE_BASE_H
#define NET_DEVICE_BASE_H

#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/traced-callback.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the two devices of a server, the port of its NIC and its virtual NIC, answer alike to the
 * questions that ns-3 asks a NetDevice: an Ethernet address, an MTU, no ARP.
 */
class NetDeviceBase : public NetDevice
{
  public:
    /** The largest MTU, in bytes: jumbo frames. */
    static constexpr uint16_t MAX_MTU = 9000;

    static TypeId GetTypeId();
    NetDeviceBase() = default;

    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address group) const override;
    Address GetMulticast(Ipv6Address group) const override;
    bool IsBridge() const override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& from,
                  const Address& to,
                  uint16_t protocol) override;
    Ptr<Node> GetNode() const override;
    void SetNode(Ptr<Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(ReceiveCallback callback) override;
    void SetPromiscReceiveCallback(PromiscReceiveCallback callback) override;
    bool SupportsSendFrom() const override;

  protected:
    /** A device with the address and the MTU of another, of no node. */
    NetDeviceBase(const NetDeviceBase& model);

    void DoDispose() override;

    Mac48Address GetMac() const
    {
        return m_address;
    }

    /** Hands a received packet to the node's protocol handlers. */
    void HandUp(Ptr<Packet> packet, uint16_t protocol, const Address& from);

    /** Tells those who asked that the link came up or went down. */
    void NotifyLinkChange();

    uint16_t m_mtu{1500}; //!< bytes of a packet that the device takes, at most

  private:
    Ptr<Node> m_node;                        //!< the server
    Mac48Address m_address;                  //!< this device's address
    uint32_t m_ifIndex{0};                   //!< number among the node's devices
    ReceiveCallback m_receive;               //!< the node's protocol handlers
    PromiscReceiveCallback m_promiscReceive; //!< the node's promiscuous handlers
    TracedCallback<> m_linkChanged;          //!< called when the link comes up or goes down
};

} // namespace ns3::camcube

#endif /* NET_DEVICE_BASE_H */
