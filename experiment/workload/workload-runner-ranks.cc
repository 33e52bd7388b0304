/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What several ranks of a simulation do together: see whether all flows are done, and put together
// what they have received.

#include "workload-runner.h"

#include "ns3/cube-partition.h"
#include "ns3/process-group.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ns3::camcube
{

void
WorkloadRunner::LookWhetherDone(Time notBefore)
{
    const Time now = Simulator::Now();
    const bool isDone = m_doneAt.IsStrictlyPositive();
    if (!isDone && ProcessGroup::Get().GetSum(m_completed + m_over) == m_results.size())
    {
        m_doneAt = now;
    }
    if (m_doneAt.IsStrictlyPositive() && now >= notBefore)
    {
        Simulator::Stop();
        return;
    }
    const Time look = MicroSeconds(LOOK_US);
    Simulator::Schedule(now < notBefore ? std::min(look, notBefore - now) : look,
                        &WorkloadRunner::LookWhetherDone,
                        this,
                        notBefore);
}

Time
WorkloadRunner::GetDoneAt() const
{
    return m_doneAt.IsStrictlyPositive() ? m_doneAt : Simulator::Now();
}

bool
WorkloadRunner::IsReceivedHere(const Flow& flow) const
{
    return !CubePartition::IsElsewhere(m_servers.Get(flow.destination));
}

void
WorkloadRunner::Collect()
{
    // What one rank knows of a flow.
    struct Received
    {
        uint64_t flow;
        uint64_t bytes;
        int64_t first;
        int64_t last;
    };

    std::vector<Received> own;
    for (std::size_t i = 0; i < m_results.size(); ++i)
    {
        const FlowResult& result = m_results[i];
        if (IsReceivedHere(result.flow))
        {
            own.push_back({i,
                           result.receivedBytes,
                           result.firstByte.GetTimeStep(),
                           result.lastByte.GetTimeStep()});
        }
    }
    for (const Received& received : ProcessGroup::Get().Gather(std::move(own)))
    {
        FlowResult& result = m_results[received.flow];
        result.receivedBytes = received.bytes;
        result.firstByte = TimeStep(received.first);
        result.lastByte = TimeStep(received.last);
    }
}

} // namespace ns3::camcube
