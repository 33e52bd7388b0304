/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What link state does step by step: floods, meetings of parts that were apart, loops on the way,
// and messages that make no sense.

#include "cube-fixture.h"
#include "live-cube.h"

#include "ns3/choose-share.h"
#include "ns3/link-state-helper.h"

#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Cube = LiveCubeOf<LinkStateHelper>;

class LinkStateTest : public CubeTest
{
  protected:
    /** \return messages sent while something happens and all follows */
    template <typename F>
    static uint64_t Count(const Cube& cube, F happen)
    {
        const uint64_t before = cube.CountMessages();
        happen();
        Simulator::Run();
        return cube.CountMessages() - before;
    }

    /** Hands a server a frame as if its neighbour at a port had sent it. */
    static void Give(const Cube& cube,
                     uint32_t server,
                     uint8_t port,
                     const LinkStateMessage& message,
                     const std::vector<uint8_t>& bytes)
    {
        Frame frame(LinkState::SERVICE_ID, Create<Packet>(bytes.data(), bytes.size()));
        frame.SetHeader(message);
        TorusHelper::GetPort(cube.Servers().Get(server), port)
            ->ReceiveBytes(frame.ToPacket({}, {}));
    }

    static std::vector<uint8_t> Bytes(const LinkStateEntry& entry)
    {
        std::vector<uint8_t> bytes(LinkStateEntry::WIRE_BYTES);
        entry.Write(bytes.data());
        return bytes;
    }
};

} // namespace

TEST_F(LinkStateTest, IntactCubeIsSilentAndStateless)
{
    Cube cube(20, 20, 20);
    EXPECT_EQ(cube.CountMessages(), 0U);
    EXPECT_EQ(cube.CountMismatches(0), 0U);
    const std::size_t bytes = cube.GetMostStateBytes();
    std::cout << "measured: link state in an intact cube of 20x20x20: 0 messages, " << bytes
              << " bytes a server\n";
    EXPECT_LE(bytes, 1024U);
    EXPECT_EQ(cube.Router(0).GetTable().GetBytes(), 0U);
}

// In a cube of even sides no two neighbours are equally far from anywhere, so the wave of a report
// crosses each link once, in one direction.
TEST_F(LinkStateTest, AReportCrossesEachLinkAboutOnce)
{
    Cube cube(6, 6, 6);
    const auto link = cube.Links()[100];
    const uint64_t failed = Count(cube, [&] { link->Cut(); });
    EXPECT_EQ(cube.CountMismatches(), 0U);
    const uint64_t mended = Count(cube, [&] { link->Mend(); });
    EXPECT_EQ(cube.CountMismatches(), 0U);
    std::cout << "measured: link state, 6x6x6: " << failed << " messages after one link failure, "
              << mended << " after its repair, " << 2 * cube.Links().size()
              << " for two reports over each link once\n";
    EXPECT_LE(failed, 2.1 * cube.Links().size());
    EXPECT_LE(mended, 2.1 * cube.Links().size() + 2); // and two greetings
}

// A ring cut in two; both parts change; then one cable joins them again.
TEST_F(LinkStateTest, PartsThatMeetLearnWhatTheyMissed)
{
    Cube cube(12, 1, 1);
    const auto link = [&](uint32_t server) {
        return TorusHelper::GetLink(cube.Servers().Get(server), PLUS_X);
    };
    link(11)->Cut();
    link(5)->Cut();
    Simulator::Run();
    EXPECT_EQ(cube.Router(0).GetTable().GetDistance(cube.GetTorus().GetCoordinate(6)),
              NextHopTable::UNREACHABLE);
    EXPECT_EQ(cube.CountMismatches(), 0U);
    link(2)->Cut();
    link(8)->Cut();
    Simulator::Run();
    link(8)->Mend();
    Simulator::Run();
    link(2)->Mend();
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0U);
    link(5)->Mend();
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0U);
    EXPECT_EQ(cube.Router(0).GetTable().GetDistance(cube.GetTorus().GetCoordinate(6)), 6U);
    const uint64_t digest = cube.Router(0).GetTable().GetDatabase().GetDigest();
    for (uint32_t server = 1; server < cube.Size(); ++server)
    {
        EXPECT_EQ(cube.Router(server).GetTable().GetDatabase().GetDigest(), digest);
    }
}

// Servers whose knowledge is the same greet each other and send no list.
TEST_F(LinkStateTest, NeighborsThatAgreeSendNoLists)
{
    Cube cube(4, 4, 4);
    FailureInjector failures;
    failures.Fail(ChooseShare(cube.Links(), 0.3, CreateObject<UniformRandomVariable>()),
                  Simulator::Now());
    Simulator::Run();
    const auto link = cube.Links()[17];
    link->Cut();
    Simulator::Run();
    std::map<uint32_t, uint32_t> sizes;
    const auto note = [&](Ptr<const Packet> payload, uint8_t) { ++sizes[payload->GetSize()]; };
    for (uint32_t server = 0; server < cube.Size(); ++server)
    {
        LinkStateHelper::Get(cube.Servers().Get(server))
            ->TraceConnectWithoutContext("Sent", Callback<void, Ptr<const Packet>, uint8_t>(note));
    }
    link->Mend();
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0U);
    EXPECT_EQ(sizes[LinkStateSession::DIGEST_BYTES], 2U);
    sizes.erase(LinkStateSession::DIGEST_BYTES);
    for (const auto& [bytes, count] : sizes)
    {
        EXPECT_LE(bytes, 2 * LinkStateEntry::WIRE_BYTES) << count << " of them";
    }
}

