/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECEIVER_SPLIT_H
#define RECEIVER_SPLIT_H

#include "ns3/torus.h"

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace ns3::camcube
{

/** \ingroup camcube \brief A receiver, and where it may be reached from a server. */
struct ReceiverWays
{
    TorusCoordinate receiver; //!< a server other than the one that chooses
    PortSet nextHops;         //!< ports on a shortest path to it, one at least
};

/**
 * \ingroup camcube
 *
 * Chooses by which port each receiver of a multicast is served from a server: a pure function of
 * what it is given. It answers with one port a receiver, in their order, each of its next hops.
 */
using ReceiverSplit =
    std::function<std::vector<uint8_t>(const Torus& torus,
                                       const TorusCoordinate& here,
                                       const std::vector<ReceiverWays>& receivers)>;

/**
 * \ingroup camcube
 *
 * The split that LightweightMulticast uses unless given another: over the fewest ports that lead to
 * all receivers. Of several such sets it takes that from which least seems left to go: receivers
 * are given to the port that leads to most of them, then to the next, and each port counts one hop
 * and the sides of the box, in hops, round the next server and the receivers that it serves.
 *
 * \param torus the geometry
 * \param here the server that chooses
 * \param receivers in any order; none, and the answer is empty
 * \return the port of each
 * \throws std::invalid_argument for a receiver without next hop, or one by a port without cable
 *
 * Source: Costa et al., WREN 2009, section 4 (the smallest set of next hops); the box is ours.
 */
std::vector<uint8_t> SplitOverFewestPorts(const Torus& torus,
                                          const TorusCoordinate& here,
                                          const std::vector<ReceiverWays>& receivers);

/**
 * \return by port, the receivers that a split gives to it
 * \throws std::logic_error if it does not answer with a next hop of each receiver
 */
std::array<std::vector<TorusCoordinate>, N_TORUS_PORTS> DivideOverPorts(
    const ReceiverSplit& split,
    const Torus& torus,
    const TorusCoordinate& here,
    const std::vector<ReceiverWays>& receivers);

} // namespace ns3::camcube

#endif /* RECEIVER_SPLIT_H */
