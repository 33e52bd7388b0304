/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_MAILBOX_H
#define NAMING_MAILBOX_H

#include "naming-message.h"

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"

#include <map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Sends messages of one instant to the same server in one packet, as far as they fit.
 */
class NamingMailbox
{
  public:
    /**
     * \param routing carries packets
     * \param endpoint under which
     * \param room bytes of a packet
     */
    NamingMailbox(Ptr<MultiHopRouting> routing, uint16_t endpoint, std::size_t room);
    ~NamingMailbox();

    NamingMailbox(const NamingMailbox&) = delete;
    NamingMailbox& operator=(const NamingMailbox&) = delete;

    /** Sends a message, with others of this instant. */
    void Send(const TorusCoordinate& to, const NamingMessage& message);

    /** Sends all at once. */
    void Flush();

    /** \return messages that were sent */
    uint64_t GetNMessages() const
    {
        return m_messages;
    }

    /** \return packets in which they were */
    uint64_t GetNPackets() const
    {
        return m_packets;
    }

  private:
    using Bytes = std::vector<uint8_t>; //!< of a packet

    /** What is sent next to a server. */
    struct Letter
    {
        TorusCoordinate to; //!< whom
        Bytes bytes;        //!< what
    };

    void Post(const Letter& letter);

    Ptr<MultiHopRouting> m_routing;       //!< carries packets
    uint16_t m_endpoint;                  //!< of packets
    std::size_t m_room;                   //!< bytes of a packet
    std::map<uint32_t, Letter> m_letters; //!< by coordinate
    EventId m_flush;                      //!< sends them
    uint64_t m_messages{0};               //!< so far
    uint64_t m_packets{0};                //!< so far
};

} // namespace ns3::camcube

#endif /* NAMING_MAILBOX_H */
