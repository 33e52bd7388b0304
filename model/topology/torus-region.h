/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_REGION_H
#define TORUS_REGION_H

#include "torus.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A connected part of a cube: a box, with faces and the whole cube among them, or a ball. It can be
 * made for any cube, and be read from the wire: IsInside() says whether a cube has it.
 */
struct TorusRegion
{
    /** Its form. */
    enum Shape : uint8_t
    {
        BOX, //!< from one corner up to another
        BALL //!< all servers within some hops of one
    };

    /**
     * \param from its corner of low coordinates
     * \param to that of high ones, which belongs to it; on an axis on which this is the lower one,
     *        the box goes round the end
     */
    static TorusRegion Box(const TorusCoordinate& from, const TorusCoordinate& to)
    {
        return {BOX, from, to, 0};
    }

    /** \return the servers within some hops of a center, in the intact cube */
    static TorusRegion Ball(const TorusCoordinate& center, uint16_t hops)
    {
        return {BALL, center, center, hops};
    }

    /** \return all servers */
    static TorusRegion Whole(const Torus& torus);

    /**
     * \return the servers of one face of the cube as it stands in the room: those from which a port
     *         leads round the end of its axis
     * \throws std::invalid_argument for what is no torus port
     */
    static TorusRegion Face(const Torus& torus, uint8_t port);

    /** \return whether a cube has its coordinates, and its shape is one of those above */
    bool IsInside(const Torus& torus) const
    {
        return shape <= BALL && torus.Contains(from) && torus.Contains(to);
    }

    /** \return whether a server belongs to it, in a cube that has both */
    bool Contains(const Torus& torus, const TorusCoordinate& server) const;

    /** \return whether all servers of another region of the cube belong to it */
    bool Contains(const Torus& torus, const TorusRegion& other) const;

    /** \return "box (0,0,0) to (3,3,3)" or "ball of 2 hops round (1,1,1)" */
    std::string GetName() const;

    friend bool operator==(const TorusRegion& a, const TorusRegion& b)
    {
        return a.shape == b.shape && a.from == b.from && a.to == b.to && a.hops == b.hops;
    }

    Shape shape{BOX};     //!< its form
    TorusCoordinate from; //!< the lower corner, or the center
    TorusCoordinate to;   //!< the upper corner; the center again
    uint16_t hops{0};     //!< of a ball: its radius
};

} // namespace ns3::camcube

#endif /* TORUS_REGION_H */
