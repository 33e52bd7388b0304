/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_REPLAY_H
#define MESSAGE_REPLAY_H

#include "group-tree-user.h"
#include "message-buffer.h"

#include "ns3/nstime.h"

#include <functional>

namespace ns3::camcube
{

class GroupTree;

/**
 * \ingroup camcube
 *
 * Carries messages over the tree links of one server, each over a link at most once in a direction
 * and session. Messages are kept for a time; where a new edge forms, both ends say which they have,
 * and send each other the rest. The part of GroupMulticast that has to do with neighbours.
 */
class MessageReplay : public GroupTreeUser
{
  public:
    static constexpr uint8_t TREE_USER = 1; //!< the number of its frames on trees

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
        uint64_t malformed{0};  //!< frames that make no sense
    };

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
};

} // namespace ns3::camcube

#endif /* MESSAGE_REPLAY_H */
