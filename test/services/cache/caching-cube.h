/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHING_CUBE_H
#define CACHING_CUBE_H

#include "live-cube.h"

#include "ns3/cache.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/service-helper.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>

namespace ns3::camcube
{

/** A cube with Cache on all servers, and what has been read and written in it. */
class CachingCube : public LiveCubeOf<DistanceVectorHelper>
{
  public:
    CachingCube(uint32_t kx,
                uint32_t ky,
                uint32_t kz,
                const ServiceHelper<Cache>& caches = ServiceHelper<Cache>())
        : LiveCubeOf(kx, ky, kz, DistanceVectorHelper(), [&](const NodeContainer& servers) {
              MultiHopRoutingHelper::AssignStreams(servers, 1000);
              ServiceHelper<KeyRouting>().Install(servers);
              caches.Install(servers);
          })
    {
    }

    Cache& At(uint32_t server) const
    {
        return *ServiceHelper<Cache>::Get(Servers().Get(server));
    }

    Cache& At(const TorusCoordinate& server) const
    {
        return At(GetTorus().GetServer(server));
    }

    /** Reads, and runs the simulation until that has ended. */
    Cache::Result Get(uint32_t server, const Key& key) const
    {
        Cache::Result read;
        uint32_t told = 0;
        At(server).Get(key, [&](const Cache::Result& result) {
            read = result;
            ++told;
        });
        Simulator::Run();
        EXPECT_EQ(told, 1U);
        return read;
    }

    /** Writes likewise; a value that is empty removes. */
    Cache::Result Put(uint32_t server, const Key& key, const std::string& value) const
    {
        Cache::Result written;
        uint32_t told = 0;
        const auto receiver = [&](const Cache::Result& result) {
            written = result;
            ++told;
        };
        value.empty() ? At(server).Remove(key, receiver)
                      : At(server).Put(key, MakeValue(value), receiver);
        Simulator::Run();
        EXPECT_EQ(told, 1U);
        return written;
    }

    static Ptr<Packet> MakeValue(const std::string& text)
    {
        return Create<Packet>(reinterpret_cast<const uint8_t*>(text.data()),
                              static_cast<uint32_t>(text.size()));
    }

    static std::string GetText(const Cache::Result& result)
    {
        std::string text(result.value ? result.value->GetSize() : 0, ' ');
        if (result.value)
        {
            result.value->CopyData(reinterpret_cast<uint8_t*>(text.data()),
                                   static_cast<uint32_t>(text.size()));
        }
        return text;
    }

    Key DrawKey(std::mt19937& random) const
    {
        return Key::At(GetTorus(), GetTorus().GetCoordinate(random() % Size()), random());
    }

    CacheServer::Counters Sum() const
    {
        CacheServer::Counters sum;
        for (uint32_t server = 0; server < Size(); ++server)
        {
            const CacheServer::Counters counters = At(server).GetCounters();
            sum.hits += counters.hits;
            sum.passedOn += counters.passedOn;
            sum.invalidated += counters.invalidated;
            sum.evicted += counters.evicted;
            sum.malformed += counters.malformed;
        }
        return sum;
    }
};

} // namespace ns3::camcube

#endif /* CACHING_CUBE_H */
