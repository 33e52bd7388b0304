/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ADAPTIVE_ROUTING_ORACLE_H
#define ADAPTIVE_ROUTING_ORACLE_H

#include "cube-fixture.h"

#include "ns3/adaptive-routing.h"

#include <algorithm>
#include <deque>
#include <map>

namespace ns3::camcube
{

inline constexpr uint32_t STEP = 4;
inline constexpr uint32_t DETOUR = 6;
inline constexpr uint32_t EXTRA_HOPS = 4;
inline const Time LIFETIME = MicroSeconds(200); // short, so that much of what was told expires

/** Finds the links that packets should leave by: from bytes on cables, queues and a search. */
class AdaptiveRoutingOracle
{
  public:
    AdaptiveRoutingOracle(const Torus& torus, const NodeContainer& servers)
        : m_torus(torus),
          m_told(servers.GetN())
    {
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            SearchFrom(i);
            Ptr<MultiHopRouting> routing = MultiHopRoutingHelper::Get(servers.Get(i));
            m_routing.push_back(routing);
            for (uint8_t port : torus.GetPorts())
            {
                TorusHelper::GetPort(servers.Get(i), port)
                    ->TraceConnectWithoutContext(
                        "MacRx",
                        MakeBoundCallback(&AdaptiveRoutingOracle::Arrives, this, i, port));
            }
            m_kept.push_back(routing->AddInterceptor(
                nullptr,
                TEST_ENDPOINT,
                INT32_MIN,
                [this, i](FramePtr& frame, const RoutingHeader& header, uint8_t in) {
                    m_expected[{i, frame->GetPayload()->GetUid()}] = Expect(i, header, in);
                    return MultiHopRouting::Verdict::FORWARD;
                }));
            routing->TraceConnectWithoutContext(
                "Forwarded",
                MakeBoundCallback(&AdaptiveRoutingOracle::Leaves, this, i));
        }
    }

    uint64_t GetChecked() const
    {
        return m_checked;
    }

    uint64_t GetDetours() const
    {
        return m_detours;
    }

    uint64_t GetWrong() const
    {
        return m_wrong;
    }

  private:
    struct Told
    {
        Time at;
        std::array<uint8_t, N_TORUS_PORTS> counts{};
    };

    void SearchFrom(uint32_t server)
    {
        std::vector<uint32_t> distance(m_torus.GetNServers(), UINT32_MAX);
        std::deque<uint32_t> open{server};
        distance[server] = 0;
        for (; !open.empty(); open.pop_front())
        {
            for (uint8_t port : m_torus.GetPorts())
            {
                const uint32_t next = m_torus.GetNeighbor(open.front(), port);
                if (distance[next] == UINT32_MAX)
                {
                    distance[next] = distance[open.front()] + 1;
                    open.push_back(next);
                }
            }
        }
        m_distance.push_back(std::move(distance));
    }

    static void Arrives(AdaptiveRoutingOracle* self,
                        uint32_t server,
                        uint8_t port,
                        Ptr<const Packet> packet)
    {
        std::array<uint8_t, 14 + 2 + N_TORUS_PORTS> bytes{};
        packet->CopyData(bytes.data(), bytes.size());
        if ((bytes[14] << 8 | bytes[15]) == AdaptiveRouting::SERVICE_ID)
        {
            Told& told = self->m_told[server][port];
            told.at = Simulator::Now();
            std::copy(bytes.begin() + 16, bytes.end(), told.counts.begin());
        }
    }

    static void Leaves(AdaptiveRoutingOracle* self,
                       uint32_t server,
                       Ptr<const Packet> packet,
                       const RoutingHeader& header,
                       uint8_t port)
    {
        const auto expected = self->m_expected.find({server, packet->GetUid()});
        ++self->m_checked;
        self->m_wrong += expected == self->m_expected.end() || !expected->second.Contains(port);
        const uint32_t to = self->m_torus.GetServer(header.destination);
        self->m_detours += self->m_distance[to][self->m_torus.GetNeighbor(server, port)] >=
                           self->m_distance[to][server];
    }

    uint32_t Wait(uint32_t server, uint8_t port, uint32_t to) const
    {
        const uint32_t next = m_torus.GetNeighbor(server, port);
        const auto told = m_told[server].find(port);
        uint32_t ahead = 0;
        if (next != to && told != m_told[server].end() &&
            Simulator::Now() - told->second.at < LIFETIME)
        {
            ahead = UINT32_MAX;
            for (uint8_t after : m_torus.GetPorts())
            {
                if (m_distance[to][m_torus.GetNeighbor(next, after)] < m_distance[to][next])
                {
                    ahead = std::min<uint32_t>(ahead, told->second.counts[after]);
                }
            }
        }
        return m_routing[server]->GetQueuedFrames(port) + ahead;
    }

    PortSet Expect(uint32_t server, const RoutingHeader& header, uint8_t in) const
    {
        const uint32_t to = m_torus.GetServer(header.destination);
        std::map<uint8_t, uint32_t> nearer;
        std::map<uint8_t, uint32_t> others;
        for (uint8_t port : m_torus.GetPorts())
        {
            const uint32_t next = m_torus.GetNeighbor(server, port);
            const bool isNearer = m_distance[to][next] < m_distance[to][server];
            (isNearer ? nearer : others)[port] = Wait(server, port, to);
        }
        others.erase(in);
        if (nearer.size() > 1)
        {
            nearer.erase(in);
        }
        const auto least = [](const auto& waits) {
            uint32_t found = UINT32_MAX;
            for (const auto& [port, wait] : waits)
            {
                found = std::min(found, wait);
            }
            return found;
        };
        const uint32_t source = m_torus.GetServer(header.source);
        const bool mayDetour =
            header.hops + m_distance[to][server] + 2 <= m_distance[to][source] + EXTRA_HOPS;
        const bool isDetour =
            mayDetour && !others.empty() && least(others) + DETOUR < least(nearer);
        PortSet expected;
        for (const auto& [port, wait] : isDetour ? others : nearer)
        {
            if (wait <= (isDetour ? least(others) : least(nearer) + STEP / 2))
            {
                expected.Insert(port);
            }
        }
        return expected;
    }

    const Torus& m_torus;
    std::vector<Ptr<MultiHopRouting>> m_routing;
    std::vector<std::vector<uint32_t>> m_distance;               //!< by a search, from and to
    std::vector<std::map<uint8_t, Told>> m_told;                 //!< by server and port
    std::map<std::pair<uint32_t, uint64_t>, PortSet> m_expected; //!< by server and packet
    std::vector<Registration> m_kept;
    uint64_t m_checked{0};
    uint64_t m_detours{0};
    uint64_t m_wrong{0};
};

} // namespace ns3::camcube

#endif /* ADAPTIVE_ROUTING_ORACLE_H */
