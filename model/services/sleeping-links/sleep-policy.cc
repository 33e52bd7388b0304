/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "sleep-policy.h"

#include "ns3/double.h"
#include "ns3/uinteger.h"

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(SleepPolicy);

TypeId
SleepPolicy::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::SleepPolicy")
            .SetParent<Object>()
            .SetGroupName("CamCube")
            .AddConstructor<SleepPolicy>()
            .AddAttribute("IdleTime",
                          "Over how long a link must have been idle before it may sleep; the "
                          "energy of falling asleep and waking is that of so long a wait, about",
                          TimeValue(MicroSeconds(200)),
                          MakeTimeAccessor(&SleepPolicy::m_idleTime),
                          MakeTimeChecker(MicroSeconds(1)))
            .AddAttribute("MinimumAwake",
                          "A link that has woken does not sleep again for so long",
                          TimeValue(MicroSeconds(400)),
                          MakeTimeAccessor(&SleepPolicy::m_minimumAwake),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AlarmTime",
                          "No link of a server sleeps for so long after its path to the root of "
                          "the tree was lost",
                          TimeValue(MilliSeconds(5)),
                          MakeTimeAccessor(&SleepPolicy::m_alarmTime),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("SleepUtilization",
                          "A link counts as idle if it was busy for no more than this share",
                          DoubleValue(0.1),
                          MakeDoubleAccessor(&SleepPolicy::m_sleepUsage),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("WakeUtilization",
                          "A packet that waits wakes another link of its next hops if those awake "
                          "were busy for this share",
                          DoubleValue(0.8),
                          MakeDoubleAccessor(&SleepPolicy::m_wakeUsage),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("WakeQueue",
                          "Another link is woken if so many packets wait for each of the next hops "
                          "that are awake",
                          UintegerValue(4),
                          MakeUintegerAccessor(&SleepPolicy::m_wakeQueue),
                          MakeUintegerChecker<uint32_t>(1));
    return tid;
}

} // namespace ns3::camcube
