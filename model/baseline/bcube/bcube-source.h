/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_SOURCE_H
#define BCUBE_SOURCE_H

#include "bcube-message.h"
#include "bcube-path-finder.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/random-variable-stream.h"

#include <functional>
#include <unordered_map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a server of a BCube knows as the source of flows, and how it chooses their paths: the part
 * of BSR that probes (Guo et al., BCube, SIGCOMM 2009, section 4). See BcubeRouting.
 */
class BcubeSource
{
  public:
    /** Times, see the attributes of BcubeRouting. */
    struct Settings
    {
        Time timeout; //!< for probes
        Time adapt;   //!< mean time after which a flow probes again
        Time memory;  //!< for what was told to be down
    };

    /** Sends a message along a path from this server. */
    using Send = std::function<void(const std::vector<uint32_t>& servers, const BcubeMessage&)>;

    /**
     * \param bcube the topology
     * \param server whose flows these are
     * \param isDown whether a cable is down as far as this server sees and its switches say
     * \param send sends probes
     * \param lineKbps the rate of its ports, to whose sixteenth free bandwidth is compared
     * \param random spreads probing
     */
    BcubeSource(const Bcube& bcube,
                uint32_t server,
                BcubePathFinder::IsDown isDown,
                Send send,
                std::function<uint64_t()> lineKbps,
                Ptr<UniformRandomVariable> random);
    ~BcubeSource();
    BcubeSource(const BcubeSource&) = delete;
    BcubeSource& operator=(const BcubeSource&) = delete;

    void SetSettings(const Settings& settings)
    {
        m_settings = settings;
    }

    /** \return the path of a flow that sends now; empty: there is none. It may send probes. */
    const BcubePath& ChoosePath(uint32_t destination, uint64_t flow);

    /** Something has changed in what the predicate of the constructor says. */
    void NotifyChange()
    {
        ++m_version;
    }

    /** A probe has come back from a destination. */
    void ReceiveProbeAnswer(uint32_t destination, const BcubeMessage& answer);

    /** A server on a path says that a cable is down. */
    void ReceiveFailure(uint32_t server, uint32_t level);

    /** \return the paths known to a destination, some empty; no flow there yet: none */
    std::vector<std::vector<uint32_t>> GetPaths(uint32_t destination) const;

    /** \return rounds of probes that were begun */
    uint64_t GetNRounds() const
    {
        return m_nRounds;
    }

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

    /** \return whether a cable is down as far as known */
    bool IsDown(uint32_t server, uint32_t level) const;

    /** \return one number for a cable */
    uint32_t GetCable(uint32_t server, uint32_t level) const
    {
        return server * (m_bcube.GetK() + 1) + level;
    }

    /** Forget what was told too long ago. */
    void Forget();

    Destination& GetDestination(uint32_t destination);

    /** \return the path with most bandwidth free, as far as known */
    uint32_t GetBestPath(const Destination& destination, uint64_t flow) const;

    void Probe(uint32_t destination, uint64_t flow);
    void EndRound(uint32_t destination);

    const Bcube m_bcube;                                      //!< the topology
    uint32_t m_server;                                        //!< this server
    BcubePathFinder::IsDown m_isDown;                         //!< what it sees for itself
    Send m_send;                                              //!< sends probes
    std::function<uint64_t()> m_lineKbps;                     //!< rate of a port
    Ptr<UniformRandomVariable> m_random;                      //!< spreads probing
    Settings m_settings;                                      //!< times
    std::unordered_map<uint32_t, Destination> m_destinations; //!< by server
    std::unordered_map<uint64_t, Flow> m_flows;               //!< by hash
    std::size_t m_purgeAt{1024};                              //!< flows, for old ones to be dropped
    std::unordered_map<uint32_t, Time> m_down; //!< told to be down, until when: by cable
    Time m_forgetAt{Time::Max()};              //!< when the first of them is to be forgotten
    uint64_t m_version{0};                     //!< of all that is known to be down
    uint64_t m_nRounds{0};                     //!< of probes
};

} // namespace ns3::camcube

#endif /* BCUBE_SOURCE_H */
