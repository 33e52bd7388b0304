/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ECHO_PROBE_H
#define ECHO_PROBE_H

#include "ns3/event-id.h"
#include "ns3/multi-hop-routing.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/torus.h"

#include <cstdint>
#include <map>
#include <memory>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Asks other servers of the cube for an echo, again and again, over the multi-hop routing service,
 * and answers when it is asked: what ping does, without a stack. It notes from whom echoes come,
 * and for how long none did. It must live until the simulation has run.
 */
class EchoProbe
{
  public:
    /** The routing service's endpoint for questions and echoes. */
    static constexpr uint16_t ENDPOINT = 28;

    /** What became of the questions to one server. */
    struct Echoes
    {
        uint64_t sent{0};      //!< questions
        uint64_t answered{0};  //!< echoes
        Time leastRoundTrip;   //!< from a question to its echo
        uint32_t leastHops{0}; //!< of an echo
        Time first;            //!< when the first came
        Time last;             //!< when the last came
        Time longestGap;       //!< from one to the next, at most
    };

    /**
     * Answers from now on.
     * \param server one that knows where it is, with the routing service
     * \throws std::invalid_argument if somebody there has the endpoint already
     */
    explicit EchoProbe(Ptr<Node> server);

    EchoProbe(const EchoProbe&) = delete;
    EchoProbe& operator=(const EchoProbe&) = delete;
    ~EchoProbe();

    /**
     * Asks all other servers.
     * \param begin when for the first time, since the start
     * \param interval from one question to a server to the next, above zero
     */
    void Ask(Time begin, Time interval);

    /** \return by server, in their order, of those that have been asked */
    const std::map<uint32_t, Echoes>& GetEchoes() const
    {
        return m_echoes;
    }

    /** \return servers from which an echo has come */
    uint32_t CountAnswering() const;

  private:
    void AskNext(Time pause);
    void Receive(const Frame& frame, const RoutingHeader& header);

    Ptr<MultiHopRouting> m_routing;       //!< carries both
    std::shared_ptr<const Torus> m_torus; //!< the cube
    uint32_t m_self{0};                   //!< this server's number
    uint32_t m_next{0};                   //!< the server to be asked next
    std::map<uint32_t, Echoes> m_echoes;  //!< by server
    EventId m_ask;                        //!< when it is
    Registration m_registration;          //!< of the endpoint
};

} // namespace ns3::camcube

#endif /* ECHO_PROBE_H */
