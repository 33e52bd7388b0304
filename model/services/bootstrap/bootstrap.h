/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BOOTSTRAP_H
#define BOOTSTRAP_H

#include "cable-fault.h"
#include "frame-founder.h"

#include "ns3/traced-callback.h"

#include <map>
#include <optional>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Finds out where its server is in the cube, and which cables are dead or plugged in wrongly, by
 * messages between neighbours alone. It knows the sides of the cube and the labels of its ports,
 * no more. A random server becomes (0,0,0).
 *
 * Servers tell each other whom they hear at which ports, so each sees which of its cables close
 * squares (Neighborhood). After a random time the first one begins a frame of reference, which
 * spreads over cables that are beyond doubt, then over those that are likely right, and at last to
 * servers of whose neighbours two at least agree. It holds once most servers of the cube are in it,
 * which are counted up the tree by which it has spread. What rests on little evidence is
 * claimed aloud within two hops, so that two servers that claim the same coordinate hear of it, and
 * the one with less evidence yields. Before it stands, it is reviewed (PlaceReview); and who finds
 * that parts of the cube around it count from different servers (CountEqualContradictions) stays
 * without a place.
 *
 * A server whose place stands deactivates the ports of its wrong cables and is placed
 * (Runtime::Place()), which starts the services that wait for it.
 *
 * Source: Costa et al., WREN 2009, section 3.3, for what it does; the protocol is this module's.
 */
class Bootstrap : public FrameFounder
{
  public:
    /** The service's id on the wire. */
    static constexpr uint16_t SERVICE_ID = 14;

    /** Of trace source Identified. */
    typedef void (*IdentifiedCallback)(const TorusCoordinate& here);

    static TypeId GetTypeId();
    Bootstrap();
    ~Bootstrap() override;

    /** \return whether the server knows its place for good */
    bool IsIdentified() const
    {
        return m_isIdentified;
    }

    /**
     * \return the cables of this server that are known not to be as they should, see FindFault();
     *         none before it is identified, nor while the service is not deployed. One that has
     * gone down is judged by what was last heard over it: the neighbour deactivates it, too.
     */
    std::vector<CableFault> GetFaults() const;

    // Service
    void LinkDown(uint8_t port) override;
    void LinkUp(uint8_t port) override;

  protected:
    void Deployed() override;
    void Withdrawing() override;

    // PlaceFinder
    void Heard() override;

  private:
    void Settle();
    void AskWhereItBelongs();
    void Review();
    void Judge();
    void Stand();
    void LookForWalls();
    void Identify();
    void DeactivateFaults();
    std::optional<CableFault> GetFault(uint8_t port) const;

    Time m_confirmTime; //!< attribute ConfirmTime

    uint32_t m_changesSeen{0};                           //!< of the placement, when it settled
    bool m_isIdentified{false};                          //!< whether its place stands
    Neighborhood m_past;                                 //!< heard by ports before they went down
    std::map<uint8_t, CableFault> m_wrong;               //!< wrong cables, by port
    EventId m_ask;                                       //!< when it asks where it belongs
    EventId m_confirm;                                   //!< when its place stands
    TracedCallback<const TorusCoordinate&> m_identified; //!< told of that
};

} // namespace ns3::camcube

#endif /* BOOTSTRAP_H */
