/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What users of LightweightMulticast may get wrong, and what may come from the wire: each ends in a
// sentence or is counted.

#include "cube-fixture.h"
#include "misuse.h"

#include "ns3/lightweight-multicast.h"
#include "ns3/service-helper.h"

#include <algorithm>
#include <iterator>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** What a misuse may use: a ring of four servers. */
struct Scene
{
    TorusHelper torus{4, 1, 1};
    NodeContainer servers = torus.Create();
    std::vector<Registration> kept;
    uint32_t delivered{0};
    LightweightMulticast::Receivers reported;
    LightweightMulticast::DropReason reason{RoutingCallbacks::N_DROP_REASONS};

    Scene()
    {
        MultiHopRoutingHelper().Install(servers);
        ServiceHelper<LightweightMulticast>().Install(servers);
        Simulator::Run();
        for (uint32_t server = 0; server < 4; ++server)
        {
            kept.push_back(At(server).AddReceiver(nullptr, 7, [this](Ptr<Packet>, const auto&) {
                ++delivered;
            }));
        }
        kept.push_back(
            At(0).AddUndelivered(nullptr, 7, [this](uint32_t, const auto& receivers, auto why) {
                reported = receivers;
                reason = why;
            }));
    }

    LightweightMulticast& At(uint32_t server) const
    {
        return *ServiceHelper<LightweightMulticast>::Get(servers.Get(server));
    }

    Runtime& RuntimeAt(uint32_t server) const
    {
        return *servers.Get(server)->GetObject<Runtime>();
    }

    void Send(const LightweightMulticast::Receivers& receivers, uint32_t bytes = 9) const
    {
        At(0).Send(receivers, 7, Create<Packet>(bytes));
        Simulator::Run();
    }

