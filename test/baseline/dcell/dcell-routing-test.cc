/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// DCells of stock parts: datagrams between all pairs, intact and under failures.

#include "failure-trial.h"

#include "ns3/dcell-helper.h"
#include "ns3/dcell-routing.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::camcube;

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
        EXPECT_EQ(GetRoutingOf<DcellRouting>(net.GetNodes().Get(node))->GetNMessages(), 0U);
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
    const ServedPairs service = TryFailures<Dcell, DcellHelper>("dcell", GetParam(), 3, 1);
    EXPECT_GT(service.served, 0.8 * service.connected);
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         DcellUnderFailures,
                         testing::Values(Failure{4, 1, 0.2, 0, 0},
                                         Failure{4, 1, 0, 0.2, 0},
                                         Failure{4, 1, 0, 0, 0.2},
                                         Failure{2, 2, 0.05, 0, 0},
                                         Failure{2, 2, 0, 0.2, 0},
                                         Failure{2, 2, 0, 0, 0.2}));

INSTANTIATE_TEST_SUITE_P(SlowShares, DcellUnderFailures, testing::Values(Failure{3, 2, 0.2, 0, 0}));

// DFR's jump-up: a whole DCell_1 is gone, and all other servers still reach each other.
TEST(DcellFailure, CellsThatFailAreBypassedSlow)
{
    const Dcell dcell(3, 2);
    DcellHelper net(dcell);
    net.Create();
    PairTraffic traffic(net.GetServers(), net.GetAddresses());
    Breakage<Dcell> breakage(dcell, net.GetNodes());
    std::vector<uint32_t> live;
    Simulator::Schedule(MicroSeconds(1), [&] {
        for (uint32_t server = 24; server < 36; ++server) // DCell_1 number 2
        {
            breakage.BreakNode(server);
            breakage.BreakNode(dcell.GetSwitch(server));
        }
        live = breakage.GetLive(dcell.GetNServers());
        traffic.SendAll(live, MilliSeconds(1), MicroSeconds(10));
    });
    Simulator::Run();
    const ServedPairs service = Compare(traffic, breakage, live, dcell, net);
    EXPECT_EQ(service.connected, 144U * 143);
    EXPECT_EQ(service.served, service.connected);
    EXPECT_EQ(service.expired, 0U);
    std::printf("measured: dcell rack failure: n=3,k=2, one DCell_1 of 13 gone: %lu of %lu pairs "
                "served, stretch %.3f\n",
                service.served,
                service.connected,
                service.stretch);
    Simulator::Destroy();
}

// Without retries, DFR is DCellRouting with knowledge of the zone.
TEST(DcellFailure, RetriesAreLimited)
{
    uint64_t before = 0;
    for (uint32_t retries : {0, 1, 2, 8})
    {
        const Dcell dcell(2, 2);
        DcellHelper net(dcell);
        net.SetRoutingAttribute("Retries", UintegerValue(retries));
        net.Create();
        PairTraffic traffic(net.GetServers(), net.GetAddresses());
        Breakage<Dcell> breakage(dcell, net.GetNodes());
        Simulator::Schedule(MicroSeconds(1), [&] {
            const auto random = CreateObject<UniformRandomVariable>();
            random->SetStream(1);
            breakage.BreakCables(0.1, random);
            traffic.SendAll(AllOf(dcell.GetNServers()), MilliSeconds(1), MicroSeconds(20));
        });
        Simulator::Run();
        uint64_t detours = 0;
        for (uint32_t server = 0; server < dcell.GetNServers(); ++server)
        {
            detours += GetRoutingOf<DcellRouting>(net.GetNodes().Get(server))->GetNDetours();
        }
        EXPECT_EQ(detours == 0, retries == 0);
        EXPECT_GT(traffic.GetNReceived(), before) << retries << " retries";
        before = traffic.GetNReceived();
        std::printf("measured: dcell retries: n=2,k=2, 10%% cables failed, seed 1: %lu of 1722 "
                    "pairs served with %u retries, %lu detours\n",
                    before,
                    retries,
                    detours);
        Simulator::Destroy();
    }
}
