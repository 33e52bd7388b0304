/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "dcell-zone.h"

namespace ns3::camcube
{

DcellZone::DcellZone(const Dcell& dcell, uint32_t level, uint32_t server)
    : m_dcell(dcell),
      m_level(level),
      m_server(server),
      m_first(server - server % dcell.GetCellSize(level)),
      m_size(dcell.GetCellSize(level))
{
}

void
DcellZone::Update(const LinkStateTable& table)
{
    m_hops.clear();
    if (table.IsIntact())
    {
        return;
    }
    m_hops.resize(m_size);
    m_hops[m_server - m_first] = Dcell::Hop{m_server, 0};
    std::vector<uint32_t> todo{m_server};
    const auto reach = [&](uint32_t at, uint32_t to, uint32_t port) {
        auto& hop = m_hops[to - m_first];
        if (!hop)
        {
            hop = at == m_server ? Dcell::Hop{to, port} : *m_hops[at - m_first];
            todo.push_back(to);
        }
    };
    const auto isUp = [&](uint32_t a, uint32_t aPort, uint32_t b, uint32_t bPort) {
        return !table.IsDown(a, aPort) && !table.IsDown(b, bPort);
    };
    for (std::size_t i = 0; i < todo.size(); ++i)
    {
        const uint32_t at = todo[i];
        const uint32_t place = at % m_dcell.GetN();
        const uint32_t crossbar = m_dcell.GetSwitch(at);
        if (isUp(at, 0, crossbar, place))
        {
            for (uint32_t other = 0; other < m_dcell.GetN(); ++other)
            {
                const uint32_t to = at - place + other;
                if (to != at && isUp(to, 0, crossbar, other))
                {
                    reach(at, to, 0);
                }
            }
        }
        for (uint32_t level = 1; level <= m_level; ++level)
        {
            const uint32_t to = m_dcell.GetPeer(at, level);
            if (isUp(at, level, to, level))
            {
                reach(at, to, level);
            }
        }
    }
}

std::vector<DcellZone::Exit>
DcellZone::GetExits(uint32_t level, const LinkStateTable& table) const
{
    std::vector<Exit> exits;
    for (uint32_t server = m_first; server < m_first + m_size; ++server)
    {
        if (CanReach(server) && !table.IsDown(server, level))
        {
            exits.push_back({server, level});
        }
    }
    return exits;
}

} // namespace ns3::camcube
