/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef KEY_RANGE_H
#define KEY_RANGE_H

#include "torus.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief Keys that a server keeps, and with whom. */
struct KeyRange
{
    TorusCoordinate place;              //!< where keys belong
    std::vector<TorusCoordinate> heirs; //!< who keeps some of them, the nearest first

    friend bool operator==(const KeyRange& a, const KeyRange& b)
    {
        return a.place == b.place && a.heirs == b.heirs;
    }
};

/**
 * \ingroup camcube
 *
 * What it takes grows with the part of the cube in which the keys' heirs are.
 * \param torus the cube
 * \param server whose keys these are
 * \param replicas how many of those of a key's heirs that can be reached keep it
 * \param canReach whether a server can be reached
 * \return the places of which the server keeps all keys or some, the nearest first; none if it
 *         cannot be reached
 */
std::vector<KeyRange> FindKeyRange(const Torus& torus,
                                   const TorusCoordinate& server,
                                   std::size_t replicas,
                                   const std::function<bool(const TorusCoordinate&)>& canReach);

} // namespace ns3::camcube

#endif /* KEY_RANGE_H */
