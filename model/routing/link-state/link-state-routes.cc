/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "link-state-routes.h"

namespace ns3::camcube
{

LinkStateRoutes::LinkStateRoutes(const Torus& torus, const TorusCoordinate& here)
    : m_torus(torus),
      m_here(here),
      m_usable(torus.GetPorts()),
      m_database(torus.GetNServers())
{
}

void
LinkStateRoutes::SetReport(uint32_t server, LinkReport report)
{
    if (m_database.Get(server).GetDown() != report.GetDown())
    {
        m_found = {};
    }
    m_database.Set(server, report);
}

void
LinkStateRoutes::SetPorts(PortSet usable)
{
    m_usable = usable;
    m_found = {};
}

PortSet
LinkStateRoutes::GetNextHops(const TorusCoordinate& destination) const
{
    return IsIntact() ? m_torus.GetNextHops(m_here, destination) : PortSet(Find(destination).ports);
}

uint32_t
LinkStateRoutes::GetDistance(const TorusCoordinate& destination) const
{
    if (IsIntact())
    {
        return m_torus.GetDistance(m_here, destination);
    }
    const uint32_t hops = Find(destination).hops;
    return hops == NO_PATH ? UNREACHABLE : hops;
}

LinkStateRoutes::Paths
LinkStateRoutes::Find(const TorusCoordinate& destination) const
{
    if (m_found.empty())
    {
        Search();
    }
    return m_torus.Contains(destination) ? m_found[m_torus.GetServer(destination)]
                                         : Paths{NO_PATH, 0};
}

std::vector<PortSet>
LinkStateRoutes::GetLivePorts() const
{
    std::vector<PortSet> live(m_torus.GetNServers(), m_torus.GetPorts());
    const auto cut = [&](uint32_t server, PortSet down) {
        for (uint8_t port : down)
        {
            live[server].Remove(port);
            live[m_torus.GetNeighbor(server, port)].Remove(OppositePort(port));
        }
    };
    const uint32_t self = m_torus.GetServer(m_here);
    m_database.ForEach([&](uint32_t server, LinkReport report) {
        if (server != self)
        {
            cut(server, report.GetDown());
        }
    });
    cut(self, PortSet(m_torus.GetPorts().GetBits() & ~m_usable.GetBits()));
    return live;
}

void
LinkStateRoutes::Search() const
{
    const std::vector<PortSet> live = GetLivePorts();
    const uint32_t self = m_torus.GetServer(m_here);
    m_found.assign(m_torus.GetNServers(), Paths{NO_PATH, 0});
    m_found[self].hops = 0;
    std::vector<uint32_t> queue{self};
    queue.reserve(m_torus.GetNServers());
    // Servers come out of the queue in the order of their distances, so all first links to one are
    // known when it is its turn.
    for (std::size_t i = 0; i < queue.size(); ++i)
    {
        const uint32_t server = queue[i];
        const Paths paths = m_found[server];
        for (uint8_t port : live[server])
        {
            const uint32_t next = m_torus.GetNeighbor(server, port);
            Paths& found = m_found[next];
            if (found.hops == NO_PATH)
            {
                found.hops = paths.hops + 1;
                queue.push_back(next);
            }
            if (found.hops == paths.hops + 1)
            {
                found.ports |= server == self ? PortSet::Of(port).GetBits() : paths.ports;
            }
        }
    }
}

} // namespace ns3::camcube
