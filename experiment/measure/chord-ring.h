/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHORD_RING_H
#define CHORD_RING_H

#include "ns3/torus.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What a look-up costs in a Chord ring of all servers of a cube, which TCP/IP joins over shortest
 * paths: servers have ids on a ring of 2^64 at random, each knows its successor and, for each power
 * of two, the first server that far from it, and passes a look-up on to the one of these that comes
 * closest before the key. The last one has the value, and answers who has asked.
 *
 * Computed, not simulated: with a ring at rest, and nothing counted for connections,
 * acknowledgements, or the messages by which a ring is kept.
 * Source: Stoica et al., Chord, SIGCOMM 2001.
 */
class ChordRing
{
  public:
    /** What a look-up takes. */
    struct Cost
    {
        uint32_t messages{0}; //!< from server to server, with the answer
        uint32_t hops{0};     //!< of these over cables
    };

    /**
     * \param torus the cube, which must live as long
     * \param seed decides the ids
     */
    ChordRing(const Torus& torus, uint64_t seed);

    /** \return what it takes to look a name up from a server */
    Cost LookUp(uint32_t from, const std::string& name) const;

  private:
    /** \return the first server at an id or behind it */
    uint32_t FindSuccessor(uint64_t id) const;

    const Torus& m_torus;                //!< the cube
    std::vector<uint64_t> m_ids;         //!< of servers
    std::map<uint64_t, uint32_t> m_ring; //!< servers, by their ids
};

} // namespace ns3::camcube

#endif /* CHORD_RING_H */