// Unlike distance vector, link state promises no freedom from loops while news spreads.
TEST_F(LinkStateTest, LoopsWhileNewsSpreadsDoNotLast)
{
    uint64_t looks = 0;
    uint64_t loops = 0;
    for (uint32_t seed = 1; seed <= 9; ++seed)
    {
        std::mt19937 random(seed);
        const uint32_t k = 4 + seed % 3;
        Cube cube(k, k, k);
        FailureInjector failures;
        const auto choice = CreateObject<UniformRandomVariable>();
        choice->SetStream(seed);
        const Time spacing = NanoSeconds(random() % 60000);
        const auto links = ChooseShare(cube.Links(), random() % 51 / 100.0, choice);
        failures.Fail(links, Simulator::Now(), spacing);
        failures.Repair(links, Simulator::Now() + MicroSeconds(random() % 300));
        uint32_t left = 40;
        std::function<void()> look = [&] {
            ++looks;
            loops += cube.CountLoops();
            if (--left > 0)
            {
                Simulator::Schedule(NanoSeconds(1 + random() % 30000), look);
            }
        };
        Simulator::ScheduleNow(look);
        Simulator::Run();
        EXPECT_EQ(cube.CountLoops(), 0U) << "at rest, seed " << seed;
        EXPECT_EQ(cube.CountMismatches(), 0U) << "seed " << seed;
        Simulator::Destroy();
    }
    std::cout << "measured: link state: " << loops << " loops in " << looks
              << " looks at the next hops of all servers, 0 at rest\n";
}

// A report that a server never made, as after a restart that lost its count, is answered by a
// newer true one.
TEST_F(LinkStateTest, FalseReportsOfOneselfAreContradicted)
{
    Cube cube(4, 4, 4);
    const auto knownOf = [&](uint32_t by, uint32_t of) {
        return cube.Router(by).GetTable().GetDatabase().Get(of);
    };
    LinkReport wrong;
    for (int i = 0; i < 1000; ++i)
    {
        wrong = wrong.GetNext(PortSet(21));
    }
    Give(cube, 1, MINUS_X, {0, LinkStateMessage::UPDATE}, Bytes({37, wrong}));
    EXPECT_EQ(knownOf(1, 37), wrong);
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0U);
    for (uint32_t server = 0; server < cube.Size(); ++server)
    {
        EXPECT_TRUE(knownOf(server, 37).IsNewerThan(wrong)) << "at server " << server;
        EXPECT_TRUE(knownOf(server, 37).GetDown().IsEmpty());
    }
}

TEST_F(LinkStateTest, NonsenseIsCountedAndChangesNothing)
{
    Cube cube(4, 4, 1);
    const auto refused = [&] { return cube.Router(0).GetCounters().malformed; };
    const LinkStateMessage update{0, LinkStateMessage::UPDATE};
    const LinkReport down = LinkReport().GetNext(PortSet(1));
    Give(cube, 0, PLUS_X, update, Bytes({16, down})); // no such server
    Give(cube, 0, PLUS_X, update, Bytes({3, LinkReport().GetNext(PortSet(0x10))})); // nor port
    Give(cube, 0, PLUS_X, update, std::vector<uint8_t>(8));
    Give(cube, 0, PLUS_X, {0, LinkStateMessage::HELLO}, std::vector<uint8_t>(7));
    Give(cube, 0, PLUS_X, {0, LinkStateMessage::N_KINDS}, {});
    EXPECT_EQ(refused(), 5U);
    Give(cube, 0, PLUS_X, {UINT16_MAX, LinkStateMessage::UPDATE}, Bytes({3, down}));
    EXPECT_EQ(cube.Router(0).GetCounters().stale, 1U);
    std::mt19937 random(1);
    for (int i = 0; i < 5000; ++i)
    {
        std::vector<uint8_t> bytes(random() % 40);
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(random());
        }
        Give(cube, 0, PLUS_X, {UINT16_MAX, LinkStateMessage::Kind(random() % 4)}, bytes);
    }
    Simulator::Run();
    EXPECT_EQ(cube.CountMismatches(), 0U);
    EXPECT_EQ(cube.Router(0).GetTable().GetBytes(), 0U);
}

TEST_F(LinkStateTest, HelperRefusesWhatTheProtocolDoesNotTake)
{
    LinkStateHelper helper;
    EXPECT_THROW(helper.SetAttribute("Gahter", TimeValue(Time())), std::invalid_argument);
    EXPECT_THROW(helper.SetAttribute("Gather", UintegerValue(1)), std::invalid_argument);
    EXPECT_THROW(helper.SetDetectionAttribute("Multiplier", UintegerValue(0)),
                 std::invalid_argument);
    EXPECT_EQ(LinkStateHelper::Get(CreateObject<Node>()), nullptr);
}
