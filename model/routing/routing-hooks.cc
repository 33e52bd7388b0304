/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routing-hooks.h"

#include <stdexcept>

namespace ns3::camcube
{

RoutingCallbacks::Verdict
RoutingHooks::Intercept(FramePtr& frame, uint8_t in) const
{
    Verdict verdict = Verdict::FORWARD;
    interceptors.Visit(frame->PeekHeader<RoutingHeader>()->endpoint,
                       [&](const Interceptor& interceptor) {
                           auto* header = frame->PeekHeader<RoutingHeader>();
                           if (!header)
                           {
                               return false; // swapped for a frame that is no packet of ours
                           }
                           verdict = interceptor(frame, *header, in);
                           if (!frame && verdict != Verdict::CONSUME)
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
RoutingHooks::Depart(const Frame& frame, const RoutingHeader& header, uint8_t out) const
{
    departures.Visit(header.endpoint, [&](const Departure& departure) {
        departure(frame, header, out);
        return true;
    });
    forwarded(frame.GetPayload(), header, out);
}

} // namespace ns3::camcube
