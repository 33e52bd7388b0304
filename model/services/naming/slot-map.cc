/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "slot-map.h"

#include "ns3/fast-random.h"
#include "ns3/key-range.h"

namespace ns3::camcube
{

uint32_t
SlotMap::GetSlot(const std::string& name) const
{
    const Key key = Key::FromName(name);
    return m_torus.GetServer(key.GetPlace(m_torus)) * m_slotsPerPlace +
           static_cast<uint32_t>(key.GetRest() % m_slotsPerPlace);
}

SlotMap::Servers
SlotMap::FindServers(uint32_t slot, const ServerTest& isThere, uint32_t more) const
{
    const Key key = Key::At(m_torus,
                            m_torus.GetCoordinate(slot / m_slotsPerPlace),
                            FastRandom::Mix(slot % m_slotsPerPlace + 1));
    Servers servers;
    key.VisitHeirs(m_torus, [&](const TorusCoordinate& heir) {
        const uint32_t server = m_torus.GetServer(heir);
        if (isThere(server))
        {
            servers.push_back(server);
        }
        return servers.size() < m_replicas + more;
    });
    return servers;
}

std::vector<uint32_t>
SlotMap::FindSlots(uint32_t server, const ServerTest& isThere) const
{
    std::vector<uint32_t> slots;
    for (const KeyRange& range :
         FindKeyRange(m_torus, m_torus.GetCoordinate(server), m_replicas, [&](const auto& other) {
             return isThere(m_torus.GetServer(other));
         }))
    {
        for (uint32_t i = 0; i < m_slotsPerPlace; ++i)
        {
            slots.push_back(m_torus.GetServer(range.place) * m_slotsPerPlace + i);
        }
    }
    return slots;
}

} // namespace ns3::camcube
