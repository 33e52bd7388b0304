/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GATEWAY_PLACEMENT_H
#define GATEWAY_PLACEMENT_H

#include "torus.h"

#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Where in a cube the servers are that have a further port, to the world outside.
 * Source: Costa et al., WREN 2009, section 3.2 (spread over the faces of the cube).
 */
struct GatewayPlacement
{
    /** A way to place them. */
    enum Kind
    {
        CORNER, //!< as near to (0,0,0) as can be
        FACE,   //!< evenly over the face z = 0
        FACES,  //!< evenly over all faces, as many on each as on any other, or one more
        LATTICE //!< evenly over the whole cube
    };

    /** \return the names of all kinds, in their order: "corner", "face", "faces", "lattice" */
    static std::vector<std::string> GetNames();

    /**
     * Places some gateways. Rows and columns of them are as equal in number as the number, which is
     * their product, allows: 12 on a face are 3 x 4, and 13 stand in one row.
     * \param torus the cube
     * \param kind how
     * \param number how many
     * \return them, each once, in an order of their own; fewer where a side has no room for a row
     * \throws std::invalid_argument for 0, or more than there are servers
     */
    static std::vector<TorusCoordinate> Place(const Torus& torus, Kind kind, uint32_t number);

    /**
     * \param torus the cube, intact
     * \param gateways some servers of it
     * \return the mean distance of all its servers to the nearest of them, in hops
     * \throws std::invalid_argument for none, or one outside the cube
     */
    static double GetMeanDistance(const Torus& torus, const std::vector<TorusCoordinate>& gateways);
};

} // namespace ns3::camcube

#endif /* GATEWAY_PLACEMENT_H */
