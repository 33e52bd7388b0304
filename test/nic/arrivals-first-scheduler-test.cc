/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Ties are settled by place, and what waits behind an arrival is not taken for over.

#include "cube-fixture.h"

#include "ns3/arrivals-first-scheduler.h"
#include "ns3/camcube-channel.h"
#include "ns3/camcube-net-device.h"
#include "ns3/config.h"
#include "ns3/make-event.h"
#include "ns3/node.h"
#include "ns3/port-receiver.h"

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Event = Scheduler::Event;

/** What an event is, for an oracle that sorts. */
struct Known
{
    uint64_t time;
    bool isOther; // not an arrival
    uint32_t context;
    uint32_t port;
    uint32_t number;

    auto GetPlace() const
    {
        return isOther ? std::tuple(time, true, 0U, 0U, number)
                       : std::tuple(time, false, context, port, 0U);
    }
};

TEST(ArrivalsFirstSchedulerTest, LeaveInOrderOfPlace)
{
    for (uint32_t seed = 1; seed <= 200; ++seed)
    {
        std::mt19937 random(seed);
        std::vector<Ptr<EventImpl>> arrivals;
        for (uint32_t port = 0; port < 6; ++port)
        {
            const auto receiver = Ptr<PortReceiver>(new PortReceiver(nullptr), false);
            receiver->SetOwner(nullptr, static_cast<uint8_t>(port));
            arrivals.emplace_back(receiver);
        }
        const Ptr<EventImpl> other(MakeEvent([] {}), false);
        const auto scheduler = CreateObject<ArrivalsFirstScheduler>();
        std::vector<Known> pending;
        uint32_t number = 4;
        uint64_t now = 0;
        const auto insert = [&](uint64_t time, bool isOther) {
            const Known known{time,
                              isOther,
                              static_cast<uint32_t>(random() % 3),
                              static_cast<uint32_t>(random() % 6),
                              number++};
            pending.push_back(known);
            scheduler->Insert({PeekPointer(isOther ? other : arrivals[known.port]),
                               {time, known.number, known.context}});
        };
        for (uint32_t step = 0; step < 400; ++step)
        {
            for (uint32_t i = 0; i < random() % 4; ++i)
            {
                // Frames take a time step at least; other things may follow at once.
                const bool isOther = random() % 2;
                insert(now + !isOther + random() % (random() % 10 == 0 ? 1000 : 3), isOther);
            }
            if (pending.empty())
            {
                continue;
            }
            const auto first =
                std::min_element(pending.begin(), pending.end(), [](const auto& a, const auto& b) {
                    return a.GetPlace() < b.GetPlace();
                });
            ASSERT_EQ(scheduler->PeekNext().key.m_ts, first->time) << "seed " << seed;
            const Event event = scheduler->RemoveNext();
            ASSERT_EQ(event.key.m_ts, first->time) << "seed " << seed;
            const bool isOther = event.impl == PeekPointer(other);
            ASSERT_EQ(isOther, first->isOther) << "seed " << seed;
            ASSERT_TRUE(!isOther || event.key.m_uid == first->number) << "seed " << seed;
            ASSERT_TRUE(isOther || (event.key.m_context == first->context &&
                                    event.impl == PeekPointer(arrivals[first->port])))
                << "seed " << seed;
            // Nothing that waits may seem to be over by its number.
            for (const Known& known : pending)
            {
                ASSERT_TRUE(&known == &*first || !known.isOther || known.time > first->time ||
                            known.number > event.key.m_uid)
                    << "seed " << seed;
            }
            now = first->time;
            pending.erase(first);
        }
        ASSERT_EQ(scheduler->IsEmpty(), pending.empty());
    }
}

TEST(ArrivalsFirstSchedulerTest, RemoveWhatAnArrivalCancels)
{
    const auto scheduler = CreateObject<ArrivalsFirstScheduler>();
    const Ptr<EventImpl> other(MakeEvent([] {}), false);
    const Ptr<EventImpl> arrival(new PortReceiver(nullptr), false);
    scheduler->Insert({PeekPointer(other), {7, 10, 0}});
    scheduler->Insert({PeekPointer(other), {7, 11, 0}});
    scheduler->Insert({PeekPointer(arrival), {7, 12, 0}});
    EXPECT_EQ(scheduler->RemoveNext().impl, PeekPointer(arrival));
    scheduler->Remove({PeekPointer(other), {7, 10, 0}});
    EXPECT_EQ(scheduler->RemoveNext().key.m_uid, 11U);
    EXPECT_TRUE(scheduler->IsEmpty());
}

/** Cancels a timer of the time at which a frame arrives. */
class Canceller : public CubeTest, public PortOwner
{
  protected:
    void FrameArrived(FramePtr, uint8_t) override
    {
        ++m_arrived;
        m_timer.Cancel();
        m_wasExpired = m_later.IsExpired();
    }

    void SlotFree(uint8_t) override
    {
    }

    void LinkChanged(uint8_t, bool) override
    {
    }

    int m_arrived{0};        //!< frames
    int m_fired{0};          //!< timers
    bool m_wasExpired{true}; //!< a timer behind the arrival
    EventId m_timer;         //!< cancelled
    EventId m_later;         //!< not cancelled
};

TEST_F(Canceller, FindsTimersOfTheSameTimePending)
{
    Config::SetGlobal("SchedulerType", TypeIdValue(ArrivalsFirstScheduler::GetTypeId()));
    Ptr<CamCubeNetDevice> ports[2];
    const auto cable = CreateObject<CamCubeChannel>();
    for (auto& port : ports)
    {
        port = CreateObject<CamCubeNetDevice>();
        CreateObject<Node>()->AddDevice(port);
        port->SetAddress(Mac48Address::Allocate());
        port->Attach(cable);
    }
    ports[1]->SetOwner(this, 0);
    auto frame = std::make_unique<Frame>(7, Create<Packet>(100));
    const int64_t arrival = ports[0]->GetTransmissionTime(frame->GetSize()) + 100 + 1000;
    // Scheduled before the frame is sent, so ns-3 would have them first.
    m_timer = Simulator::Schedule(TimeStep(arrival), [this] { ++m_fired; });
    m_later = Simulator::Schedule(TimeStep(arrival), [this] { ++m_fired; });
    ASSERT_TRUE(ports[0]->Transmit(frame));
    Simulator::Run();
    EXPECT_EQ(Simulator::Now().GetTimeStep(), arrival);
    EXPECT_EQ(m_arrived, 1);
    EXPECT_EQ(m_fired, 1);
    EXPECT_FALSE(m_wasExpired);
    ports[1]->SetOwner(nullptr, 0);
    Config::SetGlobal("SchedulerType", TypeIdValue(TypeId::LookupByName("ns3::MapScheduler")));
}

} // namespace
