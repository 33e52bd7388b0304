/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef REQUEST_CLIENT_H
#define REQUEST_CLIENT_H

#include "multi-hop-routing.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace ns3::camcube
{

/**
 * \ingroup camcube
 *
 * Requests and replies between the services of one class on different servers. A request that is
 * not answered in time is sent again, so a server may be asked the same twice. One whose server is
 * known to be out of reach fails at once, before its time.
 *
 * Source: Costa et al., WREN 2009, section 4.3 (told of failures, re-issue a request early).
 */
class RequestClient
{
  public:
    /** Given the reply, or nothing if there is none; later than the call of Request(). */
    using Receiver = std::function<void(std::optional<Ptr<Packet>> reply)>;
    /** Answers a request; null for no reply. It must not destroy the client. */
    using Server =
        std::function<Ptr<Packet>(Ptr<const Packet> request, const TorusCoordinate& from)>;
    /** Sends the reply to one request, whenever it is called; in vain once the client is gone. */
    using Reply = std::function<void(Ptr<const Packet> reply)>;
    /** As Server, for who has the reply later: it calls \p reply then, or never. */
    using LateServer = std::function<
        void(Ptr<const Packet> request, const TorusCoordinate& from, const Reply& reply)>;

    /** Bytes that stand before every request and reply. */
    static constexpr uint32_t HEADER_BYTES = 9;

    /**
     * \param routing carries requests and replies
     * \param owner after whose withdrawal nothing is called any more; not null, and on a server
     * \param endpoint of requests and replies, at both ends
     * \throws std::invalid_argument for no routing or owner, or an endpoint that is taken
     */
    RequestClient(Ptr<MultiHopRouting> routing, Service* owner, uint16_t endpoint);

    RequestClient(const RequestClient&) = delete;
    RequestClient& operator=(const RequestClient&) = delete;

    /**
     * \param tries how often a request is sent, 1 at least; 3 unless set
     * \param timeout how long a reply to each is waited for, above 0; 1 ms unless set
     */
    void SetTries(uint32_t tries, Time timeout = MilliSeconds(1));

    /**
     * \param failsEarly whether a request fails as soon as its server is known to be out of reach,
     *        as it does unless set, or when its time is over only: to see what the first is worth
     */
    void SetFailEarly(bool failsEarly)
    {
        m_failsEarly = failsEarly;
    }

    /**
     * Sends a request.
     * \throws std::invalid_argument for no packet or receiver, or a server outside the cube
     * \throws std::logic_error while routing is not deployed, or after the owner's withdrawal
     */
    void Request(const TorusCoordinate& to, Ptr<const Packet> packet, Receiver receiver);

    /** Has requests answered here. */
    void Serve(Server server);

    /** The same by who has replies later; it takes the place of who answered before. */
    void ServeLater(LateServer server);

    /**
     * \return how often the request was sent of which a receiver was told last, for this one while
     * it is called: the reply to one that was sent twice is no sample of a round trip (Karn and
     *         Partridge, SIGCOMM 1987)
     */
    uint32_t GetTries() const
    {
        return m_lastTries;
    }

    /** \return packets that made no sense */
    uint64_t GetMalformed() const
    {
        return m_malformed;
    }

    /** \return requests that are neither answered nor failed */
    std::size_t GetPending() const
    {
        return m_pending.size();
    }

  private:
    /** A request that waits for its reply. */
    struct Pending
    {
        TorusCoordinate to;       //!< who is asked
        Ptr<const Packet> packet; //!< what
        Receiver receiver;        //!< whom to tell
        uint32_t triesLeft;       //!< before it fails
        uint32_t tries{0};        //!< so far
        EventId timer{};          //!< the next try, or the end
    };

    void Try(uint64_t id);
    void Fail(uint64_t id);
    void Finish(uint64_t id, std::optional<Ptr<Packet>> reply);
    void Receive(FramePtr frame, const RoutingHeader& header);
    void Send(const TorusCoordinate& to, uint64_t id, bool isReply, Ptr<Packet> packet);
    void GivenBack(FramePtr frame, MultiHopRouting::DropReason reason);
    void RoutesChanged();
    void Clear();

    Ptr<MultiHopRouting> m_routing;        //!< carries the packets
    uint16_t m_endpoint;                   //!< of requests and replies
    Time m_timeout;                        //!< of one try
    uint32_t m_tries{3};                   //!< for each request
    bool m_failsEarly{true};               //!< whether servers out of reach end requests
    uint64_t m_malformed{0};               //!< packets that made no sense
    LateServer m_server;                   //!< answers requests, if anybody does
    std::shared_ptr<void> m_isThere;       //!< for replies that are still to come
    uint64_t m_lastId{0};                  //!< of the requests so far
    uint32_t m_lastTries{0};               //!< of the request that has ended last
    std::map<uint64_t, Pending> m_pending; //!< by id, in the order of the requests
    Registration m_end;                    //!< forgets all when the owner goes
    std::array<Registration, 3> m_told;    //!< packets, packets given back, changes of routes
};

} // namespace ns3::camcube

#endif /* REQUEST_CLIENT_H */
