/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "status-line.h"

#include <cstdio>
#include <unistd.h>
#include <utility>

namespace ns3::camcube
{

StatusLine::StatusLine(const std::string& program, bool enabled)
    : m_program(program),
      m_enabled(enabled),
      m_terminal(isatty(STDERR_FILENO) == 1),
      m_nextShow(m_terminal ? 1 : 5)
{
}

StatusLine::StatusLine(Listener listener)
    : m_enabled(true),
      m_terminal(false),
      m_listener(std::move(listener))
{
}

StatusLine::~StatusLine()
{
    Clear();
}

bool
StatusLine::IsDue() const
{
    return m_enabled && (m_listener || m_clock.GetSeconds() >= m_nextShow);
}

void
StatusLine::Show(const std::string& text)
{
    if (!IsDue())
    {
        return;
    }
    if (m_listener)
    {
        m_listener(text, std::nullopt);
        return;
    }
    m_nextShow = m_clock.GetSeconds() + (m_terminal ? 0.2 : 5);
    // Back to the first column; the code after the text erases the rest of an older, longer line.
    std::fprintf(stderr,
                 m_terminal ? "\r%s: %s\033[K" : "%s: %s\n",
                 m_program.c_str(),
                 text.c_str());
    std::fflush(stderr);
    m_visible = m_terminal;
}

void
StatusLine::Show(const std::string& what, double done, const std::string& details)
{
    if (m_listener)
    {
        m_listener(what, done);
        return;
    }
    Show(what + ": " + details);
}

void
StatusLine::ShowSetup(const std::string& step, uint32_t done, uint32_t all)
{
    if (IsDue())
    {
        Show("set-up, " + step + ": " + std::to_string(done) + " of " + std::to_string(all) +
             " servers");
    }
}

void
StatusLine::Clear()
{
    if (m_visible)
    {
        std::fputs("\r\033[K", stderr);
        m_visible = false;
    }
}

} // namespace ns3::camcube
