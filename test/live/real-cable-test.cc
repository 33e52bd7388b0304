/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One port on a real cable: what leaves, what comes in, and what does not.

#include "real-cable-fixture.h"

#include "ns3/cable-frame.h"
#include "ns3/global-value.h"
#include "ns3/linux-interface.h"
#include "ns3/real-nic.h"

#include <thread>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

const Torus RING(3, 1, 1);
constexpr TorusCoordinate HERE{1, 0, 0};

class RealCableTest : public CubeTest
{
  protected:
    /** \return bytes as the neighbour at +x sends them */
    static std::vector<uint8_t> MakeWire(uint32_t payload, uint16_t service = TEST_ENDPOINT)
    {
        const Frame frame(service, Create<Packet>(payload));
        std::vector<uint8_t> wire;
        CableFrame::Write(*frame.ToPacket(CamCubeNetDevice::GetAddressOf({2, 0, 0}, MINUS_X),
                                          CamCubeNetDevice::GetAddressOf(HERE, PLUS_X)),
                          wire);
        return wire;
    }

    static Ptr<CamCubeNetDevice> PortOf(const SocketServer& s)
    {
        return s.cables[PLUS_X]->GetPort();
    }

    static RealCable::Counters CountersOf(const SocketServer& s)
    {
        return s.cables[PLUS_X]->GetCounters();
    }

    static void Receive(SocketServer& s, const std::vector<uint8_t>& wire)
    {
        s.cables[PLUS_X]->Receive(wire.data(), wire.size());
    }
};

/** The same in real time. */
class RealCableInRealTime : public RealCableTest
{
  protected:
    void SetUp() override
    {
        Simulator::Destroy();
        GlobalValue::Bind("SimulatorImplementationType", StringValue("ns3::RealtimeSimulatorImpl"));
        RealCableTest::SetUp();
    }

    void TearDown() override
    {
        RealCableTest::TearDown();
        GlobalValue::Bind("SimulatorImplementationType", StringValue("ns3::DefaultSimulatorImpl"));
    }

    /** Runs until something is so, or for ten seconds. */
    static void RunUntil(SocketServer& s, const std::function<bool()>& isSo)
    {
        std::function<void()> look = [&] {
            if (isSo())
            {
                Simulator::Stop();
                return;
            }
            Simulator::Schedule(MilliSeconds(1), [&look] { look(); });
        };
        Simulator::ScheduleNow([&s] { s.watch->Start(); });
        Simulator::ScheduleNow([&look] { look(); });
        Simulator::Stop(Seconds(10));
        Simulator::Run();
        s.watch->Stop();
    }
};

} // namespace

TEST_F(RealCableTest, AFrameLeavesWhenItsLastBitDoes)
{
    SocketServer s(RING, HERE);
    Simulator::Run();
    ASSERT_TRUE(PortOf(s)->IsLinkUp());
    for (uint32_t payload : {1U, 43U, 44U, 1000U})
    {
        auto frame = std::make_unique<Frame>(TEST_ENDPOINT, Create<Packet>(payload));
        const uint32_t size = frame->GetSize();
        const Time begin = Simulator::Now();
        ASSERT_TRUE(PortOf(s)->Transmit(frame));
        Simulator::Run();
        EXPECT_EQ(Simulator::Now() - begin, NanoSeconds((size + 24) * 8));
        const std::vector<uint8_t> wire = s.TakeSent(PLUS_X);
        EXPECT_GE(wire.size(), std::max<std::size_t>(size, CableFrame::LEAST_BYTES));
        const Ptr<Packet> read = CableFrame::Read(wire.data(), wire.size());
        ASSERT_TRUE(read);
        EXPECT_EQ(read->GetSize(), size) << "padding is no part of it";
    }
    EXPECT_EQ(CountersOf(s).sent, 4U);
    EXPECT_TRUE(s.TakeSent(PLUS_X).empty());
    EXPECT_TRUE(s.TakeSent(MINUS_X).empty());
}

TEST_F(RealCableTest, AnArrivalIsHandedUpAfterTheProcessingDelay)
{
    SocketServer s(RING, HERE);
    Simulator::Run();
    PortOf(s)->SetProcessingDelay(MicroSeconds(30));
    std::vector<std::pair<Time, uint32_t>> arrivals;
    const auto note = [](decltype(arrivals)* to, Ptr<const Packet> frame) {
        to->emplace_back(Simulator::Now(), frame->GetSize());
    };
    PortOf(s)->TraceConnectWithoutContext("MacRx", MakeBoundCallback(+note, &arrivals));
    Receive(s, MakeWire(1));
    PortOf(s)->SetProcessingDelay(MicroSeconds(10)); // which must not let the next one overtake
    Receive(s, MakeWire(500));
    Simulator::Run();
    EXPECT_EQ(arrivals, (decltype(arrivals){{MicroSeconds(30), 17}, {MicroSeconds(30), 516}}));
    EXPECT_EQ(CountersOf(s).received, 2U);
    EXPECT_EQ(s.server->GetObject<Runtime>()->GetUnknownServiceDrops(), 2U);
}

