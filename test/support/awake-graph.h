/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AWAKE_GRAPH_H
#define AWAKE_GRAPH_H

#include "ns3/camcube-channel.h"
#include "ns3/link-power.h"
#include "ns3/net-device.h"
#include "ns3/node.h"

#include <cstdint>
#include <numeric>
#include <vector>

namespace ns3::camcube
{

/** What an observer who sees all cables at once finds: which servers hang together. */
class AwakeGraph
{
  public:
    explicit AwakeGraph(const std::vector<Ptr<CamCubeChannel>>& links, uint32_t servers)
        : m_links(links),
          m_servers(servers)
    {
    }

    uint32_t CountAwake() const
    {
        uint32_t awake = 0;
        for (const auto& link : m_links)
        {
            awake += IsAwake(link);
        }
        return awake;
    }

    /** \return connected parts of all servers over the links that are awake */
    uint32_t CountAwakeParts() const
    {
        return CountParts([](const auto& link) { return IsAwake(link); });
    }

    /** \return connected parts over all links that have carrier */
    uint32_t CountLiveParts() const
    {
        return CountParts([](const auto& link) { return link->IsUp(); });
    }

  private:
    static bool IsAwake(const Ptr<CamCubeChannel>& link)
    {
        return link->GetPower()->GetState() == LinkPower::AWAKE;
    }

    template <typename F>
    uint32_t CountParts(F joins) const
    {
        std::vector<uint32_t> above(m_servers);
        std::iota(above.begin(), above.end(), 0);
        const auto top = [&above](uint32_t i) {
            while (above[i] != i)
            {
                i = above[i] = above[above[i]];
            }
            return i;
        };
        uint32_t parts = m_servers;
        for (const auto& link : m_links)
        {
            const uint32_t a = top(link->GetDevice(0)->GetNode()->GetId());
            const uint32_t b = top(link->GetDevice(1)->GetNode()->GetId());
            if (joins(link) && a != b)
            {
                above[a] = b;
                --parts;
            }
        }
        return parts;
    }

    const std::vector<Ptr<CamCubeChannel>>& m_links;
    const uint32_t m_servers;
};

} // namespace ns3::camcube

#endif /* AWAKE_GRAPH_H */
