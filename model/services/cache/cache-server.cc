/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cache-server.h"

#include "cache-message.h"
#include "cache-places.h"
#include "cache-store.h"

#include "ns3/pointer.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::camcube
{

namespace
{

/** The longest service time, in ns: far beyond any that makes sense. */
constexpr double LONGEST_NS = 1e12;

bool
Contains(const std::vector<TorusCoordinate>& servers, const TorusCoordinate& server)
{
    return std::find(servers.begin(), servers.end(), server) != servers.end();
}

} // namespace

NS_OBJECT_ENSURE_REGISTERED(CacheServer);

TypeId
CacheServer::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::CacheServer")
            .SetParent<Service>()
            .SetGroupName("CamCube")
            .AddAttribute("CachesPerAxis",
                          "Caches of a key along each axis; its cube is their number",
                          UintegerValue(2),
                          MakeUintegerAccessor(&CacheServer::m_cachesPerAxis),
                          MakeUintegerChecker<uint16_t>(1, 16))
            .AddAttribute("Memory",
                          "Bytes of the values kept on a server, 64 more for each; what was used "
                          "the longest time ago is forgotten first",
                          UintegerValue(64 << 20),
                          MakeUintegerAccessor(&CacheServer::m_memory),
                          MakeUintegerChecker<uint64_t>())
            .AddAttribute("TimeToLive",
                          "Time after its writing for which a value is kept anywhere",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&CacheServer::m_timeToLive),
                          MakeTimeChecker(NanoSeconds(1), Days(365)))
            .AddAttribute("Timeout",
                          "Time for which a reply is waited for; a server is asked three times",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&CacheServer::m_timeout),
                          MakeTimeChecker(NanoSeconds(1), Seconds(3600)))
            .AddAttribute("ServiceTime",
                          "What a server takes for a request, one after the other, in us",
                          StringValue("ns3::ConstantRandomVariable[Constant=0]"),
                          MakePointerAccessor(&CacheServer::m_serviceTime),
                          MakePointerChecker<RandomVariableStream>());
    return tid;
}

CacheServer::CacheServer(uint16_t serviceId, uint16_t endpoint)
    : Service(serviceId),
      m_endpoint(endpoint)
{
}

CacheServer::~CacheServer() = default;

bool
CacheServer::NeedsPlace() const
{
    return true;
}

void
CacheServer::Placed()
{
    const auto keys = GetRuntime().Require<KeyRouting>();
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_client.emplace(m_routing, this, m_endpoint);
    m_client->SetTries(3, m_timeout);
    m_client->ServeLater([this](auto packet, auto&, auto& reply) { Receive(packet, reply); });
    m_rangeChanged = keys->OnRangeChanged(this, [this] { ForgetOthers(); });
    m_store = std::make_unique<CacheStore>(m_memory, m_timeToLive);
    m_keys = keys; // last, so that this is of no use if something has thrown
}

void
CacheServer::Withdrawing()
{
    m_counters = GetCounters();
    m_client.reset();
    m_store.reset();
    m_keys = nullptr;
}

void
CacheServer::LinkDown(uint8_t)
{
    // Whoever has lost all links does not hear of writes, and may have lost its memory as well.
    if (m_store && (GetRuntime().GetUpPorts() & GetRuntime().GetTorusPorts()).IsEmpty())
    {
        m_store->Clear();
    }
}

void
CacheServer::ForgetOthers()
{
    // Nobody would tell this server of writes to keys of which it is no cache any more.
    m_store->Forget(
        [this](const Key& key) { return !Contains(GetCaches(key), GetRuntime().GetCoordinate()); });
}

bool
CacheServer::IsReady() const
{
    return IsDeployed() && m_keys && m_keys->IsDeployed() && m_routing->IsDeployed();
}

void
CacheServer::CheckUse() const
{
    if (!IsReady())
    {
        throw std::logic_error("Cache was used while it, KeyRouting or MultiHopRouting is not "
                               "deployed; install them to start no later than its users");
    }
}

std::vector<TorusCoordinate>
CacheServer::GetCaches(const Key& key) const
{
    CheckUse();
    std::vector<TorusCoordinate> caches;
    VisitCachePlaces(GetRuntime().GetTorus(), key, m_cachesPerAxis, [&](const Key& place) {
        const TorusCoordinate server = m_keys->GetRoot(place);
        if (!Contains(caches, server))
        {
            caches.push_back(server);
        }
    });
    return caches;
}

