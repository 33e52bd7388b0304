/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REAL_TIME_RUN_H
#define REAL_TIME_RUN_H

#include "ns3/nstime.h"
#include "ns3/sample-summary.h"

#include <chrono>
#include <functional>
#include <memory>

namespace ns3::camcube
{

class DescriptorWatch;

/**
 * \ingroup camcube
 *
 * A simulation that keeps step with the wall clock as well as it can, from its first event until a
 * duration is over or a signal comes that would end the program. It measures by how much it is
 * late.
 */
class RealTimeRun
{
  public:
    /**
     * Chooses ns-3's simulator in real time; before anything of the simulation is made.
     * \throws std::runtime_error if this ns-3 has none
     */
    static void Choose();

    /** \param watch started with the first event, and stopped after the last */
    explicit RealTimeRun(std::shared_ptr<DescriptorWatch> watch);
    ~RealTimeRun();

    RealTimeRun(const RealTimeRun&) = delete;
    RealTimeRun& operator=(const RealTimeRun&) = delete;

    /**
     * Runs the simulation.
     * \param duration how long; zero for until a signal comes
     * \param everySecond called so often while it runs
     */
    void Run(Time duration, const std::function<void()>& everySecond);

    /** \return samples of how late events were, in microseconds, 100 a second */
    const SampleSummary& GetLatenessUs() const
    {
        return m_latenessUs;
    }

    /** \return the latest of them since the last call, in milliseconds */
    double TakeWorstMs();

    /** \return how late the simulation was when last looked at, in milliseconds */
    double GetLatenessMs() const
    {
        return m_latenessMs;
    }

  private:
    void Look();
    void ReadSignal() const;

    std::shared_ptr<DescriptorWatch> m_watch;      //!< runs beside it
    int m_signals;                                 //!< descriptor by which signals come
    std::chrono::system_clock::time_point m_begin; //!< of the simulation, by its clock
    SampleSummary m_latenessUs;                    //!< so far
    double m_latenessMs{0};                        //!< the newest
    double m_worstMs{0};                           //!< since it was asked for
    uint64_t m_looks{0};                           //!< at the clock
    std::function<void()> m_everySecond;           //!< called so often
};

} // namespace ns3::camcube

#endif /* REAL_TIME_RUN_H */
