/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chord-ring.h"

#include "ns3/fast-random.h"
#include "ns3/key.h"

namespace ns3::camcube
{

ChordRing::ChordRing(const Torus& torus, uint64_t seed)
    : m_torus(torus)
{
    for (uint32_t server = 0; server < torus.GetNServers(); ++server)
    {
        m_ids.push_back(FastRandom::Mix(FastRandom::Mix(seed) + server + 1));
        m_ring[m_ids.back()] = server;
    }
}

uint32_t
ChordRing::FindSuccessor(uint64_t id) const
{
    const auto found = m_ring.lower_bound(id);
    return found == m_ring.end() ? m_ring.begin()->second : found->second;
}

ChordRing::Cost
ChordRing::LookUp(uint32_t from, const std::string& name) const
{
    const uint64_t key = Key::FromName(name).GetRest();
    const uint32_t owner = FindSuccessor(key);
    Cost cost;
    const auto distance = [&](uint32_t a, uint32_t b) {
        return m_torus.GetDistance(m_torus.GetCoordinate(a), m_torus.GetCoordinate(b));
    };
    const auto go = [&](uint32_t a, uint32_t b) {
        ++cost.messages;
        cost.hops += distance(a, b);
        return b;
    };
    uint32_t at = from;
    while (at != owner)
    {
        // Distances round the ring are differences without sign.
        uint32_t next = owner; // if no finger lies before the key, the successor has it
        for (uint32_t bit = 64; bit-- > 0;)
        {
            const uint32_t finger = FindSuccessor(m_ids[at] + (uint64_t{1} << bit));
            if (finger != at && m_ids[finger] - m_ids[at] < key - m_ids[at])
            {
                next = finger;
                break;
            }
        }
        at = go(at, next);
    }
    if (owner != from)
    {
        go(owner, from);
    }
    return cost;
}

} // namespace ns3::camcube
