/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-inlet.h"

#include "camcube-net-device.h"

#include "ns3/event-foresight.h"
#include "ns3/event-time.h"

namespace ns3
{

namespace
{
[[maybe_unused]] const bool g_foreseen =
    EventForesight::Register(typeid(PortInlet), &PortInlet::Foresee);
} // namespace

void
PortInlet::Disarm()
{
    m_port = nullptr;
    m_owner = nullptr;
    m_watched = false;
    m_inFlight.Clear();
}

void
PortInlet::Foresee(const EventImpl& event, uint32_t step, int64_t time)
{
    const auto& inlet = static_cast<const PortInlet&>(event);
    const CamCubeFrame* frame = inlet.m_inFlight.Front();
    if (!inlet.m_owner || !frame)
    {
        return;
    }
    if (step == 0)
    {
        FetchLines(frame);
        FetchLines(inlet.m_owner);
        return;
    }
    inlet.m_owner->Expect(frame, inlet.m_number, step, time);
}

void
PortInlet::Notify()
{
    // The event of a frame that was lost with the link may find none, or a later one.
    const EventTime here;
    const int64_t now = EventTime::Now();
    if (m_inFlight.IsEmpty() || m_inFlight.Front()->GetTicket() != static_cast<uint64_t>(now))
    {
        return;
    }
    const auto next = static_cast<int64_t>(m_inFlight.GetSecondTicket());
    CamCubeFramePtr frame = m_inFlight.Pop();
    if (!m_inFlight.IsEmpty())
    {
        Schedule(next - now);
    }
    HandUp(std::move(frame));
}

void
PortInlet::HandUp(CamCubeFramePtr frame)
{
    if (m_watched && m_port->IsCorrupt(*frame))
    {
        return;
    }
    ++m_rxFrames;
    m_rxBytes += frame->GetSize();
    if (m_watched)
    {
        m_port->TraceReceive(*frame);
    }
    if (m_owner && frame->GetEtherType() == CamCubeFrame::ETHER_TYPE)
    {
        m_owner->FrameArrived(std::move(frame), m_number);
    }
    else if (m_port)
    {
        m_port->HandToProtocol(std::move(frame));
    }
}

void
PortInlet::DropInFlight(int64_t safe)
{
    FrameFifo kept;
    while (CamCubeFramePtr frame = m_inFlight.Pop())
    {
        if (frame->GetTicket() <= static_cast<uint64_t>(safe))
        {
            kept.Push(std::move(frame));
        }
        else if (m_port)
        {
            m_port->LostOnCable(std::move(frame));
        }
    }
    while (CamCubeFramePtr frame = kept.Pop())
    {
        m_inFlight.Push(std::move(frame));
    }
}

} // namespace ns3
