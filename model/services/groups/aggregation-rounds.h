/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef AGGREGATION_ROUNDS_H
#define AGGREGATION_ROUNDS_H

#include "aggregation-round.h"
#include "group-tree-user.h"

#include "ns3/send-result.h"

#include <functional>
#include <map>

namespace ns3::camcube
{

class GroupTree;

/**
 * \ingroup camcube
 *
 * Rounds of aggregation over the trees of groups, as one server takes part in them. The root asks
 * its kids, these ask theirs, and what comes back is combined at each server on the way up. A
 * server puts its value into one report a round. It calls a round incomplete if a kid that it waits
 * for is lost, and if it has lost a kid, or its parent, of late: whoever was below may be nowhere
 * now. The part of Convergecast that has to do with neighbours.
 */
class AggregationRounds : public GroupTreeUser
{
  public:
    static constexpr uint8_t TREE_USER = 2; //!< the number of its frames on trees

    /** What the service above does. */
    struct Hooks
    {
        /** \return this server's own part; nothing if the function is not known here */
        std::function<std::optional<Aggregate>(const GroupId&, uint16_t function)> own;
        /** Adds a report to what is there. */
        std::function<void(Aggregate& to, const Aggregate& report, uint16_t function)> add;
        /** A round that was started here is over. */
        std::function<void(const GroupId&, const Aggregate&)> finished;
    };

    /**
     * \param times how long things may take
     * \param tree that of this server
     * \param counters counts; like what the hooks use, which are asked and told, it outlives this
     * \param hooks what the service above does
     */
    AggregationRounds(const AggregationTimes& times,
                      Ptr<GroupTree> tree,
                      AggregationCounters& counters,
                      Hooks hooks);
    ~AggregationRounds() override;

    /** Starts a round of a group whose root is here. */
    void Start(const GroupId& group, uint16_t function);

    /** \return whether a round that was started here is open */
    bool IsOpen(const GroupId& group) const;

    // GroupTreeUser
    void TreeChanged(const GroupId& group) override;
    void SessionEnded(uint8_t port) override;
    void Received(const GroupId& group, uint8_t in, FramePtr frame) override;

  private:
    /** What this server knows of a group. */
    struct State
    {
        TreeView tree;
        AggregationRound round;
    };

    void Begin(const GroupId& group, const AggregationHeader& header, uint8_t asker);
    void AskKids(const GroupId& group, AggregationRound& round, PortSet kids);
    void EndIfDone(const GroupId& group);
    void Abandon(const GroupId& group);
    void TimeOut(const GroupId& group, const AggregationHeader& header);
    void Report(const GroupId& group,
                uint8_t port,
                AggregationHeader header,
                const Aggregate& what);
    SendResult Send(const GroupId& group,
                    uint8_t port,
                    const AggregationHeader& header,
                    Ptr<Packet> payload);
    void Reported(const GroupId& group, uint8_t in, const Packet& report);

    AggregationTimes m_times;          //!< how long things may take
    Ptr<GroupTree> m_tree;             //!< knows the edges
    AggregationCounters& m_counters;   //!< what has passed
    Hooks m_hooks;                     //!< asked and told
    uint32_t m_boot;                   //!< when this was made, in us
    uint32_t m_lastRound{0};           //!< started here
    std::map<GroupId, State> m_states; //!< of groups in whose trees this server is
};

} // namespace ns3::camcube

#endif /* AGGREGATION_ROUNDS_H */
