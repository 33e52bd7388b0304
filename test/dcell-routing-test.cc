/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// DCells of stock parts: datagrams between all pairs, intact and under failures.

#include "failure-trial.h"

#include "ns3/dcell-helper.h"

using namespace ns3;

namespace
{

/** n, k */
using Size = std::pair<uint32_t, uint32_t>;

class DcellNetwork : public testing::TestWithParam<Size>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(DcellNetwork, AllPairsReachEachOtherOnDCellRoutes)
{
    DcellHelper net(GetParam().first, GetParam().second);
    const Dcell& dcell = net.GetDcell();
    net.Create();
    PairTraffic traffic(net.GetServers(), net.GetAddresses());
    traffic.SendAll(AllOf(dcell.GetNServers()), MicroSeconds(1));
    Simulator::Run();
    const uint32_t pairs = dcell.GetNServers() * (dcell.GetNServers() - 1);
    EXPECT_EQ(traffic.GetCables().size(), pairs);
    EXPECT_EQ(traffic.GetNDuplicates(), 0U);
    double sum = 0;
    for (const auto& [pair, cables] : traffic.GetCables())
    {
        uint32_t expected = 0;
        for (uint32_t at = pair.first; at != pair.second;)
        {
            const Dcell::Hop hop = dcell.GetNextHop(at, pair.second);
            expected += hop.port == 0 ? 2 : 1;
            at = hop.server;
        }
        ASSERT_EQ(cables, expected) << pair.first << " to " << pair.second;
        sum += cables;
    }
    EXPECT_NEAR(sum / pairs, dcell.GetMeanRouteCables(), 1e-9);
    for (uint32_t node = 0; node < dcell.GetNNodes(); ++node)
    {
        EXPECT_EQ(net.GetRouting(node)->GetNMessages(), 0U);
    }
    std::printf("measured: dcell reach: %s: %u pairs, mean path %.3f cables, closed form %.3f\n",
                dcell.GetName().c_str(),
                pairs,
                sum / pairs,
                dcell.GetMeanRouteCables());
}

INSTANTIATE_TEST_SUITE_P(NAndK,
                         DcellNetwork,
                         testing::Values(Size{4, 0}, Size{4, 1}, Size{2, 2}, Size{3, 2}));

namespace
{

class DcellUnderFailures : public testing::TestWithParam<Failure>
{
};

} // namespace

TEST_P(DcellUnderFailures, ConnectedPairsAreServed)
{
    const Service service = TryFailures<Dcell, DcellHelper>("dcell", GetParam(), 3, 1);
    EXPECT_GT(service.served, 0.8 * service.connected);
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         DcellUnderFailures,
                         testing::Values(Failure{4, 1, 0.2, 0, 0},
                                         Failure{4, 1, 0, 0.2, 0},
                                         Failure{4, 1, 0, 0, 0.2},
                                         Failure{2, 2, 0.05, 0, 0},
                                         Failure{3, 2, 0.2, 0, 0},
                                         Failure{2, 2, 0, 0.2, 0},
                                         Failure{2, 2, 0, 0, 0.2}));
