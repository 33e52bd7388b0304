/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What of the multi-hop routing service is fetched into the cache before it is needed.

#include "multi-hop-routing.h"
#include "next-hop-table.h"

#include "ns3/runtime.h"

namespace ns3::camcube
{

void
MultiHopRouting::Prefetch(const Frame* frame, uint8_t port, uint32_t step, int64_t time) const
{
    if (!frame)
    {
        step == 0 ? m_queue.Prefetch() : m_queue.PrefetchFor(port);
        return;
    }
    const auto header = frame->GetDecodedHeader<RoutingHeader>();
    if (!header)
    {
        return;
    }
    if (header->destination != m_closedForm->GetHere())
    {
        PrefetchSend(header->destination, step, time);
    }
    else if (step == 0)
    {
        frame->PrefetchRest();
        PrefetchLines(&m_counters.delivered);
        m_endpoints.Prefetch();
    }
    else
    {
        frame->PrefetchPayload();
        m_endpoints.PrefetchFor(header->endpoint);
    }
}

void
MultiHopRouting::PrefetchSend(const TorusCoordinate& destination, uint32_t step, int64_t time) const
{
    if (!m_table)
    {
        return;
    }
    const Runtime& runtime = *PeekRuntime();
    const PortSet nextHops = m_table->GetNextHops(destination);
    if (step == 0)
    {
        runtime.PrefetchPortStates(nextHops);
        return;
    }
    const PortSet free = runtime.GetFreePorts(nextHops, time);
    if (!free.IsEmpty())
    {
        runtime.PrefetchPorts(free);
    }
    else if (!nextHops.IsEmpty())
    {
        runtime.PrefetchTurns(nextHops);
        m_queue.Prefetch();
    }
}

} // namespace ns3::camcube
