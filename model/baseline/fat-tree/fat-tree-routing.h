/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FAT_TREE_ROUTING_H
#define FAT_TREE_ROUTING_H

#include "ns3/fat-tree.h"
#include "ns3/link-state-routing.h"
#include "ns3/random-variable-stream.h"

#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The IPv4 routing of one switch of a fat-tree.
 *
 * The next hop is computed from the destination's address, so there are no tables to fill. On the
 * way down there is one port to each host; on the way up any port will do, and the Mode says which
 * is taken, among those from which a path leads down to the destination.
 *
 * Switches tell all others which of their ports are down; hosts have no part in it. The paper
 * (section 3.7) tells only the switches that are concerned, to the same effect.
 *
 * FatTreeHelper sees to it that interfaces are ports. Multicast, broadcast and the addresses of
 * other switches are not routed.
 */
class FatTreeRouting : public LinkStateRouting
{
  public:
    /** How a switch chooses among its ports up. */
    enum Mode
    {
        /**
         * By the destination's id, so that a host is always reached the same way (Al-Fares et al.,
         * SIGCOMM 2008, sections 3.3 and 3.5).
         */
        TWO_LEVEL_TABLES,
        /**
         * By a hash of addresses, protocol and TCP or UDP ports, so that a flow stays on its way.
         * Every switch draws a salt of its own for it: were the hash the same everywhere, an
         * aggregation switch would meet only flows with equal hashes.
         */
        ECMP,
        /** At random for each packet, so that packets of a flow may overtake each other. */
        PACKET_SPRAY
    };

    /**
     * Chooses a port up: takes the packet without its IPv4 header (null where it is not known), the
     * header, and the number n of upward ports that are up; returns 0 to n-1.
     */
    typedef Callback<uint32_t, Ptr<const Packet>, const Ipv4Header&, uint32_t> UpwardChoice;

    static TypeId GetTypeId();
    FatTreeRouting();

    /**
     * Say which switch this is. To be called before its interfaces are added.
     *
     * \param tree the fat-tree
     * \param node the switch, by its node number there
     */
    void SetSwitch(const FatTree& tree, uint32_t node);

    void SetMode(Mode mode);
    Mode GetMode() const;

    /** Choose otherwise than any Mode does, until the next SetMode(). */
    void SetUpwardChoice(UpwardChoice choice);

    /**
     * Fix the random stream of salt and spraying; a salt already drawn is drawn again.
     * \param stream its number
     * \return the number of streams used, 1
     */
    int64_t AssignStreams(int64_t stream);

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
    void NotifyInterfaceUp(uint32_t interface) override;
    void NotifyInterfaceDown(uint32_t interface) override;
    void PrintRoutingTable(Ptr<OutputStreamWrapper> stream,
                           Time::Unit unit = Time::S) const override;

  protected:
    void DoDispose() override;

  private:
    /** \return the route of a packet; null, and counted, if there is none */
    Ptr<Ipv4Route> Lookup(Ptr<const Packet> p, const Ipv4Header& header);

    // LinkStateRouting
    bool MayAdvertise(uint32_t port) const override;
    bool Relays() const override;
    bool IsOriginator() const override;
    void NotifyLinkState() override;

    using Routes = std::vector<Ptr<Ipv4Route>>;

    /** \return the upward ports from which a path leads down to a host, as far as known */
    const Routes& GetUpwardRoutes(const FatTreeHost& host);

    /** \return whether the cable at a switch's port is up, as far as known */
    bool IsUp(const FatTreeSwitch& place, uint32_t port) const;

    /** \return whether a path leads down to a host from what is above an upward port */
    bool LeadsTo(uint32_t port, const FatTreeHost& host) const;

    /** \return whether a core switch has a path down to a host, by one aggregation switch */
    bool CoreLeadsTo(uint32_t core, const FatTreeHost& host) const;

    /** \name The UpwardChoice of each Mode */
    ///@{
    uint32_t ChooseByTable(Ptr<const Packet> p, const Ipv4Header& header, uint32_t n) const;
    uint32_t ChooseByHash(Ptr<const Packet> p, const Ipv4Header& header, uint32_t n);
    uint32_t ChooseAtRandom(Ptr<const Packet> p, const Ipv4Header& header, uint32_t n);
    ///@}

    FatTree m_tree{2};                                 //!< the topology
    FatTreeSwitch m_switch{FatTreeSwitch::CORE, 2, 0}; //!< the place of this switch in it
    uint32_t m_nDownPorts{0};                          //!< ports before the first that leads up

    Mode m_mode{TWO_LEVEL_TABLES};       //!< the choice asked for
    UpwardChoice m_choice;               //!< the choice made
    Ptr<UniformRandomVariable> m_random; //!< salt and spraying
    uint64_t m_salt{0};                  //!< 0: not drawn yet
    Routes m_upwardRoutes;               //!< those of the upward ports that are up

    /** While something is down, those that lead to the hosts of an edge switch, by its number. */
    std::unordered_map<uint32_t, Routes> m_routesTo;
};

} // namespace ns3::camcube

#endif /* FAT_TREE_ROUTING_H */
