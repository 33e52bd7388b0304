/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CACHE_MESSAGE_H
#define CACHE_MESSAGE_H

#include "cache-server.h"

#include "ns3/header-fields.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

/** \ingroup camcube \brief What is asked of a server of Cache; the value of a PUT follows. */
struct CacheRequest
{
    /** What is to be done. */
    enum Operation : uint8_t
    {
        GET,
        PUT,
        REMOVE,
        INVALIDATE, //!< older copies are void
        N_OPERATIONS
    };

    Operation operation{N_OPERATIONS};
    bool isPassedOn{false};        //!< by a server that is not the key's root
    std::array<uint32_t, 5> key{}; //!< of what
    uint64_t version{0};           //!< of what is written, in ns since the start
    static constexpr auto FIELDS = HeaderFields(&CacheRequest::operation,
                                                &CacheRequest::isPassedOn,
                                                &CacheRequest::key,
                                                &CacheRequest::version);
};

/** \ingroup camcube \brief What is answered; the value follows that has been found. */
struct CacheReply
{
    CacheServer::Status status{CacheServer::FAILED};
    uint64_t version{0};    //!< of the value
    TorusCoordinate server; //!< whose memory it was in
    uint32_t queue{0};      //!< requests at the server that replies
    uint64_t serviceNs{0};  //!< what it took for this one
    static constexpr auto FIELDS = HeaderFields(&CacheReply::status,
                                                &CacheReply::version,
                                                &CacheReply::server,
                                                &CacheReply::queue,
                                                &CacheReply::serviceNs);
};

/** \return whether a version claims to be later than now, and would not be replaced before that */
inline bool
IsOfTheFuture(uint64_t version)
{
    // Writes of one server in the same instant have versions one ns apart, so some are ahead.
    constexpr uint64_t MOST_AHEAD_NS = 1000000;
    return version > static_cast<uint64_t>(Simulator::Now().GetNanoSeconds()) + MOST_AHEAD_NS;
}

/** \return a message with a value behind it, which may be null */
template <typename M>
Ptr<Packet>
MakeCachePacket(const M& message, const Ptr<const Packet>& value)
{
    Ptr<Packet> packet = MakePacket(message);
    if (value)
    {
        packet->AddAtEnd(value);
    }
    return packet;
}

/** \return the value behind a message that has been read */
template <typename M>
Ptr<const Packet>
GetCacheValue(const Packet& packet)
{
    return packet.CreateFragment(WireBytesOf<M>, packet.GetSize() - WireBytesOf<M>);
}

} // namespace ns3::camcube

#endif /* CACHE_MESSAGE_H */
