/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_LINKS_H
#define CONVERGECAST_LINKS_H

#include "convergecast-counters.h"

#include "ns3/group-tree-user.h"
#include "ns3/header-fields.h"

namespace ns3::camcube
{

struct Aggregate;
class GroupTree;

/** \ingroup camcube \brief Before a query, of no bytes, or a report of ConvergecastRounds. */
struct ConvergecastHeader
{
    bool isReport{false}; //!< or a query
    TorusCoordinate root; //!< who has started the round
    uint32_t boot{0};     //!< when its service was deployed, in us
    uint32_t number{0};   //!< of its rounds, from 1
    uint16_t function{0}; //!< what combines values
    static constexpr auto FIELDS = HeaderFields(&ConvergecastHeader::isReport,
                                                &ConvergecastHeader::root,
                                                &ConvergecastHeader::boot,
                                                &ConvergecastHeader::number,
                                                &ConvergecastHeader::function);

    /** \return whether another is of the same round */
    bool IsOf(const ConvergecastHeader& other) const
    {
        return root == other.root && boot == other.boot && number == other.number;
    }
};

/**
 * \ingroup camcube
 *
 * Queries and reports of rounds of convergecast, which neighbours in the trees of groups send each
 * other.
 */
class ConvergecastLinks : public GroupTreeUser
{
  public:
    static constexpr uint8_t TREE_USER = 2; //!< the number of its frames on trees

    /**
     * \param tree that of this server
     * \param counters counts, and outlives this
     */
    ConvergecastLinks(Ptr<GroupTree> tree, ConvergecastCounters& counters);
    ~ConvergecastLinks() override;

    // GroupTreeUser
    void Received(const GroupId& group, uint8_t in, FramePtr frame) override;

  protected:
    /** Sends a query. \return whether it has been sent, or waits for that */
    bool Query(const GroupId& group, uint8_t port, const ConvergecastHeader& header);

    /** Sends a report, in answer to a query. */
    void Report(const GroupId& group,
                uint8_t port,
                ConvergecastHeader header,
                const Aggregate& what);

    /** A neighbour has sent a query. */
    virtual void Queried(const GroupId& group, uint8_t in, const ConvergecastHeader& header) = 0;

    /** A neighbour has sent a report. */
    virtual void Reported(const GroupId& group,
                          uint8_t in,
                          const ConvergecastHeader& header,
                          const Packet& report) = 0;

    Ptr<GroupTree> m_tree;            //!< knows the edges
    ConvergecastCounters& m_counters; //!< what has passed
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_LINKS_H */
