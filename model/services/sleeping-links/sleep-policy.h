/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLEEP_POLICY_H
#define SLEEP_POLICY_H

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * When a link may sleep, and when one must wake: thresholds and times, without state, so that all
 * servers may share one.
 */
class SleepPolicy : public Object
{
  public:
    static TypeId GetTypeId();

    /** \return over how long use is measured, and how often links are looked at */
    Time GetIdleTime() const
    {
        return m_idleTime;
    }

    /** \return for how long no link sleeps after the path to the root was lost */
    Time GetAlarmTime() const
    {
        return m_alarmTime;
    }

    /**
     * \param use the share of the last time that the link was busy, if known
     * \param awakeFor since when it is awake
     * \return whether it may sleep
     */
    bool IsIdle(std::optional<double> use, Time awakeFor) const
    {
        return use && *use <= m_sleepUsage && awakeFor >= m_minimumAwake;
    }

    /** \return whether a link of such use is so busy that another should wake */
    bool IsBusy(std::optional<double> use) const
    {
        return use && *use >= m_wakeUsage;
    }

    /** \return whether so many packets wait for so many links that another should wake */
    bool IsQueueLong(uint32_t packets, uint32_t links) const
    {
        return packets >= m_wakeQueue * links;
    }

  private:
    Time m_idleTime;      //!< attribute IdleTime
    Time m_minimumAwake;  //!< attribute MinimumAwake
    Time m_alarmTime;     //!< attribute AlarmTime
    double m_sleepUsage;  //!< attribute SleepUtilization
    double m_wakeUsage;   //!< attribute WakeUtilization
    uint32_t m_wakeQueue; //!< attribute WakeQueue
};

} // namespace ns3::camcube

#endif /* SLEEP_POLICY_H */
