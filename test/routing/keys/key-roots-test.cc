/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Roots, replicas and ranges against a search over all servers; how evenly keys are spread.

#include "cube-fixture.h"
#include "key-cube.h"
#include "line-count.h"

#include <iostream>
#include <map>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint32_t N_KEYS = 20;
constexpr std::size_t N_REPLICAS = 3;

/** A cube of which a random share has failed, and how many servers are wrong about its keys. */
template <typename Helper>
class RandomState
{
  public:
    explicit RandomState(uint32_t seed)
        : m_random(seed),
          m_cube(Side(), Side(), Side())
    {
        m_choice->SetStream(seed);
    }

    uint64_t CountWrong()
    {
        FailureInjector failures;
        const uint32_t kind = m_random() % 3; // of links, servers, or both
        const Time now = Simulator::Now();
        const auto share = [&](bool isMeant) { return isMeant ? m_random() % 61 / 100.0 : 0; };
        failures.Fail(ChooseShare(m_cube.Links(), share(kind != 1), m_choice), now);
        failures.Fail(ChooseShare(m_cube.Servers(), share(kind != 0), m_choice), now);
        Simulator::Run();
        const std::vector<uint32_t> parts = m_cube.FindParts();
        uint64_t wrong = 0;
        for (uint32_t i = 0; i < N_KEYS; ++i)
        {
            wrong += CheckKey(DrawKey(m_random), parts, failures);
        }
        return wrong + CheckRange(m_random() % m_cube.Size(), parts);
    }

    std::string GetName() const
    {
        return m_cube.GetTorus().GetName();
    }

    uint64_t GetViews() const
    {
        return m_views;
    }

  private:
    uint32_t Side()
    {
        return 3 + m_random() % 6;
    }

    /** \return the distances of the servers of a part from a place, the least first */
    std::vector<uint32_t> FindDistances(uint32_t part,
                                        const std::vector<uint32_t>& parts,
                                        const TorusCoordinate& place) const
    {
        std::vector<uint32_t> distances;
        for (uint32_t server = 0; server < parts.size(); ++server)
        {
            if (parts[server] == part)
            {
                distances.push_back(m_cube.GetTorus().GetDistance(m_cube.At(server), place));
            }
        }
        std::sort(distances.begin(), distances.end());
        return distances;
    }

    /** \return live servers that do not see the replicas that all in their part must see */
    uint64_t CheckKey(const Key& key,
                      const std::vector<uint32_t>& parts,
                      const FailureInjector& failures)
    {
        const Torus& torus = m_cube.GetTorus();
        const TorusCoordinate place = key.GetPlace(torus);
        std::map<uint32_t, KeyRouting::Servers> agreed; // by part
        uint64_t wrong = 0;
        for (uint32_t server = 0; server < parts.size(); ++server)
        {
            if (failures.IsFailed(m_cube.Servers().Get(server)))
            {
                continue;
            }
            ++m_views;
            const auto replicas = m_cube.Keys(server).GetReplicas(key, N_REPLICAS);
            const bool isFirst = agreed.emplace(parts[server], replicas).second;
            bool isRight = agreed[parts[server]] == replicas &&
                           m_cube.Keys(server).GetRoot(key) == replicas.at(0);
            if (isFirst)
            {
                const auto distances = FindDistances(parts[server], parts, place);
                isRight &= replicas.size() == std::min(N_REPLICAS, distances.size());
                std::set<uint32_t> different;
                for (std::size_t i = 0; isRight && i < replicas.size(); ++i)
                {
                    const uint32_t replica = torus.GetServer(replicas[i]);
                    isRight &= parts[replica] == parts[server] &&
                               torus.GetDistance(replicas[i], place) == distances[i] &&
                               different.insert(replica).second;
                }
            }
            wrong += !isRight;
        }
        return wrong;
    }

    /** \return places that a server's range misses, or has too much, in the view of its part */
    uint64_t CheckRange(uint32_t server, const std::vector<uint32_t>& parts)
    {
        const Torus& torus = m_cube.GetTorus();
        uint64_t wrong = 0;
        for (std::size_t replicas : {std::size_t{1}, N_REPLICAS})
        {
            std::set<uint32_t> range;
            for (const auto& place : m_cube.Keys(server).Range(m_cube.At(server), replicas))
            {
                wrong += !range.insert(torus.GetServer(place)).second;
            }
            for (uint32_t place = 0; place < parts.size(); ++place)
            {
                const auto distances = FindDistances(parts[server], parts, m_cube.At(place));
                const uint32_t own = torus.GetDistance(m_cube.At(server), m_cube.At(place));
                const auto nearer = std::lower_bound(distances.begin(), distances.end(), own);
                const bool isIn = static_cast<std::size_t>(nearer - distances.begin()) < replicas;
                wrong += isIn != (range.count(place) > 0);
            }
        }
        return wrong;
    }

