/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The links that a multicast crosses, beside unicast and the exact Steiner tree.

#include "cube-fixture.h"
#include "multicast-cube.h"
#include "steiner-tree.h"

#include "ns3/choose-share.h"

#include <cstdio>
#include <utility>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr uint32_t MOST_RECEIVERS = 8;

class MulticastCrossings : public CubeTest
{
  protected:
    /**
     * Prints the table of a cube of 4 x 4 x 4, and counts deliveries.
     * \param share of all links that failed
     * \param perCube multicasts of each number of receivers in each cube
     * \return crossings over those of the exact tree, mean of 1 to 8 receivers
     */
    double Measure(double share, uint32_t cubes, uint32_t perCube)
    {
        for (uint32_t seed = 1; seed <= cubes; ++seed)
        {
            TryCube(share, seed, perCube);
            Simulator::Destroy();
        }
        const double runs = cubes * perCube;
        double mean = 0;
        for (uint32_t n = 1; n <= MOST_RECEIVERS; ++n)
        {
            const Row& row = m_rows[n];
            std::printf("measured: 4x4x4, %2.0f %% of links failed, %u receivers, %.0f multicasts: "
                        "%5.2f crossings, unicast / Steiner %.3f, multicast / Steiner %.3f, worst "
                        "%.2f\n",
                        100 * share,
                        n,
                        runs,
                        row.crossings / runs,
                        row.unicast / runs,
                        row.ratio / runs,
                        row.worst);
            mean += row.ratio / runs / MOST_RECEIVERS;
        }
        std::printf("measured: mean of 1 to 8 receivers %.3f; %lu frames at most over one link in "
                    "one direction; %lu of %lu receivers were not served once\n",
                    mean,
                    m_mostOnALink,
                    m_notOnce,
                    m_served);
        EXPECT_EQ(m_notOnce, 0U);
        EXPECT_EQ(m_mostOnALink, 1U);
        return mean;
    }

  private:
    /** Sums over multicasts with so many receivers. */
    struct Row
    {
        double crossings{0};
        double unicast{0}; //!< over the exact tree
        double ratio{0};   //!< crossings over the exact tree
        double worst{0};
    };

    void TryCube(double share, uint32_t seed, uint32_t perCube)
    {
        LiveCube cube(4, 4, 4, DistanceVectorHelper(), [](const NodeContainer& servers) {
            ServiceHelper<LightweightMulticast>().Install(servers);
        });
        const auto choice = CreateObject<UniformRandomVariable>();
        choice->SetStream(seed);
        FailureInjector failures;
        failures.Fail(ChooseShare(cube.Links(), share, choice), Simulator::Now(), Time());
        Simulator::Run();
        MulticastCube multicast(cube);
        std::vector<std::vector<uint16_t>> distance;
        for (uint32_t server = 0; server < cube.Size(); ++server)
        {
            distance.push_back(cube.Search(server));
        }
        std::mt19937 random(seed);
        for (uint32_t n = 1; n <= MOST_RECEIVERS; ++n)
        {
            for (uint32_t i = 0; i < perCube; ++i)
            {
                const auto from = static_cast<uint32_t>(random() % cube.Size());
                const auto receivers = multicast.Draw(random, n, [&](uint32_t server) {
                    return server != from && distance[from][server] != LiveCube::NO_PATH;
                });
                Judge(m_rows[n], multicast.Send(from, receivers), distance, from, receivers);
            }
        }
    }

