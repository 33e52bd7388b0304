/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-space.h"

#include "ns3/key-range.h"
#include "ns3/runtime.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

KeySpace::KeySpace(uint16_t serviceId)
    : Service(serviceId)
{
}

void
KeySpace::Placed()
{
    m_here = GetRuntime().GetCoordinate();
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_routesChanged = m_routing->OnRoutesChanged(this, [this] { Look(); });
    if (m_routing->IsDeployed())
    {
        Look(); // now there are servers
    }
}

void
KeySpace::Look() const
{
    m_listeners.Visit(0, [](const auto& listener) {
        listener();
        return true;
    });
}

bool
KeySpace::NeedsPlace() const
{
    return true;
}

void
KeySpace::Withdrawing()
{
    m_routing = nullptr;
}

const Torus&
KeySpace::GetTorus() const
{
    if (!m_routing)
    {
        throw std::logic_error("key-based routing was used while it is not deployed; install it to "
                               "start no later than its users, on a server that knows its place");
    }
    return GetRuntime().GetTorus();
}

TorusCoordinate
KeySpace::GetRoot(const Key& key) const
{
    return GetReplicas(key, 1).front(); // this server, if no other can be reached
}

KeySpace::Servers
KeySpace::GetReplicas(const Key& key, std::size_t count) const
{
    Servers replicas;
    key.VisitHeirs(GetTorus(), [&](const TorusCoordinate& server) {
        if (replicas.size() < count && m_routing->IsReachable(server))
        {
            replicas.push_back(server);
        }
        return replicas.size() < count;
    });
    return replicas;
}

KeySpace::Servers
KeySpace::ReplicaSet(const Key& key, std::size_t maxRank) const
{
    return GetReplicas(key, maxRank);
}

KeySpace::Servers
KeySpace::NeighborSet(std::size_t count) const
{
    Servers nearest = GetReplicas(Key::At(GetTorus(), m_here, 0), count + 1);
    nearest.erase(nearest.begin()); // this server
    return nearest;
}

KeySpace::Servers
KeySpace::LocalLookup(const Key& key, std::size_t count, bool isSafe) const
{
    const TorusCoordinate root = GetRoot(key);
    Servers next(root == m_here ? std::min<std::size_t>(count, 1) : 0, m_here);
    for (uint8_t port : m_routing->GetNextHops(root))
    {
        const TorusCoordinate neighbor = GetRuntime().GetNeighbor(port);
        if (next.size() < count && (!isSafe || GetRuntime().GetUpPorts().Contains(port)) &&
            std::find(next.begin(), next.end(), neighbor) == next.end())
        {
            next.push_back(neighbor);
        }
    }
    return next;
}

KeySpace::Servers
KeySpace::Range(const TorusCoordinate& server, std::size_t replicas) const
{
    Servers places;
    const auto canReach = [this](const auto& other) { return m_routing->IsReachable(other); };
    for (const KeyRange& range : FindKeyRange(GetTorus(), server, replicas, canReach))
    {
        places.push_back(range.place);
    }
    return places;
}

template <typename F, typename G, typename T>
Registration
KeySpace::Watch(Service* owner, const F& fn, G get, T tell)
{
    const bool isReady = m_routing && m_routing->IsDeployed();
    const auto look = [=, seen = isReady ? get() : decltype(get())()]() mutable {
        const auto before = std::exchange(seen, get());
        if (before != seen)
        {
            tell(before, seen);
        }
    };
    return m_listeners.Append("listener to changes of keys",
                              GetRegistrations(owner),
                              0,
                              fn ? look : std::function<void()>());
}

Registration
KeySpace::OnRangeChanged(Service* owner, std::function<void()> fn, uint32_t replicas)
{
    const auto get = [this, replicas] {
        return FindKeyRange(GetTorus(), m_here, replicas, [this](const auto& server) {
            return m_routing->IsReachable(server);
        });
    };
    return Watch(owner, fn, get, [=](const auto&, const auto&) { fn(); });
}

Registration
KeySpace::Update(Service* owner, Joined fn, uint32_t count)
{
    const auto get = [this, count] { return NeighborSet(count); };
    const auto tell = [=](const Servers& before, const Servers& now) {
        for (const bool hasJoined : {false, true})
        {
            const Servers& others = hasJoined ? before : now;
            for (const TorusCoordinate& server : hasJoined ? now : before)
            {
                if (std::find(others.begin(), others.end(), server) == others.end())
                {
                    fn(server, hasJoined);
                }
            }
        }
    };
    return Watch(owner, fn, get, tell);
}

} // namespace ns3::camcube