void
CacheServer::Ask(const TorusCoordinate& server,
                 const CacheRequest& request,
                 const Ptr<const Packet>& value,
                 bool isLast,
                 const Receiver& receiver)
{
    const auto answered = [this, server, request, isLast, value, receiver](auto packet) {
        const auto reply = packet ? ReadPacket<CacheReply>(**packet) : std::nullopt;
        Result result;
        result.asked = server;
        if (packet && (!reply || IsOfTheFuture(reply->version)))
        {
            ++m_counters.malformed;
        }
        else if (reply)
        {
            const bool hasValue = reply->status == OK && request.operation == CacheRequest::GET;
            result.status = std::min(reply->status, FAILED);
            result.value = hasValue ? GetCacheValue<CacheReply>(**packet) : nullptr;
            result.version = reply->version;
            result.server = reply->server;
            result.queue = reply->queue;
            result.service = NanoSeconds(reply->serviceNs);
            result.isRepeated = m_client->GetTries() > 1;
        }
        if (result.status == FAILED && !isLast && IsReady())
        {
            Ask(m_keys->GetRoot({request.key}), request, value, true, receiver);
            return;
        }
        receiver(result);
    };
    m_client->Request(server, MakeCachePacket(request, value), answered);
}

void
CacheServer::Receive(const Ptr<const Packet>& packet, const RequestClient::Reply& reply)
{
    const auto request = ReadPacket<CacheRequest>(*packet);
    if (!request || request->operation >= CacheRequest::N_OPERATIONS ||
        IsOfTheFuture(request->version))
    {
        ++m_counters.malformed;
        return;
    }
    const double drawnNs = 1e3 * m_serviceTime->GetValue();
    const Time service = NanoSeconds(std::clamp(drawnNs, 0.0, LONGEST_NS));
    m_busyUntil = std::max(m_busyUntil, Simulator::Now()) + service;
    ++m_queue;
    const auto answer = [this, service, reply](const Result& result) {
        const CacheReply message{result.status,
                                 result.version,
                                 result.server,
                                 m_queue,
                                 static_cast<uint64_t>(service.GetNanoSeconds())};
        reply(MakeCachePacket(message, result.value));
    };
    Simulator::Schedule(m_busyUntil - Simulator::Now(),
                        [this, self = Ptr<CacheServer>(this), request, packet, answer] {
                            --self->m_queue;
                            if (IsReady())
                            {
                                Execute(*request, GetCacheValue<CacheRequest>(*packet), answer);
                            }
                        });
}

void
CacheServer::Execute(const CacheRequest& request,
                     const Ptr<const Packet>& value,
                     const Receiver& answer)
{
    const Key key{request.key};
    const CacheStore::Entry* entry = m_store->Find(key);
    Result result;
    result.status = OK;
    result.version = request.version;
    result.server = GetRuntime().GetCoordinate();
    if (request.operation == CacheRequest::INVALIDATE)
    {
        m_counters.invalidated += entry && entry->value && entry->version < request.version;
        m_store->Keep({key, request.version, nullptr});
        answer(result);
    }
    else if (request.operation == CacheRequest::GET && entry && entry->value)
    {
        ++m_counters.hits;
        result.version = entry->version;
        result.value = entry->value;
        answer(result);
    }
    else if (m_keys->GetRoot(key) != result.server)
    {
        PassOn(request, value, answer);
    }
    else if (request.operation == CacheRequest::GET)
    {
        ++m_counters.absent;
        result.status = ABSENT;
        answer(result);
    }
    else
    {
        ++m_counters.writes;
        m_store->Keep(
            {key, request.version, request.operation == CacheRequest::PUT ? value : nullptr});
        Invalidate(request, [=](const Result&) { answer(result); });
    }
}

void
CacheServer::PassOn(CacheRequest request, const Ptr<const Packet>& value, const Receiver& answer)
{
    const Key key{request.key};
    if (std::exchange(request.isPassedOn, true))
    {
        answer({}); // servers do not agree yet on who is the root
        return;
    }
    ++m_counters.passedOn;
    Ask(m_keys->GetRoot(key), request, value, true, [this, key, answer](const Result& result) {
        if (m_store && result.value)
        {
            m_store->Keep({key, result.version, result.value});
        }
        answer(result);
    });
}

void
CacheServer::Invalidate(CacheRequest request, const Receiver& receiver)
{
    request.operation = CacheRequest::INVALIDATE;
    const auto awaited = std::make_shared<uint32_t>(1);
    const auto acknowledge = [=](const Result& result) {
        if (--*awaited == 0)
        {
            receiver(result);
        }
    };
    for (const TorusCoordinate& server : GetCaches({request.key}))
    {
        if (server != GetRuntime().GetCoordinate())
        {
            ++*awaited;
            Ask(server, request, nullptr, true, acknowledge);
        }
    }
    acknowledge({});
}

CacheServer::Counters
CacheServer::GetCounters() const
{
    Counters counters = m_counters;
    counters.bytes = m_store ? m_store->GetBytes() : 0;
    counters.evicted += m_store ? m_store->GetEvicted() : 0;
    counters.malformed += m_client ? m_client->GetMalformed() : 0;
    return counters;
}

int64_t
CacheServer::AssignStreams(int64_t stream)
{
    m_serviceTime->SetStream(stream);
    return 1;
}

} // namespace ns3::camcube
