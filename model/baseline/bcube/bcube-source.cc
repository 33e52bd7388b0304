/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-source.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <limits>

namespace ns3::camcube
{

BcubeSource::BcubeSource(const Bcube& bcube,
                         uint32_t server,
                         BcubePathFinder::IsDown isDown,
                         Send send,
                         std::function<uint64_t()> lineKbps,
                         Ptr<UniformRandomVariable> random)
    : m_bcube(bcube),
      m_server(server),
      m_isDown(std::move(isDown)),
      m_send(std::move(send)),
      m_lineKbps(std::move(lineKbps)),
      m_random(random)
{
}

BcubeSource::~BcubeSource()
{
    for (auto& [server, destination] : m_destinations)
    {
        destination.end.Cancel();
    }
}

std::vector<std::vector<uint32_t>>
BcubeSource::GetPaths(uint32_t destination) const
{
    std::vector<std::vector<uint32_t>> paths;
    if (const auto known = m_destinations.find(destination); known != m_destinations.end())
    {
        for (const BcubePath& path : known->second.paths)
        {
            paths.push_back(path.servers);
        }
    }
    return paths;
}

bool
BcubeSource::IsDown(uint32_t server, uint32_t level) const
{
    return m_isDown(server, level) ||
           (!m_down.empty() && m_down.count(GetCable(server, level)) != 0);
}

void
BcubeSource::ReceiveFailure(uint32_t server, uint32_t level)
{
    const uint32_t cable = GetCable(server, level);
    m_version += m_down.count(cable) == 0;
    m_down[cable] = Simulator::Now() + m_settings.memory;
    m_forgetAt = std::min(m_forgetAt, m_down[cable]);
}

void
BcubeSource::ReceiveProbeAnswer(uint32_t destination, const BcubeMessage& answer)
{
    const auto found = m_destinations.find(destination);
    if (found == m_destinations.end())
    {
        return;
    }
    Destination& known = found->second;
    if (answer.round == known.round && answer.path < known.paths.size() &&
        !known.paths[answer.path].isAnswered && known.nPending > 0)
    {
        known.paths[answer.path].isAnswered = true;
        known.paths[answer.path].freeKbps = answer.freeKbps;
        if (--known.nPending == 0)
        {
            EndRound(destination);
        }
    }
}

void
BcubeSource::Forget()
{
    if (m_down.empty() || Simulator::Now() < m_forgetAt)
    {
        return;
    }
    m_forgetAt = Time::Max();
    for (auto cable = m_down.begin(); cable != m_down.end();)
    {
        const bool isOld = cable->second <= Simulator::Now();
        m_version += isOld;
        m_forgetAt = isOld ? m_forgetAt : std::min(m_forgetAt, cable->second);
        cable = isOld ? m_down.erase(cable) : std::next(cable);
    }
}

BcubeSource::Destination&
BcubeSource::GetDestination(uint32_t destination)
{
    Forget();
    Destination& known = m_destinations[destination];
    if (known.paths.empty() || known.version != m_version)
    {
        const BcubePathFinder finder(m_bcube, [this](uint32_t server, uint32_t level) {
            return IsDown(server, level);
        });
        std::vector<BcubePath> paths = finder.Find(m_server, destination);
        for (std::size_t i = 0; i < known.paths.size(); ++i)
        {
            if (paths[i].servers == known.paths[i].servers)
            {
                paths[i] = known.paths[i];
            }
        }
        known.paths = std::move(paths);
        known.version = m_version;
        // Answers to probes of the paths before say nothing of these.
        known.nPending = 0;
        known.end.Cancel();
    }
    return known;
}

uint32_t
BcubeSource::GetBestPath(const Destination& destination, uint64_t flow) const
{
    // Free bandwidth is measured with noise: what differs by less than a step is equal.
    const uint64_t step = std::max<uint64_t>(m_lineKbps() / 16, 1);
    const uint32_t n = destination.paths.size();
    uint32_t best = n;
    for (uint32_t i = 0; i < n; ++i)
    {
        const uint32_t candidate = (flow + i) % n;
        const BcubePath& path = destination.paths[candidate];
        const auto free = [&](const BcubePath& p) { return p.isAnswered ? p.freeKbps / step : 0; };
        if (path.servers.empty())
        {
            continue;
        }
        if (best == n || free(path) > free(destination.paths[best]) ||
            (free(path) == free(destination.paths[best]) &&
             path.servers.size() < destination.paths[best].servers.size()))
        {
            best = candidate;
        }
    }
    return best == n ? 0 : best;
}

const BcubePath&
BcubeSource::ChoosePath(uint32_t destination, uint64_t flow)
{
    const Time now = Simulator::Now();
    Destination& known = GetDestination(destination);
    if (m_flows.size() >= m_purgeAt)
    {
        for (auto old = m_flows.begin(); old != m_flows.end();)
        {
            old = old->second.lastUsed + m_settings.memory < now ? m_flows.erase(old)
                                                                 : std::next(old);
        }
        m_purgeAt = std::max<std::size_t>(1024, 2 * m_flows.size());
    }
    const auto [entry, isNew] = m_flows.try_emplace(flow);
    Flow& state = entry->second;
    state.lastUsed = now;
    if (isNew || known.paths[state.path].servers.empty())
    {
        state.path = GetBestPath(known, flow);
    }
    const bool isUnknown = !known.paths[state.path].isAnswered && known.nPending == 0;
    if (isNew || isUnknown || now >= state.probeAt)
    {
        state.probeAt = now + m_settings.adapt * m_random->GetValue(0.5, 1.5);
        Probe(destination, flow);
    }
    return known.paths[state.path];
}

void
BcubeSource::Probe(uint32_t destination, uint64_t flow)
{
    Destination& known = m_destinations[destination];
    known.waiting.push_back(flow);
    if (known.nPending > 0)
    {
        return; // with those that wait already
    }
    ++known.round;
    ++m_nRounds;
    for (std::size_t i = 0; i < known.paths.size(); ++i)
    {
        BcubePath& path = known.paths[i];
        path.isAnswered = false;
        if (!path.servers.empty())
        {
            ++known.nPending;
            BcubeMessage probe;
            probe.path = i;
            probe.round = known.round;
            probe.freeKbps = std::numeric_limits<uint32_t>::max();
            m_send(path.servers, probe);
        }
    }
    known.end.Cancel();
    known.end = Simulator::Schedule(m_settings.timeout, &BcubeSource::EndRound, this, destination);
}

void
BcubeSource::EndRound(uint32_t destination)
{
    Destination& known = m_destinations[destination];
    known.end.Cancel();
    known.nPending = 0;
    for (uint64_t flow : known.waiting)
    {
        if (const auto state = m_flows.find(flow); state != m_flows.end())
        {
            state->second.path = GetBestPath(known, flow);
        }
    }
    known.waiting.clear();
}

} // namespace ns3::camcube
