/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// One port and one cable: timing, the slot, loss, counters, traces.

#include "cube-fixture.h"

#include "ns3/camcube-channel.h"
#include "ns3/error-model.h"
#include "ns3/node.h"
#include "ns3/pointer.h"

using namespace ns3;
using namespace ns3::camcube;

namespace
{

constexpr int64_t US = 1000; // time steps a microsecond

/** Two ports on a cable of 500 ns; 1 Gbps, 1 us of processing, 24 bytes of line overhead. */
class CableTest : public CubeTest, public PortOwner
{
  protected:
    CableTest()
        : m_nodes(2)
    {
        for (uint32_t i = 0; i < 2; ++i)
        {
            m_ports[i] = CreateObject<CamCubeNetDevice>();
            m_nodes.Get(i)->AddDevice(m_ports[i]);
            m_ports[i]->SetAddress(Mac48Address::Allocate());
            m_ports[i]->Attach(m_cable);
            m_ports[i]->SetOwner(this, i);
        }
        m_cable->SetAttribute("Delay", TimeValue(NanoSeconds(500)));
    }

    void TearDown() override
    {
        for (auto& port : m_ports)
        {
            port->SetOwner(nullptr, 0);
        }
        CubeTest::TearDown();
    }

    void FrameArrived(FramePtr frame, uint8_t port) override
    {
        m_arrivals.push_back({Simulator::Now().GetTimeStep(), port, frame->GetSize()});
    }

    void SlotFree(uint8_t) override
    {
        m_turns.push_back(Simulator::Now().GetTimeStep());
        if (m_sendInTurn && m_ports[0]->IsFree(Simulator::Now().GetTimeStep()))
        {
            m_sendInTurn();
            m_ports[0]->RequestTurn();
        }
    }

    void LinkChanged(uint8_t port, bool up) override
    {
        m_changes.emplace_back(port, up);
        if (m_onChange)
        {
            const auto answer = m_onChange; // it may take itself away
            answer(port, up);
        }
    }

    /** \return whether a frame with this many bytes behind the Ethernet header was taken */
    bool Transmit(uint32_t port, uint32_t macPayloadBytes)
    {
        auto frame =
            std::make_unique<Frame>(TEST_ENDPOINT,
                                    Create<Packet>(macPayloadBytes - Frame::SERVICE_ID_BYTES));
        return m_ports[port]->Transmit(frame);
    }

    struct Arrival
    {
        int64_t time;
        uint8_t port;
        uint32_t bytes;
    };

    NodeContainer m_nodes;
    Ptr<CamCubeChannel> m_cable = CreateObject<CamCubeChannel>();
    Ptr<CamCubeNetDevice> m_ports[2];
    std::vector<Arrival> m_arrivals;
    std::vector<int64_t> m_turns;
    std::function<void()> m_sendInTurn;
    std::function<void(uint8_t, bool)> m_onChange;
    std::vector<std::pair<uint8_t, bool>> m_changes;
};

} // namespace

TEST_F(CableTest, HopTakesTransmissionPropagationAndProcessing)
{
    EXPECT_TRUE(Transmit(0, 1500));
    Simulator::Run();
    ASSERT_EQ(m_arrivals.size(), 1U);
    EXPECT_EQ(m_arrivals[0].bytes, 1514U);
    EXPECT_EQ(m_arrivals[0].time, (1514 + 24) * 8 + 500 + 1 * US);
}

TEST_F(CableTest, BothWaysAtOnceWithoutCollision)
{
    EXPECT_TRUE(Transmit(0, 1500));
    EXPECT_TRUE(Transmit(1, 1500));
    Simulator::Run();
    ASSERT_EQ(m_arrivals.size(), 2U);
    EXPECT_EQ(m_arrivals[0].time, m_arrivals[1].time);
}

TEST_F(CableTest, OneSlotThatIsTakenWhileSending)
{
    EXPECT_TRUE(Transmit(0, 1500));
    EXPECT_FALSE(Transmit(0, 1500));
    const int64_t end = (1514 + 24) * 8;
    bool before = true;
    bool after = false;
    Simulator::Schedule(TimeStep(end - 1), [&] { before = Transmit(0, 100); });
    Simulator::Schedule(TimeStep(end), [&] { after = Transmit(0, 100); });
    Simulator::Run();
    EXPECT_FALSE(before);
    EXPECT_TRUE(after);
}

