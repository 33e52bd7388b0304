/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "realtime-priority.h"

#include <sched.h>
#include <sys/prctl.h>
#include <thread>

namespace ns3::camcube
{

bool
UseRealtimePriority()
{
    // Else the kernel lets a thread sleep up to 50 us longer than it asked for.
    prctl(PR_SET_TIMERSLACK, 1UL);
    sched_param parameters{};
    parameters.sched_priority = sched_get_priority_min(SCHED_FIFO);
    return std::thread::hardware_concurrency() > 1 &&
           sched_setscheduler(0, SCHED_FIFO, &parameters) == 0;
}

} // namespace ns3::camcube
