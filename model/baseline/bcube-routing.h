/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_ROUTING_H
#define BCUBE_ROUTING_H

#include "bcube-header.h"
#include "bcube-message.h"
#include "bcube-path-finder.h"
#include "port-load.h"
#include "structured-routing.h"

#include "ns3/bcube.h"
#include "ns3/random-variable-stream.h"

#include <unordered_map>
#include <vector>

namespace ns3
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
class BcubeRouting : public StructuredRouting
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
     * \param bcube the structure
     * \param node a server or switch, by its node number there
     * \throws std::invalid_argument if the header has no room for its digits
     */
    void SetNode(const Bcube& bcube, uint32_t node);

    /** \return rounds of probes that were begun */
    uint64_t GetNRounds() const
    {
        return m_nRounds;
    }

    /** \return the paths known to a destination, some empty; no flow there yet: none */
    std::vector<std::vector<uint32_t>> GetPaths(uint32_t destination) const;

    /**
     * Fix the random stream of the times at which flows probe again.
     * \param stream its number
     * \return the number of streams used, 1
     */
    int64_t AssignStreams(int64_t stream);

  private:
    /** What is known of one destination. */
    struct Destination
    {
        std::vector<BcubePath> paths;  //!< k+1
        uint64_t version{0};           //!< of what is known to be down, when they were found
        uint32_t round{0};             //!< of probes
        uint32_t nPending{0};          //!< probes of it that are out
        std::vector<uint64_t> waiting; //!< flows that will choose when it ends
        EventId end;                   //!< at the latest
    };

    /** One flow that begins here. */
    struct Flow
    {
        uint32_t path{0}; //!< which of the destination's
        Time lastUsed;    //!< when it sent
        Time probeAt;     //!< when to look for a better path
    };

    // StructuredRouting
    bool IsServer(Ipv4Address address) const override;
    void Originate(Transit& transit) override;
    void Arrive(Transit& transit) override;
    bool MaySpeak(uint32_t port) const override;
    bool Relays() const override;
    bool Announces() const override;
    void NotifyLinkState() override;
    void DoDispose() override;

    bool IsSwitch() const;

    /** A packet has come to this server. */
    void ArriveAtServer(Transit& transit, BcubeHeader& header);

    /** Send a packet to the next server of its route, or say to its source why not. */
    void SendOn(Transit& transit, BcubeHeader& header);

    /** \return what is known to be down, this server's own view */
    bool IsCableDown(uint32_t server, uint32_t level) const;

    /** Forget what was told too long ago. */
    void Forget();

    Destination& GetDestination(uint32_t destination);

    /** \return the path of a flow that sends now */
    const BcubePath& ChoosePath(uint32_t destination, uint64_t flow);

    /** \return the path with most bandwidth free, as far as known */
    uint32_t GetBestPath(const Destination& destination, uint64_t flow) const;

    void Probe(uint32_t destination, uint64_t flow);
    void EndRound(uint32_t destination);

    /** Send a message along a path from here. */
    void SendAlong(const std::vector<uint32_t>& servers, const BcubeMessage& message);

    /** A message has reached this server. */
    void Hear(Transit& transit, const BcubeHeader& header);

    /** Tell the source of a packet that a cable is down. */
    void ReportFailure(const Transit& transit,
                       const BcubeHeader& header,
                       uint32_t server,
                       uint32_t level);

    /** \return the way that a packet has come, from here back to its source; empty: none */
    std::vector<uint32_t> GetWayBack(const Transit& transit, const BcubeHeader& header) const;

    /** \return kbit/s free on a port, the lesser of both ways or of one */
    uint32_t GetFree(uint32_t port, std::vector<PortLoad>& loads);

    Bcube m_bcube{2, 0};                 //!< the structure
    bool m_isSwitch{false};              //!< what this node is
    Time m_interval;                     //!< over which load is averaged
    Time m_timeout;                      //!< for probes
    Time m_adapt;                        //!< mean time after which a flow probes again
    Time m_memory;                       //!< for what was told to be down
    Ptr<UniformRandomVariable> m_random; //!< spreads probing
    std::vector<PortLoad> m_received;    //!< by port
    std::vector<PortLoad> m_sent;        //!< by port
    std::unordered_map<uint32_t, Destination> m_destinations; //!< by server
    std::unordered_map<uint64_t, Flow> m_flows;               //!< by hash
    std::size_t m_purgeAt{1024};                              //!< flows, for old ones to be dropped
    std::unordered_map<uint32_t, Time> m_down; //!< told to be down, until when: by cable
    Time m_forgetAt{Time::Max()};              //!< when the first of them is to be forgotten
    uint64_t m_version{0};                     //!< of all that is known to be down
    uint64_t m_nRounds{0};                     //!< of probes
};

} // namespace ns3

#endif /* BCUBE_ROUTING_H */
