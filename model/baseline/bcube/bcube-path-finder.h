/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BCUBE_PATH_FINDER_H
#define BCUBE_PATH_FINDER_H

#include "bcube-header.h"

#include "ns3/bcube.h"

#include <functional>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief A path from one server of a BCube to another. */
struct BcubePath
{
    std::vector<uint32_t> servers; //!< both ends included; none: there is no such path
    uint32_t freeKbps{0};          //!< what a probe found
    bool isAnswered{false};        //!< whether the last probe came back
};

/**
 * \ingroup camcube
 *
 * Finds parallel paths in a BCube of which some cables are known to be down (Guo et al., BCube,
 * SIGCOMM 2009, sections 3.3 and 4): those of BuildPathSet, and for each that is broken the
 * shortest one, by breadth-first search, that shares no node with the others; if there is none,
 * the shortest of all.
 */
class BcubePathFinder
{
  public:
    /** Says whether the cable of a server to its switch of a level is known to be down. */
    using IsDown = std::function<bool(uint32_t server, uint32_t level)>;

    BcubePathFinder(const Bcube& bcube, IsDown isDown);

    /** \return the hops of the longest path that is given: paths of BuildPathSet have up to k+2 */
    static uint32_t GetMaxHops(const Bcube& bcube)
    {
        return 4 * (bcube.GetK() + 1);
    }

    /** \return k+1 paths between different servers; those that are not to be had are empty */
    std::vector<BcubePath> Find(uint32_t from, uint32_t to) const;

    /** \return whether no cable on a path is known to be down; false for an empty one */
    bool IsWhole(const std::vector<uint32_t>& servers) const;

    /** \return the same path as hops */
    static std::vector<BcubeHop> GetHops(const Bcube& bcube, const std::vector<uint32_t>& servers);

  private:
    /** Marks all nodes of a path but its ends. */
    void Take(const std::vector<uint32_t>& servers, std::vector<bool>& isTaken) const;

    /** \return a shortest path over nodes that are not taken and cables that are up; or empty */
    std::vector<uint32_t> Search(uint32_t from,
                                 uint32_t to,
                                 const std::vector<bool>& isTaken) const;

    const Bcube& m_bcube; //!< the topology
    IsDown m_isDown;      //!< what is known
};

} // namespace ns3::camcube

#endif /* BCUBE_PATH_FINDER_H */
