/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What the multi-hop routing service does with packets that wait for a path, or should not any
// more, and whether more of them may.

#include "multi-hop-routing.h"
#include "next-hop-table.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

void
MultiHopRouting::LinkDown(uint8_t)
{
    Reroute();
}

void
MultiHopRouting::LinkUp(uint8_t)
{
    Reroute();
}

PortSet
MultiHopRouting::GetUsable(Frame& frame) const
{
    const RoutingHeader& header = *frame.PeekHeader<RoutingHeader>();
    if (HasForwarder(header))
    {
        return PortSet(); // it is asked anew
    }
    const PortSet up = m_table->GetNextHops(header.destination) & GetRuntime().GetUpPorts();
    return up.IsEmpty() ? up : m_choice->Allowed(up, header);
}

bool
MultiHopRouting::HasRoom(const TorusCoordinate& destination, uint16_t flow) const
{
    RequireServer(destination);
    const PortSet up = m_table->GetNextHops(destination) & GetRuntime().GetUpPorts();
    if (up.IsEmpty())
    {
        return true;
    }
    const RoutingHeader header{m_closedForm->GetHere(), destination, 0, 0, m_hopLimit, flow};
    const PortSet allowed = m_choice->Allowed(up, header);
    bool hasRoom = !GetRuntime().GetFreePorts(allowed).IsEmpty();
    for (uint8_t port : allowed)
    {
        hasRoom |= m_queue.GetCount(port) < m_queueLimit;
    }
    return hasRoom;
}

bool
MultiHopRouting::Hold(FramePtr& frame, int64_t until)
{
    if (m_hold.GetSize() >= m_holdLimit || m_holdTime.IsZero())
    {
        return false;
    }
    ++m_counters.held;
    m_hold.Push(std::move(frame),
                until == USUAL ? (Simulator::Now() + m_holdTime).GetTimeStep() : until);
    m_table->GetNotifier().Await();
    if (m_holdEnds.IsExpired())
    {
        m_holdEnds = Simulator::Schedule(m_holdTime, &MultiHopRouting::Reroute, this);
    }
    return true;
}

void
MultiHopRouting::RoutesChanged()
{
    Reroute();
    if (!m_table || m_routeListeners.IsEmpty())
    {
        return;
    }
    m_table->GetNotifier().Await();
    const auto call = [](const std::function<void()>& listener) {
        listener();
        return true;
    };
    m_routeListeners.Visit(false, call);
    if (m_table && m_table->IsSettled())
    {
        m_routeListeners.Visit(true, call);
    }
}

void
MultiHopRouting::Reroute()
{
    // Links or next hops have changed, or packets have waited long enough for that. All are looked
    // at before one is sent on: who is told of a packet may send another.
    FrameFifo strayed;
    FrameFifo found;
    FrameFifo late;
    const int64_t now = Simulator::Now().GetTimeStep();
    const auto usable = [this](Frame& frame) { return GetUsable(frame); };
    m_queue.TakeMisplaced(usable, strayed);
    m_hold.Release(
        now,
        [&](Frame& frame) {
            // A forwarder is asked anew as long as there is time.
            return HasForwarder(*frame.PeekHeader<RoutingHeader>())
                       ? static_cast<int64_t>(frame.GetTicket()) > now
                       : !usable(frame).IsEmpty();
        },
        found,
        late);
    while (FramePtr frame = late.Pop())
    {
        Drop(std::move(frame), NO_ROUTE);
    }
    for (FrameFifo* fifo : {&strayed, &found})
    {
        while (FramePtr frame = fifo->Pop())
        {
            m_counters.rerouted += fifo == &strayed;
            const RoutingHeader& header = *frame->PeekHeader<RoutingHeader>();
            const int64_t until = fifo == &found ? static_cast<int64_t>(frame->GetTicket()) : USUAL;
            if (!m_table)
            {
                Drop(std::move(frame), WITHDRAWN); // by who was told of another
            }
            else
            {
                m_hooks ? ForwardHooked(std::move(frame), until)
                        : Forward(std::move(frame), header);
            }
        }
    }
    if (!m_table)
    {
        return;
    }
    if (!m_hold.IsEmpty() || !m_queue.IsEmpty())
    {
        m_table->GetNotifier().Await();
    }
    if (!m_hold.IsEmpty() && m_holdEnds.IsExpired())
    {
        m_holdEnds = Simulator::Schedule(TimeStep(m_hold.GetFirstUntil()) - Simulator::Now(),
                                         &MultiHopRouting::Reroute,
                                         this);
    }
}

} // namespace ns3::camcube
