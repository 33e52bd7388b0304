/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "session.h"

#include "interrupt.h"

#include "ns3/config.h"
#include "ns3/object-factory.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"
#include "ns3/time-resolution.h"
#include "ns3/type-id.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube::python
{

namespace
{

std::unique_ptr<Session> g_session;
uint64_t g_sessions = 0;
uint32_t g_seed = 1; //!< of sessions that begin by themselves
uint64_t g_run = 1;  //!< the same

void
CheckSeed(uint32_t seed)
{
    if (seed == 0)
    {
        throw std::invalid_argument("seed=0: ns-3 takes seeds from 1 on");
    }
}

} // namespace

bool
ScheduledEvent::IsPending() const
{
    return session == Session::GetNumber() && !id.IsExpired();
}

void
ScheduledEvent::Cancel()
{
    if (IsPending())
    {
        id.Cancel();
    }
}

void
Session::Begin(uint32_t seed, uint64_t run)
{
    if (g_session)
    {
        throw std::logic_error(std::string("there is a simulation already; one at a time, so ") +
                               (g_session->m_isImplicit ? "call ns3.Simulator.Destroy() first"
                                                        : "leave its with-block first"));
    }
    CheckSeed(seed);
    ++g_sessions;
    g_session.reset(new Session(seed, run));
}

Session&
Session::GetOrBegin()
{
    if (!g_session)
    {
        Begin(g_seed, g_run);
        g_session->m_isImplicit = true;
    }
    g_session->CheckUse();
    return *g_session;
}

void
Session::SetSeed(uint32_t seed)
{
    CheckSeed(seed);
    if (!g_session || g_session->m_isImplicit)
    {
        g_seed = seed;
    }
    RngSeedManager::SetSeed(seed);
}

void
Session::SetRun(uint64_t run)
{
    if (!g_session || g_session->m_isImplicit)
    {
        g_run = run;
    }
    RngSeedManager::SetRun(run);
}

void
Session::End()
{
    if (g_session && g_session->m_isRunning)
    {
        throw std::logic_error("a simulation cannot be ended from within; call stop(), and end it "
                               "when run() has returned");
    }
    if (g_session && !g_session->m_isEnding)
    {
        g_session->Close(); // who asks for the session meanwhile is still given it
        g_session.reset();
    }
}

Session&
Session::Get()
{
    if (!g_session)
    {
        throw std::logic_error("there is no simulation; make one: with cc.Simulation() as sim");
    }
    return *g_session;
}

uint64_t
Session::GetNumber()
{
    return g_session ? g_sessions : 0;
}

Session::Session(uint32_t seed, uint64_t run)
{
    RngSeedManager::SetSeed(seed);
    RngSeedManager::SetRun(run);
    KeepTimeResolution();
    ObjectFactory wheel;
    wheel.SetTypeId("ns3::camcube::TimingWheelScheduler");
    Simulator::SetScheduler(wheel);
    // For the simulators of measurements that make several, one after another.
    Config::SetGlobal("SchedulerType", TypeIdValue(wheel.GetTypeId()));
}

void
Session::Close()
{
    m_isEnding = true;
    for (std::size_t i = 0; i < m_atEnd.size(); ++i) // to which one of them may add
    {
        const auto fn = std::move(m_atEnd[i]);
        fn();
    }
    // Applications are disposed of first: they may use what is kept.
    m_hasFailed = true; // callbacks are mute
    Simulator::Destroy();
    while (!m_kept.empty())
    {
        m_kept.pop_back();
    }
}

void
Session::CheckUse() const
{
    if (m_hasFailed)
    {
        throw std::logic_error("this simulation has ended by an error; begin another");
    }
}

void
Session::Run(Time until)
{
    CheckUse();
    if (m_isRunning)
    {
        throw std::logic_error("the simulation runs already: run() was called from within");
    }
    EventId stop;
    if (!until.IsStrictlyNegative())
    {
        if (until < Simulator::Now())
        {
            throw std::invalid_argument("until=" + FormatTime(until) + " is past: it is " +
                                        FormatTime(Simulator::Now()) + " in the simulation");
        }
        stop = Simulator::Schedule(until - Simulator::Now(), [this] { Stop(); });
    }
    for (const auto& watcher : m_watchers)
    {
        watcher.first(until);
    }
    m_isRunning = true;
    m_hasRun = true;
    m_isStopped = false;
    const Interrupt interrupt([] { Simulator::Stop(); });
    do
    {
        try
        {
            Simulator::Run();
        }
        catch (...)
        {
            m_failure = std::current_exception();
            m_hasFailed = true;
        }
    } while (!m_hasFailed && Interrupt::Handles() && !m_isStopped);
    m_isRunning = false;
    stop.Cancel();
    for (const auto& watcher : m_watchers)
    {
        watcher.second(!m_hasFailed);
    }
    if (m_failure)
    {
        std::rethrow_exception(std::exchange(m_failure, nullptr));
    }
    Interrupt::Throw();
}

void
Session::Stop()
{
    m_isStopped = true;
    Simulator::Stop();
}

ScheduledEvent
Session::Schedule(Time at, std::function<void()> fn)
{
    CheckUse();
    if (at < Simulator::Now())
    {
        throw std::invalid_argument(FormatTime(at) + " is past: it is " +
                                    FormatTime(Simulator::Now()) + " in the simulation");
    }
    return {Simulator::Schedule(at - Simulator::Now(), [this, fn = std::move(fn)] { Guard(fn); }),
            GetNumber()};
}

void
Session::Guard(const std::function<void()>& fn)
{
    if (m_hasFailed)
    {
        return;
    }
    try
    {
        fn();
    }
    catch (...)
    {
        m_hasFailed = true;
        m_failure = std::current_exception();
        Simulator::Stop();
    }
}

} // namespace ns3::camcube::python
