/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_SURVEY_H
#define GROUP_SURVEY_H

#include "ns3/group-id.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/torus.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <utility>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;

/**
 * \ingroup camcube
 *
 * The trees of groups as the servers that live have them, at moments of rest. Seen from outside,
 * for experiments.
 */
class GroupSurvey
{
  public:
    /** What the trees are like at one moment. */
    struct Trees
    {
        uint64_t members{0}; //!< of all groups
        uint64_t servers{0}; //!< in trees, likewise
        uint64_t links{0};   //!< of trees, likewise
        uint64_t roots{0};   //!< one a group and part of the cube that has members
        uint32_t depth{0};   //!< links from the lowest server to its root
    };

    /** A server in a tree, and the port that leads to its parent; nothing at a root. */
    using Place = std::pair<uint32_t, std::optional<uint8_t>>;

    /** One tree at one moment; of a group that has fallen apart, all its parts. */
    struct Tree
    {
        Time at;                   //!< when
        uint32_t group;            //!< the number of the group
        std::vector<Place> places; //!< by server
    };

    /**
     * \param torus the cube; like the failures, it must outlive this
     * \param servers with GroupTree, by number
     * \param failures says which have failed
     * \param groups whose trees
     */
    GroupSurvey(const Torus& torus,
                const NodeContainer& servers,
                const FailureInjector& failures,
                const std::vector<GroupId>& groups);

    /** Looks at all trees now, and keeps what there is to write. */
    Trees Look();

    /** \return the frames by which servers have joined, left and acknowledged until now */
    uint64_t CountControlFrames() const;

    /** Writes time_us,group,server,parent: what was seen at all looks; no parent at a root. */
    void Write(std::ostream& os) const;

    /** \return what was seen at all looks, group by group; without trees that had no server */
    const std::vector<Tree>& GetTrees() const
    {
        return m_trees;
    }

  private:
    uint32_t FindDepth(uint32_t server, const GroupId& group) const;

    const Torus& m_torus;              //!< the cube
    NodeContainer m_servers;           //!< by number
    const FailureInjector& m_failures; //!< says which have failed
    std::vector<GroupId> m_groups;     //!< whose trees
    std::vector<Tree> m_trees;         //!< seen
};

} // namespace ns3::camcube

#endif /* GROUP_SURVEY_H */
