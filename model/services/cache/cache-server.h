/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_SERVER_H
#define CACHE_SERVER_H

#include "ns3/key-routing.h"
#include "ns3/request-client.h"

namespace ns3::camcube
{

class CacheStore;
struct CacheRequest;

/**
 * \ingroup camcube
 *
 * What Cache does for other servers: it keeps the values of the keys whose root is here, and copies
 * of others, and answers for them. It serves one request after the other.
 */
class CacheServer : public Service
{
  public:
    /** What has become of a request. */
    enum Status : uint8_t
    {
        OK,     //!< the value is here, or written
        ABSENT, //!< there is none
        FAILED  //!< nobody has answered who could
    };

    /** What whoever asks is told. */
    struct Result
    {
        Status status{FAILED};
        Ptr<const Packet> value; //!< null but for a value that was asked for and found
        uint64_t version{0};     //!< when that was written, in ns since the start
        TorusCoordinate asked;   //!< the server that this one has asked
        TorusCoordinate server;  //!< the one whose memory had the value, or has it now
        uint32_t queue{0};       //!< requests that were at the one asked when it replied
        Time service;            //!< what that one took for this, without waiting
        bool isRepeated{false};  //!< whether it was asked more than once before it replied
    };

    using Receiver = std::function<void(const Result& result)>; //!< is told, once

    /** What a server has done for others. */
    struct Counters
    {
        uint64_t hits{0};        //!< values that were in memory
        uint64_t passedOn{0};    //!< requests to roots
        uint64_t absent{0};      //!< values that this root does not have
        uint64_t writes{0};      //!< at this root
        uint64_t invalidated{0}; //!< copies that became void here
        uint64_t evicted{0};     //!< entries that others needed the room of
        uint64_t malformed{0};   //!< messages that made no sense
        uint64_t bytes{0};       //!< that are in use of attribute Memory, now
    };

    static TypeId GetTypeId();

    /**
     * \param serviceId of the service
     * \param endpoint of its requests and replies
     */
    CacheServer(uint16_t serviceId, uint16_t endpoint);
    ~CacheServer() override;

    /**
     * \param key a key
     * \return the servers that keep it or copies of it, as this server's routes say: none twice,
     *         and the root first
     * \throws std::logic_error while this or what it stands on is not deployed
     */
    std::vector<TorusCoordinate> GetCaches(const Key& key) const;

    /** \return what this server has done so far */
    Counters GetCounters() const;

    /** Fixes the random stream of the service time. \return streams used */
    int64_t AssignStreams(int64_t stream);

    /** \return whether it serves a request, or waits for a reply of its own */
    bool IsBusy() const override
    {
        return m_queue > 0 || (m_client && m_client->GetPending() > 0);
    }

  protected:
    bool NeedsPlace() const override;
    void Placed() override;
    void Withdrawing() override;
    void LinkDown(uint8_t port) override;

    /** \throws std::logic_error while this or what it stands on is not deployed */
    void CheckUse() const;

    /** \return what knows the roots of keys; null while this is not deployed */
    const Ptr<KeyRouting>& PeekKeys() const
    {
        return m_keys;
    }

    /**
     * Asks a server, and then, if it does not answer, the root of the key.
     * \param server whom to ask first
     * \param request what
     * \param value behind it, or null
     * \param isLast whether nobody is asked then
     * \param receiver is told
     */
    void Ask(const TorusCoordinate& server,
             const CacheRequest& request,
             const Ptr<const Packet>& value,
             bool isLast,
             const Receiver& receiver);

  private:
    bool IsReady() const;
    void ForgetOthers();
    void Receive(const Ptr<const Packet>& packet, const RequestClient::Reply& reply);
    void Execute(const CacheRequest& request,
                 const Ptr<const Packet>& value,
                 const Receiver& answer);
    void PassOn(CacheRequest request, const Ptr<const Packet>& value, const Receiver& answer);
    void Invalidate(CacheRequest request, const Receiver& receiver);

    uint16_t m_endpoint;                     //!< of requests and replies
    uint16_t m_cachesPerAxis;                //!< k
    uint64_t m_memory;                       //!< bytes
    Time m_timeToLive;                       //!< of a value, from its writing on
    Time m_timeout;                          //!< of a request to one server
    Ptr<RandomVariableStream> m_serviceTime; //!< of a request, in us
    Ptr<KeyRouting> m_keys;                  //!< knows roots, while deployed
    Ptr<MultiHopRouting> m_routing;          //!< carries requests
    std::optional<RequestClient> m_client;   //!< asks, and answers
    Registration m_rangeChanged;             //!< others share the keys
    std::unique_ptr<CacheStore> m_store;     //!< what is in memory
    Time m_busyUntil;                        //!< when all requests that are here are served
    uint32_t m_queue{0};                     //!< how many they are
    Counters m_counters;                     //!< so far
};

} // namespace ns3::camcube

#endif /* CACHE_SERVER_H */
