/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAYS_H
#define GATEWAYS_H

#include "connection.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/net-device.h"
#include "ns3/traced-callback.h"

#include <map>
#include <memory>

namespace ns3::camcube
{

class AddressDirectory;
struct FloodCounters;
struct GatewayHeader;
class VirtualAddressNic;

/**
 * \ingroup camcube
 *
 * Brings packets from outside the cube to servers of virtual addresses, and their answers out.
 *
 * A gateway is a server with a device that leads out. It keeps nothing of connections: by a hash of
 * a packet's connection it finds the server that is to have it. That one may have begun to serve
 * only lately; it passes packets of connections that it does not know on to who would have had them
 * otherwise. So connections last while servers come and go, and enter by any gateway; answers leave
 * by the gateway nearest to the server. Install it on all servers.
 *
 * Source: Costa et al., WREN 2009, section 3.2; Trilogy2 deliverable D1.4, section 3.5; Olteanu et
 * al.: Stateless datacenter load-balancing with Beamer, NSDI 2018 (new owners pass packets on).
 */
class Gateways : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 24;      //!< on the server; it has no frames of its own
    static constexpr uint16_t ENDPOINT = 24;        //!< of packets from and to the outside
    static constexpr uint16_t SPREAD_ENDPOINT = 25; //!< by which servers hear who serves what

    /** What has passed this server. */
    struct Counters
    {
        uint64_t inward{0};    //!< packets that came from outside, here
        uint64_t outward{0};   //!< packets that left here
        uint64_t accepted{0};  //!< connections that begin at this server
        uint64_t delivered{0}; //!< packets handed to the stack of this server
        uint64_t passedOn{0};  //!< packets of connections of other servers
        uint64_t strays{0};    //!< packets of connections that nobody who was asked knows
        uint64_t unserved{0};  //!< packets for what nobody serves, or out of a cube without gateway
        uint64_t tooLong{0};   //!< packets that do not fit the cables' MTU with the headers here
        uint64_t malformed{0}; //!< packets that are no TCP or UDP of IPv4, or cut short; fragments

        Counters& operator+=(const Counters& other)
        {
            inward += other.inward;
            outward += other.outward;
            accepted += other.accepted;
            delivered += other.delivered;
            passedOn += other.passedOn;
            strays += other.strays;
            unserved += other.unserved;
            tooLong += other.tooLong;
            malformed += other.malformed;
            return *this;
        }
    };

    /** Of trace sources Accepted and PassedOn. */
    typedef void (*ConnectionCallback)(const Ipv4Address& client,
                                       uint16_t clientPort,
                                       const Ipv4Address& address,
                                       uint16_t port);

    static TypeId GetTypeId();
    Gateways();
    ~Gateways() override;

    /**
     * Makes this server a gateway. Whoever is at the other end of the device needs a route to the
     * virtual addresses by it; nothing is resolved there.
     *
     * \param outside a device of this server to which no IP stack is bound, on a link without ARP:
     *        a PointToPointNetDevice, or the end of TorusHelper::AddGateway()
     *
     * \throws std::invalid_argument for none, or that of another node or with an IP address
     * \throws std::logic_error if it is one already, or this or the multi-hop routing service is
     *         not deployed
     */
    void Open(const Ptr<NetDevice>& outside);

    /** Ends that. \throws std::logic_error if it is none */
    void Close();

    /**
     * Has this server serve a virtual address from now on, which its TCP/IP stack is given.
     * \throws std::invalid_argument for an address that no host has
     * \throws std::logic_error if it serves it already, has no TCP/IP stack, or while this or the
     *         multi-hop routing service is not deployed
     */
    void Serve(const Ipv4Address& address);

    /**
     * Has this server take no new connections to a virtual address; those that it has go on.
     * \throws std::logic_error if it does not serve it
     */
    void Leave(const Ipv4Address& address);

    /** \return whether this server takes new connections to an address */
    bool Serves(const Ipv4Address& address) const;

    /** \return connections that this server knows, forgotten ones not */
    std::size_t GetNConnections() const
    {
        return m_connections.size();
    }

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    /** \return what was sent and refused to tell who serves what */
    const FloodCounters& GetSpreadCounters() const
    {
        return *m_spread;
    }

  protected:
    void DoDispose() override;
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;

  private:
    void RequireRunning() const;

    void FromOutside(Ptr<NetDevice> device,
                     Ptr<const Packet> packet,
                     uint16_t protocol,
                     const Address& from,
                     const Address& to,
                     NetDevice::PacketType type);
    bool ToOutside(const Ptr<Packet>& packet, uint8_t passes);
    void Arrived(FramePtr frame);
    void Inward(const Connection& connection,
                const GatewayHeader& header,
                const Ptr<Packet>& packet);
    void Carry(uint32_t server,
               const GatewayHeader& header,
               const Ptr<Packet>& packet,
               uint64_t hash);
    bool Knows(const Connection& connection);
    void Accept(const Connection& connection);
    bool IsReachable(uint32_t server) const;

    uint8_t m_passLimit;                           //!< attribute PassLimit
    Time m_idleTime;                               //!< attribute IdleTime
    Time m_retryTime;                              //!< attribute RetryTime
    Ptr<MultiHopRouting> m_routing;                //!< carries packets
    std::unique_ptr<AddressDirectory> m_directory; //!< who serves what, while deployed
    std::unique_ptr<FloodCounters> m_spread;       //!< of that
    std::map<Connection, Time> m_connections;      //!< that are here, and when last heard of
    std::size_t m_sweepAt{1024};                   //!< connections at which idle ones are forgotten
    Ptr<NetDevice> m_outside;                      //!< leads out, if this is a gateway
    Ptr<VirtualAddressNic> m_nic;                  //!< has the virtual addresses, if any
    Registration m_endpoint;                       //!< receives packets
    Counters m_counters;                           //!< what has passed
    TracedCallback<const Ipv4Address&, uint16_t, const Ipv4Address&, uint16_t>
        m_acceptedTrace; //!< a connection begins here
    TracedCallback<const Ipv4Address&, uint16_t, const Ipv4Address&, uint16_t>
        m_passedOnTrace; //!< a packet goes on to another server
};

} // namespace ns3::camcube

#endif /* GATEWAYS_H */
