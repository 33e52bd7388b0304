/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WATCHING_CUBE_H
#define WATCHING_CUBE_H

#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/server-failures.h"
#include "ns3/service-helper.h"

#include <functional>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/** A cube whose servers are told of failures, and when which of them could reach which others. */
class WatchingCube : public LiveCube
{
  public:
    WatchingCube(uint32_t kx,
                 uint32_t ky,
                 uint32_t kz,
                 const std::function<void(const NodeContainer&)>& install = nullptr)
        : LiveCube(kx, ky, kz, DistanceVectorHelper(), [&](const NodeContainer& servers) {
              ServiceHelper<ServerFailures>().Install(servers);
              if (install)
              {
                  install(servers);
              }
          })
    {
        m_failures.SetListener([this](auto) {
            // Told before it happens.
            Simulator::ScheduleNow([this] { m_parts.emplace_back(Simulator::Now(), FindParts()); });
        });
        m_parts.emplace_back(Time(), FindParts());
    }

    ServerFailures& Watcher(uint32_t server) const
    {
        return *ServiceHelper<ServerFailures>::Get(Servers().Get(server));
    }

    TorusCoordinate At(uint32_t server) const
    {
        return GetTorus().GetCoordinate(server);
    }

    FailureInjector& Failures()
    {
        return m_failures;
    }

    /** \return whether two servers could reach each other all the time since */
    bool WereConnected(uint32_t a, uint32_t b, Time since) const
    {
        for (auto state = m_parts.rbegin(); state != m_parts.rend(); ++state)
        {
            if (state->second[a] != state->second[b])
            {
                return false;
            }
            if (state->first <= since)
            {
                break;
            }
        }
        return true;
    }

    bool AreConnected(uint32_t a, uint32_t b) const
    {
        return WereConnected(a, b, Simulator::Now());
    }

  private:
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

    FailureInjector m_failures;
    std::vector<std::pair<Time, std::vector<uint32_t>>> m_parts; //!< from when on, which
};

} // namespace ns3::camcube

#endif /* WATCHING_CUBE_H */
