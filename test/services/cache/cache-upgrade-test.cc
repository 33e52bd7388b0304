/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A new version of a cache takes the place of an old one that is serving requests.

#include "caching-cube.h"
#include "cube-fixture.h"

#include "ns3/deployment.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class CacheUpgradeTest : public CubeTest
{
};

} // namespace

TEST_F(CacheUpgradeTest, LosesNoRequest)
{
    constexpr uint32_t READS = 20;
    const auto catalogue = CreateObject<ServiceCatalogue>();
    const auto make = [] {
        ServiceHelper<Cache> caches;
        caches.SetAttribute("CachesPerAxis", UintegerValue(1));
        caches.SetAttribute("ServiceTime", StringValue("ns3::ConstantRandomVariable[Constant=30]"));
        return caches;
    }();
    for (uint16_t version : {1, 2})
    {
        catalogue->Add({"cache",
                        version,
                        []() -> Ptr<Service> {
                            const auto cache = CreateObject<Cache>();
                            cache->SetAttribute("CachesPerAxis", UintegerValue(1));
                            cache->SetAttribute(
                                "ServiceTime",
                                StringValue("ns3::ConstantRandomVariable[Constant=30]"));
                            return cache;
                        },
                        Time(),
                        {Cache::ENDPOINT}});
    }
    LiveCubeOf<DistanceVectorHelper> cube(4,
                                          2,
                                          1,
                                          DistanceVectorHelper(),
                                          [&](const auto& servers) {
                                              ServiceHelper<KeyRouting>().Install(servers);
                                              ServiceHelper<Deployment> deployment;
                                              deployment.SetAttribute("Catalogue",
                                                                      PointerValue(catalogue));
                                              deployment.Install(servers);
                                              make.Install(servers.Get(0));
                                          });
    const auto deployment = ServiceHelper<Deployment>::Get(cube.Servers().Get(2));
    const TorusRegion region = TorusRegion::Ball({2, 0, 0}, 0);
    deployment->RollOut("cache", 1, region);
    Simulator::Run();
    const auto old = ServiceHelper<Cache>::Get(cube.Servers().Get(2));

    std::vector<Cache::Result> results;
    uint32_t own = 0;
    for (uint32_t i = 0; i < READS; ++i)
    {
        ServiceHelper<Cache>::Get(cube.Servers().Get(0))
            ->Get(Key::At(cube.GetTorus(), {2, 0, 0}, i),
                  [&](const Cache::Result& result) { results.push_back(result); });
    }
    Simulator::Schedule(MicroSeconds(100), [&] {
        old->Get(Key::At(cube.GetTorus(), {0, 0, 0}, 1), [&](const auto&) { ++own; });
        deployment->RollOut("cache", 2, region);
    });
    Simulator::Run();
    EXPECT_EQ(deployment->GetVersion("cache"), 2U);
    EXPECT_EQ(deployment->GetCounters().cutShort, 0U);
    EXPECT_EQ(old->GetCounters().absent, READS) << "served before the new version took over";
    ASSERT_EQ(results.size(), READS);
    for (const Cache::Result& result : results)
    {
        EXPECT_EQ(result.status, Cache::ABSENT);
        EXPECT_FALSE(result.isRepeated);
    }
    EXPECT_EQ(own, 1U) << "who asks from there is told of the end";
}
