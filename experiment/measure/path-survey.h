/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PATH_SURVEY_H
#define PATH_SURVEY_H

#include "ns3/frame.h"
#include "ns3/node-container.h"
#include "ns3/registration.h"
#include "ns3/routing-callbacks.h"
#include "ns3/torus.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The paths that packets of an endpoint take between pairs of servers, as seen from outside, for
 * experiments: packets are sent, and each server notes where they leave. For a cube at rest.
 */
class PathSurvey
{
  public:
    /** The links of one path: the server where each begins, and its port there. */
    using Path = std::vector<std::pair<uint32_t, uint8_t>>;

    /**
     * \param torus the cube; it must outlive this
     * \param servers with the multi-hop routing service, by number
     * \param endpoint whose packets; nobody else receives under it
     */
    PathSurvey(const Torus& torus, const NodeContainer& servers, uint16_t endpoint);
    ~PathSurvey();
    PathSurvey(const PathSurvey&) = delete;
    PathSurvey& operator=(const PathSurvey&) = delete;

    /**
     * Sends a packet for each port of a server at once, so that each takes a first link that those
     * before it have left, and runs the simulation until all have ended.
     * \return the different paths of those that arrived, in the order in which they were sent
     */
    std::vector<Path> Trace(uint32_t source, uint32_t destination);

    /** \return packets that did not arrive, of all traces */
    uint64_t GetNLost() const
    {
        return m_lost;
    }

    /** \return the servers of a path, both ends among them */
    std::vector<uint32_t> GetServers(const Path& path) const;

    /** \return how many links of some paths are on more than one of them */
    static uint32_t CountShared(const std::vector<Path>& paths);

  private:
    /** A packet, as far as it has come. */
    struct Packet
    {
        Path path;              //!< links so far
        bool hasArrived{false}; //!< whether it has
    };

    void NoteDropped(Ptr<const ns3::Packet> payload,
                     const RoutingHeader& header,
                     RoutingCallbacks::DropReason reason);
    void NoteEnd();

    const Torus& m_torus;                 //!< the cube
    NodeContainer m_servers;              //!< by number
    uint16_t m_endpoint;                  //!< whose packets
    std::map<uint64_t, Packet> m_packets; //!< of this trace, by id, which rises
    uint32_t m_pending{0};                //!< packets that have not ended
    uint64_t m_lost{0};                   //!< that did not arrive
    std::vector<Registration> m_kept;     //!< with the servers
};

} // namespace ns3::camcube

#endif /* PATH_SURVEY_H */
