/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "root-survey.h"

#include "ns3/failure-injector.h"
#include "ns3/key-routing.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/torus.h"

#include <algorithm>

namespace ns3::camcube
{

RootSurvey::RootSurvey(const Torus& torus,
                       const NodeContainer& servers,
                       const FailureInjector& failures,
                       const std::vector<Key>& keys,
                       const std::function<void(uint32_t server)>& tell)
    : m_torus(torus),
      m_keys(keys),
      m_parts(torus, servers, failures),
      m_timeUs(Simulator::Now().GetNanoSeconds() / 1e3),
      m_roots(servers.GetN())
{
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        tell(server);
        if (failures.IsFailed(servers.Get(server)))
        {
            continue;
        }
        const auto routing = ServiceHelper<KeyRouting>::Get(servers.Get(server));
        m_roots[server].reserve(keys.size());
        for (const Key& key : keys)
        {
            m_roots[server].push_back(torus.GetServer(routing->GetRoot(key)));
        }
    }
}

uint32_t
RootSurvey::GetNLive() const
{
    return m_parts.CountServers();
}

uint64_t
RootSurvey::CountDifferent() const
{
    uint64_t different = 0;
    for (const auto& part : m_parts.Get())
    {
        for (uint32_t server : part)
        {
            for (std::size_t i = 0; i < m_keys.size(); ++i)
            {
                different += m_roots[server][i] != m_roots[part.front()][i];
            }
        }
    }
    return different;
}

RootSurvey::Spread
RootSurvey::GetSpread() const
{
    const auto largest =
        std::max_element(m_parts.Get().begin(),
                         m_parts.Get().end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); });
    Spread spread;
    if (largest == m_parts.Get().end())
    {
        return spread; // all have failed
    }
    spread.servers = largest->size();
    uint64_t sum = 0;
    std::vector<uint32_t> counts(m_roots.size(), 0);
    for (std::size_t i = 0; i < m_keys.size(); ++i)
    {
        const uint32_t root = m_roots[largest->front()][i];
        const uint32_t hops =
            m_torus.GetDistance(m_keys[i].GetPlace(m_torus), m_torus.GetCoordinate(root));
        spread.most = std::max(spread.most, ++counts[root]);
        spread.atPlace += hops == 0;
        sum += hops;
    }
    spread.meanHops = static_cast<double>(sum) / m_keys.size();
    return spread;
}

void
RootSurvey::Write(std::ostream& os) const
{
    os << "time_us,server,key_x,key_y,key_z,key_hash,root\n";
    const std::string time = FormatNumber(m_timeUs);
    for (uint32_t server = 0; server < m_roots.size(); ++server)
    {
        for (std::size_t i = 0; i < m_roots[server].size(); ++i)
        {
            const TorusCoordinate place = m_keys[i].GetPlace(m_torus);
            os << time << ',' << server << ',' << unsigned{place.x} << ',' << unsigned{place.y}
               << ',' << unsigned{place.z} << ',' << m_keys[i].GetRest() << ','
               << m_roots[server][i] << '\n';
        }
    }
}

} // namespace ns3::camcube
