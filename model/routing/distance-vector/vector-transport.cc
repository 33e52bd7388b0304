/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "vector-transport.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::camcube
{

VectorTransport::VectorTransport(NeighborSender& sender, int64_t timeout)
    : m_sender(sender),
      m_timeout(timeout)
{
    m_resendAt.fill(Route::NEVER);
}

void
VectorTransport::Begin(uint8_t port, uint16_t session)
{
    m_sender.Clear(port);
    m_sessions[port].Begin(session);
    m_resendAt[port] = Route::NEVER;
}

void
VectorTransport::Send(uint8_t port, const VectorOutbox::Entries& entries, bool sync)
{
    const std::size_t room =
        (m_sender.GetMtu() - Frame::SERVICE_ID_BYTES - VectorHeader::WIRE_BYTES) /
        VectorEntry::WIRE_BYTES * VectorEntry::WIRE_BYTES;
    VectorSession& session = m_sessions[port];
    std::size_t done = 0;
    do
    {
        const std::size_t now = std::min(room, entries.size() - done);
        auto frame = std::make_unique<Frame>(
            m_sender.GetServiceId(),
            Create<Packet>(entries.data() + done, static_cast<uint32_t>(now)));
        done += now;
        const auto kind = !sync                    ? VectorHeader::UPDATE
                          : done == entries.size() ? VectorHeader::LAST_SYNC
                                                   : VectorHeader::SYNC;
        frame->SetHeader(
            VectorHeader{session.GetNumber(), session.CountSent(), kind, m_timeout != 0});
        if (m_timeout != 0)
        {
            session.Keep(frame->Copy());
            if (m_resendAt[port] == Route::NEVER)
            {
                m_resendAt[port] = Simulator::Now().GetTimeStep() + m_timeout;
                m_due = std::min(m_due, m_resendAt[port]);
            }
        }
        Transmit(port, std::move(frame));
    } while (done < entries.size());
}

bool
VectorTransport::Accept(const VectorHeader& header, uint8_t in)
{
    VectorSession& session = m_sessions[in];
    if (header.kind == VectorHeader::ACKNOWLEDGEMENT)
    {
        if (session.Acknowledge(header.number))
        {
            m_resendAt[in] = session.GetUnacknowledged() == 0
                                 ? Route::NEVER
                                 : Simulator::Now().GetTimeStep() + m_timeout;
        }
        return false;
    }
    const auto ahead = static_cast<int16_t>(header.number - session.GetExpected());
    m_sender.GetCounters().missing += ahead > 0;
    m_sender.GetCounters().stale += ahead < 0;
    // What is not sent again is taken as it comes.
    const bool accepted = ahead == 0 || (ahead > 0 && !header.acknowledge);
    if (accepted)
    {
        session.SetExpected(header.number + 1);
    }
    if (header.acknowledge)
    {
        Acknowledge(in);
    }
    return accepted;
}

void
VectorTransport::Acknowledge(uint8_t port)
{
    const VectorSession& session = m_sessions[port];
    auto frame = std::make_unique<Frame>(m_sender.GetServiceId(), Create<Packet>());
    frame->SetHeader(VectorHeader{session.GetNumber(),
                                  session.GetExpected(),
                                  VectorHeader::ACKNOWLEDGEMENT,
                                  false});
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
        if (m_resendAt[port] <= now)
        {
            m_resendAt[port] = now + m_timeout;
            // What still waits for the link need not be sent again.
            VectorSession& session = m_sessions[port];
            const uint32_t frames = m_sender.GetQueued(port) == 0 ? session.GetUnacknowledged() : 0;
            m_sender.GetCounters().repeated += frames;
            for (uint32_t i = 0; i < frames; ++i)
            {
                Transmit(port, session.CopyNextKept());
            }
        }
        m_due = std::min(m_due, m_resendAt[port]);
    }
}

void
VectorTransport::Transmit(uint8_t port, FramePtr frame)
{
    const std::size_t entries = frame->GetPayload()->GetSize() / VectorEntry::WIRE_BYTES;
    m_sender.Send(port, std::move(frame), entries);
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
