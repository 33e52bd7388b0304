/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "real-time-run.h"

#include "ns3/config.h"
#include "ns3/descriptor-watch.h"
#include "ns3/shared-clock.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/type-id.h"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace ns3::camcube
{

namespace
{

constexpr int64_t LOOK_MS = 10;          //!< from one look at the clock to the next
constexpr uint64_t LOOKS_A_SECOND = 100; //!< that is

/** \return the signals by which people end a program */
sigset_t
GetSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
    {
        sigaddset(&signals, signal);
    }
    return signals;
}

} // namespace

void
RealTimeRun::Choose()
{
    const std::string name = "ns3::RealtimeSimulatorImpl";
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(name, &type))
    {
        throw std::runtime_error("this ns-3 was built without " + name +
                                 ", so nothing can run in real time; build it with real time");
    }
    Config::SetGlobal("SimulatorImplementationType", StringValue(name));
}

RealTimeRun::RealTimeRun(std::shared_ptr<DescriptorWatch> watch)
    : m_watch(std::move(watch))
{
    // Blocked before there is a second thread, so that none is ended by them.
    const sigset_t signals = GetSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    m_watch->Add(m_signals, [this] { ReadSignal(); });
}

RealTimeRun::~RealTimeRun()
{
    m_watch->Stop();
    m_watch->Remove(m_signals);
    // Those that came twice, by the terminal and by who started this, have been heard.
    signalfd_siginfo info{};
    while (read(m_signals, &info, sizeof(info)) == sizeof(info))
    {
    }
    close(m_signals);
    const sigset_t signals = GetSignals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void
RealTimeRun::ReadSignal() const
{
    signalfd_siginfo info{};
    if (read(m_signals, &info, sizeof(info)) == sizeof(info))
    {
        Simulator::ScheduleWithContext(Simulator::NO_CONTEXT, Time(), [] { Simulator::Stop(); });
    }
}

void
RealTimeRun::Run(Time duration, const std::function<void()>& everySecond)
{
    m_everySecond = everySecond;
    Simulator::ScheduleNow([this] {
        m_begin = std::chrono::system_clock::now(); // the clock of ns-3's synchronizer, here late
        m_watch->Start();
        Look();
    });
    if (!duration.IsZero())
    {
        Simulator::Stop(duration);
    }
    Simulator::Run();
    m_watch->Stop();
}

void
RealTimeRun::Look()
{
    // An event is never early, so the least that was seen is when the simulation began.
    const auto begin = std::chrono::system_clock::now() -
                       std::chrono::nanoseconds(Simulator::Now().GetNanoSeconds());
    m_begin = std::min(m_begin, begin);
    const double us = std::chrono::duration<double, std::micro>(begin - m_begin).count();
    m_latenessMs = us * 1e-3;
    m_latenessUs.Add(us);
    m_worstMs = std::max(m_worstMs, m_latenessMs);
    if (++m_looks % LOOKS_A_SECOND == 0)
    {
        m_everySecond();
    }
    Simulator::Schedule(SharedClock::UntilNext(MilliSeconds(LOOK_MS)), &RealTimeRun::Look, this);
}

double
RealTimeRun::TakeWorstMs()
{
    return std::exchange(m_worstMs, 0);
}

} // namespace ns3::camcube
