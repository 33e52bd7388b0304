/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// DCells of stock parts: datagrams between all pairs, intact and under failures.

#include "pair-traffic.h"

#include "ns3/dcell-helper.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

using namespace ns3;

namespace
{

/** n, k */
using Size = std::pair<uint32_t, uint32_t>;

/** \return the numbers from 0 on */
std::vector<uint32_t>
AllOf(uint32_t count)
{
    std::vector<uint32_t> all(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        all[i] = i;
    }
    return all;
}

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

/** What fails of a DCell. */
struct Failure
{
    uint32_t n;
    uint32_t k;
    double cables;   //!< share of all
    double servers;  //!< share of all
    double switches; //!< share of all
};

class DcellUnderFailures : public testing::TestWithParam<Failure>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(DcellUnderFailures, ConnectedPairsAreServed)
{
    const Failure failure = GetParam();
    Service total;
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Dcell dcell(failure.n, failure.k);
        DcellHelper net(dcell);
        net.Create();
        PairTraffic traffic(net.GetServers(), net.GetAddresses());
        Breakage<Dcell> breakage(dcell, net.GetNodes());
        std::vector<uint32_t> live;
        Simulator::Schedule(MicroSeconds(1), [&] {
            auto random = CreateObject<UniformRandomVariable>();
            random->SetStream(seed);
            breakage.BreakCables(failure.cables, random);
            breakage.BreakNodes(failure.servers, 0, dcell.GetNServers(), random);
            breakage.BreakNodes(failure.switches, dcell.GetNServers(), dcell.GetNNodes(), random);
            live = breakage.GetLive(dcell.GetNServers());
            traffic.SendAll(live, MilliSeconds(1), MicroSeconds(20));
        });
        Simulator::Run();
        const Service service = Compare(traffic, breakage, live, dcell, net);
        EXPECT_EQ(service.impossible, 0U);
        EXPECT_EQ(service.expired, 0U);
        EXPECT_EQ(traffic.GetNDuplicates(), 0U);
        EXPECT_EQ(traffic.GetCables().size() + service.unreachable, live.size() * (live.size() - 1))
            << "a datagram was lost without a word";
        total.connected += service.connected;
        total.served += service.served;
        total.stretch += service.stretch / 5;
        total.messages += service.messages;
        Simulator::Destroy();
    }
    std::printf("measured: dcell failures: n=%u,k=%u, %.0f%% cables %.0f%% servers %.0f%% switches "
                "failed, seeds 1-5: %.2f%% of %lu connected pairs served, stretch %.2f, %lu "
                "messages\n",
                failure.n,
                failure.k,
                100 * failure.cables,
                100 * failure.servers,
                100 * failure.switches,
                100.0 * total.served / total.connected,
                total.connected,
                total.stretch,
                total.messages / 5);
    EXPECT_GT(total.served, 0.8 * total.connected);
}

INSTANTIATE_TEST_SUITE_P(Shares,
                         DcellUnderFailures,
                         testing::Values(Failure{4, 1, 0.2, 0, 0},
                                         Failure{4, 1, 0, 0.2, 0},
                                         Failure{4, 1, 0, 0, 0.2},
                                         Failure{3, 2, 0.05, 0, 0},
                                         Failure{3, 2, 0.2, 0, 0},
                                         Failure{3, 2, 0, 0.2, 0},
                                         Failure{3, 2, 0, 0, 0.2}));
