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
        if (m_answered.count(server) == 0 && m_ticks.try_emplace(server, 0).second)
        {
            m_send(server);
        }
    }
}

void
NamingGreetings::Answered(uint32_t server)
{
    if (m_ticks.erase(server) > 0)
    {
        m_answered.insert(server);
    }
}

void
NamingGreetings::Tick(const std::function<bool(uint32_t)>& isReachable)
{
    constexpr uint32_t LAST = 1 << 10;
    for (auto greeted = m_ticks.begin(); greeted != m_ticks.end();)
    {
        // At ticks 2, 4, 8 and so on: at the first one, it has just been greeted perhaps.
        const uint32_t tick = ++greeted->second;
        if (tick > 1 && (tick & (tick - 1)) == 0)
        {
            m_send(greeted->first);
        }
        const bool isVain = tick == LAST || !isReachable(greeted->first);
        greeted = isVain ? m_ticks.erase(greeted) : std::next(greeted);
    }
}

} // namespace ns3::camcube
