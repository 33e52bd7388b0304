/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CUBE_VIEW_H
#define CUBE_VIEW_H

#include "ns3/nstime.h"
#include "ns3/torus.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::camcube
{

class CubeRecorder;

/**
 * \ingroup camcube
 *
 * All that a page shows of a cube, as one JSON document: its sides, what its links carried and in
 * which state they were over time, trees and paths. It is so small that a page stays below 3 MB.
 *
 * Links stand server by server and port by port; cables likewise, at the server whose plus port
 * they are in.
 */
class CubeView
{
  public:
    static constexpr uint32_t MAX_SERVERS = 32768; //!< of a cube that a page can show

    /** A server, and the port that leads on: to its parent, or to the next server of a path. */
    using Step = std::pair<uint32_t, std::optional<uint8_t>>;

    /** A tree, or a path: which is a tree whose root is where it ends. */
    struct Route
    {
        bool isPath;             //!< whether it is a path
        std::string name;        //!< for people
        Time at;                 //!< when it was so
        std::vector<Step> steps; //!< in order along a path; no port at a root and at the end
    };

    /**
     * \param torus the geometry
     * \param recordings how many there will be, at least 1
     * \throws std::invalid_argument for a cube that is too large, or recordings of it too many
     */
    explicit CubeView(const Torus& torus, std::size_t recordings = 1);

    /** \return how many samples each recording should have, after its first */
    std::size_t GetSampleLimit() const
    {
        return m_sampleLimit;
    }

    /**
     * Adds what a recorder has recorded so far.
     * \param name for people, where there are several
     * \param recorder has samples of this cube
     */
    void AddRecording(const std::string& name, const CubeRecorder& recorder);

    /**
     * Adds a tree or a path, unless there are so many that a page would become too large.
     * \throws std::invalid_argument for a server or a port that the cube does not have
     */
    void AddRoute(const Route& route);

    /**
     * Adds a path that is told by its servers.
     * \throws std::invalid_argument for servers that are no neighbours, or none
     */
    void AddPath(const std::string& name, Time at, const std::vector<uint32_t>& servers);

    /** \return the port of a server that leads to a neighbour \throws std::invalid_argument */
    uint8_t FindPort(uint32_t server, uint32_t neighbor) const;

    /** \return the document so far */
    nlohmann::ordered_json ToJson() const;

  private:
    /** \throws std::invalid_argument for a server that the cube does not have */
    void CheckServer(uint32_t server) const;

    Torus m_torus;                       //!< the geometry
    std::size_t m_room;                  //!< characters for the loads of a recording
    std::size_t m_sampleLimit;           //!< of each recording
    nlohmann::ordered_json m_recordings; //!< so far
    nlohmann::ordered_json m_routes;     //!< so far
    std::size_t m_steps{0};              //!< of these
    uint64_t m_leftOut{0};               //!< routes for which there was no room
};

} // namespace ns3::camcube

#endif /* CUBE_VIEW_H */
