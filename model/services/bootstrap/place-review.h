/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLACE_REVIEW_H
#define PLACE_REVIEW_H

#include "neighborhood.h"
#include "reviewed-places.h"

#include "ns3/torus.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Whether the place that a server has taken can stand, once most servers have theirs. What rests on
 * three cables at least that agree stands by itself. Who has less asks around: the servers next to
 * the place testify whom they hear from it by which of their ports, if that one has no better
 * place, and who stands in a place says so. So of two servers that may belong to one place none
 * takes it unless it has two cables more for it than the other, and who wavers between places hears
 * which of them are taken. No messages and no time in it.
 */
class PlaceReview
{
  public:
    /** For how many cables speak for a place: two for each whose ends fit, one for each other. */
    struct Evidence
    {
        uint32_t here{0};      //!< of the place
        uint32_t fitting{0};   //!< cables among these whose ends fit
        uint32_t elsewhere{0}; //!< of the best other place that is not taken
    };

    /** \param around what neighbours have said; it must outlive this */
    explicit PlaceReview(const Neighborhood& around);

    /**
     * Before all else.
     * \param torus the sides of the cube
     * \param server the number of this server
     */
    void Start(std::shared_ptr<const Torus> torus, uint64_t server);

    /** \return whether more speaks for some other place than for this one */
    bool IsOutvoted(const Placement& placement) const;

    /** \return whether a placement needs no review */
    bool IsStrong(const Placement& placement) const;

    /** \return whether a placement can stand, by what was heard since Ask() */
    bool IsCertain(const Placement& placement) const;

    /** \return whether a server that stands there with more right has a place that cables speak for
     */
    bool IsTaken(uint64_t frame, const Neighborhood::Candidate& candidate) const;

    /** Asks who else may belong to a placement of this server, or to places nearly as likely. */
    void Ask(const Placement& placement);

    /**
     * Asks who has the places that speak for this server.
     * \param frame of reference
     * \param least weight of what speaks for each
     */
    void AskWhere(uint64_t frame, uint32_t least);

    /**
     * Hears of what is under review, tells it on, and says what this server knows of it.
     * \param placement of this server
     * \param isFixed whether it stands
     * \param spoken the ports of neighbours who have spoken just now
     */
    void Hear(const Placement& placement, bool isFixed, PortSet spoken);

    /** \return the ports of neighbours who should hear news since this was last asked */
    PortSet TakeNews();

    /** Puts what is to be told into a message. */
    void Write(BootstrapState& state) const;

  private:
    Evidence Weigh(const Placement& placement) const;
    bool HasOtherPlaces(const Placement& placement) const;
    bool IsExchangedWith(uint64_t server, const Placement& placement) const;
    uint16_t FindCables(uint64_t frame, const TorusCoordinate& place) const;
    uint16_t FindCablesOf(uint8_t port,
                          const Placement& placement,
                          const TorusCoordinate& place) const;
    void Enter(uint64_t frame);
    void HearOf(const ReviewedPlace& reviewed, const Placement& placement, PortSet from);
    void Testify(const ReviewedPlace& reviewed, const Placement& placement);
    void Add(const ReviewedPlace& reviewed, PortSet knowing = PortSet());

    const Neighborhood& m_around;         //!< what neighbours have said
    std::shared_ptr<const Torus> m_torus; //!< the sides
    uint64_t m_server{0};                 //!< this one's number
    uint64_t m_frame{UINT64_MAX};         //!< that the review is about
    ReviewedPlaces m_reviewed;            //!< what is under review nearby
    PortSet m_toTell;                     //!< neighbours who should hear news
};

} // namespace ns3::camcube

#endif /* PLACE_REVIEW_H */
