/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routing-hooks.h"

#include <stdexcept>

namespace ns3::camcube
{

RoutingHooks::Nesting::Nesting(const RoutingHooks& hooks)
    : m_depth(hooks.depth)
{
    if (m_depth >= MAX_DEPTH)
    {
        throw std::logic_error(
            "what is told of a packet sends another, of which it is told, and so "
            "on without end; send it later, or to another endpoint");
    }
    ++m_depth;
}

RoutingCallbacks::Verdict
RoutingHooks::Intercept(FramePtr& frame, uint8_t in) const
{
    Verdict verdict = Verdict::FORWARD;
    if (interceptors.IsEmpty())
    {
        return verdict;
    }
    const Nesting nesting(*this);
    interceptors.Visit(frame->PeekHeader<RoutingHeader>()->endpoint,
                       [&](const Interceptor& interceptor) {
                           auto* header = frame->PeekHeader<RoutingHeader>();
                           if (!header)
                           {
                               return false; // swapped for a frame that is no packet of ours
                           }
                           verdict = interceptor(frame, *header, in);
                           if (verdict != Verdict::CONSUME && (!frame || !frame->GetPayload()))
                           {
                               throw std::logic_error("an interceptor has taken a packet and not "
                                                      "answered CONSUME; answer so, or leave the "
                                                      "packet");
                           }
                           return verdict == Verdict::FORWARD;
                       });
    return verdict;
}

void
RoutingHooks::Depart(Frame& frame, RoutingHeader& header, uint8_t out) const
{
    departures.Visit(header.endpoint, [&](const Departure& departure) {
        departure(frame, header, out);
        if (!frame.GetPayload())
        {
            throw std::logic_error("a listener to departures has taken a packet's payload; leave "
                                   "it, or put another in its place");
        }
        return true;
    });
    forwarded(frame.GetPayload(), header, out);
}

} // namespace ns3::camcube
