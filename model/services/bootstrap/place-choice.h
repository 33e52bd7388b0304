/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLACE_CHOICE_H
#define PLACE_CHOICE_H

#include "claims.h"
#include "neighborhood.h"

#include <memory>

namespace ns3::camcube
{

class PlaceReview;

/**
 * \ingroup camcube
 *
 * Which of the places that its neighbours speak for a server takes: by the best cables at once, by
 * others when nothing better has come for a while; and when it gives one up that somebody else
 * claims with more right. No messages and no time in it: PlaceFinder has both.
 */
class PlaceChoice
{
  public:
    /**
     * Both must outlive this.
     * \param around what neighbours have said
     * \param review knows which places are taken
     */
    PlaceChoice(const Neighborhood& around, const PlaceReview& review);

    /**
     * Before all else.
     * \param torus the sides of the cube
     * \param server the number of this server, by which it claims places
     */
    void Start(std::shared_ptr<const Torus> torus, uint64_t server);

    /** \return where the server believes to be */
    const Placement& GetPlacement() const
    {
        return m_placement;
    }

    /** \return the port by which the server learnt its place; N_TORUS_PORTS for none */
    uint8_t GetParent() const
    {
        return m_parent;
    }

    /** \return whether the placement rests on so little that somebody may dispute it */
    bool IsDisputable() const
    {
        return m_weight < BEYOND_DISPUTE;
    }

    /** \return how often the placement has changed */
    uint32_t GetChanges() const
    {
        return m_changes;
    }

    /** \return whether the placement is not changed any more */
    bool IsFixed() const
    {
        return m_isFixed;
    }

    /** The placement is not changed any more. */
    void Fix()
    {
        m_isFixed = true;
    }

    /** The server begins a frame of reference. \param placement that it has not learnt */
    void Begin(const Placement& placement);

    /** The server's frame of reference holds. */
    void SetSettled();

    /**
     * Takes, keeps or gives up a place, by what neighbours say now; then hears what they claim.
     * \param spoken the ports of those who have spoken just now
     */
    void Consider(PortSet spoken);

    /** \return what neighbours speak for over cables of a grade or better */
    Neighborhood::Proposal Propose(Placement::Grade worst) const;

    /** \return whether there would be a better place if cables of worse grades counted */
    bool WantsLess() const;

    /** Cables of the next worse grade count from now on, until a place is found. */
    void AcceptLess();

    /** The server does not know its place any more, though that may have been fixed. */
    void GiveUp();

    /** The server does not trust its place, and keeps it unless it finds another. */
    void Doubt();

    bool IsDoubtful() const
    {
        return m_isDoubtful;
    }

    /** The server does not know its place in a frame of reference, be it in another one now. */
    void Join(uint64_t frame);

    /** \return the ports of neighbours who should be told something new since this was last asked
     */
    PortSet TakeNews();

    /** Puts what is to be told into a message. */
    void Write(BootstrapState& state) const;

  private:
    /** Evidence of less weight is disputed at times: that of two neighbours, or of one whose cable
     *  closes squares. */
    static constexpr uint8_t BEYOND_DISPUTE = 6;

    void Choose();
    bool IsSupported(const Neighborhood::Proposal& voted) const;
    void Weigh(const Neighborhood::Proposal& voted);
    bool IsOpenTo(Placement::Grade grade) const;
    bool Adopt(const Neighborhood::Proposal& proposal, uint8_t weight);
    void Unplace();
    void Change(const Placement& placement, uint8_t parent);
    void AddClaim(const Claim& claim, PortSet from = PortSet());
    void HearClaims(PortSet ports);
    void HearClaim(const Claim& claim, PortSet from);

    const Neighborhood& m_around;                   //!< what neighbours have said
    const PlaceReview& m_review;                    //!< knows which places are taken
    std::shared_ptr<const Torus> m_torus;           //!< the sides
    uint64_t m_server{0};                           //!< this one's number
    Placement m_placement;                          //!< where the server believes to be
    uint8_t m_parent{N_TORUS_PORTS};                //!< the port by which it learnt that
    uint8_t m_weight{0};                            //!< of the evidence; UINT8_MAX if beyond doubt
    Placement::Grade m_worst{Placement::CONFIRMED}; //!< of cables that count for now
    uint32_t m_changes{0};                          //!< of the placement
    bool m_isFixed{false};                          //!< whether there are no more
    bool m_isDoubtful{false};                       //!< whether it is not trusted
    bool m_hasNews{false};                          //!< whether all neighbours should be told
    PortSet m_toTell;                               //!< neighbours who should be, if not all
    Claims m_claims;                                //!< to coordinates nearby
};

} // namespace ns3::camcube

#endif /* PLACE_CHOICE_H */
