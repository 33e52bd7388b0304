/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "vector-transport.h"

#include "ns3/runtime.h"
#include "ns3/service.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

VectorTransport::VectorTransport(const Service& service,
                                 Runtime& runtime,
                                 int64_t patience,
                                 const Trace& trace)
    : m_service(service),
      m_runtime(runtime),
      m_trace(trace),
      m_patience(patience),
      m_room((runtime.GetMtu() - Frame::SERVICE_ID_BYTES - VectorHeader::WIRE_BYTES) /
             VectorEntry::WIRE_BYTES * VectorEntry::WIRE_BYTES)
{
    m_repeatAt.fill(Route::NEVER);
}

void
VectorTransport::Begin(uint8_t port, uint16_t session)
{
    m_sessions[port].Begin(session);
    m_repeatAt[port] = Route::NEVER;
}

void
VectorTransport::Send(uint8_t port, const VectorOutbox::Entries& entries, bool sync)
{
    VectorSession& session = m_sessions[port];
    std::size_t done = 0;
    do
    {
        const std::size_t now = std::min(m_room, entries.size() - done);
        auto frame = std::make_unique<Frame>(
            m_service.GetServiceId(),
            Create<Packet>(entries.data() + done, static_cast<uint32_t>(now)));
        done += now;
        const auto kind = !sync                    ? VectorHeader::UPDATE
                          : done == entries.size() ? VectorHeader::LAST_SYNC
                                                   : VectorHeader::SYNC;
        frame->SetHeader(
            VectorHeader{session.GetNumber(), session.CountSent(), kind, m_patience != 0});
        if (m_patience != 0)
        {
            session.Keep(frame->Copy());
            if (m_repeatAt[port] == Route::NEVER)
            {
                m_repeatAt[port] = Simulator::Now().GetTimeStep() + m_patience;
                m_due = std::min(m_due, m_repeatAt[port]);
            }
        }
        Transmit(port, std::move(frame));
    } while (done < entries.size());
}

bool
VectorTransport::Accept(const VectorHeader& header, uint8_t in)
{
    VectorSession& session = m_sessions[in];
    if (header.kind == VectorHeader::CONFIRMATION)
    {
        if (session.Confirm(header.number))
        {
            m_repeatAt[in] = session.GetUnconfirmed() == 0
                                 ? Route::NEVER
                                 : Simulator::Now().GetTimeStep() + m_patience;
        }
        return false;
    }
    const auto ahead = static_cast<int16_t>(header.number - session.GetAwaited());
    m_counters.missing += ahead > 0;
    m_counters.stale += ahead < 0;
    // What is not repeated is taken as it comes.
    const bool accepted = ahead == 0 || (ahead > 0 && !header.confirm);
    if (accepted)
    {
        session.Await(header.number + 1);
    }
    if (header.confirm)
    {
        Confirm(in);
    }
    return accepted;
}

void
VectorTransport::Confirm(uint8_t port)
{
    const VectorSession& session = m_sessions[port];
    auto frame = std::make_unique<Frame>(m_service.GetServiceId(), Create<Packet>());
    frame->SetHeader(
        VectorHeader{session.GetNumber(), session.GetAwaited(), VectorHeader::CONFIRMATION, false});
    Transmit(port, std::move(frame));
}

void
VectorTransport::RunDue(int64_t now)
{
    if (m_due > now)
    {
        return;
    }
    m_due = Route::NEVER;
    for (uint8_t port = 0; port < N_TORUS_PORTS; ++port)
    {
        if (m_repeatAt[port] <= now)
        {
            m_repeatAt[port] = now + m_patience;
            // What still waits for the link need not be sent again.
            VectorSession& session = m_sessions[port];
            const uint32_t frames = session.GetQueued() == 0 ? session.GetUnconfirmed() : 0;
            m_counters.repeated += frames;
            for (uint32_t i = 0; i < frames; ++i)
            {
                Transmit(port, session.CopyNextKept());
            }
        }
        m_due = std::min(m_due, m_repeatAt[port]);
    }
}

void
VectorTransport::Transmit(uint8_t port, FramePtr frame)
{
    ++m_counters.messages;
    m_counters.bytes += frame->GetSize();
    m_counters.entries += frame->GetPayload()->GetSize() / VectorEntry::WIRE_BYTES;
    if (!m_trace.IsEmpty())
    {
        m_trace(frame->GetPayload(), port);
    }
    if (m_sessions[port].GetQueued() != 0 || !m_runtime.Send(&m_service, port, frame))
    {
        m_sessions[port].Enqueue(std::move(frame));
    }
}

std::size_t
VectorTransport::GetBytes() const
{
    std::size_t bytes = 0;
    for (const VectorSession& session : m_sessions)
    {
        bytes += session.GetBytes();
    }
    return bytes;
}

} // namespace ns3::camcube
