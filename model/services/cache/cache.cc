/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "cache.h"

#include "cache-message.h"

#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/ns3-release.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(Cache);

TypeId
Cache::GetTypeId()
{
    using By = ReplicaSelector;
    static TypeId tid = TypeId("ns3::camcube::Cache")
                            .SetParent<CacheServer>()
                            .SetGroupName("CamCube")
                            .AddConstructor<Cache>()
                            .AddAttribute("Choice",
                                          "Which cache of a key is asked",
                                          EnumValue(By::NEAREST),
                                          MakeEnumAccessorFor<By::Choice>(&Cache::m_choice),
                                          MakeEnumChecker(By::NEAREST,
                                                          "Nearest",
                                                          By::ROUND_ROBIN,
                                                          "RoundRobin",
                                                          By::LEAST_OUTSTANDING,
                                                          "LeastOutstanding",
                                                          By::C3,
                                                          "C3"))
                            .AddAttribute("Clients",
                                          "Servers that ask at the same time, for choice C3",
                                          UintegerValue(1),
                                          MakeUintegerAccessor(&Cache::m_clients),
                                          MakeUintegerChecker<uint32_t>(1))
                            .AddAttribute("Smoothing",
                                          "Weight of the last reply in the averages of choice C3",
                                          DoubleValue(0.9),
                                          MakeDoubleAccessor(&Cache::m_weight),
                                          MakeDoubleChecker<double>(1e-6, 1))
                            .AddTraceSource("Answered",
                                            "A request from this server has ended: key, result",
                                            MakeTraceSourceAccessor(&Cache::m_answered),
                                            "ns3::camcube::Cache::AnsweredCallback");
    return tid;
}

Cache::Cache()
    : CacheServer(SERVICE_ID, ENDPOINT)
{
}

void
Cache::Placed()
{
    CacheServer::Placed();
    m_selector = ReplicaSelector(m_clients, m_weight);
}

void
Cache::Get(const Key& key, Receiver receiver)
{
    CheckUse();
    if (!receiver)
    {
        throw std::invalid_argument("a value was asked for and nobody named who is told; give a "
                                    "receiver");
    }
    const auto routing = GetRuntime().Require<MultiHopRouting>();
    std::vector<ReplicaSelector::Replica> caches;
    for (const TorusCoordinate& server : GetCaches(key))
    {
        caches.push_back({server, routing->GetDistance(server).value_or(UINT32_MAX)});
    }
    const TorusCoordinate server = m_selector.Choose(m_choice, caches).server;
    m_selector.Asked(server);
    Ask(server,
        {CacheRequest::GET, false, key.words},
        nullptr,
        false,
        [this, server, tell = Tell(key, std::move(receiver)), asked = Simulator::Now()](
            const auto& result) {
            const bool isOfServer = result.status != FAILED && result.asked == server;
            const ReplicaSelector::Feedback feedback{(Simulator::Now() - asked).GetSeconds(),
                                                     result.service.GetSeconds(),
                                                     double(result.queue),
                                                     result.isRepeated};
            m_selector.Ended(server, isOfServer ? std::make_optional(feedback) : std::nullopt);
            tell(result);
        });
}

void
Cache::Put(const Key& key, const Ptr<const Packet>& value, Receiver receiver)
{
    CheckUse();
    if (!value || value->GetSize() > GetMaxValue())
    {
        throw std::invalid_argument(
            (value ? "a value of " + std::to_string(value->GetSize()) + " bytes" : "no value") +
            " was to be written; give one of " + std::to_string(GetMaxValue()) +
            " bytes at most, or raise the ports' Mtu");
    }
    Ask(PeekKeys()->GetRoot(key),
        {CacheRequest::PUT, false, key.words, NextVersion()},
        value->Copy(),
        false,
        Tell(key, std::move(receiver)));
}

void
Cache::Remove(const Key& key, Receiver receiver)
{
    CheckUse();
    Ask(PeekKeys()->GetRoot(key),
        {CacheRequest::REMOVE, false, key.words, NextVersion()},
        nullptr,
        false,
        Tell(key, std::move(receiver)));
}

uint32_t
Cache::GetMaxValue() const
{
    const uint32_t room = MultiHopRouting::GetMtu(GetRuntime().GetMtu());
    const uint32_t before =
        RequestClient::HEADER_BYTES + std::max(WireBytesOf<CacheRequest>, WireBytesOf<CacheReply>);
    return room > before ? room - before : 0;
}

uint64_t
Cache::NextVersion()
{
    const auto now = static_cast<uint64_t>(Simulator::Now().GetNanoSeconds());
    m_lastVersion = std::max(m_lastVersion + 1, now);
    return m_lastVersion;
}

Cache::Receiver
Cache::Tell(const Key& key, Receiver receiver)
{
    return [this, key, receiver](const Result& result) {
        m_answered(key, result);
        if (receiver)
        {
            receiver(result); // which may withdraw this
        }
    };
}

} // namespace ns3::camcube
