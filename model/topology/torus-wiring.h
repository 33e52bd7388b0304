/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TORUS_WIRING_H
#define TORUS_WIRING_H

#include "torus.h"

#include <array>
#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * What is plugged into what: the cables of a torus as they should be, or as somebody has plugged
 * them in.
 */
class TorusWiring
{
  public:
    /** One end of a cable. */
    struct End
    {
        uint32_t server; //!< its number
        uint8_t port;    //!< of the server, 0 to 5

        friend bool operator==(const End& a, const End& b)
        {
            return a.server == b.server && a.port == b.port;
        }
    };

    /** A cable; as it should be, the first end is in a plus port. */
    using Cable = std::array<End, 2>;

    /** The cables as they should be. */
    explicit TorusWiring(const Torus& torus);

    /**
     * \return all cables, by their numbers: server by server, and axis by axis, as they should be
     *         at the server whose plus port each is in
     */
    const std::vector<Cable>& GetCables() const
    {
        return m_cables;
    }

    /** \return what a port of the torus should be joined to */
    End GetPlannedPeer(const End& end) const
    {
        return {m_torus.GetNeighbor(end.server, end.port), OppositePort(end.port)};
    }

    /**
     * \return whether a cable joins two ports that should be joined, be it that cable or another
     *         that should join them
     * \throws std::out_of_range for a number that no cable has
     */
    bool IsRight(uint32_t cable) const
    {
        return GetPlannedPeer(m_cables.at(cable)[0]) == m_cables.at(cable)[1];
    }

    /** \return how a cable should be */
    const Cable& GetPlanned(uint32_t cable) const
    {
        return m_planned.at(cable);
    }

    /**
     * Plugs one end of each of two cables into the port of the other.
     * \param a,b numbers of cables
     * \param endOfA,endOfB which end of each, 0 or 1
     * \throws std::out_of_range for a number that no cable has, or no end
     */
    void Exchange(uint32_t a, uint32_t endOfA, uint32_t b, uint32_t endOfB);

  private:
    Torus m_torus;                //!< says what should be joined
    std::vector<Cable> m_planned; //!< as they should be
    std::vector<Cable> m_cables;  //!< as they are
};

} // namespace ns3::camcube

#endif /* TORUS_WIRING_H */
