/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The power state of one link: when frames pass, and joules against a closed form.

#include "cube-fixture.h"

#include "ns3/camcube-channel.h"
#include "ns3/failure-detection.h"
#include "ns3/link-power.h"
#include "ns3/node.h"
#include "ns3/ns3-release.h"
#include "ns3/service.h"
#include "ns3/sleeping-links-helper.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Bytes of a packet whose frame takes 10 us on a line of 1 Gbps, overhead included. */
constexpr uint32_t TEN_US = 1250 - 24 - 14 - 2;

/** Sends what it is told to, when the link takes it, and notes what arrives. */
class Talker : public Service
{
  public:
    Talker()
        : Service(4242)
    {
    }

    void Say(uint8_t port)
    {
        ++m_waiting;
        FramePtr frame = Make();
        m_waiting -= GetRuntime().Send(this, port, frame) == SendResult::SENT;
    }

    FramePtr Poll(uint8_t) override
    {
        return m_waiting > 0 ? (--m_waiting, Make()) : nullptr;
    }

    void Receive(FramePtr, uint8_t) override
    {
        arrivals.push_back(Simulator::Now());
    }

    void LinkAsleep(uint8_t port) override
    {
        told.push_back("asleep" + PortName(port));
    }

    void LinkAwake(uint8_t port) override
    {
        told.push_back("awake" + PortName(port));
    }

    std::vector<Time> arrivals;
    std::vector<std::string> told;

  private:
    FramePtr Make() const
    {
        return std::make_unique<Frame>(GetServiceId(), Create<Packet>(TEN_US));
    }

    uint32_t m_waiting{0};
};

/** Two servers and a cable of 100 ns from +x of the first to -x of the second. */
class LinkPowerTest : public CubeTest
{
  protected:
    void Build()
    {
        m_torus = std::make_unique<TorusHelper>(2, 1, 1);
        m_servers = m_torus->Create();
        m_cable = TorusHelper::GetLink(m_servers.Get(0), PLUS_X);
        SleepingLinksHelper helper;
        helper.SetPowerAttribute("IdlePower", DoubleValue(0.8));
        helper.SetPowerAttribute("SendPower", DoubleValue(1.2));
        helper.SetPowerAttribute("SleepPower", DoubleValue(0.05));
        helper.SetPowerAttribute("TransitionPower", DoubleValue(1.5));
        helper.InstallPower({m_cable});
        for (uint32_t i = 0; i < 2; ++i)
        {
            m_talkers[i] = CreateObject<Talker>();
            m_servers.Get(i)->AddApplication(m_talkers[i]);
        }
        Simulator::Run();
    }

    void LetSleep(uint32_t end)
    {
        m_cable->GetPower()->LetSleep(PeekPointer(m_cable->GetDevice(end)));
    }

    /** Something happens at a time in microseconds. */
    template <typename F>
    void At(double us, F what)
    {
        Simulator::Schedule(NanoSeconds(std::llround(us * 1000)), what);
    }

    LinkPower::State State() const
    {
        return m_cable->GetPower()->GetState();
    }

    std::unique_ptr<TorusHelper> m_torus;
    NodeContainer m_servers;
    Ptr<CamCubeChannel> m_cable;
    std::array<Ptr<Talker>, 2> m_talkers;
};

} // namespace

