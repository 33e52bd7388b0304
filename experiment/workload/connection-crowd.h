/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CONNECTION_CROWD_H
#define CONNECTION_CROWD_H

#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/sample-summary.h"
#include "ns3/socket.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Many TCP connections to one address, whose servers send back what they get: a client sends a few
 * bytes, waits for them to return, pauses, and sends the next. It must live until they have ended.
 */
class ConnectionCrowd
{
  public:
    static constexpr uint32_t BYTES = 100; //!< of each message

    /** What became of the connections. */
    struct Counts
    {
        uint64_t started{0};      //!< connections that clients asked for
        uint64_t finished{0};     //!< those that got back all messages
        uint64_t broken{0};       //!< those that were refused or reset
        SampleSummary exchangeUs; //!< from sending a message until it was back
    };

    /**
     * \param address that clients connect to
     * \param port there
     * \param exchanges messages on each connection
     * \param pause between the return of one and the next
     */
    ConnectionCrowd(const Ipv4Address& address, uint16_t port, uint32_t exchanges, Time pause);

    ConnectionCrowd(const ConnectionCrowd&) = delete;
    ConnectionCrowd& operator=(const ConnectionCrowd&) = delete;

    /** Has a node send back what comes, from now on. */
    void Serve(const Ptr<Node>& node);

    /** Has a node connect now. */
    void Connect(const Ptr<Node>& node);

    const Counts& GetCounts() const
    {
        return m_counts;
    }

  private:
    /** One client. */
    struct Client
    {
        uint32_t exchanges{0}; //!< messages sent
        uint32_t missing{0};   //!< bytes of the last that are not back
        Time sent;             //!< when that was sent
    };

    void Accepted(Ptr<Socket> socket, const Address& from);
    void SendBack(Ptr<Socket> socket);
    void Connected(Ptr<Socket> socket);
    void Failed(Ptr<Socket> socket);
    void SendMessage(Ptr<Socket> socket);
    void Receive(Ptr<Socket> socket);

    Ipv4Address m_address;                   //!< that clients connect to
    uint16_t m_port;                         //!< there
    uint32_t m_exchanges;                    //!< messages on each connection
    Time m_pause;                            //!< between two
    Counts m_counts;                         //!< what became of them
    std::vector<Ptr<Socket>> m_listeners;    //!< of servers
    std::map<Ptr<Socket>, Client> m_clients; //!< by socket, those that have not ended
};

} // namespace ns3::camcube

#endif /* CONNECTION_CROWD_H */
