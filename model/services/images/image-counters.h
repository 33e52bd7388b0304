/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef IMAGE_COUNTERS_H
#define IMAGE_COUNTERS_H

#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief What ImageDistribution has done on one server. */
struct ImageCounters
{
    uint64_t blocks{0};      //!< sent to neighbours
    uint64_t asks{0};        //!< frames that ask for a chunk, or for what an image is
    uint64_t manifests{0};   //!< frames that say what an image is
    uint64_t superfluous{0}; //!< blocks that were here, or came after one that was lost
    uint64_t lost{0};        //!< times that a block has come and the one before it has not
    uint64_t wrong{0};       //!< chunks whose SHA-256 was not the one they should have
    uint64_t foreign{0};     //!< frames of images that are not known here, or are others; or of no
                             //!< neighbour in the tree
    uint64_t malformed{0};   //!< frames that make no sense
    uint64_t refused{0};     //!< chunks not sent: too many asked for, or too long for a link
    uint64_t uncached{0};    //!< images for which the disk had no room
    uint64_t gaveUp{0};      //!< times that nobody within reach had what was asked for
    uint64_t read{0};        //!< bytes, from disk
    uint64_t written{0};     //!< bytes, to disk
};

} // namespace ns3::camcube

#endif /* IMAGE_COUNTERS_H */
