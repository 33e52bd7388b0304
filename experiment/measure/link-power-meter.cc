/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-power-meter.h"

#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <stdexcept>

namespace ns3::camcube
{

LinkPowerMeter::LinkPowerMeter(const SleepingLinksHelper::Links& links,
                               Time from,
                               std::optional<Time> to)
    : m_links(links),
      m_from(from)
{
    if ((to && from >= *to) || from < Simulator::Now())
    {
        throw std::invalid_argument("power cannot be measured from " + FormatTime(from) +
                                    (to ? " to " + FormatTime(*to) : " on") +
                                    "; give a window that is not empty and has not begun");
    }
    Simulator::Schedule(from - Simulator::Now(), &LinkPowerMeter::Begin, this);
    if (to)
    {
        Simulator::Schedule(*to - Simulator::Now(), &LinkPowerMeter::Close, this);
    }
}

void
LinkPowerMeter::Begin()
{
    m_energy -= SleepingLinksHelper::GetEnergy(m_links);
    m_hasBegun = true;
}

void
LinkPowerMeter::Close()
{
    if (!m_to)
    {
        m_energy = GetEnergy();
        m_to = Simulator::Now();
    }
}

LinkEnergy
LinkPowerMeter::GetEnergy() const
{
    LinkEnergy energy = m_energy;
    if (m_hasBegun && !m_to)
    {
        energy += SleepingLinksHelper::GetEnergy(m_links);
    }
    return energy;
}

double
LinkPowerMeter::GetWatts() const
{
    const Time window = m_to.value_or(Simulator::Now()) - m_from;
    return GetEnergy().GetTotal().joules / window.GetSeconds();
}

double
LinkPowerMeter::GetAsleepShare() const
{
    const LinkEnergy energy = GetEnergy();
    return energy.asleep.seconds / energy.GetTotal().seconds;
}

} // namespace ns3::camcube