    std::mt19937 m_random;
    KeyCubeOf<Helper> m_cube;
    Ptr<UniformRandomVariable> m_choice = CreateObject<UniformRandomVariable>();
    uint64_t m_views{0};
};

/** Counts what is wrong over many states. */
template <typename Helper>
void
CheckStates(uint32_t first, uint32_t last)
{
    uint64_t wrong = 0;
    uint64_t views = 0;
    for (uint32_t seed = first; seed <= last; ++seed)
    {
        RandomState<Helper> state(seed);
        const uint64_t found = state.CountWrong();
        EXPECT_EQ(found, 0U) << "seed " << seed << ", " << state.GetName();
        wrong += found;
        views += state.GetViews();
        Simulator::Destroy();
    }
    std::cout << "measured: roots, " << last - first + 1
              << " states, sides 3 to 8, to 60% failed: " << views << " views of keys, " << wrong
              << " wrong\n";
}

class KeyRoots : public CubeTest
{
};

} // namespace

TEST_F(KeyRoots, ServicesAreShort)
{
    ExpectLines("model/routing/keys/key-routing.h", 100);
    ExpectLines("model/routing/keys/key-routing.cc", 200);
    ExpectLines("model/routing/keys/key-space.h", 100);
    ExpectLines("model/routing/keys/key-space.cc", 200);
}

TEST_F(KeyRoots, AreWhatASearchFinds)
{
    CheckStates<DistanceVectorHelper>(1, 20);
    CheckStates<LinkStateHelper>(21, 40);
}

TEST_F(KeyRoots, AreWhatASearchFindsInManyStatesSlow)
{
    CheckStates<DistanceVectorHelper>(1001, 1500);
    CheckStates<LinkStateHelper>(1501, 2000);
}

TEST_F(KeyRoots, KeysAreSpreadEvenly)
{
    constexpr uint32_t N = 1000000;
    const KeyCube cube(8, 8, 8);
    std::vector<uint32_t> counts(cube.Size(), 0);
    for (uint32_t i = 0; i < N; ++i)
    {
        ++counts[cube.Root(i % cube.Size(), Key::FromName("name " + std::to_string(i)))];
    }
    const double mean = double(N) / cube.Size();
    const double most = *std::max_element(counts.begin(), counts.end()) / mean;
    EXPECT_LE(most, 1.15);
    std::cout << "measured: spread, 1,000,000 keys, 8x8x8: max/mean " << most << "\n";
}

TEST_F(KeyRoots, NoHeirGetsMoreThanTwiceItsShare)
{
    constexpr uint32_t N = 12000;
    KeyCube cube(6, 6, 6);
    std::mt19937 random(1);
    Ptr<UniformRandomVariable> choice = CreateObject<UniformRandomVariable>();
    choice->SetStream(1);
    FailureInjector failures;
    double worst = 0;
    uint32_t judged = 0;
    for (double share : {0.0, 0.1, 0.3}) // alone, and with others that have failed
    {
        for (uint32_t server = 5; server < cube.Size(); server += 30)
        {
            const Time now = Simulator::Now();
            failures.Repair(cube.Servers(), now);
            failures.Fail(ChooseShare(cube.Servers(), share, choice), now + MilliSeconds(1));
            failures.Fail(cube.Servers().Get(server), now + MilliSeconds(2));
            Simulator::Run();
            uint32_t observer = 0;
            while (failures.IsFailed(cube.Servers().Get(observer)))
            {
                ++observer;
            }
            std::map<uint32_t, uint32_t> heirs;
            for (uint32_t i = 0; i < N; ++i)
            {
                const uint64_t rest = uint64_t{random()} << 32 | random();
                ++heirs[cube.Root(observer, Key::At(cube.GetTorus(), cube.At(server), rest))];
            }
            for (const auto& [heir, keys] : heirs)
            {
                worst = std::max(worst, double(keys) * heirs.size() / N);
            }
            ++judged;
        }
    }
    EXPECT_LE(worst, 2);
    std::cout << "measured: heirs, keys of " << judged
              << " failed servers: most that one heir has, times its share: " << worst << "\n";
}
