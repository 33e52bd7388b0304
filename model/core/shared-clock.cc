/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "shared-clock.h"

#include "ns3/simulator.h"

namespace ns3::camcube
{

namespace
{

int64_t g_lead = 0; //!< of the clock before the simulator's time, in time steps

void
Forget()
{
    g_lead = 0;
}

} // namespace

Time
SharedClock::Now()
{
    return TimeStep(Simulator::Now().GetTimeStep() + g_lead);
}

Time
SharedClock::UntilNext(Time interval)
{
    return interval - TimeStep(Now().GetTimeStep() % interval.GetTimeStep());
}

void
SharedClock::Set(Time now)
{
    g_lead = (now - Simulator::Now()).GetTimeStep();
    Simulator::ScheduleDestroy(&Forget);
}

} // namespace ns3::camcube
