/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "aggregation-round.h"

#include "group-tree.h"

#include "ns3/simulator.h"

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

} // namespace ns3::camcube
