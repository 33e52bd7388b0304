/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// The timing wheel gives the same events in the same order as ns-3's MapScheduler.

#include "cube-fixture.h"

#include "ns3/make-event.h"
#include "ns3/map-scheduler.h"
#include "ns3/timing-wheel-scheduler.h"

#include <algorithm>
#include <iostream>
#include <numeric>
#include <random>
#include <set>

using namespace ns3;
using namespace ns3::camcube;

namespace
{

using Event = Scheduler::Event;

/** Drives both schedulers alike, with events that are never run. */
class SchedulerPair : public testing::Test
{
  protected:
    Event Make(uint64_t time, uint32_t number)
    {
        const auto& impl = m_impls[number % m_impls.size()];
        return {PeekPointer(impl), {time, number, number % 7}};
    }

    void Insert(const Event& event)
    {
        m_wheel->Insert(event);
        m_map->Insert(event);
        m_pending.push_back(event);
    }

    void ExpectSame(const Event& a, const Event& b)
    {
        ASSERT_EQ(a.key.m_ts, b.key.m_ts);
        ASSERT_EQ(a.key.m_uid, b.key.m_uid);
        ASSERT_EQ(a.key.m_context, b.key.m_context);
        ASSERT_EQ(a.impl, b.impl);
    }

    /** Takes the next event out of both. \return its time */
    uint64_t RemoveNext()
    {
        ExpectSame(m_wheel->PeekNext(), m_map->PeekNext());
        const Event event = m_wheel->RemoveNext();
        ExpectSame(event, m_map->RemoveNext());
        m_gone.insert(event.key.m_uid);
        return event.key.m_ts;
    }

    /** Removes one that waits, chosen at random. */
    void RemoveAny()
    {
        while (!m_pending.empty())
        {
            std::swap(m_pending[m_random() % m_pending.size()], m_pending.back());
            const Event event = m_pending.back();
            m_pending.pop_back();
            if (m_gone.insert(event.key.m_uid).second)
            {
                m_wheel->Remove(event);
                m_map->Remove(event);
                return;
            }
        }
    }

    /** \return a time as simulations have them: now, near, far, very far, and like others */
    uint64_t LaterThan(uint64_t now)
    {
        const uint64_t near = m_random() % 100;
        const uint32_t bits = m_random() % 64;
        switch (m_random() % 5)
        {
        case 0:
            return now;
        case 1:
            return now + near;
        case 2:
            return now + 12'304; // a frame at 1 Gbps
        case 3:
            return (now | 0xffff) + near; // across the innermost wheel's turn
        default:
            return now + std::min(m_random() >> bits, UINT64_MAX - now);
        }
    }

    void Drain()
    {
        while (!m_map->IsEmpty())
        {
            ASSERT_FALSE(m_wheel->IsEmpty());
            RemoveNext();
        }
        EXPECT_TRUE(m_wheel->IsEmpty());
    }

    SchedulerPair()
    {
        for (Ptr<EventImpl>& impl : m_impls)
        {
            impl = Ptr<EventImpl>(MakeEvent([] {}), false);
        }
    }

    std::array<Ptr<EventImpl>, 61> m_impls;
    Ptr<Scheduler> m_wheel = CreateObject<TimingWheelScheduler>();
    Ptr<Scheduler> m_map = CreateObject<MapScheduler>();
    std::vector<Event> m_pending;
    std::set<uint32_t> m_gone;
    std::mt19937_64 m_random{1};
};

} // namespace

TEST_F(SchedulerPair, RandomSequencesComeOutInTheSameOrder)
{
    uint32_t steps = 0;
    for (uint32_t round = 0; round < 40; ++round)
    {
        uint64_t now = 0;
        uint32_t number = 4;
        m_pending.clear();
        m_gone.clear();
        for (uint32_t i = 0; i < 5000; ++i, ++steps)
        {
            const uint64_t what = m_random() % 100;
            if (what < 50 + round % 10)
            {
                Insert(Make(LaterThan(now), number++));
            }
            else if (what < 90 && !m_map->IsEmpty())
            {
                now = RemoveNext();
            }
            else if (!m_map->IsEmpty())
            {
                RemoveAny();
            }
            ASSERT_EQ(m_wheel->IsEmpty(), m_map->IsEmpty());
        }
        Drain();
    }
    std::cout << "measured: timing wheel equals MapScheduler over " << steps
              << " random operations\n";
}

TEST_F(SchedulerPair, EqualTimesComeInTheOrderOfTheirNumbers)
{
    // Inserted in any order, as from another scheduler, and while they leave.
    std::vector<uint32_t> numbers(20'000);
    std::iota(numbers.begin(), numbers.end(), 4);
    std::shuffle(numbers.begin(), numbers.end(), m_random);
    for (uint32_t i = 0; i < numbers.size(); ++i)
    {
        Insert(Make(i % 2 ? 70'000 : 1'000'000'000'000, numbers[i]));
        if (i == 15'000)
        {
            RemoveNext();
        }
    }
    Drain();
}

TEST_F(SchedulerPair, CrowdedBucketsComeInOrderWhileMoreEventsCome)
{
    uint64_t now = 0;
    for (uint32_t number = 4; number < 40'000; ++number)
    {
        Insert(Make(now + m_random() % 400, number));
        if (number % 10 == 0)
        {
            RemoveAny();
        }
        else if (number > 2'000) // some seventy in each 16 time steps by now
        {
            now = RemoveNext();
        }
    }
    Drain();
}

TEST_F(SchedulerPair, LookingAheadLeavesRoomForEarlierEvents)
{
    Insert(Make(UINT64_MAX, 4));
    ExpectSame(m_wheel->PeekNext(), m_map->PeekNext());
    Insert(Make(1'000'000, 5));
    ExpectSame(m_wheel->PeekNext(), m_map->PeekNext());
    Insert(Make(3, 6));
    Drain();
}

TEST_F(SchedulerPair, EarlierThanTheLastOneTakenIsStillInOrder)
{
    for (uint32_t i = 0; i < 100; ++i)
    {
        Insert(Make(100'000 * i, 4 + i));
    }
    for (uint32_t i = 0; i < 50; ++i)
    {
        RemoveNext();
    }
    Insert(Make(5, 200));
    Insert(Make(4, 201));
    EXPECT_EQ(RemoveNext(), 4U);
    Drain();
}

TEST(TimingWheelSimulation, TakesEventsOverFromAnotherScheduler)
{
    std::vector<int> order;
    for (int i = 0; i < 10; ++i)
    {
        Simulator::Schedule(NanoSeconds(i / 2), [&order, i] { order.push_back(i); });
    }
    EventId late = Simulator::Schedule(Seconds(100), [&order] { order.push_back(-1); });
    ObjectFactory wheel;
    wheel.SetTypeId("ns3::camcube::TimingWheelScheduler");
    Simulator::SetScheduler(wheel);
    Simulator::Schedule(Seconds(99), [late] { Simulator::Remove(late); });
    Simulator::Run();
    EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    EXPECT_EQ(Simulator::Now(), Seconds(99));
    Simulator::Destroy();
}
