/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_ROUTING_H
#define BCUBE_ROUTING_H

#include "bcube-header.h"
#include "bcube-message.h"
#include "bcube-source.h"

#include "ns3/address-routing.h"
#include "ns3/bcube.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rate-estimator.h"

#include <memory>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The IPv4 routing of a server or switch of a BCube: BSR, source routes chosen by probing (Guo,
 * Lu, Li, Wu, Zhang, Shi, Tian, Zhang, Lu: BCube, SIGCOMM 2009, section 4).
 *
 * The source of a flow knows k+1 parallel paths to its destination, and probes them all with one
 * message each. Every server on the way lowers the message's bandwidth to what is free on the
 * ports by which it comes and goes; the destination sends it back. The flow moves to the path
 * where most is free (the shortest of those, to a sixteenth of the line rate). Until then it takes
 * one of the shortest. From time to time it probes again, to follow the load.
 *
 * A switch tells its servers which of them it has lost (link state). A server that cannot send a
 * packet on drops it and names the cable to the source, which moves its flows to other paths,
 * finds new ones around the cables that it knows to be down, and probes them. After a time it
 * forgets what it was told, for nobody says that a cable is whole again.
 */
class BcubeRouting : public AddressRouting
{
  public:
    static TypeId GetTypeId();
    BcubeRouting();

    /** \return by how much a packet grows at most */
    static uint32_t GetHeaderBytes(const Bcube& bcube)
    {
        return BcubeHeader::GetBytes(BcubePathFinder::GetMaxHops(bcube));
    }

    /**
     * Say which node this is. To be called before its interfaces are added.
     * \param bcube the topology
     * \param node a server or switch, by its node number there
     * \throws std::invalid_argument if the header has no room for its digits
     */
    void SetNode(const Bcube& bcube, uint32_t node);

    /** \return what this server knows as a source of flows; a switch has none */
    const BcubeSource& GetSource() const
    {
        return *m_source;
    }

    /**
     * Fix the random stream of the times at which flows probe again.
     * \param stream its number
     * \return the number of streams used, 1
     */
    int64_t AssignStreams(int64_t stream);

  private:
    // AddressRouting
    bool IsServer(Ipv4Address address) const override;
    void Originate(Transit& transit) override;
    void Arrive(Transit& transit) override;
    bool MayAdvertise(uint32_t port) const override;
    bool Relays() const override;
    bool IsOriginator() const override;
    void NotifyLinkState() override;
    void DoDispose() override;

    bool IsSwitch() const;

    /** A packet has come to this server. */
    void ArriveAtServer(Transit& transit, BcubeHeader& header);

    /** Send a packet to the next server of its route, or say to its source why not. */
    void SendOn(Transit& transit, BcubeHeader& header);

    /** \return whether a cable is down by what this server sees and its switches say */
    bool IsCableDown(uint32_t server, uint32_t level) const;

    /** Send a message along a path from here. */
    void SendAlong(const std::vector<uint32_t>& servers, const BcubeMessage& message);

    /** A message has reached this server. */
    void ReceiveControl(Transit& transit, const BcubeHeader& header);

    /** SendTo the source of a packet that a cable is down. */
    void ReportFailure(const Transit& transit,
                       const BcubeHeader& header,
                       uint32_t server,
                       uint32_t level);

    /** \return the path that a packet has come, from here back to its source; empty: none */
    std::vector<uint32_t> GetReversePath(const Transit& transit, const BcubeHeader& header) const;

    /** \return the rate of a port, in kbit/s */
    uint64_t GetLineKbps(uint32_t port) const;

    /** \return kbit/s free on a port, one way */
    uint32_t GetFree(uint32_t port, std::vector<RateEstimator>& loads);

    Bcube m_bcube{2, 0};                   //!< the topology
    bool m_isSwitch{false};                //!< what this node is
    Time m_interval;                       //!< over which load is averaged
    Time m_timeout;                        //!< for probes
    Time m_adapt;                          //!< mean time after which a flow probes again
    Time m_memory;                         //!< for what was told to be down
    Ptr<UniformRandomVariable> m_random;   //!< spreads probing
    std::vector<RateEstimator> m_received; //!< by port
    std::vector<RateEstimator> m_sent;     //!< by port
    std::unique_ptr<BcubeSource> m_source; //!< of a server
};

} // namespace ns3::camcube

#endif /* BCUBE_ROUTING_H */
