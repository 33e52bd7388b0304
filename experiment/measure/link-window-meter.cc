/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-window-meter.h"

#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

LinkWindowMeter::LinkWindowMeter(Sampler sampler, Time from, std::optional<Time> to)
    : m_sampler(std::move(sampler)),
      m_from(from)
{
    if (from < Simulator::Now())
    {
        throw std::invalid_argument("links cannot be measured from " + FormatTime(from) +
                                    " on, for it is " + FormatTime(Simulator::Now()) +
                                    " already; give a window that has not begun");
    }
    if (to && *to <= from)
    {
        throw std::invalid_argument("links cannot be measured from " + FormatTime(from) + " to " +
                                    FormatTime(*to) + "; give a window that is not empty");
    }
    if (from == Simulator::Now())
    {
        Begin();
    }
    else
    {
        Simulator::Schedule(from - Simulator::Now(), &LinkWindowMeter::Begin, this);
    }
    if (to)
    {
        Simulator::Schedule(*to - Simulator::Now(), &LinkWindowMeter::Close, this);
    }
}

void
LinkWindowMeter::Begin()
{
    m_before = m_sampler();
    m_hasBegun = true;
}

void
LinkWindowMeter::Close()
{
    if (!m_to)
    {
        m_within = GetLoads();
        m_to = Simulator::Now();
    }
}

std::vector<LinkSample>
LinkWindowMeter::GetLoads() const
{
    if (m_to)
    {
        return m_within;
    }
    std::vector<LinkSample> loads = m_sampler();
    for (std::size_t i = 0; i < loads.size(); ++i)
    {
        loads[i].bytes -= m_hasBegun ? m_before[i].bytes : loads[i].bytes;
        loads[i].packets -= m_hasBegun ? m_before[i].packets : loads[i].packets;
    }
    return loads;
}

Time
LinkWindowMeter::GetSpan() const
{
    return std::max(m_to.value_or(Simulator::Now()) - m_from, Time(0));
}

} // namespace ns3::camcube
