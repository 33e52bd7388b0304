/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLACE_FINDER_H
#define PLACE_FINDER_H

#include "neighborhood.h"
#include "place-choice.h"
#include "place-review.h"
#include "state-exchange.h"

#include <memory>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The part of Bootstrap that learns a server's place from its neighbours, once a frame of reference
 * has been begun: it tells them what it knows, hears what they know, and has PlaceChoice decide.
 */
class PlaceFinder : public StateExchange
{
  public:
    static TypeId GetTypeId();

    /** \copydoc Service::Service */
    explicit PlaceFinder(uint16_t serviceId);

    /** \return where the server believes to be; for good only once it is identified */
    const Placement& GetPlacement() const
    {
        return m_choice.GetPlacement();
    }

  protected:
    void DoDispose() override;
    void Deployed() override;
    void Withdrawing() override;

    // StateExchange
    Ptr<Packet> MakeState(uint8_t port) override;
    bool StateHeard(uint8_t in, uint8_t farPort, Ptr<const Packet> payload) override;
    void NeighborLost(uint8_t port) override;

    /** What neighbours say has changed, and the placement perhaps. */
    virtual void Heard() = 0;

    /** Adds to what neighbours are told. */
    virtual void Write(BootstrapState& state) const = 0;

    /** The server begins a frame of reference. \param placement that it has not learnt */
    void Begin(const Placement& placement);

    /** The server's frame of reference holds. */
    void SetSettled();

    /** The placement is not changed any more. */
    void Fix();

    /** \return which place the server takes, and why */
    const PlaceChoice& GetChoice() const
    {
        return m_choice;
    }

    /** \return whether that place can stand */
    const PlaceReview& GetReview() const
    {
        return m_review;
    }

    /** Asks who else may belong to the place. */
    void Ask();

    /**
     * Asks who has the places that speak for this server in the best frame of reference, and joins
     * that. \param least what must speak for a place, as PlaceReview weighs it
     */
    void AskWhere(uint32_t least);

    /** The place is wrong: another one is looked for. */
    void GiveUp();

    /** The place does not stand, and is not trusted. */
    void Doubt();

    /** \return what is known of the wiring around */
    const Neighborhood& GetAround() const
    {
        return m_around;
    }

    /** \return the sides; null until attribute Sides is set */
    const std::shared_ptr<const Torus>& GetSharedTorus() const
    {
        return m_torus;
    }

    /** \return the ports in question */
    PortSet GetPorts() const;

  private:
    std::string GetSides() const;
    void SetSides(std::string sides);
    uint64_t GetServer() const;

    void TellSquares();
    void Consider(PortSet spoken);
    void LosePatience();
    void TellNews();

    std::shared_ptr<const Torus> m_torus;           //!< attribute Sides
    Time m_patience;                                //!< attribute Patience
    Neighborhood m_around;                          //!< what neighbours have said
    PlaceReview m_review{m_around};                 //!< whether it can stand
    PlaceChoice m_choice{m_around, m_review};       //!< which place it takes
    std::array<uint8_t, N_TORUS_PORTS> m_squares{}; //!< as told
    EventId m_wait;                                 //!< when less counts, too
};

} // namespace ns3::camcube

#endif /* PLACE_FINDER_H */
