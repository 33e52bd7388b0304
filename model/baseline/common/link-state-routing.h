/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LINK_STATE_ROUTING_H
#define LINK_STATE_ROUTING_H

#include "link-state-table.h"

#include "ns3/event-id.h"
#include "ns3/ipv4-route.h"
#include "ns3/ipv4.h"
#include "ns3/node.h"
#include "ns3/ns3-release.h"

#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the IPv4 routings of fat-tree, DCell and BCube have in common: ports, and news of failures.
 *
 * A node knows whether its own ports are up, that is, their IPv4 interfaces: a device of ns-3
 * notices no cut cable, so whoever cuts one takes down the interfaces at both its ends, and those
 * stand for the loss of signal. All else is known from link state messages, IP packets to whoever
 * is at the other end of a cable. A node speaks when its ports have changed, at the ports of
 * MayAdvertise(), and nodes for which Relays() holds pass news on. When a port comes back, all that
 * is known is told there.
 *
 * Interface p+1 of a node must be port p of the topology; interface 0 is the loopback.
 */
class LinkStateRouting : public Ipv4RoutingProtocol
{
  public:
    /** IP protocol of messages about failures and paths: for experimentation (RFC 3692). */
    static constexpr uint8_t MESSAGE_PROTOCOL = 254;

    static TypeId GetTypeId();

    /** \return packets dropped because no server has the address they go to */
    uint64_t GetNUnknown() const
    {
        return m_nUnknown;
    }

    /** \return packets dropped because no path was known, or none was left to try */
    uint64_t GetNUnreachable() const
    {
        return m_nUnreachable;
    }

    /** \return packets dropped here because they had been forwarded as often as IP allows */
    uint64_t GetNExpired() const
    {
        return m_nExpired;
    }

    /** \return messages about failures and paths sent by this node, those it sent on included */
    uint64_t GetNMessages() const
    {
        return m_nMessages;
    }

    /** \return whether a port is up */
    bool IsPortUp(uint32_t port) const
    {
        return m_routes[port] != nullptr;
    }

    // Ipv4RoutingProtocol
    void NotifyInterfaceUp(uint32_t interface) override;
    void NotifyInterfaceDown(uint32_t interface) override;
    void NotifyAddAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void NotifyRemoveAddress(uint32_t interface, Ipv4InterfaceAddress address) override;
    void SetIpv4(Ptr<Ipv4> ipv4) override;
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream,
                           Time::Unit unit = Time::S) const override;

  protected:
    /**
     * Say which node this is. To be called before its interfaces are added.
     * \param node its number
     * \param address its address
     * \param ports how many it has
     */
    void SetPlace(uint32_t node, Ipv4Address address, uint32_t ports);

    /** Send a message by one port, if it is up. */
    void SendMessage(Ptr<Packet> message, uint32_t port, Ipv4Address to, uint8_t protocol);

    /**
     * Take in a link state message.
     * \param packet the message
     * \param port by which it came
     * \return false if it is none
     */
    bool ReceiveLinkState(Ptr<Packet> packet, uint32_t port);

    /** \return whether link state is advertised by a port */
    virtual bool MayAdvertise(uint32_t port) const = 0;

    /** \return whether link state that was received is flooded further */
    virtual bool Relays() const = 0;

    /** \return whether this node floods the state of its own ports */
    virtual bool IsOriginator() const = 0;

    /** Something has changed in GetLinkState(), or a port here went up or down. */
    virtual void NotifyLinkState()
    {
    }

    void DoDispose() override;

    const LinkStateTable& GetLinkState() const
    {
        return m_linkState;
    }

    /** \return the number of this node */
    uint32_t GetNode() const
    {
        return m_node;
    }

    /** \return its one address */
    Ipv4Address GetAddress() const
    {
        return m_address;
    }

    Ptr<Ipv4> GetIpv4() const
    {
        return m_ipv4;
    }

    /** \return the route by a port; null: it is down */
    const Ptr<Ipv4Route>& GetRoute(uint32_t port) const
    {
        return m_routes[port];
    }

    /** \return how many ports there are */
    uint32_t GetNPorts() const
    {
        return m_routes.size();
    }

    uint64_t m_nUnknown{0};     //!< for an address that no server has
    uint64_t m_nUnreachable{0}; //!< for want of a path
    uint64_t m_nExpired{0};     //!< for want of time to live
    uint64_t m_nMessages{0};    //!< sent

  private:
    /** A port has gone up or down: say so once, when all that happen now have happened. */
    void ScheduleAdvertisement();
    void Advertise();
    void SendTo(const LinkStateHeader& message, uint32_t port);

    /** SendTo news at all ports but one. */
    void Flood(const LinkStateHeader& message, uint32_t except);

    uint32_t m_node{0};                   //!< its number
    Ipv4Address m_address;                //!< its one address
    Ptr<Ipv4> m_ipv4;                     //!< its stack
    std::vector<Ptr<Ipv4Route>> m_routes; //!< by port; null: down
    std::vector<bool> m_wasUp;            //!< by port: so that the first time is no repair
    LinkStateTable m_linkState;           //!< what is known
    uint32_t m_sequence{0};               //!< of the last announcement
    EventId m_announcement;               //!< the one to come
};

/** \ingroup camcube \return the routing of a node, null if it has none of this class */
template <typename Routing>
Ptr<Routing>
GetRoutingOf(const Ptr<Node>& node)
{
    const Ptr<Ipv4> ipv4 = node->GetObject<Ipv4>();
    return ipv4 ? DynamicCast<Routing>(ipv4->GetRoutingProtocol()) : nullptr;
}

} // namespace ns3::camcube

#endif /* LINK_STATE_ROUTING_H */
