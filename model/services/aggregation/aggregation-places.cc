/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-places.h"

#include "aggregation-tree.h"
#include "aggregation-vertex.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(AggregationPlaces);

TypeId
AggregationPlaces::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::AggregationPlaces")
            .SetParent<QueuedService>()
            .SetGroupName("CamCube")
            .AddAttribute("Window",
                          "Frames of one stream that may wait at either end of a link",
                          UintegerValue(16),
                          MakeUintegerAccessor(&AggregationPlaces::m_window),
                          MakeUintegerChecker<uint32_t>(1, 65536))
            .AddAttribute("RetryTime",
                          "Time without a frame after which a stream begins anew",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&AggregationPlaces::m_retryTime),
                          MakeTimeChecker(NanoSeconds(1), Seconds(3600)))
            .AddAttribute("IdleTime",
                          "Time without a word of the parent after which a place is left",
                          TimeValue(MilliSeconds(50)),
                          MakeTimeAccessor(&AggregationPlaces::m_idleTime),
                          MakeTimeChecker(NanoSeconds(1), Seconds(3600)))
            .AddTraceSource("Restarted",
                            "A stream of a child begins anew at its parent here: place of the "
                            "child, tree",
                            MakeTraceSourceAccessor(&AggregationPlaces::m_restarted),
                            "ns3::camcube::AggregationPlaces::RestartedCallback");
    return tid;
}

AggregationPlaces::AggregationPlaces(uint16_t serviceId, uint16_t endpoint)
    : QueuedService(serviceId),
      m_endpoint(endpoint)
{
}

AggregationPlaces::~AggregationPlaces() = default;

bool
AggregationPlaces::NeedsPlace() const
{
    return true;
}

void
AggregationPlaces::Placed()
{
    const uint32_t room = MultiHopRouting::GetMtu(GetRuntime().GetMtu());
    const uint32_t least = WireBytesOf<AggregationMessage> + AggregationMessage::RECORD_BYTES;
    if (room < least)
    {
        throw std::invalid_argument("Aggregation needs " + std::to_string(least) +
                                    " bytes of a packet, and a frame leaves " +
                                    std::to_string(room) + "; raise the ports' Mtu");
    }
    m_perFrame = 1 + (room - least) / AggregationMessage::RECORD_BYTES;
    m_keys = GetRuntime().Require<KeyRouting>();
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_routesChanged = m_routing->OnRoutesChanged(this, [this] { RoutesChanged(); });
}

void
AggregationPlaces::Withdrawing()
{
    m_vertices.clear();
    m_keys = nullptr;
    QueuedService::Withdrawing();
}

bool
AggregationPlaces::IsReady() const
{
    return m_keys && m_keys->IsDeployed() && m_routing->IsDeployed();
}

AggregationPlaces::Id
AggregationPlaces::GetId(uint32_t job, const AggregationPart& part) const
{
    const Torus& torus = GetRuntime().GetTorus();
    return {job, torus.GetServer(part.root), part.tree, torus.GetServer(part.place)};
}

TorusCoordinate
AggregationPlaces::GetPlayer(uint32_t job, const AggregationPart& part) const
{
    // The trees of a place have several heirs, but those of the root have one.
    const uint8_t tree = part.place == part.root ? uint8_t{N_TORUS_PORTS} : part.tree;
    return m_keys->GetRoot(
        Key::At(GetRuntime().GetTorus(), part.place, FastRandom::Mix(uint64_t{job} << 8 | tree)));
}

AggregationPlaces::VertexPtr
AggregationPlaces::Add(uint32_t job,
                       const AggregationPart& part,
                       const std::optional<uint64_t>& after)
{
    const auto vertex =
        std::make_shared<AggregationVertex>(part, m_jobs.Find(job), m_window, m_perFrame);
    const Id id = GetId(job, part);
    m_vertices[id] = vertex;
    const AggregationTree tree(GetRuntime().GetTorus(), part.root, part.tree);
    for (uint8_t port : tree.GetChildPorts(part.place))
    {
        vertex->inlets.emplace_back(tree.GetNeighbor(part.place, port), port, m_window);
    }
    Restart(id, *vertex, after);
    vertex->check = Simulator::Schedule(m_retryTime, &AggregationPlaces::Check, this, id);
    return vertex;
}

