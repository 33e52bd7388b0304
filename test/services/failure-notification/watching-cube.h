/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WATCHING_CUBE_H
#define WATCHING_CUBE_H

#include "connection-log.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/server-failures.h"
#include "ns3/service-helper.h"

#include <functional>

namespace ns3::camcube
{

/** A cube whose servers are told of failures, and when which of them could reach which others. */
class WatchingCube : public LiveCube
{
  public:
    /** A time that no change of routes takes longer than. */
    static inline const Time SETTLED = MicroSeconds(1030);

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
        return m_log.WereConnected(a, b, since, Simulator::Now());
    }

    bool AreConnected(uint32_t a, uint32_t b) const
    {
        return WereConnected(a, b, Simulator::Now());
    }

  private:
    FailureInjector m_failures;
    ConnectionLog<LiveCube> m_log{*this, m_failures};
};

} // namespace ns3::camcube

#endif /* WATCHING_CUBE_H */
