/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "naming-peers.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

void
NamingPeers::Heard(uint32_t server, uint64_t incarnation, bool isUp, int64_t now)
{
    Peer& peer = m_peers[server];
    if (incarnation >= peer.incarnation) // what was said in a former life may be late
    {
        peer.isUp = isUp && (peer.isUp || incarnation > peer.incarnation);
        peer.incarnation = incarnation;
        peer.heardAt = now;
        peer.askedAt = NEVER;
        peer.isSilent = false;
    }
}

bool
NamingPeers::Watch(uint32_t server, bool isReachable, int64_t now)
{
    Peer& peer = m_peers[server];
    const bool isNews = !std::exchange(peer.isWatched, true) && !isReachable;
    peer.lostAt = isNews ? now : peer.lostAt;
    return isNews;
}

void
NamingPeers::Look(const std::function<bool(uint32_t)>& isReachable, bool counts, int64_t now)
{
    for (auto& [server, peer] : m_peers)
    {
        if (!peer.isWatched)
        {
            continue;
        }
        if (isReachable(server))
        {
            peer.isSilent = peer.isSilent && peer.lostAt == NEVER;
            peer.lostAt = NEVER;
        }
        else if (peer.lostAt == NEVER || !counts)
        {
            peer.lostAt = now;
        }
    }
}

std::optional<int64_t>
NamingPeers::GetNextExclusion(int64_t now) const
{
    std::optional<int64_t> next;
    for (const auto& [server, peer] : m_peers)
    {
        const int64_t at = peer.lostAt + m_patience;
        if (peer.lostAt != NEVER && at > now)
        {
            next = std::min(next.value_or(at), at);
        }
    }
    return next;
}

bool
NamingPeers::IsGone(const SlotMember& member, int64_t now) const
{
    const auto found = m_peers.find(member.server);
    if (found == m_peers.end())
    {
        return false;
    }
    const Peer& peer = found->second;
    return peer.incarnation > member.incarnation ||
           (peer.incarnation == member.incarnation && !peer.isUp) ||
           (peer.lostAt != NEVER && now - peer.lostAt >= m_patience);
}

bool
NamingPeers::IsServing(uint32_t server) const
{
    const auto found = m_peers.find(server);
    return found == m_peers.end() || (found->second.isUp && !found->second.isSilent);
}

std::optional<uint64_t>
NamingPeers::Identify(uint32_t server, int64_t since, int64_t now)
{
    const int64_t recently = 10 * m_resend;
    const int64_t latestAnswer = 20 * m_resend;
    Peer& peer = m_peers[server];
    peer.isWatched = true;
    if (peer.heardAt != NEVER && peer.heardAt >= since - recently && peer.isUp)
    {
        return peer.incarnation;
    }
    peer.askedAt = peer.askedAt == NEVER ? now : peer.askedAt;
    peer.isSilent = now - peer.askedAt >= latestAnswer;
    return std::nullopt;
}

} // namespace ns3::camcube
