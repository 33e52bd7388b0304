/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Where values are found, how far away, and what becomes of them as memory fills and time passes.

#include "caching-cube.h"
#include "cube-fixture.h"
#include "line-count.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class CacheTest : public CubeTest
{
  protected:
    std::mt19937 m_random{1};
};

} // namespace

TEST_F(CacheTest, IsShort)
{
    const std::string folder = "model/services/cache/";
    ExpectLines(300, {folder + "cache.h", folder + "cache.cc", folder + "cache-message.h"});
    ExpectLines(300, {folder + "cache-server.cc"});
    ExpectLines(300,
                {folder + "cache-store.h", folder + "cache-store.cc", folder + "cache-places.h"});
    ExpectLines(160, {folder + "replica-selector.h", folder + "replica-selector.cc"});
}

TEST_F(CacheTest, ValuesComeFromTheNearestCache)
{
    CachingCube cube(4, 4, 4);
    const Key key = Key::At(cube.GetTorus(), {3, 0, 1}, 7);
    EXPECT_EQ(cube.Get(0, key).status, Cache::ABSENT);
    EXPECT_EQ(cube.Put(17, key, "first").status, Cache::OK);
    EXPECT_EQ(cube.At(0).GetCaches(key).size(), 8U);
    EXPECT_EQ(cube.At(0).GetCaches(key).front(), (TorusCoordinate{3, 0, 1}));
    // A miss, then a hit, for one who is nearest to (1,2,3) among the caches.
    const uint32_t reader = cube.GetTorus().GetServer({1, 2, 3});
    const Cache::Result miss = cube.Get(reader, key);
    EXPECT_EQ(miss.asked, (TorusCoordinate{1, 2, 3}));
    EXPECT_EQ(miss.server, (TorusCoordinate{3, 0, 1}));
    EXPECT_EQ(cube.GetText(miss), "first");
    const Cache::Result hit = cube.Get(reader, key);
    EXPECT_EQ(hit.server, (TorusCoordinate{1, 2, 3}));
    EXPECT_EQ(cube.GetText(hit), "first");
    EXPECT_EQ(hit.version, miss.version);
    EXPECT_EQ(cube.At(TorusCoordinate{1, 2, 3}).GetCounters().hits, 1U);
    EXPECT_EQ(cube.At(TorusCoordinate{1, 2, 3}).GetCounters().passedOn, 1U);
    // A write makes the copy void, and so does a removal.
    cube.Put(5, key, "second");
    EXPECT_EQ(cube.At(TorusCoordinate{1, 2, 3}).GetCounters().invalidated, 1U);
    EXPECT_EQ(cube.GetText(cube.Get(reader, key)), "second");
    cube.Put(6, key, "");
    EXPECT_EQ(cube.Get(reader, key).status, Cache::ABSENT);
    EXPECT_EQ(cube.Get(reader, key).value, nullptr);
}

TEST_F(CacheTest, HitsAreAsFarAwayAsCachesAreSpread)
{
    TorusHelper torus(20, 20, 20);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<KeyRouting>().Install(servers);
    ServiceHelper<Cache>().Install(servers);
    Simulator::Run();
    const auto at = [&](uint32_t server) { return ServiceHelper<Cache>::Get(servers.Get(server)); };
    const std::pair<uint32_t, double> expected[] = {{1, 15}, {2, 7.5}, {4, 3.6}, {5, 3}};
    for (const auto& [side, hops] : expected)
    {
        for (uint32_t server = 0; server < servers.GetN(); ++server)
        {
            at(server)->SetAttribute("CachesPerAxis", UintegerValue(side));
        }
        const Key key = Key::FromName("key " + std::to_string(side));
        const auto caches = at(0)->GetCaches(key);
        EXPECT_EQ(caches.size(), side * side * side);
        at(1)->Put(key, Create<Packet>(100));
        Simulator::Run();
        for (const TorusCoordinate& cache : caches)
        {
            at(torus.GetTorus().GetServer(cache))->Get(key, [](const auto&) {});
        }
        Simulator::Run();
        uint64_t hits = 0;
        uint64_t distance = 0;
        const uint32_t readers = 1500;
        for (uint32_t i = 0; i < readers; ++i)
        {
            const auto reader = static_cast<uint32_t>(m_random() % servers.GetN());
            at(reader)->Get(key, [&, reader](const Cache::Result& result) {
                const Torus& cube = torus.GetTorus();
                hits += result.status == Cache::OK && result.server == result.asked;
                distance += cube.GetDistance(cube.GetCoordinate(reader), result.server);
            });
            Simulator::Run();
        }
        EXPECT_EQ(hits, readers);
        const double mean = static_cast<double>(distance) / readers;
        EXPECT_NEAR(mean, hops, 0.05 * hops);
        std::cout << "measured: 20x20x20, " << caches.size() << " caches a key, " << readers
                  << " hits: " << mean << " hops away on average, " << hops << " computed\n";
    }
}

