/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SHARED_CLOCK_H
#define SHARED_CLOCK_H

#include "ns3/nstime.h"

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The clock that all servers of a cube share, and that goes on from one life of a server to its
 * next: for times that servers compare, and for numbers that must not come again. It shows the
 * simulator's time. Where each server is a process of its own, whose simulator begins at zero, it
 * is told what time that is.
 */
class SharedClock
{
  public:
    /** \return what it shows */
    static Time Now();

    /**
     * \param interval from one time to the next at which all servers do something, above zero
     * \return how long it is until the clock shows a multiple of that, at most the interval:
     *         servers that share a processor then wake once for what they send each other
     */
    static Time UntilNext(Time interval);

    /** Sets it, until Simulator::Destroy(). */
    static void Set(Time now);
};

} // namespace ns3::camcube

#endif /* SHARED_CLOCK_H */
