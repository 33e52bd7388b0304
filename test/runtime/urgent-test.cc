/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// A control frame waits for one data frame at most, whatever else waits for the link.

#include "routing-fixture.h"

#include <algorithm>
#include <random>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

/** Time steps that a full data frame takes on the line at 1 Gbps. */
constexpr int64_t FULL_FRAME = (1500 + 14 + 24) * 8;
/** Bytes of the payload of a probe, and what its whole frame takes, with delays. */
constexpr uint32_t PROBE = 48;
constexpr int64_t PROBE_HOP = (PROBE + 2 + 14 + 24) * 8 + 100 + 1000;

/** Keeps a link busy with full frames of its own. */
class Filler : public Service
{
  public:
    explicit Filler(uint16_t id)
        : Service(id)
    {
    }

    void Begin(uint8_t port)
    {
        m_left = 2000;
        GetRuntime().RequestPoll(this, PortSet::Of(port));
    }

    void Receive(FramePtr, uint8_t) override
    {
    }

    FramePtr Poll(uint8_t) override
    {
        return m_left-- > 0 ? std::make_unique<Frame>(GetServiceId(), Create<Packet>(1500 - 2))
                            : nullptr;
    }

  private:
    int m_left{0};
};

/** Sends short frames now and then, urgent ones or not, and notes how long each was on its way. */
class Prober : public Service
{
  public:
    explicit Prober(bool urgent)
        : Service(4000),
          m_isUrgent(urgent)
    {
    }

    bool IsUrgent() const override
    {
        return m_isUrgent;
    }

    void Probe(uint8_t port)
    {
        auto frame = std::make_unique<Frame>(GetServiceId(), Create<Packet>(PROBE));
        frame->SetBirth(Simulator::Now().GetTimeStep());
        if (GetRuntime().Send(this, port, frame) != SendResult::SENT)
        {
            m_waiting.Push(std::move(frame));
        }
    }

    void Receive(FramePtr frame, uint8_t) override
    {
        times.push_back(Simulator::Now().GetTimeStep() - frame->GetBirth());
    }

    FramePtr Poll(uint8_t) override
    {
        return m_waiting.Pop();
    }

    std::vector<int64_t> times;

  private:
    FrameFifo m_waiting;
    const bool m_isUrgent;
};

using UrgentTest = RoutingTest;

} // namespace

TEST_F(UrgentTest, ControlFrameWaitsForOneDataFrameAtMost)
{
    int64_t longest[2]{};
    for (bool urgent : {true, false})
    {
        NodeContainer servers = Build(3, 3, 3);
        std::vector<Ptr<Filler>> fillers;
        for (uint16_t id = 5000; id < 5006; ++id)
        {
            fillers.push_back(CreateObject<Filler>(id));
            servers.Get(0)->AddApplication(fillers.back());
        }
        std::array<Ptr<Prober>, 2> probers{CreateObject<Prober>(urgent),
                                           CreateObject<Prober>(urgent)};
        servers.Get(0)->AddApplication(probers[0]);
        servers.Get(1)->AddApplication(probers[1]);
        Simulator::Run(); // everything initialises itself
        for (const auto& filler : fillers)
        {
            filler->Begin(PLUS_X);
        }
        std::mt19937 random(1);
        constexpr int PROBES = 500;
        for (int i = 0; i < PROBES; ++i)
        {
            // Far enough apart not to wait for each other.
            Simulator::Schedule(NanoSeconds(1 + 200000 * i + random() % 100000),
                                [&] { probers[0]->Probe(PLUS_X); });
        }
        Simulator::Run();
        const std::vector<int64_t>& times = probers[1]->times;
        ASSERT_EQ(times.size(), static_cast<std::size_t>(PROBES));
        longest[urgent] = *std::max_element(times.begin(), times.end());
        if (urgent)
        {
            EXPECT_LE(longest[urgent], FULL_FRAME + PROBE_HOP);
            EXPECT_GT(longest[urgent], FULL_FRAME * 0.98 + PROBE_HOP); // the bound is tight
            EXPECT_GE(*std::min_element(times.begin(), times.end()), PROBE_HOP);
        }
        Simulator::Destroy();
    }
    EXPECT_GT(longest[false], 5 * FULL_FRAME);
    std::cout << "measured: a control frame on a link that six services saturate: " << longest[true]
              << " ns at most (one data frame and its own hop: " << FULL_FRAME + PROBE_HOP
              << " ns), were it not urgent " << longest[false] << " ns\n";
}

TEST_F(UrgentTest, ControlFramesInARowLetNoDataFrameBetween)
{
    NodeContainer servers = Build(3, 3, 3);
    std::vector<Ptr<Filler>> fillers;
    Ptr<Prober> sender = CreateObject<Prober>(true);
    Ptr<Prober> receiver = CreateObject<Prober>(true);
    fillers.push_back(CreateObject<Filler>(5000));
    servers.Get(0)->AddApplication(fillers.back());
    servers.Get(0)->AddApplication(sender);
    servers.Get(1)->AddApplication(receiver);
    Simulator::Run();
    fillers[0]->Begin(PLUS_X);
    // Two at once: the second waits for the first, and for no second data frame.
    Simulator::Schedule(NanoSeconds(5 * FULL_FRAME + 1), [&] {
        sender->Probe(PLUS_X);
        sender->Probe(PLUS_X);
    });
    Simulator::Run();
    ASSERT_EQ(receiver->times.size(), 2U);
    EXPECT_EQ(receiver->times[1] - receiver->times[0], (PROBE + 2 + 14 + 24) * 8);
}
