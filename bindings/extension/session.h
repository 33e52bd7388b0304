/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SESSION_H
#define SESSION_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/random-streams.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace ns3::camcube::python
{

/** Something that is to happen; only while its session lasts. */
struct ScheduledEvent
{
    EventId id;
    uint64_t session; //!< to which it belongs

    /** \return whether it is still to happen */
    bool IsPending() const;
    /** Has it not happen, if it still is to. */
    void Cancel();
};

/**
 * One simulation of a Python program. There is one simulator in a process, so one session at a
 * time. It keeps what the run needs alive until its end, and ends in order: what belonged to it
 * can be held on to by Python, and says so when it is used later (Held).
 *
 * What a callback throws ends the run: it is kept, later callbacks are mute, and Run() throws it.
 */
class Session
{
  public:
    /**
     * Begins a session, with seed and run set.
     * \throws std::logic_error if there is one already
     * \throws std::invalid_argument for a seed of 0
     */
    static void Begin(uint32_t seed, uint64_t run);

    /**
     * \return the session; where there is none, one that begins now, with the seed and run that
     * SetSeed() and SetRun() have said: for names that are used as in C++
     */
    static Session& GetOrBegin();

    /** \name For sessions that GetOrBegin() begins, and the present one; throw as Begin() does */
    ///@{
    static void SetSeed(uint32_t seed);
    static void SetRun(uint64_t run);
    ///@}

    /** Ends it, if there is one: all that it made is gone. */
    static void End();

    /** \return the session \throws std::logic_error if there is none */
    static Session& Get();

    /** \return how many there have been, this one among them; 0 while there is none */
    static uint64_t GetNumber();

    /**
     * Runs until nothing is left to do, until a time, or until Stop().
     * \param until since the start; negative for no time
     * \throws what a callback has thrown
     * \throws std::invalid_argument for a time that is past
     * \throws std::logic_error from within a run, or after one that has failed
     */
    void Run(Time until);

    /** Ends the run after the present event. */
    void Stop();

    /**
     * Calls a function at a time.
     * \throws std::invalid_argument for a time that is past
     */
    ScheduledEvent Schedule(Time at, std::function<void()> fn);

    /** Calls a function now, unless a run has failed; what it throws is kept for Run(). */
    void Guard(const std::function<void()>& fn);

    /**
     * Has somebody told of each run.
     * \param begin called before it, with its end as Run() takes it
     * \param end called after it, with whether it has gone well; what it throws, Run() throws
     */
    void WatchRuns(std::function<void(Time until)> begin, std::function<void(bool isRight)> end)
    {
        m_watchers.emplace_back(std::move(begin), std::move(end));
    }

    /** Calls a function when the session ends, before anything goes. */
    void AtEnd(std::function<void()> fn)
    {
        m_atEnd.push_back(std::move(fn));
    }

    /** Keeps something until the end; what came last goes first. */
    template <typename T>
    void Keep(std::shared_ptr<T> kept)
    {
        m_kept.push_back(std::move(kept));
    }

    /** \return streams for what draws */
    RandomStreams& GetStreams()
    {
        return m_streams;
    }

    bool IsRunning() const
    {
        return m_isRunning;
    }

    /** \return whether there has been a run, or is one */
    bool HasRun() const
    {
        return m_hasRun;
    }

    /** \throws std::logic_error if a run has failed */
    void CheckUse() const;

  private:
    Session(uint32_t seed, uint64_t run);
    void Close();

    /** Told of each run, at its beginning and its end. */
    std::vector<std::pair<std::function<void(Time)>, std::function<void(bool)>>> m_watchers;
    std::vector<std::function<void()>> m_atEnd; //!< called at the end
    std::vector<std::shared_ptr<void>> m_kept;  //!< until the end
    std::exception_ptr m_failure;               //!< what the first callback threw
    RandomStreams m_streams;                    //!< given out so far
    bool m_isStopped{false};                    //!< Stop() was called in this run
    bool m_isRunning{false};                    //!< whether Run() is under way
    bool m_hasRun{false};                       //!< whether it ever was
    bool m_isEnding{false};                     //!< Close() is under way
    bool m_isImplicit{false};                   //!< begun by GetOrBegin()
    bool m_hasFailed{false};                    //!< nothing may go on
};

} // namespace ns3::camcube::python

#endif /* SESSION_H */
