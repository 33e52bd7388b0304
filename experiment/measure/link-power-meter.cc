/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-power-meter.h"

#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

LinkPowerMeter::LinkPowerMeter(const SleepingLinksHelper::Links& links, Time from, Time to)
    : m_window(to - from)
{
    if (from >= to || from < Simulator::Now())
    {
        throw std::invalid_argument("power cannot be measured from " + FormatTime(from) + " to " +
                                    FormatTime(to) +
                                    "; give a window that is not empty and has not begun");
    }
    Simulator::Schedule(from - Simulator::Now(),
                        [this, links] { m_energy -= SleepingLinksHelper::GetEnergy(links); });
    Simulator::Schedule(to - Simulator::Now(),
                        [this, links] { m_energy += SleepingLinksHelper::GetEnergy(links); });
}

double
LinkPowerMeter::GetWatts() const
{
    return m_energy.GetTotal().joules / m_window.GetSeconds();
}

double
LinkPowerMeter::GetAsleepShare() const
{
    return m_energy.asleep.seconds / m_energy.GetTotal().seconds;
}

} // namespace ns3::camcube
