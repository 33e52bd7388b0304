/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube-components.h"

#include "ns3/camcube-channel.h"
#include "ns3/failure-injector.h"
#include "ns3/torus-helper.h"
#include "ns3/torus.h"

#include <algorithm>

namespace ns3::camcube
{

CubeComponents::CubeComponents(const Torus& torus, const ServerTest& works, const LinkTest& carries)
{
    const auto servers = static_cast<uint32_t>(torus.GetNServers());
    std::vector<bool> seen(servers, false);
    const auto isCarrying = [&](uint32_t server, uint8_t port) {
        return port < OppositePort(port)
                   ? carries(server, port)
                   : carries(torus.GetNeighbor(server, port), OppositePort(port));
    };
    for (uint32_t first = 0; first < servers; ++first)
    {
        if (seen[first] || !works(first))
        {
            continue;
        }
        std::vector<uint32_t> component{first};
        seen[first] = true;
        for (std::size_t i = 0; i < component.size(); ++i)
        {
            const uint32_t here = component[i];
            for (uint8_t port : torus.GetPorts())
            {
                const uint32_t next = torus.GetNeighbor(here, port);
                if (!seen[next] && works(next) && isCarrying(here, port))
                {
                    seen[next] = true;
                    component.push_back(next);
                }
            }
        }
        std::sort(component.begin(), component.end());
        m_components.push_back(std::move(component));
    }
}

CubeComponents::CubeComponents(const Torus& torus,
                               const NodeContainer& servers,
                               const FailureInjector& failures)
    : CubeComponents(
          torus,
          [&](uint32_t server) { return !failures.IsFailed(servers.Get(server)); },
          [&](uint32_t server, uint8_t port) {
              return TorusHelper::GetLink(servers.Get(server), port)->IsUp();
          })
{
}

uint32_t
CubeComponents::CountServers() const
{
    std::size_t servers = 0;
    for (const auto& component : m_components)
    {
        servers += component.size();
    }
    return static_cast<uint32_t>(servers);
}

double
CubeComponents::GetConnectedShare() const
{
    double servers = 0;
    double connected = 0;
    for (const auto& component : m_components)
    {
        const auto size = static_cast<double>(component.size());
        servers += size;
        connected += size * (size - 1);
    }
    return servers > 1 ? connected / (servers * (servers - 1)) : 1;
}

} // namespace ns3::camcube
