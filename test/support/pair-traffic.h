/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PAIR_TRAFFIC_H
#define PAIR_TRAFFIC_H

#include "graph-search.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/node-container.h"
#include "ns3/packet.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/** Single datagrams between servers with a stock stack, and what becomes of each. */
class PairTraffic
{
  public:
    static constexpr uint32_t TTL = 200; //!< of each datagram, so that a loop is far from a detour

    PairTraffic(const NodeContainer& servers, const std::vector<Ipv4Address>& addresses)
        : m_addresses(addresses)
    {
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            m_sockets.push_back(
                Socket::CreateSocket(servers.Get(i), UdpSocketFactory::GetTypeId()));
            m_sockets.back()->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
            m_sockets.back()->SetIpTtl(TTL);
            m_sockets.back()->SetIpRecvTtl(true);
            m_sockets.back()->SetRecvCallback(MakeCallback(&PairTraffic::Receive, this));
            m_number[m_sockets.back()] = i;
        }
    }

    /** Send one datagram. */
    void Send(uint32_t from, uint32_t to, Time at, uint32_t bytes = 100)
    {
        Simulator::Schedule(at - Simulator::Now(), [this, from, to, bytes] {
            const int sent = m_sockets[from]->SendTo(Create<Packet>(bytes),
                                                     0,
                                                     InetSocketAddress(m_addresses[to], PORT));
            m_refused += sent < 0;
        });
    }

    /** Send one from each of some servers to each other. \return when the last one leaves */
    Time SendAll(const std::vector<uint32_t>& servers, Time at, Time spacing = MicroSeconds(2))
    {
        // Round by round, so that no two of a round begin or end at the same server.
        for (std::size_t step = 1; step < servers.size(); ++step)
        {
            for (std::size_t i = 0; i < servers.size(); ++i)
            {
                Send(servers[i], servers[(i + step) % servers.size()], at);
                at += spacing;
            }
        }
        return at;
    }

    /** \return cables crossed by the datagrams of each pair that arrived, from and to */
    const std::map<std::pair<uint32_t, uint32_t>, uint32_t>& GetCables() const
    {
        return m_cables;
    }

    /** Forget what has arrived so far, but for the number. */
    void Clear()
    {
        m_cables.clear();
    }

    /** \return datagrams that arrived, repeated ones included */
    uint64_t GetNReceived() const
    {
        return m_received;
    }

    /** \return datagrams that a stack did not take, having no path */
    uint64_t GetNRefused() const
    {
        return m_refused;
    }

    /** \return datagrams that arrived a second time since Clear() */
    uint32_t GetNDuplicates() const
    {
        return m_duplicates;
    }

  private:
    static constexpr uint16_t PORT = 9;

    void Receive(Ptr<Socket> socket)
    {
        Address from;
        while (Ptr<Packet> packet = socket->RecvFrom(from))
        {
            SocketIpTtlTag tag;
            packet->RemovePacketTag(tag);
            const Ipv4Address source = InetSocketAddress::ConvertFrom(from).GetIpv4();
            const auto place = std::find(m_addresses.begin(), m_addresses.end(), source);
            const uint32_t number = place - m_addresses.begin();
            const bool isNew =
                m_cables.emplace(std::pair(number, m_number[socket]), TTL - tag.GetTtl() + 1)
                    .second;
            m_duplicates += !isNew;
            ++m_received;
        }
    }

    std::vector<Ipv4Address> m_addresses;
    std::vector<Ptr<Socket>> m_sockets;
    std::map<Ptr<Socket>, uint32_t> m_number;
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> m_cables;
    uint32_t m_duplicates{0};
    uint64_t m_received{0};
    uint64_t m_refused{0};
};

/** What of a topology is broken, both on paper and in its nodes. */
template <typename Topology>
class Breakage
{
  public:
    Breakage(const Topology& topology, const NodeContainer& nodes)
        : m_topology(topology),
          m_nodes(nodes)
    {
    }

    /** Take the interfaces at both ends of a cable down, or up again. */
    void SetCable(uint32_t node, uint32_t port, bool isUp)
    {
        const uint32_t other = m_topology.GetNeighbor(node, port);
        uint32_t back = 0;
        while (m_topology.GetNeighbor(other, back) != node)
        {
            ++back;
        }
        for (const auto& [n, p] : {std::pair(node, port), std::pair(other, back)})
        {
            isUp ? (void)m_broken.erase({n, p}) : (void)m_broken.emplace(n, p);
            const Ptr<Ipv4> ipv4 = m_nodes.Get(n)->template GetObject<Ipv4>();
            isUp ? ipv4->SetUp(p + 1) : ipv4->SetDown(p + 1);
        }
    }

    /** Break all cables of a node. */
    void BreakNode(uint32_t node)
    {
        m_dead.insert(node);
        for (uint32_t port = 0; port < m_topology.GetNPorts(node); ++port)
        {
            SetCable(node, port, false);
        }
    }

    /** Break a share of all cables, at random. */
    void BreakCables(double fraction, Ptr<UniformRandomVariable> random)
    {
        std::vector<std::pair<uint32_t, uint32_t>> cables;
        for (uint32_t node = 0; node < m_topology.GetNNodes(); ++node)
        {
            for (uint32_t port = 0; port < m_topology.GetNPorts(node); ++port)
            {
                if (node < m_topology.GetNeighbor(node, port))
                {
                    cables.emplace_back(node, port);
                }
            }
        }
        Shuffle(cables, random);
        for (std::size_t i = 0; i < fraction * cables.size(); ++i)
        {
            SetCable(cables[i].first, cables[i].second, false);
        }
    }

    /** Break a share of the nodes from one number to before another, at random. */
    void BreakNodes(double fraction,
                    uint32_t begin,
                    uint32_t end,
                    Ptr<UniformRandomVariable> random)
    {
        std::vector<uint32_t> nodes;
        for (uint32_t node = begin; node < end; ++node)
        {
            nodes.push_back(node);
        }
        Shuffle(nodes, random);
        for (std::size_t i = 0; i < fraction * nodes.size(); ++i)
        {
            BreakNode(nodes[i]);
        }
    }

    /** \return servers that are not broken */
    std::vector<uint32_t> GetLive(uint32_t servers) const
    {
        std::vector<uint32_t> live;
        for (uint32_t server = 0; server < servers; ++server)
        {
            if (m_dead.count(server) == 0)
            {
                live.push_back(server);
            }
        }
        return live;
    }

    /** \return distances over cables that work, from a search */
    std::vector<uint32_t> Search(uint32_t from) const
    {
        return SearchFrom(m_topology, from, [this](uint32_t node, uint32_t port) {
            return m_broken.count({node, port}) == 0;
        });
    }

  private:
    template <typename T>
    static void Shuffle(std::vector<T>& items, Ptr<UniformRandomVariable> random)
    {
        for (std::size_t i = 0; i + 1 < items.size(); ++i)
        {
            std::swap(items[i], items[random->GetInteger(i, items.size() - 1)]);
        }
    }

    const Topology& m_topology;
    NodeContainer m_nodes;
    std::set<std::pair<uint32_t, uint32_t>> m_broken; //!< node and port
    std::set<uint32_t> m_dead;                        //!< nodes
};

/** \return the numbers from 0 on */
inline std::vector<uint32_t>
AllOf(uint32_t count)
{
    std::vector<uint32_t> all(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        all[i] = i;
    }
    return all;
}

} // namespace ns3::camcube

#endif /* PAIR_TRAFFIC_H */
