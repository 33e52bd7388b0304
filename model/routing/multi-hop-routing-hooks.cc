/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What others hook into the multi-hop routing service, and the hop of a packet where something is.

#include "multi-hop-routing.h"
#include "next-hop-table.h"

#include "ns3/runtime.h"

#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** \return an endpoint's number, or ALL \throws std::invalid_argument for any other */
uint32_t
CheckEndpoint(uint32_t endpoint)
{
    if (endpoint > UINT16_MAX && endpoint != MultiHopRouting::ALL)
    {
        throw std::invalid_argument("there is no endpoint " + std::to_string(endpoint) +
                                    "; give a number from 0 to 65535, or MultiHopRouting::ALL");
    }
    return endpoint;
}

} // namespace

Registration
MultiHopRouting::AddEndpoint(Service* owner, uint16_t endpoint, Endpoint receiver)
{
    return m_endpoints.Add(GetRegistrations(owner), endpoint, std::move(receiver));
}

Registration
MultiHopRouting::OnUnknownEndpoint(Service* owner, UnknownEndpointTaker taker)
{
    return m_takers.Add("taker of packets to unknown endpoints",
                        GetRegistrations(owner),
                        0,
                        0,
                        std::move(taker));
}

void
MultiHopRouting::Redeliver(FramePtr packet)
{
    Runtime::RequireSendable(packet);
    SendResult result = SendResult::SENT;
    if (Recheck(packet, result))
    {
        Deliver(std::move(packet));
    }
}

Registration
MultiHopRouting::AddInterceptor(Service* owner,
                                uint32_t endpoint,
                                int32_t priority,
                                Interceptor interceptor)
{
    return GetHooks().interceptors.Add("interceptor",
                                       GetRegistrations(owner),
                                       CheckEndpoint(endpoint),
                                       priority,
                                       std::move(interceptor));
}

Registration
MultiHopRouting::AddForwarder(Service* owner, uint16_t endpoint, Forwarder forwarder)
{
    return GetHooks().forwarders.Add("forwarder",
                                     GetRegistrations(owner),
                                     endpoint,
                                     0,
                                     std::move(forwarder));
}

Registration
MultiHopRouting::AddUndelivered(Service* owner, uint16_t endpoint, Undelivered receiver)
{
    return GetHooks().undelivered.Add("receiver of undelivered packets",
                                      GetRegistrations(owner),
                                      endpoint,
                                      0,
                                      std::move(receiver));
}

Registration
MultiHopRouting::AddDeparture(Service* owner, uint32_t endpoint, Departure listener)
{
    return GetHooks().departures.Append("listener to departures",
                                        GetRegistrations(owner),
                                        CheckEndpoint(endpoint),
                                        std::move(listener));
}

Registration
MultiHopRouting::OnRoutesChanged(Service* owner, std::function<void()> listener, bool hasToSettle)
{
    if (m_table)
    {
        m_table->GetNotifier().Await();
    }
    return m_routeListeners.Append("listener to changes of routes",
                                   GetRegistrations(owner),
                                   hasToSettle,
                                   std::move(listener));
}

RoutingHooks&
MultiHopRouting::GetHooks()
{
    if (!m_hooks)
    {
        m_hooks = std::make_unique<RoutingHooks>();
    }
    return *m_hooks;
}

SendResult
MultiHopRouting::StartHooked(FramePtr frame)
{
    m_hooks->sent(frame->GetPayload(), *frame->PeekHeader<RoutingHeader>());
    SendResult result = SendResult::SENT;
    const RoutingHeader* header = Admit(frame, PortSet::MAX_PORTS, result);
    if (!header)
    {
        return result;
    }
    return header->destination == m_closedForm->GetHere() ? DeliverSoon(std::move(frame))
                                                          : ForwardHooked(std::move(frame), USUAL);
}

RoutingHeader*
MultiHopRouting::Admit(FramePtr& frame, uint8_t in, SendResult& result)
{
    if (!Intercept(frame, in))
    {
        return nullptr;
    }
    frame->SetInPort(in);
    return Recheck(frame, result);
}

RoutingHeader*
MultiHopRouting::Recheck(FramePtr& frame, SendResult& result)
{
    // It may have been changed, or be another frame, or this service have been withdrawn.
    RoutingHeader* header = m_table ? PeekHeader(*frame) : nullptr;
    if (!header)
    {
        result = Drop(std::move(frame), m_table ? MALFORMED : WITHDRAWN);
    }
    return header;
}

