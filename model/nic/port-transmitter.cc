/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-transmitter.h"

#include "camcube-net-device.h"

#include "ns3/event-prefetcher.h"
#include "ns3/event-time.h"
#include "ns3/transmission-time.h"

namespace ns3::camcube
{

namespace
{
[[maybe_unused]] const bool g_transmitterPrefetched =
    EventPrefetcher::Register(typeid(PortTransmitter), &PortTransmitter::Prefetch);
} // namespace

void
PortTransmitter::Disarm()
{
    m_port = nullptr;
    m_up = false;
    m_ready = false;
    m_peer = nullptr;
    static int64_t never = NEVER;
    SetOwner(nullptr, 0, &never);
}

void
PortTransmitter::SetOwner(PortOwner* owner, uint8_t number, int64_t* freeAt)
{
    m_owner = owner;
    m_number = number;
    m_freeAt = freeAt;
    NoteFreeAt();
}

void
PortTransmitter::NoteFreeAt()
{
    *m_freeAt = m_ready && !m_turnRequested ? m_busyUntil : NEVER;
}

void
PortTransmitter::SetUp(bool up)
{
    m_up = up;
    m_ready = up;
    NoteFreeAt();
}

void
PortTransmitter::SetAsleep(bool asleep)
{
    m_ready = m_up && !asleep;
    NoteFreeAt();
}

SendResult
PortTransmitter::Transmit(FramePtr& frame, int64_t now)
{
    if (!IsFree(now))
    {
        return SendResult::BUSY;
    }
    if (frame->GetMacPayloadSize() > m_mtu)
    {
        return SendResult::TOO_LONG;
    }
    const uint32_t bytes = frame->GetSize();
    const int64_t transmissionTime = GetTransmissionTime(bytes);
    m_busyUntil = now + transmissionTime;
    *m_freeAt = m_busyUntil;
    ++m_txFrames;
    m_txBytes += bytes;
    m_busyTimeSteps += transmissionTime;
    // A delay that is lowered during a run must not let a frame overtake another.
    m_lastArrival = std::max(m_lastArrival, m_busyUntil + m_delay);
    if (m_watched)
    {
        const int64_t arrival = m_lastArrival;
        m_port->TraceTransmit(*frame, transmissionTime);
        if (FarEnd* farEnd = m_port->GetFarEnd())
        {
            farEnd->Carry(std::move(frame), arrival);
            return SendResult::SENT;
        }
    }
    m_peer->Carry(std::move(frame), m_lastArrival, now);
    return SendResult::SENT;
}

void
PortTransmitter::RequestTurn()
{
    if (m_turnRequested || !m_ready)
    {
        if (m_up && !m_ready)
        {
            m_port->WakeLink(); // and whoever waits is given a turn then
        }
        return;
    }
    m_turnRequested = true;
    NoteFreeAt();
    const int64_t wait = std::max<int64_t>(0, m_busyUntil - EventTime::Now());
    Ref(); // the simulator drops one reference when the event has run
    Simulator::ScheduleWithContext(m_context, TimeStep(wait), this);
}

void
PortTransmitter::Prefetch(const EventImpl& event, uint32_t step, int64_t time)
{
    const auto& transmitter = static_cast<const PortTransmitter&>(event);
    if (step == 0)
    {
        PrefetchLines(transmitter.m_owner);
        PrefetchLines(transmitter.m_freeAt);
        PrefetchLines(transmitter.GetPeer());
        PrefetchLines(&transmitter, N_HOT_LINES);
    }
    else if (transmitter.m_owner)
    {
        if (step == 1 && transmitter.m_peer)
        {
            transmitter.m_peer->PrefetchLast();
        }
        transmitter.m_owner->Prefetch(nullptr, transmitter.m_number, step, time);
    }
}

void
PortTransmitter::Notify()
{
    const EventTime here;
    m_turnRequested = false;
    NoteFreeAt();
    if (!m_ready)
    {
        return;
    }
    // What no service sends takes turns with all services together.
    m_nonServiceTurn = !m_nonServiceTurn && m_watched && m_port->HasNonServiceFrame();
    if (m_nonServiceTurn)
    {
        m_port->SendNonService();
    }
    if (m_owner)
    {
        m_owner->SlotFree(m_number);
    }
    if (m_watched && !m_nonServiceTurn && m_port)
    {
        m_port->SendNonService();
    }
}

void
PortTransmitter::FindTransmissionTime(uint32_t lineBytes)
{
    m_timedBytes = lineBytes;
    // However fast the line, time goes on.
    m_timedSteps = std::max<int64_t>(
        1,
        camcube::GetTransmissionTime(lineBytes, m_port->GetDataRate()).GetTimeStep());
}

void
PortTransmitter::AddTo(LinkCounters& counters) const
{
    counters.txFrames += m_txFrames;
    counters.txBytes += m_txBytes;
    counters.busyTimeSteps += m_busyTimeSteps;
}

} // namespace ns3::camcube
