/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REALTIME_PRIORITY_H
#define REALTIME_PRIORITY_H

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Has the kernel run this thread, and those that it starts later, before all that is not in real
 * time itself (SCHED_FIFO). Not on a machine of one processor, where nobody else would run.
 *
 * \return whether the kernel does
 */
bool UseRealtimePriority();

} // namespace ns3::camcube

#endif /* REALTIME_PRIORITY_H */
