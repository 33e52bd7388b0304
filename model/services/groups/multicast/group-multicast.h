/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GROUP_MULTICAST_H
#define GROUP_MULTICAST_H

#include "group-message.h"

#include "ns3/nstime.h"
#include "ns3/registration.h"
#include "ns3/service.h"
#include "ns3/traced-callback.h"

#include <functional>
#include <map>
#include <memory>

namespace ns3::camcube
{

class GroupTree;
class MessageReplay;

/**
 * \ingroup camcube
 *
 * Multicast to the members of a group over its tree (GroupTree, on the same servers): from any
 * member to all, the sender too. Each member that stays connected gets each message exactly once
 * while servers and links fail, since all keep messages for a time, and neighbours that become
 * parent and kid tell each other what they have. doc/groups.rst says what is guaranteed, and why.
 *
 * Source: Costa et al., WREN 2009, section 4; the buffer is ours.
 */
class GroupMulticast : public Service
{
  public:
    static constexpr uint16_t SERVICE_ID = 11; //!< on the server; it has no frames of its own

    /** What has passed through this server. */
    struct Counters
    {
        uint64_t sent{0};       //!< messages of this server
        uint64_t delivered{0};  //!< messages to the member here
        uint64_t forwarded{0};  //!< frames to neighbours
        uint64_t delayed{0};    //!< frames that found a full queue, and are sent later
        uint64_t duplicates{0}; //!< frames whose message was here already
        uint64_t late{0};       //!< frames whose message is older than KeepTime
        uint64_t dropped{0};    //!< messages that BufferLimit or a full queue kept from some edge
        uint64_t malformed{0};  //!< frames and greetings that make no sense
    };

    /** Receives what members send to a group. */
    using Receiver = std::function<void(Ptr<Packet> packet, const GroupMessage& message)>;

    /** Of trace sources Delivered and Dropped. */
    typedef void (*MessageCallback)(const GroupMessage& message, Ptr<const Packet> packet);

    static TypeId GetTypeId();
    GroupMulticast();
    ~GroupMulticast() override;

    /**
     * Makes this server a member, until the registration goes, its owner is withdrawn, or Leave().
     * \throws std::invalid_argument for no receiver, or a place outside the cube
     * \throws std::logic_error if it is a member, or this service or GroupTree is not deployed
     */
    Registration Join(Service* owner, const GroupId& group, Receiver receiver);

    /** Ends that. \throws std::logic_error if this server is no member */
    void Leave(const GroupId& group);

    /**
     * Sends a packet to all members; this server gets it by an event of its own.
     * \return its name
     * \throws std::invalid_argument for no packet, or one above GetMaxSize()
     * \throws std::logic_error if this server is no member
     */
    GroupMessage Multicast(const GroupId& group, const Ptr<const Packet>& packet);

    /** \return the longest packet, in bytes \throws std::logic_error while not deployed */
    uint32_t GetMaxSize() const;

    const Counters& GetCounters() const
    {
        return m_counters;
    }

    // Service
    bool NeedsPlace() const override;
    void Placed() override;

  protected:
    void Withdrawing() override;
    void DoDispose() override;

  private:
    /** This server's membership in one group. */
    struct Member
    {
        std::shared_ptr<const Receiver> receiver;   //!< what receives
        std::shared_ptr<Registration::Entry> entry; //!< ends it
    };

    void Arrived(const GroupMessage& message, const Ptr<const Packet>& packet);
    void Deliver(const GroupMessage& message, const Ptr<const Packet>& packet);

    Time m_keepTime;                         //!< attribute
    uint32_t m_limit;                        //!< attribute BufferLimit
    Ptr<GroupTree> m_tree;                   //!< knows the edges
    std::map<GroupId, Member> m_members;     //!< what has been joined
    std::map<GroupId, uint32_t> m_numbers;   //!< of the last message to each group
    uint32_t m_boot{0};                      //!< when this service was deployed, in us
    std::shared_ptr<MessageReplay> m_replay; //!< carries messages, while deployed
    Registration m_user;                     //!< has it told of the tree
    Counters m_counters;                     //!< what has passed
    TracedCallback<const GroupMessage&, Ptr<const Packet>> m_delivered; //!< here
    TracedCallback<const GroupMessage&, Ptr<const Packet>> m_dropped;   //!< here
};

} // namespace ns3::camcube

#endif /* GROUP_MULTICAST_H */
