/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef LIVE_NAMING_H
#define LIVE_NAMING_H

#include "ns3/ipv4-address.h"
#include "ns3/packet.h"

#include <cstdint>
#include <memory>
#include <string>

namespace ns3::camcube
{

class LivePort;
class Naming;

/**
 * \ingroup camcube
 *
 * Lets the programs of a real host use its server's naming service, by UDP over IPv4 to an address
 * of the cube that no server has. A datagram is a line, and so is its answer:
 *
 * | line             | answer                                          |
 * |------------------|-------------------------------------------------|
 * | put NAME VALUE   | ok, or failed                                   |
 * | get NAME         | ok VALUE, absent, or failed                     |
 * | delete NAME      | ok, or failed                                   |
 * | anything else    | error and a sentence                            |
 *
 * NAME has no space in it; VALUE is the rest of the line.
 */
class LiveNaming : public std::enable_shared_from_this<LiveNaming>
{
  public:
    static constexpr uint16_t UDP_PORT = 1015; //!< to which datagrams are sent

    /**
     * Answers from now on; keeps both alive, as the port keeps what answers.
     * \param port of the host; this becomes its interceptor
     * \param naming of the same server
     * \param address to which datagrams are sent
     */
    static void Bind(Ptr<LivePort> port, Ptr<Naming> naming, Ipv4Address address);

  private:
    LiveNaming(LivePort* port, Ptr<Naming> naming, Ipv4Address address);

    /** Where a datagram came from, for its answer. */
    struct Client
    {
        Ipv4Address address; //!< of the host
        uint16_t port;       //!< of its program
    };

    bool Intercept(Ptr<const Packet> packet, uint16_t protocol);
    void Do(const std::string& line, const Client& client);
    void Answer(const std::string& line, const Client& client) const;

    LivePort* m_port;      //!< owns this
    Ptr<Naming> m_naming;  //!< is asked
    Ipv4Address m_address; //!< of the service
};

} // namespace ns3::camcube

#endif /* LIVE_NAMING_H */
