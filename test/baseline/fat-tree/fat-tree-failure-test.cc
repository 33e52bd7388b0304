/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Fat-trees with parts that fail: who is still served, against who is still connected.

#include "failure-trial.h"

#include "ns3/fat-tree-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** A fat-tree by the names that the trial knows. */
class HostTree : public FatTree
{
  public:
    HostTree(uint32_t k, uint32_t /* level */)
        : FatTree(k)
    {
    }

    uint32_t GetNServers() const
    {
        return GetNHosts();
    }
};

class FatTreeUnderFailures : public testing::TestWithParam<Failure>
{
};

} // namespace

TEST_P(FatTreeUnderFailures, ConnectedPairsAreServed)
{
    const ServedPairs service = TryFailures<HostTree, FatTreeHelper>("fat-tree", GetParam(), 3, 1);
    EXPECT_GT(service.served, 0.8 * service.connected);
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         FatTreeUnderFailures,
                         testing::Values(Failure{4, 0, 0.05, 0, 0},
                                         Failure{4, 0, 0.2, 0, 0},
                                         Failure{4, 0, 0, 0, 0.2}));

INSTANTIATE_TEST_SUITE_P(SlowShares,
                         FatTreeUnderFailures,
                         testing::Values(Failure{8, 0, 0.05, 0, 0},
                                         Failure{8, 0, 0.2, 0, 0},
                                         Failure{8, 0, 0, 0.2, 0},
                                         Failure{8, 0, 0, 0, 0.2}));

// What comes back is used again, hosts included.
TEST(FatTreeFailure, RepairsAreHeardOf)
{
    const FatTree tree(4);
    FatTreeHelper net(tree);
    net.Create();
    PairTraffic traffic(net.GetHosts(), net.GetAddresses());
    Breakage<FatTree> breakage(tree, net.GetNodes());
    Simulator::Schedule(MicroSeconds(1), [&] {
        for (uint32_t node : {0U, 16U, 20U, 24U, 35U}) // a host and switches of all layers
        {
            breakage.BreakNode(node);
        }
    });
    Simulator::Schedule(MilliSeconds(1), [&] {
        for (uint32_t node : {35U, 24U, 20U, 16U, 0U})
        {
            for (uint32_t port = 0; port < tree.GetNPorts(node); ++port)
            {
                breakage.SetCable(node, port, true);
            }
        }
    });
    traffic.SendAll(AllOf(tree.GetNHosts()), MilliSeconds(2));
    Simulator::Run();
    EXPECT_EQ(traffic.GetCables().size(), 16U * 15);
    for (const auto& [pair, cables] : traffic.GetCables())
    {
        EXPECT_EQ(cables, tree.GetDistance(pair.first, pair.second));
    }
    Simulator::Destroy();
}
