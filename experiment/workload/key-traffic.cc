/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "key-traffic.h"

#include "ns3/even-times.h"
#include "ns3/failure-injector.h"
#include "ns3/header-fields.h"
#include "ns3/key-routing.h"
#include "ns3/service-helper.h"
#include "ns3/simulator.h"

namespace ns3::camcube
{

namespace
{

/** Receives the packets at their roots. */
constexpr uint16_t NUMBER = 1;

/** What a packet carries. */
struct Payload
{
    int64_t sent{0}; //!< when, in time steps
    static constexpr auto FIELDS = HeaderFields(&Payload::sent);
};

} // namespace

KeyTraffic::KeyTraffic(const NodeContainer& servers,
                       const FailureInjector& failures,
                       const Ptr<UniformRandomVariable>& random)
    : m_servers(servers),
      m_failures(failures),
      m_random(random)
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const auto keys = ServiceHelper<KeyRouting>::Get(*server);
        m_kept.push_back(
            keys->Deliver(nullptr, NUMBER, [this](const Key&, Ptr<Packet> packet, auto& header) {
                const auto payload = ReadPacket<Payload>(*packet).value();
                ++m_counts.delivered;
                m_counts.hops.Add(header.hops);
                m_counts.timeUs.Add((Simulator::Now().GetTimeStep() - payload.sent) / 1e3);
            }));
        m_kept.push_back(keys->AddUndelivered(nullptr, NUMBER, [this](auto&, auto, auto) {
            ++m_counts.returned;
        }));
        keys->TraceConnectWithoutContext("Rerouted", MakeCallback(&KeyTraffic::Rerouted, this));
    }
}

void
KeyTraffic::Send(const std::vector<Key>& keys, Time begin, Time end)
{
    const auto count = static_cast<uint32_t>(keys.size());
    for (uint32_t i = 0; i < count; ++i)
    {
        const Time at = GetEvenTime(i, count, begin, end);
        Simulator::Schedule(at - Simulator::Now(), [this, key = keys[i]] { SendOne(key); });
    }
}

void
KeyTraffic::SendOne(const Key& key)
{
    std::vector<uint32_t> live;
    for (uint32_t server = 0; server < m_servers.GetN(); ++server)
    {
        if (!m_failures.IsFailed(m_servers.Get(server)))
        {
            live.push_back(server);
        }
    }
    if (live.empty())
    {
        return;
    }
    const uint32_t source = live[m_random->GetInteger(0, live.size() - 1)];
    ++m_counts.sent;
    ServiceHelper<KeyRouting>::Get(m_servers.Get(source))
        ->Route(key, NUMBER, MakePacket(Payload{Simulator::Now().GetTimeStep()}));
}

void
KeyTraffic::Rerouted(const TorusCoordinate&, const TorusCoordinate&)
{
    ++m_counts.rerouted;
}

} // namespace ns3::camcube
