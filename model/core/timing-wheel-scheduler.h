/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TIMING_WHEEL_SCHEDULER_H
#define TIMING_WHEEL_SCHEDULER_H

#include "bucket-set.h"

#include "ns3/scheduler.h"

#include <array>
#include <memory>
#include <vector>

namespace ns3
{

/**
 * \ingroup camcube
 *
 * An event list for any ns-3 simulation, in constant time an event: a hierarchy of timing wheels.
 * Choose it with --SchedulerType=ns3::TimingWheelScheduler.
 *
 * The innermost wheel has a bucket for each of 65,536 time steps, the next one 256 buckets of that
 * span, the next 256 of its whole span, and so on for all times that there are. An event waits in
 * the outermost wheel on which its bucket is not that of the present, and moves inward when the
 * present reaches that bucket. A bucket of the innermost wheel has one time, so events leave in the
 * exact order of time and, at equal times, of their numbers; nothing has to be tuned to the
 * distribution of events or to the resolution of time.
 *
 * When a time has come its events are known together, and are fetched into the cache before the
 * first of them runs.
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

  private:
    static constexpr uint32_t INNER_BITS = 16; //!< of a time that choose a bucket innermost
    static constexpr uint32_t OUTER_BITS = 8;  //!< of a time that choose one on any other wheel
    static constexpr uint32_t N_OUTER = 6;     //!< wheels around the innermost one
    static_assert(INNER_BITS + N_OUTER * OUTER_BITS == 64, "the wheels must hold every time");

    /** An event that waits, and which one waits behind it. Half a cache line. */
    struct alignas(32) Waiting
    {
        Event event;   //!< the event
        uint32_t next; //!< the one before it in the same bucket, or NONE
    };

    static constexpr uint32_t NONE = UINT32_MAX; //!< no event

    /** A wheel: a bucket is its newest event. */
    template <uint32_t BITS, uint32_t DEPTH>
    struct Wheel
    {
        static_assert(BucketSet<DEPTH>::SIZE >= 1U << BITS, "a bit for every bucket");

        Wheel()
        {
            newest.fill(NONE);
        }

        BucketSet<DEPTH> filled;                 //!< the buckets that hold events
        std::array<uint32_t, 1U << BITS> newest; //!< by bucket
    };

    using InnerWheel = Wheel<INNER_BITS, 3>;
    using OuterWheel = Wheel<OUTER_BITS, 2>;

    /** \return 0 if a time has a bucket on the innermost wheel, else which wheel around it */
    uint32_t WheelOf(uint64_t time) const;
    static uint32_t OuterBucketOf(uint64_t time, uint32_t wheel);

    template <typename W>
    void Push(W& wheel, uint32_t bucket, uint32_t waiting);
    template <typename W>
    uint32_t TakeAll(W& wheel, uint32_t bucket);
    template <typename W>
    bool RemoveFrom(W& wheel, uint32_t bucket, const Event& event);

    uint32_t NewWaiting(const Event& event);
    void Place(uint32_t waiting);
    void MoveInward();
    void OpenBucket();
    void GoBackTo(uint64_t time);

    std::unique_ptr<InnerWheel> m_inner;     //!< one time step a bucket
    std::array<OuterWheel, N_OUTER> m_outer; //!< from the inner to the outer
    uint32_t m_nOuterFilled{0};              //!< events on the outer wheels
    uint64_t m_now{0};                       //!< the time of m_present; no event is earlier
    std::vector<Event> m_present;            //!< events at m_now, in order
    std::size_t m_nextPresent{0};            //!< the first of them that has not left
    std::vector<Waiting> m_pool;             //!< all others, and unused places
    uint32_t m_unused{NONE};                 //!< an unused place, linked to the next
};

} // namespace ns3

#endif /* TIMING_WHEEL_SCHEDULER_H */
