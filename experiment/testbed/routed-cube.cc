/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routed-cube.h"

#include "ns3/cube-recorder.h"
#include "ns3/multi-hop-routing-helper.h"
#include "ns3/progress.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::camcube
{

RoutedCube::RoutedCube(const Torus& torus,
                       const ProtocolOption& protocol,
                       StatusLine& status,
                       std::optional<Time> keepAlive)
    : m_status(status),
      m_torus(torus)
{
    const auto tellOf = [&](const std::string& step) {
        return [&status, step, all = GetTorus().GetNServers()](uint32_t done) {
            status.ShowSetup(step, done, all);
        };
    };
    m_torus.SetWatcher(tellOf("ports"));
    m_servers = m_torus.Create();
    m_routing = std::make_unique<CubeRouting>(m_servers, protocol, tellOf("routing"), keepAlive);
    MultiHopRoutingHelper::AssignStreams(m_servers, m_streams.Take(m_servers.GetN()));
}

FailurePlan::Scheduled
RoutedCube::Schedule(const FailurePlan& plan)
{
    const auto scheduled = plan.Schedule(m_failures, m_torus, m_servers, m_streams.MakeUniform());
    m_last = std::max(m_last, scheduled.last);
    return scheduled;
}

void
RoutedCube::RecordTo(CubeRecorder* recorder, const FailureInjector* failures)
{
    m_recorder = recorder;
    if (recorder)
    {
        recorder->Begin(GetTorus(), m_servers, failures ? failures : &m_failures);
        recorder->Watch(std::nullopt);
    }
}

void
RoutedCube::StopRecording()
{
    if (m_recorder)
    {
        m_recorder->Finish();
    }
}

void
RoutedCube::Settle(Time pause, Time busy)
{
    const Time last = std::max(m_last, busy);
    m_routing->StopWhenQuiet(last, pause, [this](uint64_t messages) {
        m_status.Show("settling, " + std::to_string(messages) + " messages so far");
    });
    const Progress progress(m_status, "events", last + MicroSeconds(1));
    Simulator::Run();
    StopRecording();
}

Time
RoutedCube::GetConvergence() const
{
    return std::max(m_routing->GetLastActivity(), m_last) - m_last;
}

} // namespace ns3::camcube
