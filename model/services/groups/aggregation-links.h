/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_LINKS_H
#define AGGREGATION_LINKS_H

#include "aggregation-counters.h"
#include "group-tree-user.h"

#include "ns3/header-fields.h"

namespace ns3::camcube
{

struct Aggregate;
class GroupTree;

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

/**
 * \ingroup camcube
 *
 * Queries and reports of rounds of aggregation, which neighbours in the trees of groups send each
 * other.
 */
class AggregationLinks : public GroupTreeUser
{
  public:
    static constexpr uint8_t TREE_USER = 2; //!< the number of its frames on trees

    /**
     * \param tree that of this server
     * \param counters counts, and outlives this
     */
    AggregationLinks(Ptr<GroupTree> tree, AggregationCounters& counters);
    ~AggregationLinks() override;

    // GroupTreeUser
    void Received(const GroupId& group, uint8_t in, FramePtr frame) override;

  protected:
    /** Sends a query. \return whether it has been sent, or waits for that */
    bool Query(const GroupId& group, uint8_t port, const AggregationHeader& header);

    /** Sends a report, in answer to a query. */
    void Report(const GroupId& group,
                uint8_t port,
                AggregationHeader header,
                const Aggregate& what);

    /** A neighbour has sent a query. */
    virtual void Queried(const GroupId& group, uint8_t in, const AggregationHeader& header) = 0;

    /** A neighbour has sent a report. */
    virtual void Reported(const GroupId& group,
                          uint8_t in,
                          const AggregationHeader& header,
                          const Packet& report) = 0;

    Ptr<GroupTree> m_tree;           //!< knows the edges
    AggregationCounters& m_counters; //!< what has passed
};

} // namespace ns3::camcube

#endif /* AGGREGATION_LINKS_H */
