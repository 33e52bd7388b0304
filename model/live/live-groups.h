/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_GROUPS_H
#define LIVE_GROUPS_H

#include "host-questions.h"

#include "ns3/group-id.h"
#include "ns3/ptr.h"
#include "ns3/registration.h"
#include "ns3/torus.h"

#include <map>

namespace ns3::camcube
{

class GroupMulticast;

/**
 * \ingroup camcube
 *
 * Lets the programs of a real host be members of groups of its server's GroupMulticast:
 *
 * | line             | answer                                                         |
 * |------------------|----------------------------------------------------------------|
 * | join GROUP       | ok, and from now on message GROUP X,Y,Z TEXT for each message  |
 * | leave GROUP      | ok                                                             |
 * | send GROUP TEXT  | ok; all members get it, the sender's host too                  |
 * | anything else    | error and a sentence                                           |
 *
 * GROUP is a name without a space, X,Y,Z the server of the sender; TEXT is the rest of the line.
 * A host is a member while one of its programs is; programs that end should leave before.
 */
class LiveGroups
{
  public:
    static constexpr uint16_t UDP_PORT = 1011;          //!< to which datagrams are sent
    static constexpr std::size_t MAX_MEMBERSHIPS = 256; //!< of programs of a host, in all groups

    /**
     * Answers from now on.
     * \param questions of the host
     * \param multicast of the same server
     * \param torus the cube
     */
    static void AddTo(HostQuestions& questions, Ptr<GroupMulticast> multicast, const Torus& torus);

    /** \return the group of a name, the same on all servers */
    static GroupId FindGroup(const Torus& torus, const std::string& name);

  private:
    /** A group with members here. */
    struct Group
    {
        std::map<HostQuestions::Client, HostQuestions::Answer> members; //!< programs of the host
        Registration membership;                                        //!< of the server
    };

    LiveGroups(Ptr<GroupMulticast> multicast, const Torus& torus);

    void Do(std::string line,
            const HostQuestions::Client& client,
            const HostQuestions::Answer& answer);
    void Join(const std::string& name,
              const HostQuestions::Client& client,
              const HostQuestions::Answer& answer);
    void Leave(const std::string& name, const HostQuestions::Client& client);
    void Tell(const std::string& name, const Packet& packet, const TorusCoordinate& from) const;
    std::size_t CountMemberships() const;

    Ptr<GroupMulticast> m_multicast;       //!< carries messages
    Torus m_torus;                         //!< the cube
    std::map<std::string, Group> m_groups; //!< by name
};

} // namespace ns3::camcube

#endif /* LIVE_GROUPS_H */
