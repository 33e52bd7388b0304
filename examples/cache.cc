/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A value is written, read from the nearest of its caches, written again, and read once more when
// the server that keeps it has failed: see doc/cache.rst.

#include "ns3/camcube-module.h"
#include "ns3/core-module.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

// program begins
/** Says what has become of a request. */
void
Say(const Cache::Result& result)
{
    const std::string bytes =
        result.value ? std::to_string(result.value->GetSize()) + " bytes of " : "";
    const std::string status = result.status == Cache::OK       ? "done"
                               : result.status == Cache::ABSENT ? "absent"
                                                                : "failed";
    std::cout << Simulator::Now().As(Time::US) << ": " << status << ", " << bytes
              << result.server.GetName() << ", asked " << result.asked.GetName() << '\n';
}

int
main()
{
    TorusHelper torus(8, 8, 8);
    NodeContainer servers = torus.Create();
    DistanceVectorHelper().Install(servers);
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<Cache> caches;
    caches.SetAttribute("CachesPerAxis", UintegerValue(2));
    caches.Install(servers);

    const Key key = Key::FromName("Symbiotic Routing");
    const auto cache = [&](uint32_t server) {
        return ServiceHelper<Cache>::Get(servers.Get(server));
    };
    const auto put = [&](uint32_t bytes) { cache(7)->Put(key, Create<Packet>(bytes), Say); };
    const auto get = [&] { cache(8)->Get(key, Say); };
    Simulator::Schedule(MilliSeconds(1), [&] { put(100); });
    Simulator::Schedule(MilliSeconds(2), get); // from the root, by way of a cache
    Simulator::Schedule(MilliSeconds(3), get); // from the cache
    Simulator::Schedule(MilliSeconds(4), [&] { put(200); });
    Simulator::Schedule(MilliSeconds(5), get);
    FailureInjector failures;
    failures.Fail(servers.Get(torus.GetTorus().GetServer(key.GetPlace(torus.GetTorus()))),
                  MilliSeconds(6));
    Simulator::Schedule(MilliSeconds(7), get); // the cache still has it
    Simulator::Run();
    Simulator::Destroy();
}

// program ends