TEST_F(LinkPowerTest, JoulesOfAKnownScheduleAreExact)
{
    Build();
    LinkEnergy traced;
    m_cable->GetPower()->TraceConnectWithoutContext(
        "Energy",
        MakeCallbackOf<const LinkEnergy&>([&](const LinkEnergy& part) { traced += part; }));
    // Awake for 1,000 us, in which one end sends three frames of 10 us; 182 us to fall asleep;
    // asleep until 5,000; 16.6 to wake, the cable's delay included; awake to 6,000, one frame each
    // way; cut until 7,000; awake to 8,000.
    for (double us : {100, 200, 300})
    {
        At(us, [&] { m_talkers[0]->Say(PLUS_X); });
    }
    At(1000, [&] {
        LetSleep(0);
        LetSleep(1);
    });
    At(5000, [&] { m_cable->GetPower()->Wake(); });
    At(5500, [&] {
        m_talkers[0]->Say(PLUS_X);
        m_talkers[1]->Say(MINUS_X);
    });
    At(6000, [&] { m_cable->Cut(); });
    At(7000, [&] { m_cable->Mend(); });
    LinkEnergy energy;
    At(8000, [&] { energy = m_cable->GetPower()->GetEnergy(); });
    Simulator::Run();
    const double sending = 50e-6 / 2;
    const double transition = 182e-6 + 16.6e-6;
    const double asleep = 5000e-6 - 1000e-6 - 182e-6;
    const double idle = 7e-3 - sending - transition - asleep;
    const double joules =
        sending * 1.2 + transition * 1.5 + asleep * 0.05 + idle * 0.8 + 1e-3 * 0.05;
    EXPECT_NEAR(energy.sending.seconds, sending, 1e-12);
    EXPECT_NEAR(energy.transition.seconds, transition, 1e-12);
    EXPECT_NEAR(energy.asleep.seconds, asleep, 1e-12);
    EXPECT_NEAR(energy.idle.seconds, idle, 1e-12);
    EXPECT_NEAR(energy.down.seconds, 1e-3, 1e-12);
    EXPECT_NEAR(energy.GetTotal().joules, joules, 1e-12);
    EXPECT_NEAR(energy.GetTotal().seconds, 8e-3, 1e-12);
    // The trace lacks the state that still lasts.
    EXPECT_NEAR(traced.GetTotal().joules, joules - 1e-3 * 0.8, 1e-12);
    std::cout << "measured: a schedule of 8 ms uses " << energy.GetTotal().joules
              << " J, its closed form " << joules << " J\n";
}

TEST_F(LinkPowerTest, EveryLinkAlwaysAwakeUsesItsIdlePower)
{
    TorusHelper torus(4, 4, 4);
    torus.Create();
    SleepingLinksHelper().InstallPower(torus.Links());
    LinkEnergy energy;
    Simulator::Schedule(MilliSeconds(3),
                        [&] { energy = SleepingLinksHelper::GetEnergy(torus.Links()); });
    Simulator::Run();
    EXPECT_NEAR(energy.GetTotal().joules, 3e-3 * 192, 1e-9);
}

TEST_F(LinkPowerTest, BothEndsMustLetItAndEitherWakesIt)
{
    Build();
    At(0, [&] {
        LetSleep(0);
        EXPECT_EQ(State(), LinkPower::AWAKE);
        LetSleep(0);
        EXPECT_EQ(State(), LinkPower::AWAKE);
        LetSleep(1);
        EXPECT_EQ(State(), LinkPower::FALLING_ASLEEP);
    });
    At(181, [&] { EXPECT_EQ(State(), LinkPower::FALLING_ASLEEP); });
    At(183, [&] { EXPECT_EQ(State(), LinkPower::ASLEEP); });
    At(300, [&] { m_cable->GetPower()->Wake(); });
    At(316, [&] { EXPECT_EQ(State(), LinkPower::WAKING); });
    At(317, [&] {
        EXPECT_EQ(State(), LinkPower::AWAKE);
        LetSleep(1);
    });
    // What one end has said holds for as long as a fall takes.
    At(600, [&] {
        LetSleep(0);
        EXPECT_EQ(State(), LinkPower::AWAKE);
    });
    // A fall is broken off; a link that sends does not fall.
    At(700, [&] {
        LetSleep(0);
        LetSleep(1);
    });
    At(710, [&] { m_cable->GetPower()->Wake(); });
    At(727, [&] {
        EXPECT_EQ(State(), LinkPower::AWAKE);
        m_talkers[0]->Say(PLUS_X);
        LetSleep(0);
        LetSleep(1);
        EXPECT_EQ(State(), LinkPower::AWAKE);
    });
    // Without carrier it is down, from whatever it was; then awake.
    At(800, [&] {
        LetSleep(0);
        LetSleep(1);
    });
    At(1000, [&] {
        EXPECT_EQ(State(), LinkPower::ASLEEP);
        m_cable->Cut();
        EXPECT_EQ(State(), LinkPower::DOWN);
        EXPECT_TRUE(RuntimeOf(m_servers, 0)->GetAsleepPorts().IsEmpty());
        m_cable->Mend();
        EXPECT_EQ(State(), LinkPower::AWAKE);
    });
    Simulator::Run();
    EXPECT_EQ(m_talkers[0]->told,
              (std::vector<std::string>{"asleep+x", "awake+x", "asleep+x", "awake+x", "asleep+x"}));
}

