/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "arrival-log.h"

#include "ns3/process-group.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ns3::camcube
{

void
ArrivalLog::CollectTo(PacketStatistics& statistics)
{
    if (!m_isKeeping)
    {
        return;
    }
    m_isKeeping = false;
    ProcessGroup& group = ProcessGroup::Get();
    statistics.sent = group.GetSum(statistics.sent);
    statistics.received = group.GetSum(statistics.received);
    statistics.reordered = group.GetSum(statistics.reordered);
    std::vector<Arrival> arrivals = group.Gather(std::move(m_arrivals));
    // Those of one server are of one rank, and in order.
    std::stable_sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
        return std::tie(a.time, a.server) < std::tie(b.time, b.server);
    });
    for (const Arrival& arrival : arrivals)
    {
        statistics.latencyUs.Add(arrival.us);
        statistics.hops.Add(arrival.hops);
    }
}

} // namespace ns3::camcube
