/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "piece-custody.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

void
PieceCustody::Start(FileTransfer& owner, Ptr<MultiHopRouting> routing)
{
    m_owner = &owner;
    m_routing = routing;
    m_timeouts.fill(RetransmissionTimeout(m_settings.retryTime));
    m_told = {routing->AddEndpoint(&owner,
                                   FileTransfer::ENDPOINT,
                                   [this](FramePtr frame, const RoutingHeader&) {
                                       Acknowledged(*frame->GetPayload());
                                   }),
              routing->AddInterceptor(&owner,
                                      FileTransfer::ENDPOINT,
                                      0,
                                      [this](FramePtr& frame, RoutingHeader& header, uint8_t in) {
                                          return Intercept(*frame->GetPayload(), header, in);
                                      }),
              routing->AddForwarder(&owner,
                                    FileTransfer::ENDPOINT,
                                    [this](const Hop& hop) { return Forward(hop); }),
              routing->OnRoutesChanged(
                  &owner,
                  [this] { Fill(); },
                  false)};
}

void
PieceCustody::Stop()
{
    m_wake.Cancel();
    m_inFlight.fill(0);
    m_owner = nullptr;
    m_routing = nullptr;
    m_store.Fail();
}

void
PieceCustody::LinkDown(uint8_t port)
{
    for (auto& [id, file] : m_store.GetFiles())
    {
        for (auto& [number, piece] : file.pieces)
        {
            if (piece.port == port)
            {
                TakeBack(piece);
                file.waiting.insert(number);
            }
        }
    }
    Fill();
}

void
PieceCustody::Remove(const FileId& id, uint32_t number)
{
    TakeBack(*m_store.Find(id, number));
    m_store.Remove(id, number);
}

RoutingCallbacks::Verdict
PieceCustody::Intercept(const Packet& payload, const RoutingHeader& header, uint8_t in)
{
    if (in == PortSet::MAX_PORTS)
    {
        return RoutingCallbacks::Verdict::FORWARD; // from here
    }
    const Torus& torus = m_owner->GetRuntime().GetTorus();
    const auto message = ReadPacket<FileMessage>(payload);
    if (!message || message->length != payload.GetSize() - WireBytesOf<FileMessage> ||
        message->piece >= message->GetCount() || !torus.Contains(message->origin) ||
        !torus.Contains(message->destination) ||
        (!message->isAck && message->destination != header.destination))
    {
        ++m_counters.malformed;
        return RoutingCallbacks::Verdict::DROP;
    }
    if (message->isAck)
    {
        return RoutingCallbacks::Verdict::FORWARD;
    }
    Arrived(*message, header.source, payload);
    return RoutingCallbacks::Verdict::CONSUME;
}

Forwarding
PieceCustody::Forward(const Hop& hop)
{
    const auto message = ReadPacket<FileMessage>(*hop.frame->GetPayload());
    if (hop.in != PortSet::MAX_PORTS || !message || message->isAck)
    {
        return Forwarding::Base();
    }
    if (!m_choice.IsEmpty())
    {
        return Forwarding::Via(m_choice);
    }
    // It has waited while links or routes changed: it is sent anew from the disk.
    StoredPiece* piece = m_store.Find(*message, message->piece);
    if (piece && piece->custody == message->custody && piece->port != PortSet::MAX_PORTS)
    {
        piece->timer.Cancel();
        piece->timer =
            Simulator::ScheduleNow(&PieceCustody::Return, this, FileId(*message), message->piece);
    }
    return Forwarding::Drop();
}

void
PieceCustody::Arrived(const FileMessage& message,
                      const TorusCoordinate& from,
                      const Packet& payload)
{
    if (message.deadline <= Simulator::Now().GetNanoSeconds())
    {
        ++m_counters.expired;
        return;
    }
    const StoredPiece* known = m_store.Find(message, message.piece);
    const bool isHandedOver = m_store.GetReceived().count(message) > 0;
    if (known || isHandedOver)
    {
        ++m_counters.duplicates;
        // What was sent on may come back from where it went: if both answered, both would erase it.
        if (isHandedOver || (known->isWritten && known->timesSent == 0))
        {
            Acknowledge(message, from);
        }
        return;
    }
    const Ptr<Packet> content = payload.Copy();
    content->RemoveAtStart(WireBytesOf<FileMessage>);
    StoredPiece* piece = m_store.Add(message, message.piece, content);
    if (!piece)
    {
        ++m_counters.full;
        return;
    }
    piece->timer =
        Simulator::Schedule(m_store.Transfer(*piece), &PieceCustody::Written, this, message, from);
}

