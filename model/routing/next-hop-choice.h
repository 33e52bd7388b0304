/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEXT_HOP_CHOICE_H
#define NEXT_HOP_CHOICE_H

#include "routing-header.h"
#include "utilization-estimator.h"

#include "ns3/fast-random.h"
#include "ns3/torus.h"

#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Which of several shortest paths a packet takes.
 */
class NextHopChoice
{
  public:
    /** How to choose. */
    enum Policy : uint8_t
    {
        /** Any free link, in proportion to the hops left along its axis. In an idle network this
            makes all shortest paths equally likely. */
        RANDOM_PATH,
        /** Any free link, all equally likely. */
        RANDOM_LINK,
        /** A free link of the axis with the longest way to go, so that choices last. */
        LONGEST_AXIS,
        /** The first free link in port order; loses packets at loads that the others carry. */
        FIXED_ORDER,
        /** One link a flow and server, whether free or not: packets of a flow stay in order. */
        PER_FLOW,
        /** The free link that was least busy of late, at random among equals. */
        LEAST_UTILIZED
    };

    /**
     * \param policy how to choose
     * \param torus the cube
     * \param here the server that chooses
     * \param seed for the choices that are random, and the salt of those by flow
     * \param utilization estimates how busy this server's links are; null but for LEAST_UTILIZED
     */
    NextHopChoice(Policy policy,
                  const Torus& torus,
                  const TorusCoordinate& here,
                  uint64_t seed,
                  std::unique_ptr<UtilizationEstimator> utilization = nullptr);

    /** \return those of a packet's next hops that it may take; it waits if none is free */
    PortSet Allowed(PortSet nextHops, const RoutingHeader& packet) const;

    /** \return the one to take of those that are allowed and free, of which there is one at least
     */
    uint8_t Pick(PortSet free, const RoutingHeader& packet);

  private:
    uint8_t PickByWeight(PortSet free, const std::array<uint8_t, 3>& hopsLeft);
    uint8_t PickLongest(PortSet free, const std::array<uint8_t, 3>& hopsLeft);
    uint8_t PickAny(PortSet free);

    const Torus& m_torus;  //!< the cube
    const uint64_t m_salt; //!< makes servers choose differently for one flow
    FastRandom m_random;   //!< for random choices
    std::unique_ptr<UtilizationEstimator> m_utilization; //!< how busy links are, if that matters
    const Policy m_policy;                               //!< how to choose
    const TorusCoordinate m_here;                        //!< the server that chooses
};

} // namespace ns3::camcube

#endif /* NEXT_HOP_CHOICE_H */
