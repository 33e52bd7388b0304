/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-tree.h"

#include "ns3/enum.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"

#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(GroupTree);

TypeId
GroupTree::GetTypeId()
{
    using Rule = ParentRule;
    static TypeId tid =
        TypeId("ns3::camcube::GroupTree")
            .SetParent<GroupLinks>()
            .SetGroupName("CamCube")
            .AddConstructor<GroupTree>()
            .AddAttribute("Paths",
                          "Which next hops to the root become parents",
                          EnumValue(Rule::BASE),
                          MakeEnumAccessorFor<Rule::Paths>(&GroupTree::m_paths),
                          MakeEnumChecker(Rule::BASE, "Base", Rule::MINI_CUBES, "MiniCubes"))
            .AddAttribute("SleepingLinks",
                          "Whether next hops whose links sleep are woken, or avoided if there is "
                          "another",
                          EnumValue(Rule::WAKE),
                          MakeEnumAccessorFor<Rule::SleepingLinks>(&GroupTree::m_sleeping),
                          MakeEnumChecker(Rule::WAKE, "Wake", Rule::AVOID, "Avoid"));
    return tid;
}

GroupTree::GroupTree()
    : GroupLinks(SERVICE_ID)
{
}

void
GroupTree::Placed()
{
    m_routing = GetRuntime().Require<MultiHopRouting>();
    GroupLinks::Placed();
    const auto review = [this] { ReviewAll(); };
    // While failure follows failure, routes may not settle for as long as messages are kept.
    m_routesChanged = m_routing->OnRoutesChanged(this, review, false);
}

void
GroupTree::Withdrawing()
{
    for (const auto& left : std::exchange(m_groups, {}))
    {
        TellUsers([&](GroupTreeUser& user) { user.TreeChanged(left.first); });
    }
    GroupLinks::Withdrawing();
    m_groups.clear(); // what a user may have joined meanwhile
}

void
GroupTree::Join(const GroupId& group)
{
    group.GetKey(GetRuntime().GetTorus()); // which refuses a place outside
    m_routing->GetTable();                 // which refuses while there are no routes
    SetMember(group, true);
}

void
GroupTree::SetMember(const GroupId& id, bool isMember)
{
    if (IsMember(id) == isMember)
    {
        throw std::logic_error("server " + GetRuntime().GetCoordinate().GetName() +
                               (isMember ? " has joined " : " is no member of ") + id.GetName() +
                               (isMember ? " already; leave it first" : "; join it first"));
    }
    m_groups[id].isMember = isMember;
    Review(id, true);
}

const GroupTree::Group&
GroupTree::Find(const GroupId& id) const
{
    static const Group NONE;
    const auto found = m_groups.find(id);
    return found != m_groups.end() ? found->second : NONE;
}

std::vector<GroupId>
GroupTree::GetGroups() const
{
    std::vector<GroupId> groups;
    for (const auto& entry : m_groups)
    {
        groups.push_back(entry.first);
    }
    return groups;
}

void
GroupTree::ReviewAll()
{
    for (const GroupId& id : GetGroups())
    {
        Review(id);
    }
}

void
GroupTree::Review(const GroupId& id, bool hasChanged)
{
    const bool isNeeded = IsMember(id) || !GetKids(id).IsEmpty();
    bool isRoot = false;
    PortSet parent;
    if (isNeeded && m_routing->IsDeployed())
    {
        const TorusCoordinate root = FindRoot(id);
        isRoot = root == GetRuntime().GetCoordinate();
        parent = isRoot ? PortSet() : FindParent(id, GetParent(id), root);
    }
    const auto found = m_groups.find(id);
    if (found == m_groups.end())
    {
        return; // a user, or who prefers parents, has left it
    }
    Group& group = found->second;
    hasChanged = std::exchange(group.isRoot, isRoot) != isRoot || hasChanged;
    const PortSet old = std::exchange(group.parent, parent);
    if (!isNeeded)
    {
        m_groups.erase(found);
    }
    Tell(id, LEAVE, old - parent);
    Tell(id, JOIN, parent - old);
    if (hasChanged || old != parent || !isNeeded)
    {
        TellUsers([&](GroupTreeUser& user) { user.TreeChanged(id); });
    }
}

TorusCoordinate
GroupTree::FindRoot(const GroupId& id) const
{
    TorusCoordinate root;
    const Torus& torus = GetRuntime().GetTorus();
    id.GetKey(torus).VisitHeirs(torus, [&](const TorusCoordinate& heir) {
        root = heir;
        return !m_routing->IsReachable(heir); // this server is
    });
    return root;
}

PortSet
GroupTree::FindParent(const GroupId& id, PortSet old, const TorusCoordinate& root) const
{
    const Runtime& runtime = GetRuntime();
    const PortSet next = m_routing->GetNextHops(root) & GetLivePorts();
    if (next.IsEmpty() || !(next & old).IsEmpty())
    {
        return next & old; // what is right stays
    }
    return PortSet::Of(ChooseParent(
        {runtime.GetTorus(), runtime.GetCoordinate(), root, id, next, runtime.GetAsleepPorts()},
        {m_paths, m_sleeping},
        m_preference));
}

void
GroupTree::Heard(const GroupId& id, Kind kind, uint8_t in)
{
    if (kind == JOIN)
    {
        m_groups[id].kids.Insert(in);
        Tell(id, ACK, PortSet::Of(in));
        Review(id, true);
    }
    else if (kind == LEAVE && GetKids(id).Contains(in))
    {
        m_groups[id].kids.Remove(in);
        Review(id, true);
    }
}

bool
GroupTree::IsDue(const GroupId& id, Kind kind, uint8_t port) const
{
    return (kind == JOIN ? GetParent(id) : GetKids(id)).Contains(port);
}

void
GroupTree::SessionEnded(uint8_t port, bool isLast)
{
    GroupLinks::SessionEnded(port, isLast);
    const PortSet ended = PortSet::Of(port);
    for (const GroupId& id : GetGroups())
    {
        const auto found = m_groups.find(id);
        if (found == m_groups.end())
        {
            continue; // a user that was told of another has left it
        }
        Group& group = found->second;
        const PortSet lost = (isLast ? group.parent | group.kids : group.kids) & ended;
        group.kids = group.kids - ended;
        group.parent = isLast ? group.parent - ended : group.parent;
        Tell(id, JOIN, group.parent & ended); // once more, to who has forgotten it
        Review(id, !lost.IsEmpty());
    }
}

} // namespace ns3::camcube
