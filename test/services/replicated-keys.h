/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REPLICATED_KEYS_H
#define REPLICATED_KEYS_H

#include "nearest-servers.h"

#include "ns3/request-client.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

/** Keeps pairs on the servers nearest to their keys. Source: Costa et al., WREN 2009, section 4. */
class ReplicatedKeys : public Service
{
  public:
    static constexpr std::size_t N_REPLICAS = 3;

    /** A pair, and a request or reply that carries it. */
    struct Pair
    {
        uint32_t key{0};
        int64_t version{0}; //!< when it was put; 0 for none
        uint64_t value{0};
        static constexpr auto FIELDS = HeaderFields(&Pair::key, &Pair::version, &Pair::value);
    };

    /** Told of the newest pair, version 0 if there is none, and whether all replicas answered. */
    using Receiver = std::function<void(const Pair& newest, bool isKept)>;

    ReplicatedKeys()
        : Service(4715)
    {
    }

    void Placed() override
    {
        m_routing = GetRuntime().Require<MultiHopRouting>();
        m_client.emplace(m_routing, this, 4715);
        m_client->Serve([this](Ptr<const Packet> request, const TorusCoordinate&) {
            const Pair pair = ReadPacket<Pair>(*request).value_or(Pair());
            Pair& kept = m_pairs[pair.key];
            kept = pair.version >= kept.version ? pair : kept;
            return MakePacket(kept);
        });
        m_routesChanged = m_routing->OnRoutesChanged(this, [this] {
            m_handOver.Cancel(); // once they are quiet, as all servers then see the same replicas
            m_handOver = Simulator::Schedule(MilliSeconds(5), &ReplicatedKeys::HandOver, this);
        });
    }

    void Put(uint32_t key, uint64_t value, const Receiver& done)
    {
        Exchange({key, Simulator::Now().GetTimeStep() << 16 | GetNode()->GetId(), value}, done);
    }

    void Get(uint32_t key, const Receiver& done)
    {
        Exchange({key}, done);
    }

    std::map<uint32_t, Pair> m_pairs; //!< kept here

  private:
    void Withdrawing() override
    {
        m_handOver.Cancel();
    }

    /** Offers a pair to all replicas, each of which answers with the newest that it has seen. */
    void Exchange(const Pair& pair, const Receiver& done)
    {
        const auto replicas = NearestServers(*m_routing, pair.key, N_REPLICAS);
        auto newest = std::make_shared<Pair>(pair);
        auto count = std::make_shared<std::pair<std::size_t, std::size_t>>(); // ended, answered
        for (const TorusCoordinate& replica : replicas)
        {
            m_client->Request(replica, MakePacket(pair), [=](auto reply) {
                const Pair kept = reply ? ReadPacket<Pair>(**reply).value_or(pair) : pair;
                *newest = kept.version > newest->version ? kept : *newest;
                count->second += reply.has_value();
                if (++count->first == replicas.size())
                {
                    done(*newest, count->first == count->second);
                }
            });
        }
    }

    /** Gives the replicas of now what is kept here, and forgets it if this is none of them. */
    void HandOver()
    {
        for (const auto& [key, pair] : m_pairs)
        {
            Exchange(pair, [this](const Pair& newest, bool isKept) {
                const auto now = NearestServers(*m_routing, newest.key, N_REPLICAS);
                const TorusCoordinate& here = GetRuntime().GetCoordinate();
                if (isKept && m_handOver.IsExpired() && !std::count(now.begin(), now.end(), here) &&
                    m_pairs[newest.key].version <= newest.version)
                {
                    m_pairs.erase(newest.key);
                }
            });
        }
    }

    Ptr<MultiHopRouting> m_routing;
    std::optional<RequestClient> m_client;
    Registration m_routesChanged;
    EventId m_handOver; //!< when routes have been quiet
};

} // namespace ns3::camcube

#endif /* REPLICATED_KEYS_H */
