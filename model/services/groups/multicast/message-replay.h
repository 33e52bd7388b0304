/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_REPLAY_H
#define MESSAGE_REPLAY_H

#include "group-multicast.h"
#include "message-buffer.h"

#include "ns3/group-tree-user.h"
#include "ns3/nstime.h"

#include <functional>
#include <memory>

namespace ns3::camcube
{

class GroupTree;

/**
 * \ingroup camcube
 *
 * Carries messages over the tree links of one server, each over a link at most once in a direction
 * and session. Messages are kept for a time; where a new edge forms, both ends say which they have,
 * and send each other the rest. The part of GroupMulticast that has to do with neighbours.
 * Always of a std::shared_ptr, as it may be replaced by those whom it tells something.
 */
class MessageReplay : public GroupTreeUser, public std::enable_shared_from_this<MessageReplay>
{
  public:
    static constexpr uint8_t TREE_USER = 1; //!< the number of its frames on trees

    using Counters = GroupMulticast::Counters;

    /** Attributes of GroupMulticast. */
    struct Settings
    {
        Time keepTime;  //!< how long messages are kept
        uint32_t limit; //!< how many at most
    };

    using Arrived = std::function<void(const GroupMessage&, Ptr<const Packet>)>;
    using Dropped = Arrived;

    /**
     * \param settings how long, and how many
     * \param tree that of this server
     * \param counters counts; like what is called below, it outlives this
     * \param arrived told of each message that is new here
     * \param dropped told of each that is let go though a neighbour may need it
     */
    MessageReplay(const Settings& settings,
                  Ptr<GroupTree> tree,
                  Counters& counters,
                  Arrived arrived,
                  Dropped dropped);

    /** \return the longest packet, in bytes */
    uint32_t GetMaxSize() const;

    /** Sends a message of this server, and reports that it has arrived. */
    void Add(const GroupMessage& message, Ptr<const Packet> packet);

    /** Sends and reports nothing any more. */
    void Close()
    {
        m_isClosed = true;
    }

    // GroupTreeUser
    Ptr<Packet> Greet(const GroupId& group) override;
    void EdgeFormed(const GroupId& group, uint8_t port, Ptr<const Packet> greeting) override;
    void SessionEnded(uint8_t port) override;
    void Drained(uint8_t port) override;
    void Departing(Frame& frame) override;
    void Received(const GroupId& group, uint8_t in, FramePtr frame) override;

  private:
    struct Header;
    struct Name;

    void Accept(const GroupMessage& message, const MessageBuffer::Entry& entry);
    void Expire();
    void SendMissing(const GroupId& group, uint8_t port);
    void SendTo(uint8_t port, const GroupMessage& message, MessageBuffer::Entry& entry);
    void Released(const GroupMessage& message, const MessageBuffer::Entry& entry, bool isOld);
    PortSet GetEdges(const GroupId& group) const;

    Settings m_settings;    //!< how long, and how many
    Ptr<GroupTree> m_tree;  //!< knows the edges
    Counters& m_counters;   //!< what has passed
    Arrived m_arrived;      //!< told of messages that are new here
    Dropped m_dropped;      //!< told of those that are let go
    MessageBuffer m_buffer; //!< messages of late
    bool m_isClosed{false}; //!< whether this has been replaced
};

} // namespace ns3::camcube

#endif /* MESSAGE_REPLAY_H */
