/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PROGRESS_H
#define PROGRESS_H

#include "process-usage.h"
#include "status-line.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <string>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Shows how far a simulation is. Make one before Simulator::Run. It looks at the real clock a
 * thousand times over the simulated time, in events that touch no model and draw no random number,
 * so results are the same with it and without it.
 */
class Progress
{
  public:
    /**
     * \param line where to show it
     * \param what what is simulated
     * \param total simulated time from now to the end of the simulation
     */
    Progress(StatusLine& line, const std::string& what, Time total);
    ~Progress();

    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

  private:
    void Look();

    StatusLine& m_line; //!< where to show it
    std::string m_what; //!< what is simulated
    Time m_begin;       //!< simulated time at the beginning
    Time m_total;       //!< simulated time to go
    Time m_step;        //!< simulated time between two looks
    WallClock m_clock;  //!< real time since the beginning
    EventId m_next;     //!< the next look
};

} // namespace ns3::camcube

#endif /* PROGRESS_H */
