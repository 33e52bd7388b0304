/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONVERGECAST_REQUESTS_H
#define CONVERGECAST_REQUESTS_H

#include "convergecast-rounds.h"

#include "ns3/multi-hop-routing.h"
#include "ns3/registration.h"

#include <array>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Requests for rounds of convergecast, routed to the roots of groups, and their replies. A request
 * that comes while a round is open waits for another, since that one may have asked some servers
 * for their values before; all that wait are served by one, if their function is the same. The part
 * of Convergecast that has to do with servers further away.
 */
class ConvergecastRequests
{
  public:
    static constexpr uint16_t ENDPOINT = 8; //!< of requests and replies

    /** Told of a reply. */
    using Receiver = std::function<void(const ConvergecastAnswer& answer)>;

    /**
     * \param owner on whose server this is, and with which all ends
     * \param tree of this server, as the rest
     * \param rounds does them; like the counters, it outlives this
     * \param counters counts what makes no sense
     */
    ConvergecastRequests(Service* owner,
                         Ptr<GroupTree> tree,
                         ConvergecastRounds& rounds,
                         ConvergecastCounters& counters);
    ~ConvergecastRequests();

    /**
     * Requests a round.
     * \param owner who asks, or null
     * \param root of the group, as this server sees it
     * \param group the group
     * \param function what combines values
     * \param limit how long a reply is waited for
     * \param receiver is told once, later, of a reply, or of none: empty and incomplete
     */
    Registration Send(Service* owner,
                      const TorusCoordinate& root,
                      const GroupId& group,
                      uint16_t function,
                      Time limit,
                      Receiver receiver);

    /** A round that was started here is over. */
    void Finished(const GroupId& group, const ConvergecastAnswer& answer);

  private:
    struct Header;

    /** One that waits here for its reply. */
    struct Pending
    {
        TorusCoordinate root;                       //!< who is asked
        GroupId group;                              //!< about which group
        uint16_t function{0};                       //!< what combines values
        Receiver receiver;                          //!< whom to tell
        EventId timer;                              //!< ends it
        std::shared_ptr<Registration::Entry> entry; //!< ends it, too
    };

    /** One that waits at this root for a round. */
    struct Waiting
    {
        TorusCoordinate from; //!< who asks
        uint64_t id{0};       //!< the number that it has there
        uint16_t function{0}; //!< what combines values
    };

    /** The requests for rounds of one group at this root. */
    struct Queue
    {
        std::vector<Waiting> waiting; //!< for a later round
        std::vector<Waiting> served;  //!< by the round that is open
        EventId next;                 //!< starts another
    };

    void Received(FramePtr frame, const TorusCoordinate& from);
    void GivenBack(Frame& frame);
    bool IsPending(const Header& header) const;
    void StartNext(const GroupId& group);
    void Reply(const GroupId& group, const Waiting& to, const ConvergecastAnswer& answer);
    void End(uint64_t id, const ConvergecastAnswer& answer);

    Service* m_owner;                      //!< on the same server
    Ptr<GroupTree> m_tree;                 //!< knows who is root
    ConvergecastRounds& m_rounds;          //!< does them
    ConvergecastCounters& m_counters;      //!< what has passed
    Ptr<MultiHopRouting> m_routing;        //!< carries packets
    std::map<uint64_t, Pending> m_pending; //!< from here, by number
    uint64_t m_lastId{0};                  //!< of these
    std::map<GroupId, Queue> m_queues;     //!< of groups with requests
    std::array<Registration, 2> m_hooked;  //!< with routing
};

} // namespace ns3::camcube

#endif /* CONVERGECAST_REQUESTS_H */
