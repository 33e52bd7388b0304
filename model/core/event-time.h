/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef EVENT_TIME_H
#define EVENT_TIME_H

#include "ns3/simulator.h"

#include <cstdint>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The time of the event that runs, noted once for all that happens in it: the simulator is asked
 * through three calls each time, several times a hop. An event notes it by having one of these.
 */
class EventTime
{
  public:
    EventTime()
        : m_before(m_noted)
    {
        m_noted = Simulator::Now().GetTimeStep();
    }

    ~EventTime()
    {
        m_noted = m_before;
    }

    EventTime(const EventTime&) = delete;
    EventTime& operator=(const EventTime&) = delete;

    /** \return the current time, in time steps, noted or not */
    static int64_t Now()
    {
        return m_noted != NONE ? m_noted : Simulator::Now().GetTimeStep();
    }

  private:
    static constexpr int64_t NONE = -1; //!< no event has noted it

    static inline int64_t m_noted{NONE}; //!< the time of the event that runs
    const int64_t m_before;              //!< what was noted outside
};

} // namespace ns3::camcube

#endif /* EVENT_TIME_H */