TEST_F(CacheTest, MemoryIsBoundedAndWhatIsUsedStays)
{
    constexpr uint32_t PLACES = 10;
    ServiceHelper<Cache> caches;
    caches.SetAttribute("CachesPerAxis", UintegerValue(1));
    caches.SetAttribute("Memory", UintegerValue(PLACES * (64 + 100)));
    CachingCube cube(3, 1, 1, caches);
    const auto key = [&](uint64_t number) { return Key::At(cube.GetTorus(), {1, 0, 0}, number); };
    for (uint32_t i = 0; i < 3 * PLACES; ++i)
    {
        cube.Put(0, key(i), std::string(100, 'x'));
        EXPECT_EQ(cube.Get(2, key(0)).status, Cache::OK) << "used all the time, " << i;
        EXPECT_LE(cube.At(1).GetCounters().bytes, PLACES * (64 + 100));
    }
    EXPECT_EQ(cube.Get(2, key(3 * PLACES - 1)).status, Cache::OK);
    EXPECT_EQ(cube.Get(2, key(1)).status, Cache::ABSENT);
    EXPECT_EQ(cube.Sum().evicted, 2 * PLACES);
    // What alone is too large is not kept, nor is what it was to replace.
    EXPECT_EQ(cube.Put(0, key(0), std::string(1400, 'x')).status, Cache::OK);
    EXPECT_EQ(cube.Put(0, key(0), std::string(1400, 'y')).status, Cache::OK);
    EXPECT_EQ(cube.GetText(cube.Get(2, key(0))), std::string(1400, 'y'));
    for (uint32_t server = 0; server < 3; ++server)
    {
        cube.At(server).Withdraw();
        cube.At(server).SetAttribute("Memory", UintegerValue(1000));
        cube.At(server).Deploy();
    }
    EXPECT_EQ(cube.Put(0, key(0), "z").status, Cache::OK);
    EXPECT_EQ(cube.Put(0, key(0), std::string(1400, 'x')).status, Cache::OK);
    EXPECT_EQ(cube.Get(2, key(0)).status, Cache::ABSENT);
    EXPECT_EQ(cube.At(1).GetCounters().bytes, 0U);
}

TEST_F(CacheTest, ValuesAreForgottenWhenTheyAreOld)
{
    ServiceHelper<Cache> caches;
    caches.SetAttribute("TimeToLive", TimeValue(MilliSeconds(50)));
    CachingCube cube(4, 4, 4, caches);
    const Key key = Key::FromName("short-lived");
    const Time written = NanoSeconds(cube.Put(0, key, "value").version);
    cube.Get(1, key);
    Simulator::Stop(written + MilliSeconds(45) - Simulator::Now());
    Simulator::Run();
    EXPECT_EQ(cube.Get(1, key).status, Cache::OK);
    Simulator::Stop(written + MilliSeconds(50) - Simulator::Now());
    Simulator::Run();
    EXPECT_EQ(cube.Get(1, key).status, Cache::ABSENT);
}

TEST_F(CacheTest, RestIsSilent)
{
    CachingCube cube(6, 6, 6);
    for (uint32_t i = 0; i < 200; ++i)
    {
        const Key key = cube.DrawKey(m_random);
        cube.Put(m_random() % cube.Size(), key, "value");
        cube.Get(m_random() % cube.Size(), key);
    }
    const uint64_t before = cube.CountFrames();
    Simulator::Stop(Seconds(1));
    Simulator::Run();
    EXPECT_EQ(cube.CountFrames(), before);
    std::cout << "measured: " << cube.CountFrames() - before << " frames in 1 s of quiet, "
              << before << " before\n";
}

TEST_F(CacheTest, ResultsSayWhetherARequestWasRepeated)
{
    ServiceHelper<Cache> caches;
    caches.SetAttribute("CachesPerAxis", UintegerValue(1));
    CachingCube cube(3, 1, 1, caches);
    const Key key = Key::At(cube.GetTorus(), {1, 0, 0}, 1);
    EXPECT_FALSE(cube.Get(0, key).isRepeated);
    uint32_t lost = 0;
    const Registration loss =
        MultiHopRoutingHelper::Get(cube.Servers().Get(1))
            ->AddInterceptor(nullptr, Cache::ENDPOINT, 0, [&](FramePtr&, RoutingHeader&, uint8_t) {
                return lost++ == 0 ? MultiHopRouting::Verdict::DROP
                                   : MultiHopRouting::Verdict::FORWARD;
            });
    EXPECT_TRUE(cube.Get(0, key).isRepeated);
    EXPECT_FALSE(cube.Get(0, key).isRepeated);
}

TEST_F(CacheTest, SidesOfAllKindsHaveTheirCaches)
{
    for (uint32_t side : {1, 3, 4})
    {
        ServiceHelper<Cache> caches;
        caches.SetAttribute("CachesPerAxis", UintegerValue(side));
        CachingCube cube(1, 2, 5, caches);
        const Key key = Key::At(cube.GetTorus(), {0, 1, 3}, 1);
        EXPECT_EQ(cube.At(0).GetCaches(key).size(), std::min(side, 2U) * std::min(side, 5U));
        cube.Put(3, key, "value");
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            EXPECT_EQ(cube.GetText(cube.Get(server, key)), "value");
        }
        Simulator::Destroy();
    }
}
