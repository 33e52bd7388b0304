/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// BCubes of stock parts: datagrams between all pairs, intact and under failures.

#include "failure-trial.h"

#include "ns3/bcube-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** n, k */
using Size = std::pair<uint32_t, uint32_t>;

class BcubeNetwork : public testing::TestWithParam<Size>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(BcubeNetwork, AllPairsReachEachOtherOnShortestPaths)
{
    BcubeHelper net(GetParam().first, GetParam().second);
    const Bcube& bcube = net.GetBcube();
    net.Create();
    PairTraffic traffic(net.GetServers(), net.GetAddresses());
    traffic.SendAll(AllOf(bcube.GetNServers()), MicroSeconds(1));
    Simulator::Run();
    const uint32_t pairs = bcube.GetNServers() * (bcube.GetNServers() - 1);
    EXPECT_EQ(traffic.GetCables().size(), pairs);
    EXPECT_EQ(traffic.GetNDuplicates(), 0U);
    double sum = 0;
    for (const auto& [pair, cables] : traffic.GetCables())
    {
        ASSERT_EQ(cables, 2 * bcube.GetDistance(pair.first, pair.second))
            << pair.first << " to " << pair.second;
        sum += cables;
    }
    EXPECT_NEAR(sum / pairs, 2 * bcube.GetMeanDistance(), 1e-9);
    std::printf("measured: bcube reach: %s: %u pairs, mean path %.3f cables, closed form %.3f\n",
                bcube.GetName().c_str(),
                pairs,
                sum / pairs,
                2 * bcube.GetMeanDistance());
}

INSTANTIATE_TEST_SUITE_P(NAndK,
                         BcubeNetwork,
                         testing::Values(Size{4, 0}, Size{4, 1}, Size{2, 2}, Size{4, 2}));

namespace
{

class BcubeUnderFailures : public testing::TestWithParam<Failure>
{
};

} // namespace

TEST_P(BcubeUnderFailures, ConnectedPairsAreServed)
{
    const ServedPairs service = TryFailures<Bcube, BcubeHelper>("bcube", GetParam(), 2, 8);
    EXPECT_GT(service.served, 0.99 * service.connected);
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         BcubeUnderFailures,
                         testing::Values(Failure{4, 1, 0.2, 0, 0},
                                         Failure{4, 1, 0, 0.2, 0},
                                         Failure{4, 1, 0, 0, 0.2}));

INSTANTIATE_TEST_SUITE_P(SlowShares,
                         BcubeUnderFailures,
                         testing::Values(Failure{4, 2, 0.05, 0, 0},
                                         Failure{4, 2, 0.2, 0, 0},
                                         Failure{4, 2, 0, 0.2, 0},
                                         Failure{4, 2, 0, 0, 0.2}));