TEST_F(LinkPowerTest, AFrameForASleepingLinkWakesItAndIsNotLost)
{
    Build();
    LetSleep(0);
    LetSleep(1);
    At(500, [&] { m_talkers[0]->Say(PLUS_X); });
    At(505, [&] { m_talkers[0]->Say(PLUS_X); });
    Simulator::Run();
    // 16.5 us and the cable's delay to wake, then 10 us a frame, the cable, and 1 us of processing.
    const Time begin = MicroSeconds(500) + NanoSeconds(16600);
    EXPECT_EQ(m_talkers[1]->arrivals,
              (std::vector<Time>{begin + NanoSeconds(11100), begin + NanoSeconds(21100)}));
}

TEST_F(LinkPowerTest, APacketOfTheStackWakesItToo)
{
    Build();
    LetSleep(0);
    LetSleep(1);
    const Ptr<NetDevice> port = TorusHelper::GetPort(m_servers.Get(0), PLUS_X);
    At(500, [&] { EXPECT_TRUE(port->Send(Create<Packet>(100), port->GetBroadcast(), 0x0800)); });
    Simulator::Run();
    EXPECT_EQ(TorusHelper::GetPort(m_servers.Get(1), MINUS_X)->GetCounters().rxFrames, 1);
}

TEST_F(LinkPowerTest, ACableHasOnePowerState)
{
    Build();
    EXPECT_THROW(CreateObject<LinkPower>()->Attach(m_cable), std::invalid_argument);
    EXPECT_THROW(CreateObject<LinkPower>()->Attach(CreateObject<CamCubeChannel>()),
                 std::invalid_argument);
    EXPECT_THROW(SleepingLinksHelper().SetPowerAttribute("Watts", DoubleValue(1)),
                 std::invalid_argument);
    EXPECT_THROW(SleepingLinksHelper().SetPowerAttribute("IdlePower", DoubleValue(-1)),
                 std::invalid_argument);
    EXPECT_THROW(SleepingLinksHelper().Install(NodeContainer(CreateObject<Node>())),
                 std::invalid_argument);
}

TEST_F(LinkPowerTest, ASleepingNeighborCountsAsAliveAndIsSentNothing)
{
    Build();
    std::array<Ptr<FailureDetection>, 2> detections;
    uint32_t changes = 0;
    for (uint32_t i = 0; i < 2; ++i)
    {
        detections[i] = CreateObject<FailureDetection>();
        detections[i]->SetAttribute("Interval", TimeValue(MicroSeconds(100)));
        detections[i]->SetAttribute("Multiplier", UintegerValue(2));
        detections[i]->AddListener([&](uint8_t, bool) { ++changes; });
        m_servers.Get(i)->AddApplication(detections[i]);
    }
    const auto sent = [this] {
        return TorusHelper::GetPort(m_servers.Get(0), PLUS_X)->GetCounters().txFrames;
    };
    uint64_t before = 0;
    At(1030, [&] {
        LetSleep(0);
        LetSleep(1);
        before = sent();
    });
    At(20000, [&] {
        EXPECT_EQ(State(), LinkPower::ASLEEP);
        EXPECT_EQ(sent(), before);
        m_cable->GetPower()->Wake();
    });
    At(30000, [&] { EXPECT_GT(sent(), before + 90); });
    Simulator::Stop(MilliSeconds(31));
    Simulator::Run();
    EXPECT_GT(before, 5);
    EXPECT_EQ(changes, 0);
    EXPECT_TRUE(detections[1]->GetAlive().Contains(MINUS_X));
}
