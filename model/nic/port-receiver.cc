/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "port-receiver.h"

#include "camcube-net-device.h"

#include "ns3/event-prefetcher.h"
#include "ns3/event-time.h"

namespace ns3::camcube
{

namespace
{
[[maybe_unused]] const bool g_receiverPrefetched =
    EventPrefetcher::Register(typeid(PortReceiver), &PortReceiver::Prefetch);
} // namespace

void
PortReceiver::Disarm()
{
    m_port = nullptr;
    m_owner = nullptr;
    m_watched = false;
    m_inFlight.Clear();
}

void
PortReceiver::Prefetch(const EventImpl& event, uint32_t step, int64_t time)
{
    const auto& receiver = static_cast<const PortReceiver&>(event);
    const Frame* frame = receiver.m_inFlight.Front();
    if (!receiver.m_owner || !frame)
    {
        return;
    }
    if (step == 0)
    {
        PrefetchLines(frame);
        PrefetchLines(receiver.m_owner);
        return;
    }
    receiver.m_owner->Prefetch(frame, receiver.m_number, step, time);
}

void
PortReceiver::Notify()
{
    // The event of a frame that was lost with the link may find none, or a later one.
    const EventTime here;
    const int64_t now = EventTime::Now();
    if (m_inFlight.IsEmpty() || m_inFlight.Front()->GetTicket() != static_cast<uint64_t>(now))
    {
        return;
    }
    const auto next = static_cast<int64_t>(m_inFlight.GetSecondTicket());
    FramePtr frame = m_inFlight.Pop();
    if (!m_inFlight.IsEmpty())
    {
        Schedule(next - now);
    }
    HandUp(std::move(frame));
}

void
PortReceiver::HandUp(FramePtr frame)
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
    if (m_owner && frame->GetEtherType() == Frame::ETHER_TYPE)
    {
        m_owner->FrameArrived(std::move(frame), m_number);
    }
    else if (m_port)
    {
        m_port->HandToProtocol(std::move(frame));
    }
}

void
PortReceiver::DropInFlight(int64_t safe)
{
    FrameFifo kept;
    while (FramePtr frame = m_inFlight.Pop())
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
    while (FramePtr frame = kept.Pop())
    {
        m_inFlight.Push(std::move(frame));
    }
}

} // namespace ns3::camcube
