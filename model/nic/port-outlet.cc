/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-outlet.h"

#include "camcube-net-device.h"

#include "ns3/event-foresight.h"
#include "ns3/event-time.h"

namespace ns3
{

namespace
{
[[maybe_unused]] const bool g_foreseen =
    EventForesight::Register(typeid(PortOutlet), &PortOutlet::Foresee);
} // namespace

void
PortOutlet::Disarm()
{
    m_port = nullptr;
    m_up = false;
    m_ready = false;
    m_peer = nullptr;
    static int64_t never = NEVER;
    SetOwner(nullptr, 0, &never);
}

void
PortOutlet::SetOwner(PortOwner* owner, uint8_t number, int64_t* freeAt)
{
    m_owner = owner;
    m_number = number;
    m_freeAt = freeAt;
    NoteFreeAt();
}

void
PortOutlet::NoteFreeAt()
{
    *m_freeAt = m_ready && !m_turnRequested ? m_busyUntil : NEVER;
}

void
PortOutlet::SetUp(bool up)
{
    m_up = up;
    m_ready = up;
    NoteFreeAt();
}

void
PortOutlet::SetAsleep(bool asleep)
{
    m_ready = m_up && !asleep;
    NoteFreeAt();
}

bool
PortOutlet::Transmit(CamCubeFramePtr& frame, int64_t now)
{
    if (!IsFree(now))
    {
        return false;
    }
    if (frame->GetMacPayloadSize() > m_mtu)
    {
        m_port->DropTooLong(std::move(frame));
        return true;
    }
    const uint32_t bytes = frame->GetSize();
    const int64_t transmissionTime = GetTransmissionTime(bytes);
    m_busyUntil = now + transmissionTime;
    *m_freeAt = m_busyUntil;
    ++m_txFrames;
    m_txBytes += bytes;
    m_busyTimeSteps += transmissionTime;
    if (m_watched)
    {
        m_port->TraceTransmit(*frame, transmissionTime);
    }
    // A delay that is lowered during a run must not let a frame overtake another.
    m_lastArrival = std::max(m_lastArrival, m_busyUntil + m_delay);
    m_peer->Carry(std::move(frame), m_lastArrival, now);
    return true;
}

void
PortOutlet::RequestTurn()
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
PortOutlet::Foresee(const EventImpl& event, uint32_t step, int64_t time)
{
    const auto& outlet = static_cast<const PortOutlet&>(event);
    if (step == 0)
    {
        FetchLines(outlet.m_owner);
        FetchLines(outlet.m_freeAt);
        FetchLines(outlet.GetPeer());
        FetchLines(&outlet, N_HOT_LINES);
    }
    else if (outlet.m_owner)
    {
        if (step == 1 && outlet.m_peer)
        {
            outlet.m_peer->FetchLast();
        }
        outlet.m_owner->Expect(nullptr, outlet.m_number, step, time);
    }
}

void
PortOutlet::Notify()
{
    const EventTime here;
    m_turnRequested = false;
    NoteFreeAt();
    if (!m_ready)
    {
        return;
    }
    // What no service sends takes turns with all services together.
    m_foreignTurn = !m_foreignTurn && m_watched && m_port->HasForeign();
    if (m_foreignTurn)
    {
        m_port->SendForeign();
    }
    if (m_owner)
    {
        m_owner->SlotFree(m_number);
    }
    if (m_watched && !m_foreignTurn && m_port)
    {
        m_port->SendForeign();
    }
}

int64_t
PortOutlet::GetTransmissionTime(uint32_t frameBytes)
{
    // Most frames have the size of the one before.
    const uint32_t bytes = frameBytes + m_overheadBytes;
    if (bytes != m_timedBytes)
    {
        m_timedBytes = bytes;
        // However fast the line, time goes on.
        m_timedSteps =
            std::max<int64_t>(1, m_port->GetDataRate().CalculateBytesTxTime(bytes).GetTimeStep());
    }
    return m_timedSteps;
}

void
PortOutlet::AddTo(LinkCounters& counters) const
{
    counters.txFrames += m_txFrames;
    counters.txBytes += m_txBytes;
    counters.busyTimeSteps += m_busyTimeSteps;
}

} // namespace ns3
