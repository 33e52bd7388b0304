/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SLOT_EVENTS_H
#define SLOT_EVENTS_H

#include "ns3/slot-record.h"

#include <cstdint>
#include <functional>
#include <map>
#include <random>

namespace ns3::camcube
{

/** What is to happen; times in microseconds. */
struct SlotSchedule
{
    uint32_t servers{6};
    uint32_t replicas{3};
    uint32_t clients{4};
    uint32_t operations{25};
    uint32_t pause{300};      // between operations of a client, at most
    uint32_t crashes{8};      // that are tried
    uint32_t absence{9000};   // of a server, at most
    uint32_t errors{20};      // of views, one by one
    uint32_t poisons{6};      // of all views of one server at once
    uint32_t errorTime{1000}; // of each, at most
    uint32_t span{8000};      // of crashes and errors
    uint32_t exclusion{1500};
    double lost{0.03};
    double doubled{0.04};
    double late{0.06};
    std::function<void(SlotRecord&)> tamper; // breaks a rule after each message
};

/** The clock of a SlotCluster, what is to happen in it, and the dice. */
class SlotEvents
{
  public:
    explicit SlotEvents(uint32_t seed)
        : m_random(seed)
    {
    }

    /** \return now, in nanoseconds */
    int64_t GetNow() const
    {
        return m_now;
    }

    bool IsQuiet() const
    {
        return m_events.empty();
    }

    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(m_random() % bound);
    }

    bool Happens(double share)
    {
        return m_random() < share * 4294967296.0;
    }

    void After(int64_t us, std::function<void()> what)
    {
        m_events.emplace(m_now + 1000 * us, std::move(what));
    }

    void RunUntil(int64_t us)
    {
        while (!m_events.empty() && m_events.begin()->first <= 1000 * us)
        {
            const auto event = m_events.extract(m_events.begin());
            m_now = event.key();
            event.mapped()();
        }
        m_now = 1000 * us;
    }

  private:
    std::mt19937 m_random;
    int64_t m_now{0}; // nanoseconds
    std::multimap<int64_t, std::function<void()>> m_events;
};

} // namespace ns3::camcube

#endif /* SLOT_EVENTS_H */
