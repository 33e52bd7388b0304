/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Services take turns on a link: fair shares, and no work for the silent.

#include "runtime-fixture.h"

#include <numeric>

using namespace ns3;
using namespace ns3::camcube;

TEST_F(RuntimeTest, WeightedTurnsShareASaturatedLinkWithinOnePercent)
{
    const std::vector<uint16_t> weights{1, 2, 3, 5, 9};
    const uint32_t sum = std::accumulate(weights.begin(), weights.end(), 0U);
    constexpr uint32_t FRAMES = 10000;
    std::vector<Ptr<TestService>> services;
    for (std::size_t i = 0; i < weights.size(); ++i)
    {
        services.push_back(Add(0, 10 + i, weights[i]));
        services.back()->toSend = FRAMES;
    }
    Ptr<TestService> silent = Add(0, 99, 100);
    Simulator::Schedule(Time(0), [&] {
        for (auto& service : services)
        {
            service->R().RequestPoll(PeekPointer(service), PortSet::Of(PLUS_X));
        }
    });
    Simulator::Stop(TimeStep((1016 + 24) * 8 * (FRAMES - 1) + 1));
    Simulator::Run();
    for (auto& service : services)
    {
        const double share = static_cast<double>(FRAMES - service->toSend) / FRAMES;
        const double fair = static_cast<double>(service->GetWeight()) / sum;
        std::cout << "measured: fairness: weight " << service->GetWeight() << ": share " << share
                  << ", fair " << fair << "\n";
        EXPECT_NEAR(share / fair, 1, 0.01);
    }
    EXPECT_EQ(silent->polls, 0U);
}

TEST_F(RuntimeTest, SilentServiceCostsNoEvent)
{
    const auto events = [this](bool withSilent) {
        Ptr<TestService> busy = Add(0, 10);
        busy->toSend = 100;
        if (withSilent)
        {
            Add(0, 99);
        }
        Simulator::Schedule(Seconds(1),
                            [=] { busy->R().RequestPoll(PeekPointer(busy), PortSet::Of(PLUS_X)); });
        Simulator::Stop(Seconds(2));
        Simulator::Run();
        const uint64_t count = Simulator::GetEventCount();
        Simulator::Destroy();
        m_servers = m_torus.Create();
        return count;
    };
    const uint64_t alone = events(false);
    EXPECT_EQ(events(true), alone + 2); // any application is initialised, and starts
}

TEST_F(RuntimeTest, SendOnThePortThatIsPolledAsksForAnotherPoll)
{
    Ptr<TestService> sender = Add(0, 10);
    Ptr<TestService> receiver = Add(1, 10);
    FramePtr kept;
    sender->inPoll = [&](uint8_t out) -> FramePtr {
        if (sender->polls > 1)
        {
            return std::move(kept);
        }
        kept = std::make_unique<Frame>(0, Create<Packet>(100));
        EXPECT_EQ(sender->R().Send(PeekPointer(sender), out, kept), SendResult::BUSY);
        return nullptr;
    };
    Simulator::Schedule(Seconds(1),
                        [&] { sender->R().RequestPoll(PeekPointer(sender), PortSet::Of(PLUS_X)); });
    Simulator::Run();
    EXPECT_EQ(receiver->received, 1U);
}

TEST_F(RuntimeTest, ServiceMaySwitchItsLinkOffOrLeaveWhileItIsPolled)
{
    Ptr<TestService> sender = Add(0, 10);
    Ptr<TestService> other = Add(0, 11);
    sender->inPoll = [&](uint8_t out) {
        sender->R().DeactivateLink(out);
        return std::make_unique<Frame>(0, Create<Packet>(100));
    };
    other->inPoll = [&](uint8_t) {
        other->Withdraw();
        return std::make_unique<Frame>(0, Create<Packet>(100));
    };
    Simulator::Schedule(Seconds(1), [&] {
        other->R().RequestPoll(PeekPointer(other), PortSet::Of(PLUS_Y));
        sender->R().RequestPoll(PeekPointer(sender), PortSet::Of(PLUS_X));
    });
    Simulator::Run();
    EXPECT_EQ(sender->polls, 1U);
    EXPECT_EQ(other->polls, 1U);
    EXPECT_EQ(RuntimeOf(m_servers, 0)->GetLostPolledFrames(), 1U);
    EXPECT_EQ(TorusHelper::GetPort(m_servers.Get(0), PLUS_Y)->GetCounters().txFrames, 1U);
}
