/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_H
#define TORUS_H

#include "port-set.h"
#include "torus-coordinate.h"
#include "torus-port.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The geometry of a k-ary 3-cube with wrapped axes, also with unequal sides kx, ky, kz. No
 * simulator in it.
 *
 * Servers are numbered x + kx * (y + ky * z). A side of 1 has no link on its axis: a server is not
 * cabled to itself. A side of 2 has two parallel cables between its two servers, so that every
 * server keeps two ports on every axis that has links at all; both are on a shortest path, like
 * the two paths to the server half-way round any even side.
 */
class Torus
{
  public:
    /** The largest side: a coordinate is one byte on the wire. */
    static constexpr uint32_t MAX_SIDE = 256;

    /**
     * \param kx servers along x, 1 to MAX_SIDE
     * \param ky servers along y, 1 to MAX_SIDE
     * \param kz servers along z, 1 to MAX_SIDE
     * \throws std::invalid_argument for a side out of range
     */
    Torus(uint32_t kx, uint32_t ky, uint32_t kz);

    /**
     * \param servers how many servers are wanted, 1 to MAX_SIDE^3
     * \return the smallest torus with at least as many servers, among those whose sides differ
     *         by at most one
     * \throws std::invalid_argument for a number out of range
     */
    static Torus SmallestFor(uint32_t servers);

    /**
     * \param sides three sides from 1 to MAX_SIDE joined by x, such as "4x5x6", or one for all axes
     * \return a torus of these sides; nothing for another text
     */
    static std::optional<Torus> FromSides(const std::string& sides);

    /** \return the side of an axis, 0 to 2 */
    uint32_t GetSide(uint8_t axis) const
    {
        return m_sides[axis];
    }

    uint32_t GetNServers() const
    {
        return m_sides[0] * m_sides[1] * m_sides[2];
    }

    /** \return the number of cables: one a server and axis with a side above 1 */
    uint32_t GetNCables() const;

    /** \return the ports that have a cable, the same at every server */
    PortSet GetPorts() const
    {
        return m_ports;
    }

    bool Contains(const TorusCoordinate& c) const
    {
        return c.x < m_sides[0] && c.y < m_sides[1] && c.z < m_sides[2];
    }

    /** \return the number of the server at a coordinate inside the torus */
    uint32_t GetServer(const TorusCoordinate& c) const
    {
        return c.x + m_sides[0] * (c.y + m_sides[1] * c.z);
    }

    /** \return the coordinate of a server below GetNServers() */
    TorusCoordinate GetCoordinate(uint32_t server) const
    {
        const uint32_t row = Divide(server, 0);
        const uint32_t plane = Divide(row, 1);
        return {static_cast<uint8_t>(server - row * m_sides[0]),
                static_cast<uint8_t>(row - plane * m_sides[1]),
                static_cast<uint8_t>(plane)};
    }

    /**
     * \return the server at the other end of the cable at a port of GetPorts()
     * \throws std::invalid_argument for another port, or a server that is not below GetNServers()
     */
    uint32_t GetNeighbor(uint32_t server, uint8_t port) const;

    /**
     * \param from a coordinate inside the torus
     * \param port a torus port, also one without a cable
     * \return the coordinate one step further; the same along an axis of side 1
     */
    TorusCoordinate GetStep(TorusCoordinate from, uint8_t port) const;

    /**
     * \param from a coordinate inside the torus
     * \param to another
     * \return how many steps it is along each axis in the direction of its plus port
     */
    TorusCoordinate GetOffset(const TorusCoordinate& from, const TorusCoordinate& to) const;

    /**
     * \return all ports of \p from on a shortest path to \p to; none if they are equal. At exactly
     *         half-way round an axis these are both of its ports.
     */
    PortSet GetNextHops(const TorusCoordinate& from, const TorusCoordinate& to) const
    {
        return PortSet(m_axisPaths[0][Index(from.x, to.x)].ports |
                       m_axisPaths[1][Index(from.y, to.y)].ports |
                       m_axisPaths[2][Index(from.z, to.z)].ports);
    }

    /** \return the hops left to go along each axis on a shortest path */
    std::array<uint8_t, 3> GetAxisDistances(const TorusCoordinate& from,
                                            const TorusCoordinate& to) const
    {
        return {m_axisPaths[0][Index(from.x, to.x)].hops,
                m_axisPaths[1][Index(from.y, to.y)].hops,
                m_axisPaths[2][Index(from.z, to.z)].hops};
    }

    /** \return the length of a shortest path in hops */
    uint32_t GetDistance(const TorusCoordinate& from, const TorusCoordinate& to) const
    {
        const auto hops = GetAxisDistances(from, to);
        return hops[0] + hops[1] + hops[2];
    }

    /** \return the longest shortest path, in hops */
    uint32_t GetDiameter() const;

    /** \return the mean shortest path over all ordered pairs of different servers, in hops */
    double GetMeanDistance() const;

    /** \return how many servers are exactly h hops from any one, for h = 0 to the diameter */
    std::vector<uint32_t> GetDistanceHistogram() const;

    /** \return the sides as "4x4x4" */
    std::string GetName() const;

  private:
    /** The shortest paths along one axis, for one difference of coordinates. */
    struct AxisPath
    {
        uint8_t ports{0}; //!< torus ports that begin such a path, as bits
        uint8_t hops{0};  //!< its length
    };

    /** By to - from + UINT8_MAX: for any two coordinates, also those outside the torus. */
    using AxisPaths = std::array<AxisPath, 2 * UINT8_MAX + 1>;

    static constexpr uint32_t Index(uint8_t from, uint8_t to)
    {
        return uint32_t{UINT8_MAX} + to - from;
    }

    /** Beyond the bits of a server's number, and precise enough to divide one by a side. */
    static constexpr uint32_t RECIPROCAL_BITS = 40;

    /** \return a number of at most 24 bits divided by a side; routing does it all the time */
    uint32_t Divide(uint32_t number, uint8_t axis) const
    {
        return static_cast<uint32_t>(number * m_reciprocals[axis] >> RECIPROCAL_BITS);
    }

    std::array<uint32_t, 3> m_sides;       //!< servers along each axis
    std::array<uint64_t, 3> m_reciprocals; //!< 2^RECIPROCAL_BITS by each side, rounded up
    PortSet m_ports;                       //!< ports with a cable
    std::array<AxisPaths, 3> m_axisPaths;  //!< by axis
};

} // namespace ns3::camcube

#endif /* TORUS_H */
