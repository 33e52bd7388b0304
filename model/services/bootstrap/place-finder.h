/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLACE_FINDER_H
#define PLACE_FINDER_H

#include "claims.h"
#include "neighborhood.h"
#include "state-exchange.h"

#include <memory>
#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The part of Bootstrap that learns a server's place from its neighbours, once a frame of reference
 * has been begun: by the best cables at once, by others when nothing better has come for a while.
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
        return m_placement;
    }

  protected:
    void DoDispose() override;
    void Withdrawing() override;

    // StateExchange
    Ptr<Packet> MakeState(uint8_t port) override;
    bool StateHeard(uint8_t in, uint8_t farPort, Ptr<const Packet> payload) override;
    void NeighborLost(uint8_t port) override;

    /** What neighbours say has changed, and the placement perhaps. */
    virtual void Heard() = 0;

    /** Adds to what neighbours are told. */
    virtual void Write(BootstrapState& state) const = 0;

    /** The server has a placement that it has not learnt: it begins a frame of reference. */
    void SetPlacement(const Placement& placement);

    /** The server's frame of reference holds. */
    void SetSettled();

    /** The placement is not changed any more. */
    void Fix();

    /** \return whether that has been said */
    bool IsFixed() const
    {
        return m_isFixed;
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

    /** \return the port by which the server learnt its place; N_TORUS_PORTS for none */
    uint8_t GetParent() const
    {
        return m_parent;
    }

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
    /** Evidence of less weight is disputed at times: that of two neighbours, or of
     *  one whose cable closes squares. */
    static constexpr uint8_t BEYOND_DISPUTE = 6;

    std::string GetSides() const;
    void SetSides(std::string sides);
    uint64_t GetServer() const;

    void TellSquares();
    void Consider();
    bool IsOpenTo(Placement::Grade grade) const;
    bool Adopt(Placement::Grade worst);
    void Contest(const Placement& placement, uint8_t weight);
    bool IsSupported() const;
    void Weigh();
    void BePatient();
    void LosePatience();
    void Unplace();
    void Change(const Placement& placement, uint8_t parent);
    void HearClaims(const BootstrapState& state);
    void Dispute(const Claim& claim);

    std::shared_ptr<const Torus> m_torus;           //!< attribute Sides
    Time m_patience;                                //!< attribute Patience
    Neighborhood m_around;                          //!< what neighbours have said
    std::array<uint8_t, N_TORUS_PORTS> m_squares{}; //!< as told
    Placement m_placement;                          //!< where the server believes to be
    uint8_t m_parent{N_TORUS_PORTS};                //!< the port by which it learnt that
    uint8_t m_weight{0};                            //!< of the evidence; UINT8_MAX if beyond doubt
    Placement::Grade m_worst{Placement::CONFIRMED}; //!< of cables that count for now
    uint32_t m_changes{0};                          //!< of the placement
    bool m_isFixed{false};                          //!< whether there are no more
    Claims m_claims;                                //!< to coordinates nearby
    EventId m_wait;                                 //!< when less counts, too
};

} // namespace ns3::camcube

#endif /* PLACE_FINDER_H */
