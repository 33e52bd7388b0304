/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "live-session.h"

#include "live-services.h"

#include "ns3/control-socket.h"
#include "ns3/descriptor-watch.h"
#include "ns3/fatal-error-trap.h"
#include "ns3/realtime-priority.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/status-line.h"
#include "ns3/text-parsing.h"
#include "ns3/tun-device.h"
#include "ns3/virtual-nic.h"

#include <cmath>

namespace ns3::camcube
{

namespace
{

constexpr double LATE_MS = 20;      //!< from when on it is said aloud
constexpr double WARN_EVERY_S = 10; //!< at most

/** \return a number with one digit behind the point */
std::string
Round(double value)
{
    return FormatNumber(std::round(value * 10) / 10);
}

} // namespace

LiveSession::LiveSession(const LiveOptions& options,
                         LiveTestbed& testbed,
                         const std::string& program,
                         StatusLine& status)
    : m_options(options),
      m_testbed(testbed),
      m_program(program),
      m_status(status),
      m_watch(std::make_shared<DescriptorWatch>()),
      m_commands(testbed, [this](nlohmann::ordered_json& json) { AddStatus(json); })
{
    const NodeContainer& servers = testbed.GetServers();
    for (uint32_t i = 0; i < servers.GetN(); ++i)
    {
        const uint16_t mtu = VirtualNic::GetMtuFor(servers.Get(i)->GetObject<Runtime>()->GetMtu());
        const int tun = OpenTunDevice(DEVICE, options.namespaces + std::to_string(i), mtu);
        m_ports.push_back(testbed.GetPorts().Install(servers.Get(i), tun, m_watch));
        LiveServices::Bind(m_ports.back(), servers.Get(i));
    }
    m_run = std::make_unique<RealTimeRun>(m_watch);
    if (!options.control.empty())
    {
        m_control = std::make_unique<ControlSocket>(
            options.control,
            m_watch,
            [this](const std::string& line) { return m_commands.Do(line); });
    }
}

LiveSession::~LiveSession()
{
    m_watch->Stop();
}

LiveSession::Outcome
LiveSession::Run()
{
    Outcome outcome;
    outcome.hasPriority = UseRealtimePriority();
    m_run->Run(m_options.duration, [this] { TellEverySecond(); });
    outcome.servers = m_testbed.GetServers().GetN();
    outcome.seconds = Simulator::Now().GetSeconds();
    outcome.packets = Count();
    outcome.latenessUs = m_run->GetLatenessUs();
    return outcome;
}

LivePort::Counters
LiveSession::Count() const
{
    LivePort::Counters sum;
    for (const Ptr<LivePort>& port : m_ports)
    {
        const LivePort::Counters& counters = port->GetCounters();
        sum.fromHost += counters.fromHost;
        sum.toHost += counters.toHost;
        sum.waited += counters.waited;
        sum.refused += counters.refused;
        sum.foreign += counters.foreign;
        sum.writeErrors += counters.writeErrors;
        sum.downs += counters.downs;
    }
    return sum;
}

void
LiveSession::TellEverySecond()
{
    const LivePort::Counters counters = Count();
    const uint64_t packets = counters.toHost;
    m_packetsASecond = static_cast<double>(packets - m_packetsBefore);
    m_packetsBefore = packets;
    m_worstMs = m_run->TakeWorstMs();
    WarnIfLate(m_worstMs);
    if (!m_status.IsDue())
    {
        return;
    }
    m_status.Show(FormatNumber(std::floor(Simulator::Now().GetSeconds())) + " s, late by " +
                  Round(m_run->GetLatenessMs()) + " ms, " + Round(m_worstMs) + " ms at worst; " +
                  FormatNumber(m_packetsASecond) +
                  " packets/s; failed: " + std::to_string(m_commands.GetFailedServers().size()) +
                  " servers, " + std::to_string(m_commands.GetFailedLinks().size()) + " links, " +
                  std::to_string(counters.downs) + " devices, " +
                  std::to_string(counters.writeErrors) + " writes");
}

void
LiveSession::WarnIfLate(double worstMs)
{
    const double now = Simulator::Now().GetSeconds();
    if (worstMs < LATE_MS || now < m_nextWarning)
    {
        return;
    }
    m_nextWarning = now + WARN_EVERY_S;
    m_status.Clear();
    FatalErrorTrap::WriteSentence(m_program,
                                  "behind the wall clock by " + Round(worstMs) +
                                      " ms: the hosts ask more of the cube than this machine "
                                      "simulates in real time, so times in them are too long");
}

void
LiveSession::AddStatus(nlohmann::ordered_json& status) const
{
    const LivePort::Counters counters = Count();
    status["seconds"] = Simulator::Now().GetSeconds();
    status["late_ms"] = m_run->GetLatenessMs();
    status["late_at_worst_ms"] = std::max(m_worstMs, m_run->GetLatenessMs());
    status["packets_a_second"] = m_packetsASecond;
    status["packets_from_hosts"] = counters.fromHost;
    status["packets_to_hosts"] = counters.toHost;
    status["write_errors"] = counters.writeErrors;
    status["devices_gone_down"] = counters.downs;
}

} // namespace ns3::camcube