void
AggregationPlaces::Restart(const Id& id,
                           AggregationVertex& vertex,
                           const std::optional<uint64_t>& after)
{
    vertex.Reset(after);
    for (AggregationInlet& inlet : vertex.inlets)
    {
        Ask(id, vertex, inlet, true);
    }
}

bool
AggregationPlaces::Locate(const Id& id,
                          const AggregationVertex& vertex,
                          AggregationInlet& inlet) const
{
    const TorusCoordinate place = inlet.GetPlace();
    const TorusCoordinate player =
        GetPlayer(std::get<0>(id), {vertex.part.root, place, vertex.part.tree});
    const bool isNext = vertex.part.place == GetRuntime().GetCoordinate() && player == place &&
                        GetRuntime().GetUpPorts().Contains(inlet.GetPort());
    const auto port = isNext ? std::make_optional(inlet.GetPort()) : std::nullopt;
    const bool isSame = player == inlet.server && port == inlet.port;
    inlet.server = player;
    inlet.port = port;
    return !isSame;
}

void
AggregationPlaces::Ask(const Id& id,
                       AggregationVertex& vertex,
                       AggregationInlet& inlet,
                       bool isAnew)
{
    if (!IsReady())
    {
        return; // who was told of one before has withdrawn this
    }
    if (isAnew)
    {
        Locate(id, vertex, inlet);
        const auto now = static_cast<uint64_t>(Simulator::Now().GetNanoSeconds());
        m_lastSession = std::max(m_lastSession + 1, now);
        if (inlet.GetSession() > 0)
        {
            ++m_counters.restarts;
            m_restarted(inlet.GetPlace(), vertex.part.tree);
        }
        inlet.Begin(m_lastSession);
        if (!IsReady())
        {
            return;
        }
    }
    ++m_counters.pulls;
    AggregationMessage message;
    message.kind = AggregationMessage::PULL;
    message.tree = vertex.part.tree;
    message.root = vertex.part.root;
    message.place = inlet.GetPlace();
    message.job = std::get<0>(id);
    inlet.Grant(message);
    Send(message.ToPacket({}), inlet.server, inlet.port);
}

void
AggregationPlaces::Send(const Ptr<Packet>& packet,
                        const TorusCoordinate& to,
                        const std::optional<uint8_t>& port)
{
    if (port)
    {
        EnqueueFirst(*port, std::make_unique<Frame>(GetServiceId(), packet));
    }
    else
    {
        m_routing->Send(to, m_endpoint, packet);
    }
}

void
AggregationPlaces::Check(const Id& id)
{
    const auto found = m_vertices.find(id);
    if (found == m_vertices.end())
    {
        return;
    }
    const VertexPtr vertex = found->second;
    vertex->check = Simulator::Schedule(m_retryTime, &AggregationPlaces::Check, this, id);
    if (!IsReady())
    {
        return; // what this stands on may come back
    }
    const bool isRoot = vertex->part.place == vertex->part.root;
    if (!isRoot &&
        vertex->idleChecks++ * m_retryTime.GetNanoSeconds() > m_idleTime.GetNanoSeconds())
    {
        m_vertices.erase(found);
        return;
    }
    for (AggregationInlet& inlet : vertex->inlets)
    {
        if (inlet.HasStalled())
        {
            Ask(id, *vertex, inlet, true);
        }
    }
}

void
AggregationPlaces::RoutesChanged()
{
    const std::map<Id, VertexPtr> vertices = m_vertices; // who is told of one may end others
    for (const auto& [id, vertex] : vertices)
    {
        const auto found = m_vertices.find(id);
        if (found == m_vertices.end() || found->second != vertex || !IsReady())
        {
            continue;
        }
        const bool isRoot = vertex->part.place == vertex->part.root;
        if (!isRoot && GetPlayer(std::get<0>(id), vertex->part) != GetRuntime().GetCoordinate())
        {
            m_vertices.erase(found);
            continue;
        }
        for (AggregationInlet& inlet : vertex->inlets)
        {
            if (!inlet.IsComplete() && IsReady() && Locate(id, *vertex, inlet))
            {
                Ask(id, *vertex, inlet, true);
            }
        }
    }
}

} // namespace ns3::camcube
