/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_CUBE_H
#define LIVE_CUBE_H

#include "ns3/camcube-channel.h"
#include "ns3/distance-vector-helper.h"
#include "ns3/distance-vector.h"
#include "ns3/failure-injector.h"
#include "ns3/link-state-helper.h"
#include "ns3/link-state.h"
#include "ns3/node.h"
#include "ns3/sent-frames.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace ns3::camcube
{

/** The protocol that a helper installs. */
template <typename Helper>
struct ProtocolOf;

template <>
struct ProtocolOf<DistanceVectorHelper>
{
    using Type = DistanceVector;
};

template <>
struct ProtocolOf<LinkStateHelper>
{
    using Type = LinkState;
};

/**
 * A cube with routing that a helper installs, and what an observer who sees all cables at once can
 * say about it: distances by breadth-first search, mismatches, loops, and the yardstick for
 * messages.
 */
template <typename Helper>
class LiveCubeOf
{
  public:
    using Protocol = typename ProtocolOf<Helper>::Type;

    static constexpr uint16_t NO_PATH = UINT16_MAX;

    /**
     * Of a simulation without other nodes: a server's number is that of its node.
     * \param install installs more on the servers, before anything runs
     */
    LiveCubeOf(uint32_t kx,
               uint32_t ky,
               uint32_t kz,
               const Helper& helper = Helper(),
               const std::function<void(const NodeContainer&)>& install = nullptr)
        : m_torus(kx, ky, kz),
          m_servers(m_torus.Create())
    {
        Helper(helper).Install(m_servers);
        if (install)
        {
            install(m_servers);
        }
        for (uint32_t i = 0; i < m_servers.GetN(); ++i)
        {
            m_routers.push_back(DynamicCast<Protocol>(Helper::Get(m_servers.Get(i))));
            m_coordinates.push_back(GetTorus().GetCoordinate(i));
            for (uint8_t port : GetTorus().GetPorts())
            {
                m_neighbors.resize(m_servers.GetN());
                m_cables.resize(m_servers.GetN());
                m_neighbors[i][port] = GetTorus().GetNeighbor(i, port);
                m_cables[i][port] = PeekPointer(TorusHelper::GetLink(m_servers.Get(i), port));
            }
        }
        m_neighbors.resize(m_servers.GetN());
        m_cables.resize(m_servers.GetN());
        Simulator::Run(); // everything initialises itself
    }

    const Torus& GetTorus() const
    {
        return m_torus.GetTorus();
    }

    const std::vector<Ptr<CamCubeChannel>>& Links() const
    {
        return m_torus.Links();
    }

    const NodeContainer& Servers() const
    {
        return m_servers;
    }

    uint32_t Size() const
    {
        return m_servers.GetN();
    }

    const Protocol& Router(uint32_t server) const
    {
        return *m_routers[server];
    }

    const std::vector<Ptr<Protocol>>& Routers() const
    {
        return m_routers;
    }

    /** \return the most bytes of routing state that any server has */
    std::size_t GetMostStateBytes() const
    {
        std::size_t most = 0;
        for (const auto& router : m_routers)
        {
            most = std::max(most, router->GetStateBytes());
        }
        return most;
    }

    /** \return the ports of a server whose cables carry */
    PortSet LivePorts(uint32_t server) const
    {
        PortSet live;
        for (uint8_t port : GetTorus().GetPorts())
        {
            if (m_cables[server][port]->IsUp())
            {
                live.Insert(port);
            }
        }
        return live;
    }

    /** \return the frames that all servers have sent until now */
    uint64_t CountFrames() const
    {
        return CountSentFrames(m_servers);
    }

    uint32_t CountLiveServers() const
    {
        uint32_t live = 0;
        for (uint32_t i = 0; i < Size(); ++i)
        {
            live += !LivePorts(i).IsEmpty();
        }
        return live;
    }

    /** \return distances of all servers to one, by breadth-first search on the live graph */
    std::vector<uint16_t> Search(uint32_t to) const
    {
        std::vector<uint16_t> distance(Size(), NO_PATH);
        std::vector<uint32_t> queue{to};
        distance[to] = 0;
        for (std::size_t i = 0; i < queue.size(); ++i)
        {
            for (uint8_t port : LivePorts(queue[i]))
            {
                const uint32_t next = m_neighbors[queue[i]][port];
                if (distance[next] == NO_PATH)
                {
                    distance[next] = distance[queue[i]] + 1;
                    queue.push_back(next);
                }
            }
        }
        return distance;
    }

    /** \return servers by the first one of their part of the cube; those that failed are alone */
    std::vector<uint32_t> FindParts() const
    {
        std::vector<uint32_t> parts(Size(), Size());
        for (uint32_t server = 0; server < Size(); ++server)
        {
            if (parts[server] == Size())
            {
                const auto distance = Search(server);
                for (uint32_t other = 0; other < Size(); ++other)
                {
                    parts[other] = distance[other] != NO_PATH ? server : parts[other];
                }
            }
        }
        return parts;
    }

    /** \return servers whose distance or next hops to one destination are not exact */
    uint64_t CountMismatches(uint32_t to) const
    {
        const std::vector<uint16_t> distance = Search(to);
        const TorusCoordinate& there = m_coordinates[to];
        uint64_t wrong = 0;
        for (uint32_t from = 0; from < Size(); ++from)
        {
            PortSet nearer;
            for (uint8_t port : LivePorts(from))
            {
                const uint16_t next = distance[m_neighbors[from][port]];
                if (next != NO_PATH && next + 1 == distance[from])
                {
                    nearer.Insert(port);
                }
            }
            const NextHopTable& table = m_routers[from]->GetTable();
            const uint32_t expected =
                distance[from] == NO_PATH ? NextHopTable::UNREACHABLE : distance[from];
            wrong += table.GetDistance(there) != expected || table.GetNextHops(there) != nearer;
        }
        return wrong;
    }

    uint64_t CountMismatches() const
    {
        uint64_t wrong = 0;
        for (uint32_t to = 0; to < Size(); ++to)
        {
            wrong += CountMismatches(to);
        }
        return wrong;
    }

    /** \return destinations toward which packets could go in a circle, next hops as they are now */
    uint32_t CountLoops() const
    {
        uint32_t loops = 0;
        for (uint32_t to = 0; to < Size(); ++to)
        {
            loops += HasLoop(to);
        }
        return loops;
    }

    uint64_t CountMessages() const
    {
        uint64_t sum = 0;
        for (const auto& router : m_routers)
        {
            sum += router->GetCounters().messages;
        }
        return sum;
    }

    /** Two searches from the ends of a cable, taken before it fails. */
    struct Ends
    {
        uint32_t a;
        uint32_t b;
        std::vector<uint16_t> fromA;
        std::vector<uint16_t> fromB;
    };

    Ends SearchEnds(const Ptr<CamCubeChannel>& cable) const
    {
        const uint32_t a = ServerAt(cable, 0);
        const uint32_t b = ServerAt(cable, 1);
        return {a, b, Search(a), Search(b)};
    }

    /**
     * The yardstick for the messages that the loss of one cable needs: every server whose distance
     * to anything changes tells all its neighbours. A server's distances change if and only if its
     * distance to an end of the cable does.
     * \return the sum, over those servers, of their live links
     */
    uint64_t GetYardstick(const Ends& before) const
    {
        const Ends now{before.a, before.b, Search(before.a), Search(before.b)};
        uint64_t links = 0;
        for (uint32_t from = 0; from < Size(); ++from)
        {
            const bool changed =
                now.fromA[from] != before.fromA[from] || now.fromB[from] != before.fromB[from];
            links += changed ? LivePorts(from).GetSize() : 0;
        }
        return links;
    }

  private:
    static uint32_t ServerAt(const Ptr<CamCubeChannel>& cable, uint32_t end)
    {
        return cable->GetDevice(end)->GetNode()->GetId();
    }

    bool HasLoop(uint32_t to) const
    {
        // Take away servers that nobody forwards to, again and again: a circle is what remains.
        std::vector<uint8_t> incoming(Size(), 0);
        std::vector<uint8_t> hops(Size(), 0);
        for (uint32_t from = 0; from < Size(); ++from)
        {
            const PortSet next = m_routers[from]->GetTable().GetNextHops(m_coordinates[to]);
            hops[from] = static_cast<uint8_t>(next.GetBits());
            for (uint8_t port : next)
            {
                ++incoming[m_neighbors[from][port]];
            }
        }
        std::vector<uint32_t> queue;
        for (uint32_t from = 0; from < Size(); ++from)
        {
            if (incoming[from] == 0)
            {
                queue.push_back(from);
            }
        }
        for (std::size_t i = 0; i < queue.size(); ++i)
        {
            for (uint8_t port : PortSet(hops[queue[i]]))
            {
                if (--incoming[m_neighbors[queue[i]][port]] == 0)
                {
                    queue.push_back(m_neighbors[queue[i]][port]);
                }
            }
        }
        return queue.size() != Size();
    }

    TorusHelper m_torus;
    NodeContainer m_servers;
    std::vector<Ptr<Protocol>> m_routers;
    std::vector<TorusCoordinate> m_coordinates;
    std::vector<std::array<uint32_t, N_TORUS_PORTS>> m_neighbors;
    std::vector<std::array<CamCubeChannel*, N_TORUS_PORTS>> m_cables;
};

/** A cube with distance-vector routing. */
using LiveCube = LiveCubeOf<DistanceVectorHelper>;

} // namespace ns3::camcube

#endif /* LIVE_CUBE_H */