TEST_F(RealCableTest, WhatIsNotForThePortIsCountedAndDropped)
{
    SocketServer s(RING, HERE);
    Simulator::Run();
    std::vector<uint8_t> wire = MakeWire(100);
    wire[5] ^= 1;
    Receive(s, wire); // for another address
    wire = MakeWire(100);
    wire[13] ^= 1;
    Receive(s, wire); // of another EtherType
    Receive(s, MakeWire(1499));
    Receive(s, std::vector<uint8_t>(3));
    EXPECT_EQ(CountersOf(s).others, 1U);
    EXPECT_EQ(CountersOf(s).malformed, 3U);
    PortOf(s)->SetActive(false);
    Receive(s, MakeWire(100));
    EXPECT_EQ(CountersOf(s).unwanted, 1U);
    PortOf(s)->SetActive(true);
    Receive(s, MakeWire(1498)); // as much as the MTU takes
    Simulator::Run();
    EXPECT_EQ(CountersOf(s).received, 1U);
    EXPECT_EQ(PortOf(s)->GetCounters().rxFrames, 1U);
}

TEST_F(RealCableTest, ItIsSilentAtFirstAndSwitchedLikeAnyOther)
{
    SocketServer s(RING, HERE, MilliSeconds(60));
    const Ptr<Runtime> runtime = s.server->GetObject<Runtime>();
    Simulator::Schedule(MilliSeconds(59), [&] { EXPECT_TRUE(runtime->GetUpPorts().IsEmpty()); });
    Simulator::Schedule(MilliSeconds(61), [&] {
        EXPECT_EQ(runtime->GetUpPorts(), RING.GetPorts());
        runtime->DeactivateLink(PLUS_X);
        EXPECT_EQ(runtime->GetUpPorts(), PortSet::Of(MINUS_X));
        s.cables[PLUS_X]->UpdateCarrier();
        EXPECT_EQ(runtime->GetUpPorts(), PortSet::Of(MINUS_X));
        runtime->ActivateLink(PLUS_X);
        EXPECT_EQ(runtime->GetUpPorts(), RING.GetPorts());
    });
    Simulator::Run();
}

TEST_F(RealCableTest, WhatTheSystemDoesNotTakeIsCounted)
{
    SocketServer s(RING, HERE);
    Simulator::Run();
    s.CloseFarEnd(PLUS_X);
    for (uint32_t i = 0; i < 3; ++i)
    {
        auto frame = std::make_unique<Frame>(TEST_ENDPOINT, Create<Packet>(100));
        EXPECT_TRUE(PortOf(s)->Transmit(frame));
        Simulator::Run();
    }
    EXPECT_EQ(CountersOf(s).notTaken, 3U);
    EXPECT_EQ(CountersOf(s).sent, 0U);
}

TEST_F(RealCableInRealTime, AllThatIsSentArrivesThoughFewMayWait)
{
    constexpr uint32_t FRAMES = 5000;
    SocketServer s(RING, HERE, Time(0), 8);
    const std::vector<uint8_t> wire = MakeWire(200);
    std::thread sender([&] {
        for (uint32_t i = 0; i < FRAMES; ++i)
        {
            ASSERT_EQ(send(s.farEnds[PLUS_X], wire.data(), wire.size(), MSG_NOSIGNAL),
                      static_cast<ssize_t>(wire.size()));
        }
    });
    RunUntil(s, [&] {
        const RealCable::Counters counters = CountersOf(s);
        return counters.received + counters.unwanted == FRAMES;
    });
    sender.join();
    EXPECT_EQ(CountersOf(s).received + CountersOf(s).unwanted, FRAMES);
    EXPECT_LT(CountersOf(s).unwanted, FRAMES) << "of before the first event";
    EXPECT_EQ(CountersOf(s).failures, 0U);
}

TEST_F(RealCableInRealTime, TheEndOfASocketIsCountedOnce)
{
    SocketServer s(RING, HERE);
    Simulator::Schedule(MilliSeconds(5), [&] { s.CloseFarEnd(PLUS_X); });
    RunUntil(s, [&] { return Simulator::Now() > MilliSeconds(50); });
    EXPECT_EQ(CountersOf(s).failures, 1U);
}

TEST(RealNic, NamesAreGivenOneByOneOrByTheirBeginning)
{
    using Names = std::vector<std::string>;
    EXPECT_EQ(RealNic::NameInterfaces(RING, "cc"), (Names{"cc+x", "cc-x"}));
    EXPECT_EQ(RealNic::NameInterfaces(Torus(2, 3, 1), "p"), (Names{"p+x", "p-x", "p+y", "p-y"}));
    EXPECT_EQ(RealNic::NameInterfaces(RING, "eth0,eth1"), (Names{"eth0", "eth1"}));
    for (const char* text :
         {"", ",", "a,b,c", "a,", "a,a", "a/,b", "a b", "averylongnameindeed", "a:,b", "..,b"})
    {
        EXPECT_THROW(RealNic::NameInterfaces(RING, text), std::invalid_argument) << text;
    }
}

TEST(LinuxInterface, TheLoopbackIsThereAndNoOther)
{
    EXPECT_GT(LinuxInterface::Look("lo").index, 0);
    EXPECT_GT(LinuxInterface::Look("lo").mtu, 1000U);
    EXPECT_EQ(LinuxInterface::Look("no-such-device").index, 0);
    EXPECT_EQ(LinuxInterface::Look("").index, 0);
    EXPECT_EQ(LinuxInterface::Look(std::string(500, 'x')).index, 0);
}
