/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "convergecast-state.h"

#include "ns3/group-tree.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::camcube
{

void
ConvergecastRound::Take(uint8_t port, Aggregate sum)
{
    const bool wasComplete = partial.isComplete; // something may have been lost meanwhile
    partial = std::move(sum);
    partial.isComplete = partial.isComplete && wasComplete;
    awaited.Remove(port);
}

void
ConvergecastRound::Lose(PortSet kids)
{
    partial.isComplete = partial.isComplete && (awaited & kids).IsEmpty();
    awaited = awaited - kids;
}

PortSet
ConvergecastState::LookAgain(const GroupTree& tree, const GroupId& group, Time quietTime)
{
    const PortSet lost = kids - tree.GetKids(group);
    kids = tree.GetKids(group);
    const bool wasRoot = std::exchange(isRoot, tree.IsRoot(group));
    if (!lost.IsEmpty() || (isRoot && !wasRoot))
    {
        quietFrom = Simulator::Now() + quietTime;
    }
    if (!isRoot)
    {
        last.clear(); // another root knows of later rounds
    }
    return lost;
}

ConvergecastAnswer
ConvergecastState::Conclude()
{
    ConvergecastAnswer answer{std::exchange(round.partial, {}), std::nullopt};
    const std::vector<uint32_t>& servers = answer.whole.servers;
    if (answer.whole.isComplete)
    {
        last[round.header.function] = servers;
    }
    const auto before = last.find(round.header.function);
    if (before != last.end())
    {
        std::set_difference(before->second.begin(),
                            before->second.end(),
                            servers.begin(),
                            servers.end(),
                            std::back_inserter(answer.missing.emplace()));
    }
    return answer;
}

} // namespace ns3::camcube