    /** Has a frame of such bytes come to server 1. */
    void Receive(const std::vector<uint8_t>& bytes) const
    {
        FramePtr frame = std::make_unique<Frame>(
            0,
            Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
        RuntimeAt(0).Send(&At(0), PLUS_X, frame);
        Simulator::Run();
    }

    /** The same, and expects it to be dropped and counted. */
    void ExpectMalformed(const std::vector<uint8_t>& bytes) const
    {
        Receive(bytes);
        EXPECT_EQ(At(1).GetCounters().malformed, 1U);
        EXPECT_EQ(delivered, 0U);
    }
};

/** \return the bytes of a frame: the header as it should be, but for its receivers and reason */
std::vector<uint8_t>
Wire(uint8_t receivers, const std::vector<uint8_t>& rest, uint8_t sourceX = 0, uint8_t reason = 8)
{
    std::vector<uint8_t> bytes{sourceX, 0, 0, 0, 7, 0, 0, 0, 1, 0, 255, 0, receivers, reason};
    std::copy(rest.begin(), rest.end(), std::back_inserter(bytes));
    return bytes;
}

const Misuse<Scene> MISUSES[] = {
    // Sending
    {"NoPacket",
     "without a packet",
     [](Scene& s) {
         s.At(0).Send({{1, 0, 0}}, 7, nullptr);
     }},
    {"NoReceiver", "sent to nobody", [](Scene& s) { s.Send({}); }},
    {"ReceiverOutsideTheCube",
     "sent to (4,0,0), and there is no such server in a torus of 4x1x1",
     [](Scene& s) {
         s.Send({{1, 0, 0}, {4, 0, 0}});
     }},
    {"PacketThatLeavesNoRoom",
     "a packet of 1500 bytes leaves no room",
     [](Scene& s) {
         s.Send({{1, 0, 0}}, 1500);
     }},
    {"PacketOfManyGigabytes",
     nullptr,
     [](Scene& s) { EXPECT_EQ(s.At(0).GetMostReceivers(UINT32_MAX), 0U); }},
    {"LongestPacket",
     nullptr,
     [](Scene& s) {
         uint32_t bytes = 1500;
         while (s.At(0).GetMostReceivers(bytes) == 0)
         {
             --bytes;
         }
         s.Send({{1, 0, 0}, {2, 0, 0}}, bytes);
         EXPECT_EQ(s.delivered, 2U);
     }},
    {"ReceiverNamedTwice",
     nullptr,
     [](Scene& s) {
         s.Send({{1, 0, 0}, {0, 0, 0}, {1, 0, 0}, {0, 0, 0}});
         EXPECT_EQ(s.delivered, 2U);
     }},
    {"ToItselfAlone",
     nullptr,
     [](Scene& s) {
         s.Send({{0, 0, 0}});
         EXPECT_EQ(s.delivered, 1U);
     }},
    {"NumberThatNobodyServes",
     nullptr,
     [](Scene& s) {
         s.kept[2].Cancel();
         s.Send({{1, 0, 0}, {2, 0, 0}});
         EXPECT_EQ(s.delivered, 1U);
         EXPECT_EQ(s.reported, (LightweightMulticast::Receivers{{2, 0, 0}}));
         EXPECT_EQ(s.reason, RoutingCallbacks::UNKNOWN_ENDPOINT);
     }},
    {"SentWhileWithdrawn",
     "not deployed",
     [](Scene& s) {
         s.At(0).Withdraw();
         s.Send({{1, 0, 0}});
     }},
    {"SentWithoutRouting",
     "not deployed",
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.servers.Get(0))->Withdraw();
         s.Send({{1, 0, 0}});
     }},
    {"RoutingWithdrawnOnTheWay",
     nullptr,
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.servers.Get(1))->Withdraw();
         s.Send({{1, 0, 0}, {2, 0, 0}});
         EXPECT_EQ(s.At(1).GetCounters().delivered, 1U);
         EXPECT_EQ(s.At(1).GetCounters().undelivered, 1U);
         EXPECT_EQ(s.delivered, 1U);
     }},
    {"RoutingWithdrawnWhereNobodyServesTheNumber",
     nullptr,
     [](Scene& s) {
         s.kept[1].Cancel();
         MultiHopRoutingHelper::Get(s.servers.Get(1))->Withdraw();
         s.Send({{1, 0, 0}});
         EXPECT_EQ(s.At(1).GetCounters().undelivered, 1U);
     }},
    {"WithdrawnOnTheWay",
     nullptr,
     [](Scene& s) {
         s.At(1).Withdraw();
         s.At(3).Withdraw();
         s.Send({{2, 0, 0}});
         EXPECT_EQ(s.delivered, 0U);
     }},
    {"WithdrawnBeforeAPacketToOneself",
     nullptr,
     [](Scene& s) {
         s.At(0).Send({{0, 0, 0}}, 7, Create<Packet>(9));
         s.At(0).Withdraw();
         Simulator::Run();
         EXPECT_EQ(s.delivered, 0U);
     }},
    // Registrations
    {"NumberThatIsTaken",
     "already",
     [](Scene& s) {
         s.kept.push_back(s.At(0).AddReceiver(nullptr, 7, [](Ptr<Packet>, const auto&) {}));
     }},
    {"NoReceiverFunction",
     "no function",
     [](Scene& s) { s.kept.push_back(s.At(0).AddReceiver(nullptr, 8, nullptr)); }},
    {"NoFunctionForReports",
     "no function",
     [](Scene& s) { s.kept.push_back(s.At(0).AddUndelivered(nullptr, 8, nullptr)); }},
    {"NoSplit", "splits receivers", [](Scene& s) { s.At(0).SetSplit(nullptr); }},
    {"SplitThatAnswersNothing",
     "a split named no port that leads to receiver (1,0,0)",
     [](Scene& s) {
         s.At(0).SetSplit([](auto&, auto&, auto&) { return std::vector<uint8_t>(); });
         s.Send({{1, 0, 0}});
     }},
    // From the wire
    {"FrameWithoutBytes", nullptr, [](Scene& s) { s.ExpectMalformed({}); }},
    {"FrameShorterThanItsHeader",
     nullptr,
     [](Scene& s) {
         s.ExpectMalformed({0, 0, 0, 0, 7});
     }},
    {"ListOfNobody",
     nullptr,
     [](Scene& s) {
         s.ExpectMalformed(Wire(0, {1, 0, 0}));
     }},
    {"ListLongerThanTheFrame",
     nullptr,
     [](Scene& s) {
         s.ExpectMalformed(Wire(2, {1, 0, 0, 2, 0}));
     }},
    {"ListWithAServerOutsideTheCube",
     nullptr,
     [](Scene& s) {
         s.ExpectMalformed(Wire(2, {1, 0, 0, 2, 1, 0}));
     }},
    {"SourceOutsideTheCube",
     nullptr,
     [](Scene& s) {
         s.ExpectMalformed(Wire(1, {1, 0, 0}, 4));
     }},
    {"ReasonThatIsNone",
     nullptr,
     [](Scene& s) {
         s.ExpectMalformed(Wire(1, {1, 0, 0}, 0, 9));
     }},
    {"CopyThatHasCrossedAsManyLinksAsCanBeCounted",
     nullptr,
     [](Scene& s) {
         std::vector<uint8_t> bytes = Wire(1, {2, 0, 0});
         bytes[9] = 255;
         s.Receive(bytes);
         EXPECT_EQ(s.delivered, 0U);
         EXPECT_EQ(s.reason, RoutingCallbacks::HOP_LIMIT);
     }},
    {"ReportOfAMulticastFromElsewhere",
     nullptr,
     [](Scene& s) {
         const auto bytes = Wire(1, {2, 0, 0}, 1, RoutingCallbacks::NO_ROUTE);
         MultiHopRoutingHelper::Get(s.servers.Get(2))
             ->Send({0, 0, 0},
                    LightweightMulticast::ENDPOINT,
                    Create<Packet>(bytes.data(), uint32_t(bytes.size())));
         Simulator::Run();
         EXPECT_TRUE(s.reported.empty());
         EXPECT_EQ(s.At(0).GetCounters().malformed, 1U);
     }},
    {"ListThatNamesAServerTwice",
     nullptr,
     [](Scene& s) {
         s.Receive(Wire(4, {1, 0, 0, 2, 0, 0, 1, 0, 0, 2, 0, 0}));
         EXPECT_EQ(s.delivered, 2U);
     }},
    {"RoutedPacketThatMakesNoSense",
     nullptr,
     [](Scene& s) {
         MultiHopRoutingHelper::Get(s.servers.Get(0))
             ->Send({2, 0, 0}, LightweightMulticast::ENDPOINT, Create<Packet>(40));
         Simulator::Run();
         EXPECT_EQ(s.At(2).GetCounters().malformed, 1U);
     }},
};

class LightweightMulticastMisuse : public testing::TestWithParam<Misuse<Scene>>
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }
};

} // namespace

TEST_P(LightweightMulticastMisuse, EndsInASentenceOrIsCounted)
{
    GetParam().Try();
}

INSTANTIATE_TEST_SUITE_P(All,
                         LightweightMulticastMisuse,
                         testing::ValuesIn(MISUSES),
                         [](const auto& row) { return std::string(row.param.name); });
