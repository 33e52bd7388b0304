/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DISTANCE_VECTOR_TIMING_H
#define DISTANCE_VECTOR_TIMING_H

#include "ns3/control-hop.h"
#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The times that the distance-vector protocol waits. What is set to zero is derived from the time
 * of one hop, so that the protocol's conditions hold; what is not must keep them. doc/routing.rst
 * says what each condition is for.
 */
class DistanceVectorTiming : public Object
{
  public:
    /** The times in use. */
    struct Values
    {
        Time hopBound;    //!< the most that a control frame needs for a hop
        Time poisonBatch; //!< from the first lost route to the message that withdraws it
        Time replyDelay;  //!< until a neighbour that has lost its path is answered
        Time resyncDelay; //!< until what a new neighbour lacks is advertised
        Time grid;        //!< adoptions are put together at multiples of this
        Time hold;        //!< least time between giving a distance up and adopting a longer one
        Time settle;      //!< least time from an advertisement to its adoption
        Time pace;        //!< how much later a distance longer by one hop is adopted
        Time wavePace;    //!< time in which the wave of poison goes one hop
        Time keep;        //!< until a destination that nobody advertises is unreachable for good
        Time detour;      //!< until no server that gave up its distance is used by a neighbour
    };

    static TypeId GetTypeId();

    /**
     * Derives what is not set.
     * \param hop the time of one hop
     * \param detection the most that the two ends of a link differ in noticing its loss
     * \throws std::invalid_argument if a condition does not hold
     */
    void Derive(const ControlHop& hop, Time detection);

    /** \return the times in use, once they are derived */
    const Values& Get() const
    {
        return m_used;
    }

    /**
     * \return when the best advertisement is to be adopted, in time steps
     * \param now the time at which it became the best
     * \param poisoned when the distance was given up, or Route::NEVER
     * \param increase how much longer the advertised distance is, in hops
     * \param wave hops from the failure
     */
    int64_t GetAdoption(int64_t now, int64_t poisoned, uint32_t increase, uint32_t wave) const;

  private:
    Time m_hopBound;    //!< attribute HopBound
    Time m_poisonBatch; //!< attribute PoisonBatch
    Time m_replyDelay;  //!< attribute ReplyDelay
    Time m_resyncDelay; //!< attribute ResyncDelay
    Time m_grid;        //!< attribute Grid
    Time m_hold;        //!< attribute Hold
    Time m_settle;      //!< attribute Settle
    Time m_pace;        //!< attribute Pace
    Time m_wavePace;    //!< attribute WavePace
    Time m_keep;        //!< attribute Keep
    Values m_used;      //!< the times in use
};

} // namespace ns3::camcube

#endif /* DISTANCE_VECTOR_TIMING_H */
