/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REVIEWED_PLACES_H
#define REVIEWED_PLACES_H

#include "bootstrap-state.h"

#include <array>
#include <cstdint>

namespace ns3::camcube
{

/** \ingroup camcube \brief By which cables a server that may belong to a place is heard from there.
 */
struct ReviewedPlace
{
    // The first six bits of the cables: the neighbour that way of the place hears the server by a
    // cable whose ends fit. The next six: by one of whose ends either is in a wrong port.
    /** The server believes to be elsewhere, and does not stand there. */
    static constexpr uint16_t ELSEWHERE = 1U << 12;
    /** The server stands in the place. */
    static constexpr uint16_t STANDING = 1U << 13;

    TorusCoordinate place{}; //!< under review
    uint64_t server{0};      //!< that may belong to it; 0 for none
    uint16_t cables{0};      //!< that speak for it

    /** \return the bit of a cable. \param way which neighbour of the place hears the server by it
     *  \param isFitting whether its ends are in ports that fit */
    static uint16_t BitOf(uint8_t way, bool isFitting);

    /** \return what the cables weigh together, as in Neighborhood */
    uint32_t GetWeight() const;

    bool IsElsewhere() const
    {
        return (cables & ELSEWHERE) != 0;
    }

    bool IsStanding() const
    {
        return (cables & STANDING) != 0;
    }
};

/**
 * \ingroup camcube
 *
 * Places under review nearby, as they spread from neighbour to neighbour: what several servers say
 * of one adds up. There are few, and when there is no more room, further ones are left out.
 */
class ReviewedPlaces
{
  public:
    using List =
        std::array<ReviewedPlace, BootstrapState::N_REVIEWS>; //!< those of server 0 are free

    /**
     * Adds a place, or what else speaks for a server in it.
     * \param reviewed what is said
     * \return what is known of it now, if that is news; null otherwise
     */
    const ReviewedPlace* Add(const ReviewedPlace& reviewed);

    /** There are none. */
    void Clear()
    {
        m_list = {};
    }

    const List& GetAll() const
    {
        return m_list;
    }

    /** Puts them into a message. */
    void Write(BootstrapState& state) const;

    /** \return those of a message */
    static List Read(const BootstrapState& state);

  private:
    List m_list; //!< in the order they came
};

} // namespace ns3::camcube

#endif /* REVIEWED_PLACES_H */
