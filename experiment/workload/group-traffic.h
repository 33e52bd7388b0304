/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_TRAFFIC_H
#define GROUP_TRAFFIC_H

#include "ns3/cube-components.h"
#include "ns3/group-multicast.h"
#include "ns3/node-container.h"
#include "ns3/random-variable-stream.h"
#include "ns3/sample-summary.h"

#include <map>
#include <ostream>
#include <vector>

namespace ns3::camcube
{

class FailureInjector;

/**
 * \ingroup camcube
 *
 * Servers that join groups, leave them, and send to them, drawn at random among those that live,
 * and a record of it all. It must live until the simulation has run.
 */
class GroupTraffic
{
  public:
    /** What has become of the messages. */
    struct Counts
    {
        uint64_t sent{0};      //!< messages
        uint64_t delivered{0}; //!< to members, one for each
        uint64_t doubled{0};   //!< of which a member had the message already
        uint64_t due{0};       //!< to members that were in throughout and connected to the sender
        uint64_t missed{0};    //!< of these, those that did not happen
        SampleSummary timeUs;  //!< from the sending of a message to each delivery to others
    };

    /**
     * \param servers with GroupMulticast, by number
     * \param failures says which have failed
     * \param groups the groups, of different numbers
     * \param random draws
     */
    GroupTraffic(const NodeContainer& servers,
                 const FailureInjector& failures,
                 const std::vector<GroupId>& groups,
                 const Ptr<UniformRandomVariable>& random);

    /** Has a share of the servers join each group, at once. */
    void Join(double share);

    /** Schedules joins and leaves, each of one server and group, evenly from begin to end. */
    void Change(uint32_t count, Time begin, Time end);

    /** Schedules messages likewise, each of a member, of 100 bytes. */
    void Send(uint32_t count, Time begin, Time end);

    /** \return what has become of them, given which servers are connected, and were all the time */
    Counts Count(const CubeComponents& connected) const;

    /** Writes time_us,group,message,server: a line for each delivery. */
    void WriteDeliveries(std::ostream& os) const;

    /** Writes time_us,group,server,event: a line for each that joins or leaves. */
    void WriteMembers(std::ostream& os) const;

  private:
    /** Something that has happened at a server. */
    struct Event
    {
        Time at;                //!< when
        std::size_t group;      //!< its place among the groups
        uint32_t server;        //!< where
        std::size_t message{0}; //!< of a delivery, its place among the messages
        bool isJoin{false};     //!< of a change
    };

    void Toggle(std::size_t group, uint32_t server);
    void ChangeOne();
    void SendOne();
    template <typename F>
    static void Repeat(uint32_t count, Time begin, Time end, F what);
    GroupMulticast& At(uint32_t server) const;

    NodeContainer m_servers;                         //!< by number
    const FailureInjector& m_failures;               //!< says which have failed
    std::vector<GroupId> m_groups;                   //!< the groups
    Ptr<UniformRandomVariable> m_random;             //!< draws
    std::vector<std::vector<Registration>> m_joined; //!< by group and server
    std::vector<Event> m_messages;                   //!< in order, with their senders
    std::map<GroupMessage, std::size_t> m_names;     //!< their places
    std::vector<Event> m_deliveries;                 //!< in order
    std::vector<Event> m_changes;                    //!< in order
};

} // namespace ns3::camcube

#endif /* GROUP_TRAFFIC_H */
