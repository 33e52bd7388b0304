/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NAMING_CLIENT_H
#define NAMING_CLIENT_H

#include "naming-message.h"
#include "naming-server.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <functional>
#include <list>
#include <map>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * The operations that one server asks for: sent to the root of the slot, and again, to each in turn
 * that is to keep the slot, until they are answered or their time is over. Of the puts and deletes
 * of one name, one is under way at a time.
 */
class NamingClient
{
  public:
    /** Given the status, and the value that was read. */
    using Receiver = std::function<void(NamingStatus status, const std::string& value)>;

    /**
     * \param server sends messages, and must live as long
     * \param retry after which an operation is sent again
     * \param timeout after which it has failed
     */
    NamingClient(NamingServer& server, Time retry, Time timeout);
    ~NamingClient();

    NamingClient(const NamingClient&) = delete;
    NamingClient& operator=(const NamingClient&) = delete;

    /**
     * Begins an operation.
     * \param operation which one
     * \param entry the name, and what is put
     * \param receiver told of the result; never within this call
     */
    void Begin(NamingMessage::Operation operation, NamingEntry entry, Receiver receiver);

    /** A reply or redirection has come. */
    void Receive(const NamingMessage& message);

  private:
    /** An operation. */
    struct Call
    {
        NamingMessage request;    //!< what is asked
        Receiver receiver;        //!< who is told
        EventId retry;            //!< the next try
        EventId end;              //!< when it has failed
        bool isRedirected{false}; //!< since it was last sent
        std::size_t tries{0};     //!< so far
    };

    using Calls = std::list<Call>; //!< in the order of their beginning

    bool MustWait(Calls::const_iterator call) const;
    void Start(Calls::iterator call);
    void Try(Calls::iterator call);
    void EndSoon(Calls::iterator call, NamingStatus status, const std::string& value);
    void End(Calls::iterator call, NamingStatus status, const std::string& value);

    NamingServer& m_server;     //!< sends messages
    Time m_retry;               //!< after which an operation is sent again
    Time m_timeout;             //!< after which it has failed
    uint64_t m_lastSequence{0}; //!< of the operations so far
    Calls m_calls;              //!< those under way, and those that wait for others
};

} // namespace ns3::camcube

#endif /* NAMING_CLIENT_H */
