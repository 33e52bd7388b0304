/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "group-tree.h"

#include "ns3/enum.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"

#include <stdexcept>
#include <utility>

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
    GroupLinks::Placed();
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_routesChanged = m_routing->OnRoutesChanged(this, [this] { ReviewAll(); });
}

void
GroupTree::Withdrawing()
{
    GroupLinks::Withdrawing();
    m_groups.clear();
}

void
GroupTree::Join(const GroupId& group)
{
    group.GetKey(GetRuntime().GetTorus()); // which refuses a place outside
    m_routing->GetTable();                 // which refuses while there are no routes
    SetMember(group, true);
}

void
GroupTree::Leave(const GroupId& group)
{
    SetMember(group, false);
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

bool
GroupTree::IsMember(const GroupId& group) const
{
    return Find(group).isMember;
}

bool
GroupTree::IsRoot(const GroupId& group) const
{
    return Find(group).isRoot;
}

PortSet
GroupTree::GetParent(const GroupId& group) const
{
    return Find(group).parent;
}

PortSet
GroupTree::GetKids(const GroupId& group) const
{
    return Find(group).kids;
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
GroupTree::SetPreference(ParentPreference preference)
{
    m_preference = std::move(preference);
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
    const auto found = m_groups.find(id);
    if (found == m_groups.end())
    {
        return; // a user has been told of another, and has left this one
    }
    Group& group = found->second;
    const bool isNeeded = group.isMember || !group.kids.IsEmpty();
    bool isRoot = false;
    PortSet parent;
    if (isNeeded && m_routing->IsDeployed())
    {
        const TorusCoordinate root = FindRoot(id);
        isRoot = root == GetRuntime().GetCoordinate();
        parent = isRoot ? PortSet() : FindParent(id, group.parent, root);
    }
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
    const PortSet next = m_routing->GetNextHops(root) & runtime.GetUpPorts();
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

void
GroupTree::SessionEnded(uint8_t port, bool isDown)
{
    for (const GroupId& id : GetGroups())
    {
        Group& group = m_groups[id];
        const bool wasKid = group.kids.Contains(port);
        group.kids.Remove(port);
        if (isDown)
        {
            group.parent.Remove(port);
        }
        Tell(id, JOIN, group.parent & PortSet::Of(port)); // once more, to who has forgotten it
        Review(id, wasKid);
    }
}

void
GroupTree::LinkUp(uint8_t)
{
    ReviewAll();
}

} // namespace ns3::camcube
