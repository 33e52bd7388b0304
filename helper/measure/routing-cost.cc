/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "routing-cost.h"

#include "ns3/distance-vector-helper.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3
{

RoutingCost::RoutingCost(const NodeContainer& servers)
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        Ptr<DistanceVector> service = DistanceVectorHelper::Get(*server);
        if (!service)
        {
            throw std::invalid_argument("server " + std::to_string((*server)->GetId()) +
                                        " runs no routing protocol; install one with "
                                        "DistanceVectorHelper");
        }
        service->TraceConnectWithoutContext("Sent", MakeCallback(&RoutingCost::NoteSent, this));
        service->TraceConnectWithoutContext("DistanceChanged",
                                            MakeCallback(&RoutingCost::NoteChange, this));
        m_services.push_back(service);
    }
}

RoutingCost::~RoutingCost()
{
    for (const auto& service : m_services)
    {
        service->TraceDisconnectWithoutContext("Sent", MakeCallback(&RoutingCost::NoteSent, this));
        service->TraceDisconnectWithoutContext("DistanceChanged",
                                               MakeCallback(&RoutingCost::NoteChange, this));
    }
}

void
RoutingCost::NoteSent(Ptr<const Packet>, uint8_t)
{
    m_lastActivity = Simulator::Now();
}

void
RoutingCost::NoteChange(uint32_t, uint16_t, uint16_t)
{
    m_lastActivity = Simulator::Now();
}

DistanceVector::Counters
RoutingCost::GetTotal() const
{
    DistanceVector::Counters total;
    for (const auto& service : m_services)
    {
        const DistanceVector::Counters& counters = service->GetCounters();
        total.messages += counters.messages;
        total.bytes += counters.bytes;
        total.entries += counters.entries;
        total.stale += counters.stale;
        total.malformed += counters.malformed;
    }
    return total;
}

SampleSummary
RoutingCost::GetStateBytes() const
{
    SampleSummary bytes;
    for (const auto& service : m_services)
    {
        bytes.Add(static_cast<double>(service->GetStateBytes()));
    }
    return bytes;
}

} // namespace ns3