TEST_F(CableTest, TurnComesWhenTheSlotIsFreeAndIsNotOvertaken)
{
    EXPECT_TRUE(Transmit(0, 1500));
    m_ports[0]->RequestTurn();
    m_ports[0]->RequestTurn();
    bool overtaken = true;
    // An event before the turn's own at the same time must not take the slot from who waits.
    Simulator::Schedule(TimeStep((1514 + 24) * 8), [&] { overtaken = Transmit(0, 100); });
    Simulator::Run();
    EXPECT_EQ(m_turns, std::vector<int64_t>{(1514 + 24) * 8});
    EXPECT_TRUE(overtaken || m_arrivals.size() == 1U);
}

TEST_F(CableTest, NoEventForATransmissionNobodyWaitsFor)
{
    Simulator::Run(); // the nodes initialise themselves
    const uint64_t before = Simulator::GetEventCount();
    EXPECT_TRUE(Transmit(0, 1500));
    Simulator::Run();
    EXPECT_EQ(Simulator::GetEventCount() - before, 1U);
}

TEST_F(CableTest, ManyFramesOnALongCableArriveInOrder)
{
    m_cable->SetAttribute("Delay", TimeValue(MilliSeconds(1)));
    for (uint32_t i = 0; i < 20; ++i)
    {
        Simulator::Schedule(MicroSeconds(20 * i), [this, i] { EXPECT_TRUE(Transmit(0, 100 + i)); });
    }
    Simulator::Run();
    ASSERT_EQ(m_arrivals.size(), 20U);
    for (uint32_t i = 0; i < 20; ++i)
    {
        EXPECT_EQ(m_arrivals[i].bytes, 114 + i);
        EXPECT_EQ(m_arrivals[i].time, 20 * i * US + (114 + i + 24) * 8 + 1000 * US + 1 * US);
    }
}

TEST_F(CableTest, MtuBoundsWhatIsBehindTheEthernetHeader)
{
    EXPECT_TRUE(Transmit(0, 1501)); // taken, counted, dropped
    EXPECT_EQ(m_ports[0]->GetCounters().txTooLong, 1U);
    EXPECT_TRUE(Transmit(0, 1500));
    Simulator::Run();
    EXPECT_EQ(m_arrivals.size(), 1U);
    EXPECT_TRUE(m_ports[0]->SetMtu(9000));
    EXPECT_FALSE(m_ports[0]->SetMtu(9001));
    EXPECT_TRUE(Transmit(0, 9000));
    Simulator::Run();
    EXPECT_EQ(m_arrivals.back().bytes, 9014U);
}

TEST_F(CableTest, CutCableLosesWhatIsOnItAndTellsBothEnds)
{
    m_changes.clear();
    EXPECT_TRUE(Transmit(0, 1500));
    Simulator::Schedule(MicroSeconds(5), [&] { m_cable->Cut(); });
    Simulator::Schedule(MicroSeconds(30), [&] {
        EXPECT_FALSE(Transmit(0, 100));
        EXPECT_FALSE(m_ports[1]->IsLinkUp());
        m_cable->Mend();
        EXPECT_TRUE(Transmit(0, 100));
    });
    Simulator::Run();
    ASSERT_EQ(m_arrivals.size(), 1U);
    EXPECT_EQ(m_arrivals[0].bytes, 114U);
    EXPECT_EQ(m_ports[1]->GetCounters().lostOnCable, 1U);
    const std::vector<std::pair<uint8_t, bool>> expected{{0, false},
                                                         {1, false},
                                                         {0, true},
                                                         {1, true}};
    EXPECT_EQ(m_changes, expected);
}

TEST_F(CableTest, FrameThatHasArrivedIsSafeWhileItIsProcessed)
{
    EXPECT_TRUE(Transmit(0, 1500));
    Simulator::Schedule(TimeStep((1514 + 24) * 8 + 500 + 1), [&] { m_cable->Cut(); });
    Simulator::Run();
    EXPECT_EQ(m_arrivals.size(), 1U);
}

