/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_ROUTING_H
#define CUBE_ROUTING_H

#include "protocol-option.h"

#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/sample-summary.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The routing protocol of a whole cube in an experiment: puts it on all servers, sees what it
 * costs, and ends the simulation when it has settled.
 *
 * It must live until the simulation has run.
 */
class CubeRouting
{
  public:
    /** What all servers together have sent. */
    struct Cost
    {
        uint64_t messages{0}; //!< frames
        uint64_t bytes{0};    //!< their bytes, Ethernet header included
        uint64_t entries{0};  //!< entries in them
    };

    /** Called with the messages so far, again and again. */
    using Watcher = std::function<void(uint64_t messages)>;

    /** Called with how many servers have their services, again and again. */
    using InstallWatcher = std::function<void(uint32_t servers)>;

    /**
     * \param servers the cube's servers, which get the multi-hop routing service too
     * \param protocol the protocol
     * \param watcher called with how far that is, for who waits
     * \param keepAlive interval of keep-alives, zero for none; nothing for the attribute's default
     */
    explicit CubeRouting(
        const NodeContainer& servers,
        const ProtocolOption& protocol = ProtocolOption(),
        const InstallWatcher& watcher = [](uint32_t) {},
        std::optional<Time> keepAlive = std::nullopt);
    ~CubeRouting();
    CubeRouting(const CubeRouting&) = delete;
    CubeRouting& operator=(const CubeRouting&) = delete;

    Cost GetCost() const;

    /**
     * \return when a server last sent a message or changed a route; zero if none did. Like all that
     *         follows, asked by all ranks of a simulation at once.
     */
    Time GetLastActivity() const;

    /** \return bytes of routing state, a sample for each server */
    SampleSummary GetStateBytes() const;

    /**
     * Ends the simulation when routing has neither sent nor changed anything for a while. What
     * never ends by itself, such as keep-alives, does not count. If routing goes on and on, the
     * simulation ends after twenty times the longest possible pause, or twenty times \p pause.
     * \param from when the last thing happens that routing has to deal with
     * \param pause the while; zero for GetLongestPause()
     * \param watcher called from then on, for who waits
     */
    void StopWhenQuiet(Time from, Time pause, Watcher watcher);

    /** \return whether routing has been quiet for so long that nothing can be left to do */
    bool HasSettled() const;

    /**
     * \return the longest time for which all servers can be silent before one goes on, even if a
     * path becomes longer by as many hops as there are servers; known once the simulation runs
     */
    Time GetLongestPause() const;

    /** \return the least time that a lost path takes to repair; known once the simulation runs */
    Time GetLeastRepair() const;

  private:
    void NoteSent(Ptr<const Packet> entries, uint8_t port);
    void StopOrWait(Time pause, Time latest);

    std::vector<Ptr<RoutingProtocol>> m_services; //!< by server, those of other ranks left out
    Time m_from;                                  //!< when the last thing happened to the cube
    Time m_lastMessage;                           //!< when a server last sent one
    uint64_t m_messages{0};                       //!< sent so far
    Watcher m_watcher;                            //!< called with their number
};

} // namespace ns3::camcube

#endif /* CUBE_ROUTING_H */
