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
        Tree seen{Simulator::Now(), group.number, {}};
        for (uint32_t server = 0; server < m_servers.GetN(); ++server)
        {
            const auto tree = ServiceHelper<GroupTree>::Get(m_servers.Get(server));
            const PortSet parent = tree->GetParent(group);
            if (m_failures.IsFailed(m_servers.Get(server)) ||
                (parent.IsEmpty() && !tree->IsRoot(group)))
            {
                continue;
            }
            seen.places.emplace_back(server, std::nullopt);
            if (!parent.IsEmpty())
            {
                seen.places.back().second = parent.GetFirst();
            }
            ++trees.servers;
            trees.members += tree->IsMember(group);
            trees.roots += parent.IsEmpty();
            trees.links += !parent.IsEmpty();
            trees.depth = std::max(trees.depth, FindDepth(server, group));
        }
        if (!seen.places.empty())
        {
            m_trees.push_back(std::move(seen));
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
    for (const Tree& tree : m_trees)
    {
        for (const auto& [server, port] : tree.places)
        {
            os << FormatNumber(tree.at.GetNanoSeconds() / 1e3) << ',' << tree.group << ',' << server
               << ',';
            if (port)
            {
                os << m_torus.GetNeighbor(server, *port);
            }
            os << '\n';
        }
    }
}

} // namespace ns3::camcube
