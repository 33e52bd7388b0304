/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef VIRTUAL_ADDRESS_NIC_H
#define VIRTUAL_ADDRESS_NIC_H

#include "ns3/ipv4-address.h"
#include "ns3/net-device-base.h"
#include "ns3/node.h"

#include <functional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The device by which a server's TCP/IP stack has virtual addresses. What the stack sends goes to
 * the service that made the device, and from there to a gateway.
 */
class VirtualAddressNic : public NetDeviceBase
{
  public:
    static TypeId GetTypeId();

    /**
     * Gives a server a new one, by which its stack sends what has no other route.
     * \param server one with a TCP/IP stack
     * \param mtu of the stack, in bytes
     * \throws std::logic_error without a stack that has static routes
     */
    static Ptr<VirtualAddressNic> Install(const Ptr<Node>& server, uint16_t mtu);

    /** Gives the stack an address, if it does not have it yet. */
    void AddAddress(const Ipv4Address& address);

    /** Takes what the stack sends; answers whether it could. */
    using Sender = std::function<bool(Ptr<Packet> packet)>;

    /** \param sender takes what the stack sends; nobody, and it is dropped */
    void SetSender(Sender sender)
    {
        m_sender = std::move(sender);
    }

    /** Hands a packet from outside to the stack, from its IPv4 header on. */
    void Deliver(Ptr<Packet> packet);

    // NetDevice
    Ptr<Channel> GetChannel() const override;
    bool IsLinkUp() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& to, uint16_t protocol) override;

  protected:
    void DoDispose() override;

  private:
    Sender m_sender; //!< takes what the stack sends
};

} // namespace ns3::camcube

#endif /* VIRTUAL_ADDRESS_NIC_H */
