/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_STATE_H
#define AGGREGATION_STATE_H

#include "aggregation-answer.h"
#include "aggregation-round.h"

#include "ns3/nstime.h"

#include <map>

namespace ns3::camcube
{

class GroupTree;

/** \ingroup camcube \brief Attributes of Convergecast. */
struct AggregationTimes
{
    Time quiet;   //!< how long a tree that has changed is not relied on
    Time timeout; //!< of a round at its root
};

/** \ingroup camcube \brief A group's tree at one server, as when it was last looked at. */
struct TreeView
{
    PortSet parent;     //!< one port, or none
    PortSet kids;       //!< ports
    bool isRoot{false}; //!< whether this server was
    Time quietFrom;     //!< until when the tree is not relied on

    /** \return the ports of kids that another view has, and this has not */
    PortSet GetMissing(const TreeView& other) const
    {
        return other.kids - kids;
    }

    /** \return the tree now; not relied on for a time if this server has lost a kid or its parent
     */
    TreeView LookAgain(const GroupTree& tree, const GroupId& group, Time quietTime) const;
};

/** \ingroup camcube \brief What one server knows of a group, for AggregationRounds. */
struct AggregationState
{
    TreeView tree;          //!< as when it was last looked at
    AggregationRound round; //!< the last one

    /** Numbers of servers in the last complete round that began here, by function. */
    std::map<uint16_t, std::vector<uint32_t>> last;

    /** Looks at the tree again. \return what it was before */
    TreeView LookAgain(const GroupTree& now, const GroupId& group, Time quietTime);

    /** \return what the round, which is over at its root, has found */
    AggregationAnswer Conclude();
};

} // namespace ns3::camcube

#endif /* AGGREGATION_STATE_H */
