/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_ROUND_H
#define AGGREGATION_ROUND_H

#include "aggregate.h"
#include "group-id.h"

#include "ns3/event-id.h"
#include "ns3/header-fields.h"
#include "ns3/nstime.h"
#include "ns3/port-set.h"
#include "ns3/torus-port.h"

namespace ns3::camcube
{

class GroupTree;

/** \ingroup camcube \brief Attributes of Convergecast. */
struct AggregationTimes
{
    Time quiet;   //!< how long a tree that has changed is not relied on
    Time timeout; //!< of a round at its root
};

/** \ingroup camcube \brief What has passed through one server of Convergecast. */
struct AggregationCounters
{
    uint64_t rounds{0};    //!< that ended here, at their root
    uint64_t complete{0};  //!< of these
    uint64_t queries{0};   //!< frames to kids
    uint64_t reports{0};   //!< frames to parents
    uint64_t repeated{0};  //!< queries of a round that was here already
    uint64_t malformed{0}; //!< what came and made no sense
};

/** \ingroup camcube \brief Before a query, of no bytes, or a report of AggregationRounds. */
struct AggregationHeader
{
    bool isReport{false}; //!< or a query
    TorusCoordinate root; //!< who has started the round
    uint32_t boot{0};     //!< when its service was deployed, in us
    uint32_t number{0};   //!< of its rounds, from 1
    uint16_t function{0}; //!< what combines values
    static constexpr auto FIELDS = HeaderFields(&AggregationHeader::isReport,
                                                &AggregationHeader::root,
                                                &AggregationHeader::boot,
                                                &AggregationHeader::number,
                                                &AggregationHeader::function);

    /** \return whether another is of the same round */
    bool IsOf(const AggregationHeader& other) const
    {
        return root == other.root && boot == other.boot && number == other.number;
    }
};

/** \ingroup camcube \brief A round of aggregation at one server, the last of a group. */
struct AggregationRound
{
    static constexpr uint8_t NOBODY = N_TORUS_PORTS; //!< who asks the root

    AggregationHeader header; //!< names it
    bool isOpen{false};       //!< whether it goes on here
    uint8_t asker{NOBODY};    //!< the port of who asked
    PortSet awaited;          //!< kids that have not reported
    Aggregate partial;        //!< so far
    EventId timeout;          //!< at its root

    /** \return whether it goes on here, at its root */
    bool IsAtRoot() const
    {
        return isOpen && asker == NOBODY;
    }

    /** \return whether it goes on here, and a kid has not reported */
    bool IsAwaiting(uint8_t port) const
    {
        return isOpen && awaited.Contains(port);
    }

    /** Does not wait for some kids any more. */
    void Lose(PortSet kids)
    {
        partial.isComplete = partial.isComplete && (awaited & kids).IsEmpty();
        awaited = awaited - kids;
    }
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

} // namespace ns3::camcube

#endif /* AGGREGATION_ROUND_H */
