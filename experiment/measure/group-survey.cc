/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-survey.h"

#include "ns3/failure-injector.h"
#include "ns3/group-tree.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"
#include "ns3/text-parsing.h"

#include <algorithm>

namespace ns3::camcube
{

GroupSurvey::GroupSurvey(const Torus& torus,
                         const NodeContainer& servers,
                         const FailureInjector& failures,
                         const std::vector<GroupId>& groups)
    : m_torus(torus),
      m_servers(servers),
      m_failures(failures),
      m_groups(groups)
{
}

GroupSurvey::Trees
GroupSurvey::Look()
{
    Trees trees;
    for (const GroupId& group : m_groups)
    {
        for (uint32_t server = 0; server < m_servers.GetN(); ++server)
        {
            const auto tree = ServiceHelper<GroupTree>::Get(m_servers.Get(server));
            const PortSet parent = tree->GetParent(group);
            if (m_failures.IsFailed(m_servers.Get(server)) ||
                (parent.IsEmpty() && !tree->IsRoot(group)))
            {
                continue;
            }
            Place place{Simulator::Now(), group.number, server, {}};
            if (!parent.IsEmpty())
            {
                place.parent = m_torus.GetNeighbor(server, parent.GetFirst());
            }
            m_places.push_back(place);
            ++trees.servers;
            trees.members += tree->IsMember(group);
            trees.roots += parent.IsEmpty();
            trees.links += !parent.IsEmpty();
            trees.depth = std::max(trees.depth, FindDepth(server, group));
        }
    }
    return trees;
}

uint32_t
GroupSurvey::FindDepth(uint32_t server, const GroupId& group) const
{
    uint32_t depth = 0;
    for (; depth < m_servers.GetN(); ++depth)
    {
        const auto tree = ServiceHelper<GroupTree>::Get(m_servers.Get(server));
        const PortSet parent = tree->GetParent(group);
        if (parent.IsEmpty())
        {
            break;
        }
        server = m_torus.GetNeighbor(server, parent.GetFirst());
    }
    return depth;
}

uint64_t
GroupSurvey::CountControlFrames() const
{
    uint64_t frames = 0;
    for (auto server = m_servers.Begin(); server != m_servers.End(); ++server)
    {
        const auto& sent = ServiceHelper<GroupTree>::Get(*server)->GetCounters().sent;
        frames += sent[GroupTree::JOIN] + sent[GroupTree::ACK] + sent[GroupTree::LEAVE];
    }
    return frames;
}

void
GroupSurvey::Write(std::ostream& os) const
{
    os << "time_us,group,server,parent\n";
    for (const Place& place : m_places)
    {
        os << FormatNumber(place.at.GetNanoSeconds() / 1e3) << ',' << place.group << ','
           << place.server << ',';
        if (place.parent)
        {
            os << *place.parent;
        }
        os << '\n';
    }
}

} // namespace ns3::camcube
