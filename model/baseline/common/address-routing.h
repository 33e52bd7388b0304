/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADDRESS_ROUTING_H
#define ADDRESS_ROUTING_H

#include "link-state-routing.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What the IPv4 routings of DCell and BCube have in common. Both route by what an address says of
 * a place, and both need a header of their own between the IPv4 header and its payload (the papers
 * have theirs between Ethernet and IP).
 *
 * A packet that a server sends passes its loopback device first, as ns3::aodv does it: there its
 * IPv4 header is complete, and the shim can be put behind it, with IP protocol SHIM_PROTOCOL. At
 * the server that it is for, the shim is taken off, and the transport sees what was sent. The
 * loopback device also cuts what is longer than its MTU into fragments, so that each gets a shim.
 */
class AddressRouting : public LinkStateRouting
{
  public:
    /** IP protocol of packets with a shim: for experimentation (RFC 3692). */
    static constexpr uint8_t SHIM_PROTOCOL = 253;

    static TypeId GetTypeId();

    // Ipv4RoutingProtocol
    Ptr<Ipv4Route> RouteOutput(Ptr<Packet> p,
                               const Ipv4Header& header,
                               Ptr<NetDevice> oif,
                               Socket::SocketErrno& sockerr) override;
    bool RouteInput(Ptr<const Packet> p,
                    const Ipv4Header& header,
                    Ptr<const NetDevice> idev,
                    UnicastForwardArgument ucb,
                    MulticastForwardArgument mcb,
                    LocalDeliverArgument lcb,
                    RouteErrorArgument ecb) override;

  protected:
    /** One packet, and what may be done with it. */
    struct Transit
    {
        Ptr<Packet> packet;                    //!< without its IPv4 header
        Ipv4Header header;                     //!< its IPv4 header
        uint32_t interface;                    //!< by which it came
        const UnicastForwardCallback& forward; //!< sends it on
        const LocalDeliverCallback& deliver;   //!< hands it to the transport
        const ErrorCallback& fail;             //!< says that it is lost
    };

    /**
     * Say which node this is. To be called before its interfaces are added.
     * \param node its number
     * \param address its address
     * \param ports how many it has
     * \param isServer whether packets begin and end here; else it is a switch
     */
    void SetPlace(uint32_t node, Ipv4Address address, uint32_t ports, bool isServer);

    /** Send a packet on, its shim in front, or drop it if the port is down. */
    void Forward(const Transit& transit, uint32_t port);

    /** A packet cannot go on. */
    void Drop(const Transit& transit);

    /** \return whether an address is that of a server */
    virtual bool IsServer(Ipv4Address address) const = 0;

    /** A packet of this server's own, for another server, is to be sent; it has no shim yet. */
    virtual void Originate(Transit& transit) = 0;

    /** A packet has come by a cable, its shim in front. */
    virtual void Arrive(Transit& transit) = 0;

  private:
    bool m_isServer{false}; //!< whether packets begin and end here
};

} // namespace ns3::camcube

#endif /* ADDRESS_ROUTING_H */
