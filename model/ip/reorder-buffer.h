/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REORDER_BUFFER_H
#define REORDER_BUFFER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <functional>
#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Restores the order of packets that one server sent to another over several paths. A packet that
 * arrives before an earlier one waits for it, but no longer than a time, and not with more than a
 * number of others: then the missing one is given up, and delivered as it comes if it comes.
 */
class ReorderBuffer
{
  public:
    /** Takes packets in order, with the protocol that they were received with. */
    using Sink = std::function<void(Ptr<Packet> packet, uint16_t protocol)>;

    /** What has passed. */
    struct Counters
    {
        uint64_t inOrder{0}; //!< packets that came when they were due
        uint64_t early{0};   //!< packets that had to wait for an earlier one
        uint64_t late{0};    //!< packets that came after they had been given up
        uint64_t gaps{0};    //!< times that missing packets were given up
    };

    /**
     * \param sink takes the packets
     * \param limit packets that may wait, at least 1
     * \param timeout how long a missing packet is waited for
     */
    ReorderBuffer(Sink sink, uint32_t limit, Time timeout);
    ~ReorderBuffer();
    ReorderBuffer(const ReorderBuffer&) = delete;
    ReorderBuffer& operator=(const ReorderBuffer&) = delete;

    /**
     * A packet has arrived.
     * \param sequence its number, modulo 2^32; the first packet ever sent has number 0
     * \param packet what has arrived
     * \param protocol what the sink is told of it
     */
    void Receive(uint32_t sequence, Ptr<Packet> packet, uint16_t protocol);

    const Counters& GetCounters() const
    {
        return m_counters;
    }

  private:
    /** A packet that waits. */
    struct Waiting
    {
        Ptr<Packet> packet; //!< the packet
        uint16_t protocol;  //!< its protocol
    };

    void ReleaseInOrder();
    void GiveUp();
    void Watch();

    Sink m_sink;                           //!< takes the packets
    uint32_t m_limit;                      //!< packets that may wait
    Time m_timeout;                        //!< how long they wait
    uint64_t m_due{0};                     //!< number of the packet that is due
    std::map<uint64_t, Waiting> m_waiting; //!< packets after it, by number
    EventId m_watch;                       //!< ends the wait for the packet that is due
    uint64_t m_watched{0};                 //!< number of that packet
    Counters m_counters;                   //!< what has passed
};

} // namespace ns3::camcube

#endif /* REORDER_BUFFER_H */