TEST_F(CableTest, LinkIsDownWhileEitherPortIsOff)
{
    m_ports[1]->SetActive(false);
    EXPECT_FALSE(m_ports[0]->IsLinkUp());
    EXPECT_FALSE(Transmit(0, 100));
    m_ports[1]->SetActive(true);
    EXPECT_TRUE(Transmit(0, 100));
    Simulator::Run();
    EXPECT_EQ(m_arrivals.size(), 1U);
}

TEST_F(CableTest, ErrorModelCorrupts)
{
    Ptr<ReceiveListErrorModel> errors = CreateObject<ReceiveListErrorModel>();
    errors->SetList({1});
    m_ports[1]->SetAttribute("ReceiveErrorModel", PointerValue(errors));
    for (uint32_t i = 0; i < 3; ++i)
    {
        Simulator::Schedule(MicroSeconds(20 * i), [this, i] { Transmit(0, 100 + i); });
    }
    Simulator::Run();
    ASSERT_EQ(m_arrivals.size(), 2U);
    EXPECT_EQ(m_arrivals[1].bytes, 116U);
    EXPECT_EQ(m_ports[1]->GetCounters().rxCorrupt, 1U);
}

TEST_F(CableTest, CountersAndTracesAgree)
{
    std::map<std::string, uint32_t> seen;
    std::map<std::string, std::function<void(Ptr<const Packet>)>> sinks;
    const auto watch = [&](uint32_t port, const std::string& source) {
        const std::string key = source + std::to_string(port);
        ASSERT_TRUE(m_ports[port]->TraceConnectWithoutContext(
            source,
            Callback<void, Ptr<const Packet>>(
                [&seen, key](Ptr<const Packet> p) { seen[key] += p->GetSize(); })));
    };
    for (const char* source : {"MacTx", "PhyTxBegin", "PhyTxEnd", "Sniffer", "PromiscSniffer"})
    {
        watch(0, source);
    }
    for (const char* source : {"MacRx", "MacPromiscRx", "PhyRxEnd", "Sniffer", "PromiscSniffer"})
    {
        watch(1, source);
    }
    watch(0, "MacTxDrop");
    watch(0, "PhyTxDrop");
    watch(1, "PhyRxDrop");
    EXPECT_TRUE(Transmit(0, 1500));
    Simulator::Run();
    EXPECT_TRUE(Transmit(0, 1501));
    m_ports[1]->ReceiveBytes(Create<Packet>(15));
    EXPECT_TRUE(Transmit(0, 200));
    m_cable->Cut();
    for (const char* key : {"MacTx0", "PhyTxBegin0", "Sniffer0", "PromiscSniffer0"})
    {
        EXPECT_EQ(seen[key], 1514U + 214U) << key;
    }
    for (const char* key :
         {"PhyTxEnd0", "MacRx1", "MacPromiscRx1", "PhyRxEnd1", "Sniffer1", "PromiscSniffer1"})
    {
        EXPECT_EQ(seen[key], 1514U) << key;
    }
    EXPECT_EQ(seen["MacTxDrop0"], 1515U);
    EXPECT_EQ(seen["PhyTxDrop0"], 214U);
    EXPECT_EQ(seen["PhyRxDrop1"], 15U);
    const LinkCounters& sent = m_ports[0]->GetCounters();
    const LinkCounters& received = m_ports[1]->GetCounters();
    EXPECT_EQ(sent.txFrames, 2U);
    EXPECT_EQ(sent.txBytes, 1514U + 214U);
    EXPECT_EQ(sent.busyTimeSteps, (1514 + 24 + 214 + 24) * 8);
    EXPECT_EQ(received.rxFrames, 1U);
    EXPECT_EQ(received.rxBytes, 1514U);
    EXPECT_EQ(received.rxMalformed, 1U);
    EXPECT_EQ(received.lostOnCable, 1U);
}

