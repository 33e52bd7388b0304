/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ARRIVALS_FIRST_SCHEDULER_H
#define ARRIVALS_FIRST_SCHEDULER_H

#include "ns3/timing-wheel-scheduler.h"

#include <cstdint>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * A timing wheel that settles ties by place: of all events of one time, arrivals of frames come
 * first, by server and port, and then the others as ns-3 orders them, by when they were scheduled.
 *
 * ns-3's order follows from the whole past of the simulation, arrivals at one server from that of
 * others too, so processes that simulate a part each cannot keep it. This one depends on what
 * happens at the server only. With it a simulation on any number of ranks has the results of
 * one process.
 *
 * The simulator says of an event of the present that it is over if its number is not above that of
 * the event that runs. An arrival that has company leaves under number 0, so that nothing behind it
 * is taken for over, whatever numbers the events have.
 */
class ArrivalsFirstScheduler : public TimingWheelScheduler
{
  public:
    static TypeId GetTypeId();

    /** \return whether the simulation's event list is one, by ns-3's global SchedulerType */
    static bool IsChosen();

    Event RemoveNext() override;

  private:
    void SettleTies();

    uint64_t m_settled{UINT64_MAX}; //!< the time whose events are in order
    std::vector<Event> m_arrivals;  //!< of such a time; kept for its room
    std::vector<Event> m_others;    //!< likewise
};

} // namespace ns3::camcube

#endif /* ARRIVALS_FIRST_SCHEDULER_H */
