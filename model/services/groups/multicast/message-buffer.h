/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MESSAGE_BUFFER_H
#define MESSAGE_BUFFER_H

#include "group-message.h"

#include "ns3/packet.h"
#include "ns3/port-set.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <utility>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The messages that a server has had lately: whole ones for a time, in case a neighbour needs them,
 * and their names for as long again, so that none is taken twice. Those that are too old go when
 * others come: there is no timer.
 */
class MessageBuffer
{
  public:
    /** What is known of a message. */
    struct Entry
    {
        Ptr<const Packet> packet; //!< null once it is not kept any more
        int64_t born{0};          //!< when it was sent, by its age when it came, in time steps
        PortSet known;            //!< ports whose neighbours have it, by what this session has seen
        PortSet waiting;          //!< ports whose queues were full
    };

    using Entries = std::map<GroupMessage, Entry>;
    /** Told of a message that is not kept any more. */
    using Listener = std::function<void(const GroupMessage&, const Entry&, bool isOld)>;

    /** \param released told of each packet before it goes */
    explicit MessageBuffer(Listener released)
        : m_released(std::move(released))
    {
    }

    /** \return the message, if its name is known; null otherwise */
    Entry* Find(const GroupMessage& message);

    /**
     * Takes a message whose name is not known.
     * \param message its name
     * \param entry the rest
     * \param limit so many are kept, the latest
     */
    Entry& Add(const GroupMessage& message, Entry entry, std::size_t limit);

    /** Lets go of what was born before some time, and of names born before another. */
    void Expire(int64_t packetsBefore, int64_t namesBefore);

    /** \return all, by group, source, boot and number */
    Entries& Get()
    {
        return m_entries;
    }

    /** \return those of a group: from the first one up to the second */
    std::pair<Entries::iterator, Entries::iterator> GetGroup(const GroupId& group);

    void Clear();

  private:
    void Release(bool isOld);

    Listener m_released;              //!< told of packets that go
    Entries m_entries;                //!< by name
    std::deque<GroupMessage> m_kept;  //!< those with packets, in the order in which they came
    std::deque<GroupMessage> m_names; //!< all, likewise
};

} // namespace ns3::camcube

#endif /* MESSAGE_BUFFER_H */