bool
MultiHopRouting::Intercept(FramePtr& frame, uint8_t in)
{
    const RoutingHeader header = *frame->PeekHeader<RoutingHeader>();
    const Ptr<const Packet> payload = frame->GetPayload();
    const Verdict verdict = m_hooks->Intercept(frame, in);
    if (verdict == Verdict::CONSUME)
    {
        ++m_counters.consumed;
        m_hooks->intercepted(payload, header);
    }
    else if (verdict != Verdict::FORWARD)
    {
        Drop(std::move(frame), BY_INTERCEPTOR);
    }
    return verdict == Verdict::FORWARD;
}

bool
MultiHopRouting::HasForwarder(const RoutingHeader& header) const
{
    return m_hooks && m_hooks->forwarders.Find(header.endpoint);
}

MultiHopRouting::Chosen
MultiHopRouting::AskForwarder(FramePtr& frame, const Forwarder& forwarder)
{
    const RoutingHooks::Nesting nesting(*m_hooks);
    RoutingHeader& header = *frame->PeekHeader<RoutingHeader>();
    const RoutingHeader before = header;
    const Ptr<const Packet> payload = frame->GetPayload();
    const PortSet up = GetRuntime().GetUpPorts() & GetRuntime().GetTorusPorts();
    const Forwarding answer = forwarder(
        Hop{frame, header, frame->GetInPort(), m_table->GetNextHops(header.destination) & up, up});
    if (answer.kind == Forwarding::CONSUME)
    {
        ++m_counters.consumed;
        m_hooks->intercepted(payload, before);
        return {true, SendResult::SENT, {}};
    }
    if (!frame || !frame->GetPayload())
    {
        throw std::logic_error("a forwarder has taken a packet and not answered Consume(); answer "
                               "so, or leave the packet");
    }
    SendResult result = SendResult::SENT;
    if (!Recheck(frame, result))
    {
        return {true, result, {}};
    }
    if (answer.kind == Forwarding::DROP)
    {
        return {true, Drop(std::move(frame), BY_INTERCEPTOR), {}};
    }
    if (answer.kind == Forwarding::DELIVER)
    {
        Deliver(std::move(frame));
        return {true, SendResult::SENT, {}};
    }
    if (answer.kind == Forwarding::TOWARD && m_closedForm->GetTorus().Contains(answer.waypoint))
    {
        return {false, SendResult::SENT, m_table->GetNextHops(answer.waypoint) & up};
    }
    return {false, SendResult::SENT, answer.ports & up};
}

SendResult
MultiHopRouting::ForwardHooked(FramePtr frame, int64_t until)
{
    PortSet allowed;
    if (const auto forwarder =
            m_hooks->forwarders.Find(frame->PeekHeader<RoutingHeader>()->endpoint))
    {
        const Chosen chosen = AskForwarder(frame, *forwarder);
        if (chosen.isDone)
        {
            return chosen.result;
        }
        allowed = chosen.ports;
    }
    const RoutingHeader& header = *frame->PeekHeader<RoutingHeader>(); // of another frame perhaps
    if (allowed.IsEmpty())
    {
        const PortSet up = m_table->GetNextHops(header.destination) & GetRuntime().GetUpPorts();
        if (up.IsEmpty())
        {
            return Hold(frame, until) ? SendResult::SENT : Drop(std::move(frame), NO_ROUTE);
        }
        allowed = m_choice->Allowed(up, header);
    }
    if (frame->GetMacPayloadSize() > m_cableMtu) // an inner header has been put on
    {
        return Drop(std::move(frame), TOO_LONG);
    }
    const PortSet free = GetRuntime().GetFreePorts(allowed);
    if (free.IsEmpty())
    {
        return Enqueue(frame, allowed);
    }
    const uint8_t out = m_choice->Pick(free, header);
    if (!Depart(frame, out))
    {
        return SendResult::TOO_LONG;
    }
    if (!m_table)
    {
        return Drop(std::move(frame), WITHDRAWN);
    }
    if (GetRuntime().Send(this, out, frame) != SendResult::SENT)
    {
        return Enqueue(frame, allowed); // who was told has used the link
    }
    ++m_counters.forwarded;
    return SendResult::SENT;
}

bool
MultiHopRouting::Depart(FramePtr& frame, uint8_t out)
{
    m_hooks->Depart(*frame, *frame->PeekHeader<RoutingHeader>(), out);
    if (!m_table || GetRuntime().GetRoom(out, *frame) >= 0)
    {
        return true; // or withdrawn
    }
    Drop(std::move(frame), TOO_LONG);
    return false;
}

} // namespace ns3::camcube
