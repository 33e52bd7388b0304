/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-streams.h"

#include "aggregation-tree.h"
#include "aggregation-vertex.h"

#include "ns3/runtime.h"

#include <utility>

namespace ns3::camcube
{

void
AggregationStreams::Placed()
{
    AggregationPlaces::Placed();
    m_endpointHere =
        PeekRouting()->AddEndpoint(this,
                                   GetEndpoint(),
                                   [this](FramePtr frame, const RoutingHeader& header) {
                                       Handle(*frame->GetPayload(), header.source, std::nullopt);
                                   });
}

void
AggregationStreams::Withdrawing()
{
    m_turns = {};
    AggregationPlaces::Withdrawing();
}

void
AggregationStreams::Receive(FramePtr frame, uint8_t in)
{
    if (IsReady() && in < N_TORUS_PORTS)
    {
        Handle(*frame->GetPayload(), GetRuntime().GetNeighbor(in), in);
    }
}

void
AggregationStreams::Handle(const Packet& packet,
                           const TorusCoordinate& from,
                           const std::optional<uint8_t>& port)
{
    const auto message = ReadPacket<AggregationMessage>(packet);
    const Torus& torus = GetRuntime().GetTorus();
    if (!message || message->kind >= AggregationMessage::N_KINDS ||
        !torus.GetPorts().Contains(message->tree) || !torus.Contains(message->root) ||
        !torus.Contains(message->place) || message->place == message->root)
    {
        ++m_counters.malformed;
        return;
    }
    auto records = message->ReadRecords(packet);
    if (!records)
    {
        ++m_counters.malformed;
    }
    else if (message->kind == AggregationMessage::PULL)
    {
        Pulled(*message, from, port);
    }
    else if (message->kind == AggregationMessage::DATA)
    {
        Received(*message, std::move(*records), from, port);
    }
    else
    {
        const auto found =
            m_vertices.find(GetId(message->job, {message->root, message->place, message->tree}));
        if (found != m_vertices.end() && found->second->outlet.GetSession() == message->session)
        {
            m_vertices.erase(found);
        }
    }
}

void
AggregationStreams::Pulled(const AggregationMessage& message,
                           const TorusCoordinate& from,
                           const std::optional<uint8_t>& port)
{
    const AggregationPart part{message.root, message.place, message.tree};
    const Id id = GetId(message.job, part);
    const auto found = m_vertices.find(id);
    const bool isNew = found == m_vertices.end();
    if (!m_jobs.Find(message.job) || GetPlayer(message.job, part) != GetRuntime().GetCoordinate() ||
        (!isNew && message.session < found->second->outlet.GetSession()))
    {
        ++m_counters.ignored;
        return;
    }
    const VertexPtr vertex = isNew ? Add(message.job, part, message.GetAfter()) : found->second;
    AggregationOutlet& outlet = vertex->outlet;
    vertex->idleChecks = 0;
    outlet.port = port;
    if (!outlet.Pull(message, from))
    {
        Restart(id, *vertex, message.GetAfter());
    }
    Advance(id, vertex);
}

void
AggregationStreams::Received(const AggregationMessage& message,
                             std::vector<AggregationRecord> records,
                             const TorusCoordinate& from,
                             const std::optional<uint8_t>& port)
{
    const AggregationTree tree(GetRuntime().GetTorus(), message.root, message.tree);
    const TorusCoordinate parent =
        tree.GetNeighbor(message.place, tree.GetParentPort(message.place));
    const Id id = GetId(message.job, {message.root, parent, message.tree});
    const auto found = m_vertices.find(id);
    const VertexPtr vertex = found != m_vertices.end() ? found->second : nullptr;
    AggregationInlet* inlet = vertex ? vertex->Find(message.place) : nullptr;
    const bool isOfUse = inlet && inlet->Accept(message, std::move(records));
    m_counters.ignored += !isOfUse;
    if (!inlet || inlet->IsComplete())
    {
        AggregationMessage done = message;
        done.kind = AggregationMessage::DONE;
        Send(done.ToPacket({}), from, port);
    }
    if (isOfUse)
    {
        Advance(id, vertex);
    }
}

void
AggregationStreams::Advance(const Id& id, const VertexPtr& vertex)
{
    if (vertex->part.place == vertex->part.root)
    {
        Deliver(id, vertex);
        return;
    }
    while (!vertex->outlet.IsFull())
    {
        const auto record = vertex->Next();
        if (!record)
        {
            break;
        }
        vertex->outlet.Append(*record);
    }
    if (vertex->IsOver())
    {
        vertex->outlet.Finish();
    }
    Grant(id, *vertex);
    if (IsReady()) // sources, and whoever was told, may have withdrawn this
    {
        Emit(id, *vertex);
    }
}

void
AggregationStreams::Grant(const Id& id, AggregationVertex& vertex)
{
    for (AggregationInlet& inlet : vertex.inlets)
    {
        if (inlet.IsGrantDue())
        {
            Ask(id, vertex, inlet, false);
        }
    }
}

void
AggregationStreams::Emit(const Id& id, AggregationVertex& vertex)
{
    AggregationOutlet& outlet = vertex.outlet;
    const std::optional<uint8_t> port = outlet.port;
    if (port && outlet.HasNext() && !outlet.isWaiting && GetRuntime().GetUpPorts().Contains(*port))
    {
        outlet.isWaiting = true;
        m_turns[*port].push_back(id);
        GetRuntime().RequestPoll(this, PortSet::Of(*port));
    }
    while (!port && outlet.HasNext() && IsReady())
    {
        ++m_counters.routed;
        Send(MakeFrame(id, vertex), outlet.server, std::nullopt);
    }
}

Ptr<Packet>
AggregationStreams::MakeFrame(const Id& id, AggregationVertex& vertex)
{
    ++m_counters.frames;
    AggregationMessage message;
    message.tree = vertex.part.tree;
    message.root = vertex.part.root;
    message.place = vertex.part.place;
    message.job = std::get<0>(id);
    return vertex.outlet.Next(message);
}

FramePtr
AggregationStreams::Poll(uint8_t out)
{
    FramePtr frame = QueuedService::Poll(out);
    while (!frame && out < m_turns.size() && !m_turns[out].empty())
    {
        const Id id = m_turns[out].front();
        m_turns[out].pop_front();
        const auto found = m_vertices.find(id);
        if (found == m_vertices.end())
        {
            continue;
        }
        AggregationOutlet& outlet = found->second->outlet;
        outlet.isWaiting = false;
        if (outlet.port == out && outlet.HasNext())
        {
            frame = std::make_unique<Frame>(GetServiceId(), MakeFrame(id, *found->second));
            if (outlet.HasNext())
            {
                outlet.isWaiting = true;
                m_turns[out].push_back(id);
            }
        }
    }
    return frame;
}

bool
AggregationStreams::IsWaitingFor(uint8_t out) const
{
    return QueuedService::IsWaitingFor(out) || (out < m_turns.size() && !m_turns[out].empty());
}

void
AggregationStreams::LinkDown(uint8_t port)
{
    QueuedService::LinkDown(port);
    if (port >= m_turns.size() || !IsReady())
    {
        return;
    }
    for (const Id& id : std::exchange(m_turns[port], {}))
    {
        if (const auto found = m_vertices.find(id); found != m_vertices.end())
        {
            found->second->outlet.isWaiting = false;
        }
    }
    RoutesChanged(); // for children that were asked over the link
}

} // namespace ns3::camcube
