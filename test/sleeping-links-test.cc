/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Links asleep without load and under load: how many, whether the others hold the cube together,
// and what it costs in messages and in throughput.

#include "awake-graph.h"
#include "cube-fixture.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/link-sleeper.h"
#include "ns3/sleeping-links-helper.h"

using namespace ns3;

namespace
{

class SleepTest : public CubeTest
{
};

} // namespace

TEST_F(SleepTest, WithoutLoadATreeStaysAwake)
{
    for (const auto& sides : std::vector<std::array<uint32_t, 3>>{{2, 2, 2},
                                                                  {3, 3, 3},
                                                                  {4, 5, 6},
                                                                  {8, 1, 1},
                                                                  {2, 7, 1},
                                                                  {20, 20, 20}})
    {
        TorusHelper torus(sides[0], sides[1], sides[2]);
        const NodeContainer servers = torus.Create();
        DistanceVectorHelper().Install(servers);
        SleepingLinksHelper().Install(servers);
        Simulator::Run();
        const AwakeGraph graph(torus.Links(), servers.GetN());
        const uint32_t asleep = SleepingLinksHelper::CountAsleep(torus.Links());
        EXPECT_EQ(graph.CountAwakeParts(), 1) << torus.GetTorus().GetName();
        EXPECT_EQ(graph.CountAwake(), servers.GetN() - 1) << torus.GetTorus().GetName();
        EXPECT_EQ(asleep, torus.Links().size() - servers.GetN() + 1);
        uint64_t routing = 0;
        uint64_t messages = 0;
        for (uint32_t i = 0; i < servers.GetN(); ++i)
        {
            routing += DistanceVectorHelper::Get(servers.Get(i))->GetCounters().messages;
            messages += SleepingLinksHelper::Get(servers.Get(i))->GetCounters().messages;
        }
        EXPECT_EQ(routing, 0);
        std::cout << "measured: " << torus.GetTorus().GetName() << " without load: " << asleep
                  << " of " << torus.Links().size() << " links asleep ("
                  << 100.0 * asleep / torus.Links().size() << " %), the others in "
                  << graph.CountAwakeParts() << " part, after " << Simulator::Now().As(Time::US)
                  << "; " << messages << " messages about sleep, " << routing << " of routing\n";
        Simulator::Destroy();
    }
}
