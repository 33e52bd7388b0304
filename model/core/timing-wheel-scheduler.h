/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TIMING_WHEEL_SCHEDULER_H
#define TIMING_WHEEL_SCHEDULER_H

#include "ns3/scheduler.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * An event list for any ns-3 simulation, in constant time an event: a hierarchy of timing wheels.
 * Choose it with --SchedulerType=ns3::camcube::TimingWheelScheduler.
 *
 * The innermost wheel has 4,096 buckets of 16 time steps, the next one 256 buckets of that whole
 * span, the next 256 of its whole span, and so on for all times that there are. An event waits in
 * the outermost wheel on which its bucket is not that of the present, and moves inward when the
 * present reaches that bucket. The events of an innermost bucket are put in order when the present
 * reaches it, so events leave in the exact order of time and, at equal times, of their numbers;
 * nothing has to be tuned to the distribution of events or to the resolution of time.
 *
 * Events of a bucket lie together, and what the next ones will touch is fetched into the cache
 * while those before them run; see EventPrefetcher.
 *
 * Source: Varghese and Lauck, Hashed and Hierarchical Timing Wheels, SOSP 1987, section 6.2.
 */
class TimingWheelScheduler : public Scheduler
{
  public:
    static TypeId GetTypeId();
    TimingWheelScheduler();
    ~TimingWheelScheduler() override;

    // Scheduler
    void Insert(const Event& event) override;
    bool IsEmpty() const override;
    Event PeekNext() const override;
    Event RemoveNext() override;
    void Remove(const Event& event) override;

  protected:
    /** \return the next event if it is of the bucket that was opened last, as all that happen at
     *          the time of the event before it are; else null. Those behind it follow, in order. */
    Event* PeekPresent()
    {
        return m_nextPresent < m_present.size() ? m_present.data() + m_nextPresent : nullptr;
    }

    /** \return the end of these events */
    const Event* EndOfPresent() const
    {
        return m_present.data() + m_present.size();
    }

    /** Puts the event back that has just left. */
    void PutBack()
    {
        --m_nextPresent;
    }

  private:
    static constexpr uint32_t STEP_BITS = 4;   //!< of a time that do not choose a bucket
    static constexpr uint32_t INNER_BITS = 12; //!< that choose a bucket innermost
    static constexpr uint32_t OUTER_BITS = 8;  //!< that choose one on any other wheel
    static constexpr uint32_t N_OUTER = 6;     //!< wheels around the innermost one
    static_assert(STEP_BITS + INNER_BITS + N_OUTER * OUTER_BITS == 64,
                  "the wheels must hold every time");

    static constexpr uint32_t NONE = UINT32_MAX; //!< no chunk

    struct Wheels;

    /** \return 0 if a time has a bucket on the innermost wheel, else which wheel around it */
    uint32_t WheelOf(uint64_t time) const;
    static uint32_t InnerBucketOf(uint64_t time);
    static uint32_t OuterBucketOf(uint64_t time, uint32_t wheel);

    void Place(const Event& event);
    void MoveInward();
    bool IsNextBucketNear() const;
    void OpenBucket();
    void SortByTime(uint32_t newest);
    void PrefetchChunk() const;
    void PrefetchAhead();

    std::unique_ptr<Wheels> m_wheels; //!< the events after m_last
    uint32_t m_nOuterFilled{0};       //!< of these, those on other wheels than the innermost
    uint64_t m_now{0};                //!< in the bucket that was opened last
    uint64_t m_last{0};               //!< the last time of that bucket
    std::vector<Event> m_present;     //!< those up to m_last, in order
    std::size_t m_nextPresent{0};     //!< the first of them that has not left
    bool m_isDense{false};            //!< the bucket opened last held many
    uint32_t m_fetched{NONE};         //!< a chunk of the next bucket that was fetched
};

} // namespace ns3::camcube

#endif /* TIMING_WHEEL_SCHEDULER_H */
