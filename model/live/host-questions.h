/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef HOST_QUESTIONS_H
#define HOST_QUESTIONS_H

#include "ns3/ipv4-address.h"
#include "ns3/packet.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace ns3::camcube
{

class LivePort;

/**
 * \ingroup camcube
 *
 * Lets the programs of a real host ask its server's services, by UDP over IPv4 to an address of the
 * cube that no server has. Each service has a UDP port. A datagram is a line, and so is an answer.
 * What is none, or for nobody, is dropped.
 */
class HostQuestions : public std::enable_shared_from_this<HostQuestions>
{
  public:
    /** A program: its host's address, and its UDP port. */
    using Client = std::pair<Ipv4Address, uint16_t>;

    /** Sends a line to the client that has asked; at once or later, and as often as one likes. */
    using Answer = std::function<void(const std::string& line)>;

    /** Given what a client asks. What it throws is answered with "error" and its sentence. */
    using Service =
        std::function<void(const std::string& line, const Client& client, const Answer& answer)>;

    /**
     * Answers from now on, for as long as the port lives, which keeps it alive.
     * \param port of the host; this becomes its interceptor
     * \param address to which datagrams are sent
     */
    static std::shared_ptr<HostQuestions> Bind(Ptr<LivePort> port, Ipv4Address address);

    /** Names who answers what is sent to a UDP port. */
    void Add(uint16_t udpPort, Service service);

    /** Takes the first word off a line. */
    static std::string TakeWord(std::string& line);

  private:
    HostQuestions(LivePort* port, Ipv4Address address);

    bool Intercept(const Ptr<const Packet>& packet, uint16_t protocol) const;
    Answer MakeAnswer(uint16_t udpPort, const Client& client) const;

    LivePort* m_port;                       //!< owns this
    Ipv4Address m_address;                  //!< of the services
    std::map<uint16_t, Service> m_services; //!< by UDP port
};

} // namespace ns3::camcube

#endif /* HOST_QUESTIONS_H */
