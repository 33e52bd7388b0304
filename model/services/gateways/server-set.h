/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SERVER_SET_H
#define SERVER_SET_H

#include "ns3/fast-random.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The servers that serve a virtual address, or have done so, and which of them is whose. Each
 * connection has all of them in an order of its own, by a hash of both (rendezvous hashing): the
 * first one that may be chosen is. When a server leaves, its connections go to their next; when one
 * joins, it gets those for which it comes first, and no other changes its server.
 */
class ServerSet
{
  public:
    /** The place of a server in the order of a connection: the higher it is, the earlier. */
    using Rank = uint64_t;

    static constexpr Rank FIRST = UINT64_MAX; //!< before all

    /** A server, and its place. */
    struct Choice
    {
        uint32_t server{0};
        Rank rank{0};
    };

    /** Says that a server serves, or has stopped to. */
    void Set(uint32_t server, bool serves)
    {
        m_serves[server] = serves;
    }

    /** \return whether a server serves */
    bool Serves(uint32_t server) const
    {
        const auto found = m_serves.find(server);
        return found != m_serves.end() && found->second;
    }

    /**
     * \param hash of the connection
     * \param after those before this place, and at it, have been tried
     * \param mayBe asked whether a server, which serves now or has, may be chosen
     * \return the next server in the connection's order that may; nothing if there is none
     */
    template <typename F>
    std::optional<Choice> Choose(uint64_t hash, Rank after, F mayBe) const
    {
        std::optional<Choice> best;
        for (const auto& [server, serves] : m_serves)
        {
            const Rank rank = FastRandom::Mix(hash ^ FastRandom::Mix(server + 1));
            if (rank < after && (!best || rank > best->rank) && mayBe(server, serves))
            {
                best = Choice{server, rank};
            }
        }
        return best;
    }

    /**
     * \param hash of the connection
     * \param distanceTo asked how far a server is; nothing if it is out of reach
     * \return of the nearest that serve, the first one in the connection's order
     */
    template <typename F>
    std::optional<Choice> ChooseNearest(uint64_t hash, F distanceTo) const
    {
        std::optional<uint32_t> least;
        for (const auto& [server, serves] : m_serves)
        {
            const std::optional<uint32_t> distance =
                serves ? distanceTo(server) : std::optional<uint32_t>();
            least = distance && (!least || *distance < *least) ? distance : least;
        }
        return Choose(hash, FIRST, [&](uint32_t server, bool serves) {
            return least && serves && distanceTo(server) == least;
        });
    }

  private:
    std::map<uint32_t, bool> m_serves; //!< by number; false for one that has stopped
};

} // namespace ns3::camcube

#endif /* SERVER_SET_H */
