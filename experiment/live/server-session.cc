/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "server-session.h"

#include "live-services.h"

#include "ns3/config.h"
#include "ns3/failure-detection.h"
#include "ns3/live-port-helper.h"
#include "ns3/live-port.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/real-nic.h"
#include "ns3/realtime-priority.h"
#include "ns3/runtime.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/status-line.h"
#include "ns3/tun-device.h"
#include "ns3/uinteger.h"
#include "ns3/virtual-nic.h"

#include <chrono>

namespace ns3::camcube
{

namespace
{

/** \return microseconds since 1970, by the clock that all processes of a machine share */
int64_t
GetWallUs()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

} // namespace

ServerSession::ServerSession(const ServerOptions& options, StatusLine& status)
    : m_options(options),
      m_status(status),
      m_watch(std::make_shared<DescriptorWatch>()),
      m_run(m_watch),
      m_helper(options.GetTorus(), options.GetCoordinate())
{
    const Torus torus = options.GetTorus();
    // Longer than neighbours need to miss who was here before.
    Config::SetDefault("ns3::camcube::RealCable::Silence", TimeValue(6 * options.keepAlive));
    m_helper.SetDeviceAttribute("DataRate", DataRateValue(options.linkRate));
    m_helper.SetDeviceAttribute("ProcessingDelay", TimeValue(options.processing));
    m_helper.SetDeviceAttribute("Mtu", UintegerValue(options.mtu));
    m_server = m_helper.Create(RealNic::NameInterfaces(torus, options.interfaces), m_watch);
    MultiHopRoutingHelper().Install(m_server);
    MultiHopRoutingHelper::AssignStreams(m_server, torus.GetServer(options.GetCoordinate()));
    m_helper.InstallRouting(options.MakeRouting());
    ServiceHelper<FailureDetection>::Get(m_server)->AddListener([this](uint8_t port, bool alive) {
        m_changes.push_back({Simulator::Now(), port, alive});
    });
    LiveServices services;
    services.SetKeepAlive(options.keepAlive);
    if (!options.isFounding)
    {
        services.SetReturning();
    }
    services.Install(m_server);
    if (!options.tun.empty())
    {
        const uint16_t mtu = VirtualNic::GetMtuFor(m_server->GetObject<Runtime>()->GetMtu());
        m_host =
            LivePortHelper(torus).Install(m_server, OpenTunDevice(options.tun, "", mtu), m_watch);
        LiveServices::Bind(m_host, m_server);
    }
    m_probe = std::make_unique<EchoProbe>(m_server);
    if (!options.echo.IsZero())
    {
        m_probe->Ask(options.echo, options.echo);
    }
}

ServerSession::~ServerSession()
{
    m_probe = nullptr;
    if (m_host)
    {
        m_host->Dispose();
    }
}

void
ServerSession::Run()
{
    m_hasPriority = UseRealtimePriority();
    Simulator::ScheduleNow([this] { m_beginUs = GetWallUs(); });
    m_run.Run(m_options.duration, [this] { Say(); });
}

void
ServerSession::Say()
{
    const Ptr<FailureDetection> detection = ServiceHelper<FailureDetection>::Get(m_server);
    m_status.Show(std::to_string(detection->GetAlive().GetSize()) + " neighbors, echoes from " +
                  std::to_string(m_probe->CountAnswering()) + " of " +
                  std::to_string(m_probe->GetEchoes().size()) + " servers, at worst " +
                  std::to_string(static_cast<int64_t>(m_run.TakeWorstMs())) +
                  " ms behind the clock");
}

nlohmann::ordered_json
ServerSession::ToJson() const
{
    nlohmann::ordered_json ports = nlohmann::ordered_json::array();
    for (const Ptr<RealCable>& cable : m_helper.GetNic().GetCables())
    {
        const RealCable::Counters counters = cable->GetCounters();
        ports.push_back({{"port", PortName(cable->GetPort()->GetPort())},
                         {"interface", cable->GetInterface()},
                         {"sent", counters.sent},
                         {"received", counters.received},
                         {"not_taken", counters.notTaken},
                         {"for_others", counters.others},
                         {"malformed", counters.malformed},
                         {"unwanted", counters.unwanted},
                         {"overrun", counters.overrun},
                         {"failures", counters.failures}});
    }
    nlohmann::ordered_json changes = nlohmann::ordered_json::array();
    for (const Change& change : m_changes)
    {
        changes.push_back({{"time_us", change.time.GetNanoSeconds() * 1e-3},
                           {"port", PortName(change.port)},
                           {"alive", change.alive}});
    }
    const MultiHopRouting::Counters packets = MultiHopRoutingHelper::Get(m_server)->GetCounters();
    nlohmann::ordered_json json{{"begin_unix_us", m_beginUs},
                                {"realtime_priority", m_hasPriority},
                                {"behind_us", m_run.GetLatenessUs().ToJson()},
                                {"packets_sent", packets.sent},
                                {"packets_forwarded", packets.forwarded},
                                {"packets_delivered", packets.delivered},
                                {"ports", ports},
                                {"neighbor_changes", changes}};
    if (m_host)
    {
        const LivePort::Counters& host = m_host->GetCounters();
        json["host"] = {{"packets_from_host", host.fromHost},
                        {"packets_to_host", host.toHost},
                        {"packets_refused", host.refused},
                        {"write_errors", host.writeErrors}};
    }
    return json;
}

} // namespace ns3::camcube
