/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DCELL_ROUTING_H
#define DCELL_ROUTING_H

#include "dcell-header.h"
#include "dcell-zone.h"

#include "ns3/address-routing.h"
#include "ns3/dcell.h"

#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The IPv4 routing of a server or mini-switch of a DCell: DCellRouting, and DFR around failures
 * (Guo, Wu, Tan, Shi, Zhang, Lu: DCell, SIGCOMM 2008, sections 4.1 and 4.3).
 *
 * A server computes the next hop from the destination's address. Of failures it knows those in its
 * zone, the DCell_b around it, by link state messages; of all others nothing. Three rules of DFR
 * lead around what is down:
 *
 * - inside the zone, packets take a shortest path;
 * - where the cable of level l out of the zone is down, or its near end cannot be reached, the
 *   packet is sent to a proxy: the far end of another cable of level l out of the zone. From the
 *   proxy on, it goes to its destination as any other packet (local reroute);
 * - where this happens to a packet for which a proxy of that level was chosen before, the proxy is
 *   taken one level higher, so that a cell that has failed as a whole is bypassed (jump-up).
 *
 * Beyond the paper: where the destination cannot be reached inside its own zone, the proxies are
 * the servers to which it has cables that lead out of it.
 *
 * Which proxy is taken is a matter of a hash of the flow and the number of detours so far, so a
 * flow stays on its way while nothing changes. The number of detours is limited by Retries, and
 * the hops of a packet by the time to live of IPv4.
 *
 * A mini-switch forwards by the port that the server before it wrote into the header, and passes
 * link state messages on; DcellHelper sees to the rest.
 */
class DcellRouting : public AddressRouting
{
  public:
    static TypeId GetTypeId();

    /** \return by how much a packet grows */
    static uint32_t GetHeaderBytes(const Dcell&)
    {
        return DcellHeader::BYTES;
    }

    /**
     * Say which node this is. To be called before its interfaces are added.
     * \param dcell the topology
     * \param node a server or mini-switch, by its node number there
     */
    void SetNode(const Dcell& dcell, uint32_t node);

    /** \return how often a proxy was chosen here */
    uint64_t GetNDetours() const
    {
        return m_nDetours;
    }

    /**
     * The next hop of a packet at this server.
     * \param destination another server
     * \param header its header, whose proxy and detours are brought up to date
     * \param flow equal for packets that are to take the same way
     * \param cameBy the port by which it came, if a cable of a level: not the next hop; 0: none
     * \return the hop; empty: no path is left to try
     */
    std::optional<Dcell::Hop> Choose(uint32_t destination,
                                     DcellHeader& header,
                                     uint64_t flow,
                                     uint32_t cameBy);

  private:
    // AddressRouting
    bool IsServer(Ipv4Address address) const override;
    void Originate(Transit& transit) override;
    void Arrive(Transit& transit) override;
    bool MayAdvertise(uint32_t port) const override;
    bool Relays() const override;
    bool IsOriginator() const override;
    void NotifyLinkState() override;

    bool IsSwitch() const;

    /** A packet without shim is at this server, and not for it. */
    void Route(Transit& transit, DcellHeader& header);

    /** What is known of the path to a server. */
    struct Path
    {
        std::optional<Dcell::Hop> hop; //!< the first hop; empty: it is blocked
        uint32_t level{0};             //!< blocked at a cable of this level; 0: inside the zone
    };

    Path FindPath(uint32_t target, uint32_t cameBy) const;

    /** \return a server beyond a cable out of the zone that is up; empty: there is none */
    std::optional<uint32_t> ChooseProxy(uint32_t level,
                                        DcellHeader& header,
                                        uint64_t flow,
                                        uint32_t cameBy) const;

    Dcell m_dcell{2, 0};             //!< the topology
    uint32_t m_zoneLevel{1};         //!< b asked for
    uint32_t m_retries{8};           //!< how many detours a packet may take
    std::optional<DcellZone> m_zone; //!< of a server, made when first used
    uint64_t m_nDetours{0};          //!< proxies chosen
};

} // namespace ns3::camcube

#endif /* DCELL_ROUTING_H */
