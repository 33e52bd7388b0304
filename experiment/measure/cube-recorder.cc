/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cube-recorder.h"

#include "torus-link-samples.h"

#include "ns3/camcube-channel.h"
#include "ns3/failure-injector.h"
#include "ns3/link-power.h"
#include "ns3/simulator.h"
#include "ns3/torus-helper.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** The first interval where the end is not known; some frames long. */
const Time FIRST_INTERVAL = MicroSeconds(20);

CubeRecorder::CableState
GetState(const CamCubeChannel& cable)
{
    if (!cable.IsUp())
    {
        return CubeRecorder::DOWN;
    }
    switch (cable.GetPower() ? cable.GetPower()->GetState() : LinkPower::AWAKE)
    {
    case LinkPower::ASLEEP:
        return CubeRecorder::ASLEEP;
    case LinkPower::FALLING_ASLEEP:
    case LinkPower::WAKING:
        return CubeRecorder::CHANGING;
    default:
        return CubeRecorder::UP;
    }
}

} // namespace

CubeRecorder::CubeRecorder(std::size_t limit)
    : m_limit(std::max<std::size_t>(limit, 1)),
      m_failures(nullptr)
{
}

CubeRecorder::~CubeRecorder()
{
    Pause();
}

void
CubeRecorder::RecordFrames(std::size_t limit)
{
    m_frames.emplace(limit);
}

void
CubeRecorder::Begin(const Torus& torus,
                    const NodeContainer& servers,
                    const FailureInjector* failures)
{
    m_torus = torus;
    m_servers = servers;
    m_failures = failures;
    m_samples.clear();
    m_interval = Time();
    for (const LinkSample& link : SampleTorusLinks(torus, servers))
    {
        m_rates.push_back(link.rate);
    }
    if (m_frames)
    {
        m_frames->Begin(torus, servers);
    }
    Look();
}

void
CubeRecorder::Watch(std::optional<Time> end)
{
    Pause();
    m_end = end;
    if (end)
    {
        const int64_t steps = (*end - Simulator::Now()).GetTimeStep();
        const auto limit = static_cast<int64_t>(m_limit);
        m_interval =
            std::max(m_interval, TimeStep(std::max<int64_t>((steps + limit - 1) / limit, 1)));
    }
    else
    {
        m_interval = std::max(m_interval, FIRST_INTERVAL);
    }
    ScheduleNext();
}

void
CubeRecorder::Pause()
{
    // Only then: asking about an event of a simulation that is gone would begin another.
    if (m_isWatching)
    {
        m_next.Cancel();
        m_isWatching = false;
    }
}

void
CubeRecorder::Look()
{
    if (!m_torus)
    {
        return; // it has not begun, or is over
    }
    if (!m_samples.empty() && m_samples.back().at == Simulator::Now())
    {
        m_samples.pop_back();
    }
    Sample sample;
    sample.at = Simulator::Now();
    for (const LinkSample& link : SampleTorusLinks(*m_torus, m_servers))
    {
        sample.bytes.push_back(link.bytes);
    }
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        for (uint8_t port : m_torus->GetPorts())
        {
            if (port < OppositePort(port)) // each cable once
            {
                sample.cables.push_back(
                    GetState(*TorusHelper::GetLink(m_servers.Get(server), port)));
            }
        }
        if (m_failures && m_failures->IsFailed(m_servers.Get(server)))
        {
            sample.failedServers.push_back(server);
        }
    }
    m_samples.push_back(std::move(sample));
    Thin();
}

void
CubeRecorder::Finish()
{
    const bool isOver = m_end && Simulator::Now() >= *m_end && !m_isWatching;
    Pause();
    if (!isOver)
    {
        Look();
    }
    if (m_frames)
    {
        m_frames->Finish();
    }
    m_torus.reset();
    m_servers = NodeContainer();
}

void
CubeRecorder::LookAndGoOn()
{
    m_isWatching = false;
    Look();
    ScheduleNext();
}

void
CubeRecorder::ScheduleNext()
{
    const Time now = Simulator::Now();
    if (m_end && now >= *m_end)
    {
        return;
    }
    const Time next = m_end ? std::min(now + m_interval, *m_end) : now + m_interval;
    m_next = Simulator::Schedule(next - now, &CubeRecorder::LookAndGoOn, this);
    m_isWatching = true;
}

void
CubeRecorder::Thin()
{
    if (m_samples.size() <= m_limit + 1)
    {
        return;
    }
    m_interval = 2 * m_interval;
    std::vector<Sample> kept;
    for (std::size_t i = 0; i < m_samples.size(); ++i)
    {
        if (i % 2 == 0 || i + 1 == m_samples.size())
        {
            kept.push_back(std::move(m_samples[i]));
        }
    }
    m_samples = std::move(kept);
}

} // namespace ns3::camcube