    void Judge(Row& row,
               const MulticastOutcome& outcome,
               const std::vector<std::vector<uint16_t>>& distance,
               uint32_t from,
               const std::set<uint32_t>& receivers)
    {
        double unicast = 0;
        for (uint32_t receiver : receivers)
        {
            unicast += distance[from][receiver];
            const auto found = outcome.delivered.find(receiver);
            m_notOnce += found == outcome.delivered.end() || found->second != 1;
            ++m_served;
        }
        m_notOnce += outcome.delivered.size() != receivers.size();
        m_mostOnALink = std::max(m_mostOnALink, outcome.mostOnALink);
        const double steiner =
            CountSteinerLinks(distance, from, {receivers.begin(), receivers.end()});
        const auto crossings = static_cast<double>(outcome.crossings);
        EXPECT_GE(crossings, steiner);
        row.crossings += crossings;
        row.unicast += unicast / steiner;
        row.ratio += crossings / steiner;
        row.worst = std::max(row.worst, crossings / steiner);
    }

    Row m_rows[MOST_RECEIVERS + 1];
    uint64_t m_notOnce{0};
    uint64_t m_served{0};
    uint64_t m_mostOnALink{0};
};

} // namespace

TEST_F(MulticastCrossings, IntactCubesAreNearTheSteinerTree)
{
    EXPECT_LE(Measure(0, 1, 600), 1.07);
}

TEST_F(MulticastCrossings, CubesWithFailedLinksAreNearTheSteinerTree)
{
    EXPECT_LE(Measure(0.1, 40, 15), 1.10);
}

TEST_F(MulticastCrossings, ManyReceiversShareMostLinks)
{
    LiveCube cube(8, 8, 8, DistanceVectorHelper(), [](const NodeContainer& servers) {
        ServiceHelper<LightweightMulticast>().Install(servers);
    });
    MulticastCube multicast(cube);
    std::mt19937 random(1);
    constexpr uint32_t RUNS = 30;
    for (const auto& [count, most] : {std::pair(8U, 0.65), {32U, 0.46}, {128U, 0.3}})
    {
        double crossings = 0;
        double unicast = 0;
        for (uint32_t i = 0; i < RUNS; ++i)
        {
            const auto from = static_cast<uint32_t>(random() % cube.Size());
            const auto receivers =
                multicast.Draw(random, count, [from](uint32_t server) { return server != from; });
            const MulticastOutcome outcome = multicast.Send(from, receivers);
            EXPECT_EQ(outcome.mostOnALink, 1U);
            EXPECT_EQ(outcome.delivered.size(), count);
            crossings += static_cast<double>(outcome.crossings);
            for (uint32_t receiver : receivers)
            {
                unicast += cube.GetTorus().GetDistance(cube.GetTorus().GetCoordinate(from),
                                                       cube.GetTorus().GetCoordinate(receiver));
            }
        }
        std::printf("measured: 8x8x8, %u receivers, %u multicasts: %.1f crossings, multicast / "
                    "unicast %.2f\n",
                    count,
                    RUNS,
                    crossings / RUNS,
                    crossings / unicast);
        EXPECT_LE(crossings / unicast, most);
    }
}

TEST(SteinerTree, OfSmallGraphs)
{
    // A ring of six: the longest of the gaps between nodes is left out.
    std::vector<std::vector<uint16_t>> ring(6, std::vector<uint16_t>(6));
    for (int a = 0; a < 6; ++a)
    {
        for (int b = 0; b < 6; ++b)
        {
            ring[a][b] = static_cast<uint16_t>(std::min(std::abs(a - b), 6 - std::abs(a - b)));
        }
    }
    EXPECT_EQ(CountSteinerLinks(ring, 0, {3}), 3U);
    EXPECT_EQ(CountSteinerLinks(ring, 0, {2, 4}), 4U);
    EXPECT_EQ(CountSteinerLinks(ring, 0, {1, 5}), 2U);
    EXPECT_EQ(CountSteinerLinks(ring, 0, {1, 2, 3, 4, 5}), 5U);
    // A star, whose hub, the last node, is none of those to join.
    std::vector<std::vector<uint16_t>> star(5, std::vector<uint16_t>(5, 2));
    for (int a = 0; a < 5; ++a)
    {
        star[a][4] = star[4][a] = 1;
        star[a][a] = 0;
    }
    EXPECT_EQ(CountSteinerLinks(star, 0, {1, 2, 3}), 4U);
}
