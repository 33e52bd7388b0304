/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Answers are exactly what the members that they name give together, and complete only if nobody is
// missing, whatever fails.

#include "convergecast-storm.h"
#include "cube-fixture.h"
#include "line-count.h"

#include <iostream>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

class ConvergecastTest : public CubeTest
{
  protected:
    static ConvergecastFound RunStorms(uint32_t first, uint32_t last, Time quietTime)
    {
        ConvergecastFound sum;
        for (uint32_t seed = first; seed <= last; ++seed)
        {
            ConvergecastStorm storm(seed, quietTime);
            const ConvergecastFound found = storm.Run();
            EXPECT_EQ(found.CountFaults() - (quietTime.IsZero() ? found.falselyComplete : 0), 0U)
                << "seed " << seed << ", " << storm.GetName() << ": "
                << found.asked - found.answered << " unanswered, " << found.wrong << " wrong, "
                << found.falselyComplete << " falsely complete, " << found.wrongMissing
                << " wrongly missing, " << found.wrongAtRest << " wrong at rest";
            sum.Add(found);
            Simulator::Destroy();
        }
        std::cout << "measured: " << last - first + 1 << " storms, QuietTime "
                  << quietTime.GetMicroSeconds() << " us: " << sum.asked << " rounds, "
                  << sum.asked - sum.answered << " unanswered, " << sum.repeated
                  << " answered twice, " << sum.wrong << " wrong sums; " << sum.complete
                  << " called complete, " << sum.falselyComplete << " falsely, with " << sum.due
                  << " members due; at rest " << sum.wrongAtRest << " of " << sum.atRest
                  << " not complete or with other members; " << sum.missing
                  << " said to be missing, " << sum.wrongMissing << " of them wrongly, "
                  << sum.namedAbsent << " of the " << sum.absent
                  << " members not in these answers\n";
        EXPECT_GT(sum.complete, sum.atRest);
        return sum;
    }
};

} // namespace

TEST_F(ConvergecastTest, IsShort)
{
    const std::string folder = "model/services/groups/convergecast/";
    ExpectLines(300, {folder + "convergecast.h", folder + "convergecast.cc"});
    ExpectLines(300, {folder + "convergecast-rounds.h", folder + "convergecast-rounds.cc"});
    ExpectLines(300, {folder + "convergecast-requests.h", folder + "convergecast-requests.cc"});
    ExpectLines(300, {folder + "convergecast-links.h", folder + "convergecast-links.cc"});
    ExpectLines(300, {folder + "convergecast-state.h", folder + "convergecast-state.cc"});
}

TEST_F(ConvergecastTest, AllServersOfALargeCubeAnswer)
{
    TorusHelper torus(20, 20, 20);
    const NodeContainer servers = torus.Create();
    MultiHopRoutingHelper().Install(servers);
    ServiceHelper<GroupTree>().Install(servers);
    ServiceHelper<Convergecast>().Install(servers);
    Simulator::Run();
    const GroupId group{{3, 7, 11}, 1};
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        ServiceHelper<GroupTree>::Get(servers.Get(i))->Join(group);
        Keep(ServiceHelper<Convergecast>::Get(servers.Get(i))
                 ->AddFunction(
                     nullptr,
                     1,
                     [](const GroupId&) { return MakePacket(SumValue{1}); },
                     [](const auto& a, const auto& b) {
                         return MakePacket(SumValue{ReadPacket<SumValue>(*a)->sum +
                                                    ReadPacket<SumValue>(*b)->sum});
                     }));
    }
    Simulator::Stop(MilliSeconds(3));
    Simulator::Run();
    const Time begin = Simulator::Now();
    uint64_t answers = 0;
    Keep(ServiceHelper<Convergecast>::Get(servers.Get(0))
             ->Ask(nullptr, group, 1, [&](const Convergecast::Result& result) {
                 ++answers;
                 EXPECT_TRUE(result.isComplete);
                 EXPECT_EQ(result.members.size(), 8000U);
                 EXPECT_EQ(ReadPacket<SumValue>(*result.value)->sum, 8000U);
                 std::cout << "measured: 8000 members of 20x20x20 answer within "
                           << (Simulator::Now() - begin).GetNanoSeconds() / 1e3 << " us\n";
             }));
    Simulator::Run();
    EXPECT_EQ(answers, 1U);
}

TEST_F(ConvergecastTest, StormsLeaveNoSumWrongOrFalselyComplete)
{
    RunStorms(1, 300, MilliSeconds(2));
}

TEST_F(ConvergecastTest, WithoutQuietTimeRoundsAreFalselyComplete)
{
    EXPECT_GT(RunStorms(1, 100, Time()).falselyComplete, 0U);
}

TEST_F(ConvergecastTest, StormsLeaveNoSumWrongOrFalselyCompleteSlow)
{
    RunStorms(1001, 3000, MilliSeconds(2));
}
