/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-state.h"

#include "group-tree.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::camcube
{

TreeView
TreeView::LookAgain(const GroupTree& tree, const GroupId& group, Time quietTime) const
{
    TreeView now{tree.GetParent(group), tree.GetKids(group), tree.IsRoot(group), quietFrom};
    const bool hasLost = !now.GetMissing(*this).IsEmpty() || !(parent - now.parent).IsEmpty();
    if (hasLost || (now.isRoot && !isRoot))
    {
        now.quietFrom = Simulator::Now() + quietTime;
    }
    return now;
}

TreeView
AggregationState::LookAgain(const GroupTree& now, const GroupId& group, Time quietTime)
{
    const TreeView old = std::exchange(tree, tree.LookAgain(now, group, quietTime));
    if (!tree.isRoot)
    {
        last.clear(); // another root knows of later rounds
    }
    return old;
}

AggregationAnswer
AggregationState::Conclude()
{
    AggregationAnswer answer{std::exchange(round.partial, {}), std::nullopt};
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
