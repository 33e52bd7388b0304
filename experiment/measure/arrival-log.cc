/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "arrival-log.h"

#include "ns3/process-group.h"

#include <algorithm>
#include <numeric>
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
    SortTies();
    const std::vector<std::size_t> counts = group.Gather(std::vector{m_arrivals.size()});
    m_arrivals = group.Gather(std::move(m_arrivals));
    MergeRuns(counts);
    for (const Arrival& arrival : m_arrivals)
    {
        statistics.latencyUs.Add(arrival.us);
        statistics.hops.Add(arrival.hops);
    }
    m_arrivals = {};
}

bool
ArrivalLog::IsBefore(const Arrival& a, const Arrival& b)
{
    return std::tie(a.time, a.server) < std::tie(b.time, b.server);
}

void
ArrivalLog::SortTies()
{
    for (auto first = m_arrivals.begin(); first != m_arrivals.end();)
    {
        const auto last = std::find_if(first, m_arrivals.end(), [first](const Arrival& each) {
            return each.time != first->time;
        });
        if (last - first > 1)
        {
            std::stable_sort(first, last, IsBefore);
        }
        first = last;
    }
}

void
ArrivalLog::MergeRuns(const std::vector<std::size_t>& counts)
{
    std::vector<std::size_t> ends(counts.size());
    std::partial_sum(counts.begin(), counts.end(), ends.begin());
    // Two neighbours become one, until there are no two.
    while (ends.size() > 1)
    {
        std::vector<std::size_t> merged;
        auto begin = m_arrivals.begin();
        for (std::size_t i = 0; i < ends.size(); i += 2)
        {
            const auto middle = m_arrivals.begin() + ends[i];
            const auto end = m_arrivals.begin() + ends[std::min(i + 1, ends.size() - 1)];
            std::inplace_merge(begin, middle, end, IsBefore);
            merged.push_back(end - m_arrivals.begin());
            begin = end;
        }
        ends = std::move(merged);
    }
}

} // namespace ns3::camcube
