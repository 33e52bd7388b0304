/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "unreliable-endpoint.h"

#include "ns3/multi-hop-routing-helper.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::camcube
{

UnreliableEndpoint::UnreliableEndpoint(const NodeContainer& servers,
                                       uint16_t endpoint,
                                       const Shares& shares,
                                       const Ptr<UniformRandomVariable>& random)
    : m_shares(shares),
      m_random(random)
{
    constexpr int32_t PRIORITY = 1000; // before all others
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const auto routing = MultiHopRoutingHelper::Get(*server);
        m_kept.push_back(routing->AddInterceptor(
            nullptr,
            endpoint,
            PRIORITY,
            [this, routing](FramePtr& frame, const RoutingHeader& header, uint8_t in) {
                return in == PortSet::MAX_PORTS ? Judge(routing, frame, header)
                                                : MultiHopRouting::Verdict::FORWARD;
            }));
    }
}

MultiHopRouting::Verdict
UnreliableEndpoint::Judge(const Ptr<MultiHopRouting>& routing,
                          const FramePtr& frame,
                          const RoutingHeader& header)
{
    if (m_isPassing)
    {
        return MultiHopRouting::Verdict::FORWARD;
    }
    if (m_random->GetValue() < m_shares.lost)
    {
        return MultiHopRouting::Verdict::DROP;
    }
    if (m_random->GetValue() < m_shares.doubled)
    {
        SendLate(routing, header, frame->GetPayload()->Copy());
    }
    if (m_random->GetValue() < m_shares.late)
    {
        SendLate(routing, header, frame->GetPayload()->Copy());
        return MultiHopRouting::Verdict::DROP;
    }
    return MultiHopRouting::Verdict::FORWARD;
}

void
UnreliableEndpoint::SendLate(const Ptr<MultiHopRouting>& routing,
                             const RoutingHeader& header,
                             const Ptr<Packet>& packet)
{
    const Time late = NanoSeconds(m_random->GetValue() * m_shares.latest.GetNanoSeconds());
    Simulator::Schedule(
        late,
        [this, routing, packet, to = header.destination, endpoint = header.endpoint] {
            if (routing->IsDeployed())
            {
                const bool wasPassing = std::exchange(m_isPassing, true);
                routing->Send(to, endpoint, packet);
                m_isPassing = wasPassing;
            }
        });
}

} // namespace ns3::camcube
