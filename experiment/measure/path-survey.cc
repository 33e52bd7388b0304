/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "path-survey.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::camcube
{

namespace
{

/** Long enough for a link to be busy when the next packet is sent. */
constexpr uint32_t PACKET_BYTES = 1000;

} // namespace

PathSurvey::PathSurvey(const Torus& torus, const NodeContainer& servers, uint16_t endpoint)
    : m_torus(torus),
      m_servers(servers),
      m_endpoint(endpoint)
{
    for (uint32_t server = 0; server < servers.GetN(); ++server)
    {
        const auto routing = MultiHopRoutingHelper::Get(servers.Get(server));
        m_kept.push_back(routing->AddDeparture(
            nullptr,
            endpoint,
            [this, server](const Frame& frame, const RoutingHeader&, uint8_t out) {
                m_packets[frame.GetPayload()->GetUid()].path.emplace_back(server, out);
            }));
        m_kept.push_back(
            routing->AddEndpoint(nullptr, endpoint, [this](FramePtr frame, const RoutingHeader&) {
                m_packets[frame->GetPayload()->GetUid()].hasArrived = true;
                NoteEnd();
            }));
        routing->TraceConnectWithoutContext("Dropped",
                                            MakeCallback(&PathSurvey::NoteDropped, this));
    }
}

PathSurvey::~PathSurvey()
{
    for (auto server = m_servers.Begin(); server != m_servers.End(); ++server)
    {
        if (const auto routing = MultiHopRoutingHelper::Get(*server))
        {
            routing->TraceDisconnectWithoutContext("Dropped",
                                                   MakeCallback(&PathSurvey::NoteDropped, this));
        }
    }
}

std::vector<PathSurvey::Path>
PathSurvey::Trace(uint32_t source, uint32_t destination)
{
    m_packets.clear();
    m_pending = N_TORUS_PORTS;
    const TorusCoordinate there = m_torus.GetCoordinate(destination);
    const auto routing = MultiHopRoutingHelper::Get(m_servers.Get(source));
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        routing->Send(there, m_endpoint, Create<ns3::Packet>(PACKET_BYTES));
    }
    if (m_pending > 0)
    {
        Simulator::Run();
    }
    std::vector<Path> paths;
    for (const auto& [id, packet] : m_packets)
    {
        if (packet.hasArrived && std::find(paths.begin(), paths.end(), packet.path) == paths.end())
        {
            paths.push_back(packet.path);
        }
    }
    return paths;
}

void
PathSurvey::NoteDropped(Ptr<const ns3::Packet>,
                        const RoutingHeader& header,
                        RoutingCallbacks::DropReason)
{
    if (header.endpoint == m_endpoint)
    {
        ++m_lost;
        NoteEnd();
    }
}

void
PathSurvey::NoteEnd()
{
    if (--m_pending == 0)
    {
        Simulator::Stop();
    }
}

std::vector<uint32_t>
PathSurvey::GetServers(const Path& path) const
{
    std::vector<uint32_t> servers;
    for (const auto& [server, port] : path)
    {
        servers.push_back(server);
    }
    servers.push_back(m_torus.GetNeighbor(path.back().first, path.back().second));
    return servers;
}

uint32_t
PathSurvey::CountShared(const std::vector<Path>& paths)
{
    std::map<Path::value_type, uint32_t> uses;
    for (const Path& path : paths)
    {
        for (const auto& link : path)
        {
            ++uses[link];
        }
    }
    return static_cast<uint32_t>(
        std::count_if(uses.begin(), uses.end(), [](const auto& use) { return use.second > 1; }));
}

} // namespace ns3::camcube