void
PieceCustody::Written(const FileMessage& message, const TorusCoordinate& from)
{
    if (message.deadline <= Simulator::Now().GetNanoSeconds())
    {
        ++m_counters.expired;
        Remove(message, message.piece);
        return;
    }
    ++m_counters.stored;
    m_store.NoteWritten(message, message.piece);
    Acknowledge(message, from);
    Fill();
    m_receiver(message); // who may stop this
}

void
PieceCustody::Acknowledge(FileMessage message, const TorusCoordinate& from)
{
    message.isAck = true;
    message.length = 0;
    if (m_routing->IsDeployed()) // otherwise the piece comes again
    {
        m_routing->Send(from, FileTransfer::ENDPOINT, MakePacket(message));
    }
}

void
PieceCustody::Acknowledged(const Packet& payload)
{
    const auto message = ReadPacket<FileMessage>(payload);
    if (!message || !message->isAck)
    {
        ++m_counters.malformed;
        return;
    }
    StoredPiece* piece = m_store.Find(*message, message->piece);
    if (!piece || piece->custody != message->custody || piece->timesSent == 0)
    {
        ++m_counters.stale;
        return;
    }
    if (piece->timesSent == 1 && piece->port != PortSet::MAX_PORTS)
    {
        m_timeouts[piece->port].Answered(Simulator::Now() - piece->sentAt);
    }
    Remove(*message, message->piece);
    Fill();
}

void
PieceCustody::Fill()
{
    if (!m_owner || m_store.GetFiles().empty())
    {
        return;
    }
    if (!m_routing->IsDeployed())
    {
        m_wake.Cancel();
        m_wake = Simulator::Schedule(m_settings.retryTime, &PieceCustody::Fill, this);
        return;
    }
    const PortSet ports = m_owner->GetRuntime().GetUpPorts();
    for (auto& [id, file] : m_store.GetFiles())
    {
        if (Choose(ports) == PortSet::MAX_PORTS)
        {
            return;
        }
        const PortSet next =
            file.waiting.empty() ? PortSet() : m_routing->GetNextHops(id.destination) & ports;
        for (uint8_t port = Choose(next); port != PortSet::MAX_PORTS && !file.waiting.empty();
             port = Choose(next))
        {
            Read(id, file, port);
        }
    }
}

uint8_t
PieceCustody::Choose(PortSet among) const
{
    uint8_t chosen = PortSet::MAX_PORTS;
    uint32_t least = m_settings.window;
    for (uint8_t port : among& PortSet((1U << N_TORUS_PORTS) - 1))
    {
        if (m_inFlight[port] < least)
        {
            chosen = port;
            least = m_inFlight[port];
        }
    }
    return chosen;
}

void
PieceCustody::Read(const FileId& id, StoredFile& file, uint8_t port)
{
    const uint32_t number = *file.waiting.begin();
    file.waiting.erase(number);
    StoredPiece& piece = file.pieces.at(number);
    piece.port = port;
    ++m_inFlight[port];
    piece.timer =
        Simulator::Schedule(m_store.Transfer(piece), &PieceCustody::Transmit, this, id, number);
}

void
PieceCustody::Transmit(const FileId& id, uint32_t number)
{
    StoredPiece& piece = *m_store.Find(id, number);
    const auto length = static_cast<uint16_t>(piece.content->GetSize());
    const Ptr<Packet> packet = MakePacket(FileMessage{id, false, number, piece.custody, length});
    packet->AddAtEnd(piece.content);
    ++m_counters.sent;
    m_counters.retries += piece.timesSent > 0;
    ++piece.timesSent;
    piece.sentAt = Simulator::Now();
    const Time wait = m_timeouts[piece.port].Get();
    piece.timer = Simulator::Schedule(wait, &PieceCustody::Expired, this, id, number, wait);
    if (m_routing->IsDeployed())
    {
        m_choice = PortSet::Of(piece.port);
        m_routing->Send(id.destination,
                        FileTransfer::ENDPOINT,
                        std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, packet));
        m_choice = PortSet();
    }
}

void
PieceCustody::Expired(const FileId& id, uint32_t number, Time waited)
{
    m_timeouts[m_store.Find(id, number)->port].Expired(waited);
    Return(id, number);
}

void
PieceCustody::Return(const FileId& id, uint32_t number)
{
    TakeBack(*m_store.Find(id, number));
    m_store.GetFiles()[id].waiting.insert(number);
    Fill();
}

void
PieceCustody::TakeBack(StoredPiece& piece)
{
    piece.timer.Cancel();
    if (piece.port != PortSet::MAX_PORTS)
    {
        --m_inFlight[piece.port];
        piece.port = PortSet::MAX_PORTS;
    }
}

} // namespace ns3::camcube