TEST_F(CableTest, PlainNetDeviceCarriesAnyProtocol)
{
    std::vector<uint16_t> protocols;
    m_nodes.Get(1)->RegisterProtocolHandler(
        [&](Ptr<NetDevice>,
            Ptr<const Packet> p,
            uint16_t protocol,
            const Address&,
            const Address&,
            NetDevice::PacketType) {
            EXPECT_EQ(p->GetSize(), 300U);
            protocols.push_back(protocol);
        },
        0,
        m_ports[1]);
    EXPECT_TRUE(m_ports[0]->Send(Create<Packet>(300), m_ports[1]->GetAddress(), 0x0800));
    EXPECT_TRUE(m_ports[0]->Send(Create<Packet>(300), m_ports[1]->GetAddress(), 0x0800)); // waits
    EXPECT_FALSE(m_ports[0]->Send(Create<Packet>(300), m_ports[1]->GetAddress(), 0x0800));
    EXPECT_EQ(m_ports[0]->GetCounters().txBusy, 1U);
    Simulator::Run();
    EXPECT_EQ(protocols, (std::vector<uint16_t>{0x0800, 0x0800}));
    EXPECT_TRUE(m_arrivals.empty());
}

TEST_F(CableTest, PacketsOfTheStackTakeTurnsWithTheOwner)
{
    // The owner sends whenever it is asked, and so does the stack.
    m_sendInTurn = [this] { EXPECT_TRUE(Transmit(0, 1000)); };
    uint32_t ofStack = 0;
    std::function<void()> offer = [&] {
        m_ports[0]->Send(Create<Packet>(1000), m_ports[1]->GetAddress(), 0x0800);
        Simulator::Schedule(MicroSeconds(1), [&] { offer(); });
    };
    m_nodes.Get(1)->RegisterProtocolHandler([&](Ptr<NetDevice>,
                                                Ptr<const Packet>,
                                                uint16_t,
                                                const Address&,
                                                const Address&,
                                                NetDevice::PacketType) { ++ofStack; },
                                            0,
                                            m_ports[1]);
    Simulator::ScheduleNow([&] { offer(); });
    Simulator::Stop(MilliSeconds(10));
    Simulator::Run();
    EXPECT_GT(ofStack, 400U);
    EXPECT_NEAR(static_cast<double>(m_arrivals.size()) / ofStack, 1, 0.02);
    // The link goes down with a packet waiting, and comes up again.
    m_cable->Cut();
    const uint32_t before = ofStack;
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    m_cable->Mend();
    Simulator::Stop(MilliSeconds(1));
    Simulator::Run();
    EXPECT_GT(ofStack, before + 20);
}

TEST_F(CableTest, ALinkSwitchedWhileItsEndsAreToldEndsTheSameAtBoth)
{
    for (bool inAnswerTo : {false, true})
    {
        m_onChange = [this, inAnswerTo](uint8_t port, bool up) {
            if (port == 0 && up == inAnswerTo)
            {
                m_onChange = nullptr;
                m_ports[0]->SetActive(!up);
            }
        };
        m_ports[0]->SetActive(true);
        m_ports[0]->SetActive(false);
        if (inAnswerTo)
        {
            m_ports[0]->SetActive(true);
        }
        EXPECT_EQ(m_ports[0]->IsLinkUp(), m_cable->IsUp());
        EXPECT_EQ(m_ports[1]->IsLinkUp(), m_cable->IsUp());
        EXPECT_EQ(m_cable->IsUp(), m_ports[0]->IsActive());
    }
}

TEST_F(CableTest, CableOfAPortThatIsGoneMayBeCut)
{
    EXPECT_TRUE(Transmit(0, 1500));
    m_ports[1]->Dispose();
    m_cable->Cut();
    Simulator::Run();
    EXPECT_TRUE(m_arrivals.empty());
}

TEST_F(CableTest, TimePassesOnTheFastestLine)
{
    m_ports[0]->SetDataRate(DataRate("1000000Gbps"));
    EXPECT_GE(m_ports[0]->GetTransmissionTime(64), 1);
    EXPECT_THROW(m_ports[0]->SetDataRate(DataRate(0)), std::invalid_argument);
}
