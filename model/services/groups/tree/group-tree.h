/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_TREE_H
#define GROUP_TREE_H

#include "group-links.h"
#include "parent-preference.h"

#include "ns3/multi-hop-routing.h"

#include <map>
#include <utility>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * One server's part of the trees of groups: of those that it has joined, and of those whose trees
 * pass through it. A parent is always a next hop to the root, so that routes which have settled
 * leave no loop (doc/groups.rst). What is sent over trees is the business of services above, whose
 * frames this one carries. Install it on all servers.
 *
 * Source: Costa et al., WREN 2009, section 4.
 */
class GroupTree : public GroupLinks
{
  public:
    static constexpr uint16_t SERVICE_ID = 6; //!< on the wire

    static TypeId GetTypeId();
    GroupTree();

    /**
     * Makes this server a member.
     * \throws std::invalid_argument for a place outside the cube
     * \throws std::logic_error if it is a member, or while this service is not deployed
     */
    void Join(const GroupId& group);

    /** Ends that. \throws std::logic_error if it is no member */
    void Leave(const GroupId& group)
    {
        SetMember(group, false);
    }

    // The tree here; nothing of a group in whose tree this server is not.
    /** \return whether this server has joined */
    bool IsMember(const GroupId& group) const
    {
        return Find(group).isMember;
    }

    /** \return whether this server is in the tree, and the root */
    bool IsRoot(const GroupId& group) const
    {
        return Find(group).isRoot;
    }

    /** \return one port; none at the root, and for a while at who has just lost all next hops */
    PortSet GetParent(const GroupId& group) const
    {
        return Find(group).parent;
    }

    /** \return the ports of those who have joined here */
    PortSet GetKids(const GroupId& group) const
    {
        return Find(group).kids;
    }

    TorusCoordinate FindRoot(const GroupId& id) const; //!< \return the first heir within reach
    /** \return the groups in whose trees this server is, in order */
    std::vector<GroupId> GetGroups() const;

    /** Chooses next hops otherwise than attribute Paths does, from now on. */
    void SetPreference(ParentPreference preference)
    {
        m_preference = std::move(preference);
    }

    // Service
    void Placed() override;

    void LinkUp(uint8_t) override
    {
        ReviewAll();
    }

  protected:
    void Withdrawing() override;
    void Heard(const GroupId& id, Kind kind, uint8_t in) override;
    bool IsDue(const GroupId& id, Kind kind, uint8_t port) const override;
    void SessionEnded(uint8_t port, bool isLast) override;

  private:
    /** What this server knows of a group. */
    struct Group
    {
        bool isMember{false}; //!< whether it has joined
        bool isRoot{false};   //!< whether it needs no parent
        PortSet parent;       //!< where it has joined
        PortSet kids;         //!< who has joined here
    };

    const Group& Find(const GroupId& id) const;
    void SetMember(const GroupId& id, bool isMember);
    void Review(const GroupId& id, bool hasChanged = false);
    void ReviewAll();
    PortSet FindParent(const GroupId& id, PortSet old, const TorusCoordinate& root) const;

    std::map<GroupId, Group> m_groups;    //!< in whose trees this server is
    Ptr<MultiHopRouting> m_routing;       //!< knows next hops
    Registration m_routesChanged;         //!< is told of others
    ParentPreference m_preference;        //!< in place of attribute Paths, if set
    ParentRule::Paths m_paths;            //!< attribute
    ParentRule::SleepingLinks m_sleeping; //!< attribute
};

} // namespace ns3::camcube

#endif /* GROUP_TREE_H */
