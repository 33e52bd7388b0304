/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "progress.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cstdio>

namespace ns3::camcube
{

Progress::Progress(StatusLine& line, const std::string& what, Time total)
    : m_line(line),
      m_what(what),
      m_begin(Simulator::Now()),
      m_total(total),
      m_step(std::max(TimeStep(total.GetTimeStep() / 1000), TimeStep(1))),
      m_next(Simulator::Schedule(m_step, &Progress::Look, this))
{
}

Progress::~Progress()
{
    m_next.Cancel();
    m_line.Clear();
}

void
Progress::Look()
{
    const Time done = Simulator::Now() - m_begin;
    if (m_line.IsDue())
    {
        const double share = done.GetDouble() / m_total.GetDouble();
        const double wall = m_clock.GetSeconds();
        char text[160];
        std::snprintf(text,
                      sizeof(text),
                      "%3.0f%%, %.3f of %.3f ms simulated in %.0f s, about %.0f s to go",
                      100 * share,
                      done.ToDouble(Time::MS),
                      m_total.ToDouble(Time::MS),
                      wall,
                      wall / share - wall);
        m_line.Show(m_what, share, text);
    }
    if (done + m_step <= m_total)
    {
        m_next = Simulator::Schedule(m_step, &Progress::Look, this);
    }
}

} // namespace ns3::camcube
