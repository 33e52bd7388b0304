/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-greetings.h"

#include <iterator>

namespace ns3::camcube
{

void
NamingGreetings::Greet(const std::vector<uint32_t>& servers)
{
    for (uint32_t server : servers)
    {
        if (m_answered.count(server) == 0 && m_backoffs.try_emplace(server).second)
        {
            m_send(server);
        }
    }
}

void
NamingGreetings::Answered(uint32_t server)
{
    if (m_backoffs.erase(server) > 0)
    {
        m_answered.insert(server);
    }
}

void
NamingGreetings::Tick(const std::function<bool(uint32_t)>& isReachable)
{
    for (auto greeted = m_backoffs.begin(); greeted != m_backoffs.end();)
    {
        if (greeted->second.Tick(LAST))
        {
            m_send(greeted->first);
        }
        const bool isVain = greeted->second.GetTicks() == LAST || !isReachable(greeted->first);
        greeted = isVain ? m_backoffs.erase(greeted) : std::next(greeted);
    }
}

} // namespace ns3::camcube
