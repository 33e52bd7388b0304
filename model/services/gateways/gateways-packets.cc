/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What becomes of a packet at a gateway and at a server of a virtual address.

#include "address-directory.h"
#include "gateway-header.h"
#include "gateways.h"
#include "virtual-address-nic.h"

#include "ns3/ipv4-l3-protocol.h"
#include "ns3/runtime.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>

namespace ns3::camcube
{

bool
Gateways::IsReachable(uint32_t server) const
{
    return m_routing->IsReachable(GetRuntime().GetTorus().GetCoordinate(server));
}

void
Gateways::FromOutside(Ptr<NetDevice>,
                      Ptr<const Packet> packet,
                      uint16_t,
                      const Address&,
                      const Address&,
                      NetDevice::PacketType)
{
    ++m_counters.inward;
    const auto connection = Connection::Of(*packet);
    if (!connection)
    {
        ++m_counters.malformed;
        return;
    }
    const ServerSet* servers =
        m_routing->IsDeployed() ? m_directory->Find(connection->address) : nullptr;
    const uint64_t hash = connection->GetHash();
    const auto mayBe = [this](uint32_t server, bool serves) {
        return serves && IsReachable(server);
    };
    const auto chosen = servers ? servers->Choose(hash, ServerSet::FIRST, mayBe) : std::nullopt;
    if (!chosen)
    {
        ++m_counters.unserved;
        return;
    }
    Carry(chosen->server, GatewayHeader(), packet->Copy(), hash);
}

void
Gateways::Carry(uint32_t server,
                const GatewayHeader& header,
                const Ptr<Packet>& packet,
                uint64_t hash)
{
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, packet);
    frame->SetInnerHeader(header);
    const SendResult sent = m_routing->Send(GetRuntime().GetTorus().GetCoordinate(server),
                                            ENDPOINT,
                                            std::move(frame),
                                            static_cast<uint16_t>(hash));
    m_counters.tooLong += sent == SendResult::TOO_LONG;
}

void
Gateways::Arrived(FramePtr frame)
{
    const GatewayHeader* peeked = frame->PeekInnerHeader<GatewayHeader>();
    const auto connection = peeked ? Connection::Of(*frame->GetPayload()) : std::nullopt;
    if (!peeked || (!connection && !peeked->isOutward))
    {
        ++m_counters.malformed;
        return;
    }
    const GatewayHeader header = *peeked;
    const Ptr<Packet> packet = frame->GetPayload()->Copy();
    if (!header.isOutward)
    {
        Inward(*connection, header, packet);
    }
    else if (m_outside)
    {
        ++m_counters.outward;
        m_outside->Send(packet, m_outside->GetBroadcast(), Ipv4L3Protocol::PROT_NUMBER);
    }
    else if (header.passes < m_passLimit)
    {
        ToOutside(packet, header.passes + 1); // it has been a gateway
    }
    else
    {
        ++m_counters.unserved;
    }
}

void
Gateways::Inward(const Connection& connection,
                 const GatewayHeader& header,
                 const Ptr<Packet>& packet)
{
    const bool isKnown = Knows(connection);
    if (m_nic && (isKnown || (connection.isOpening && Serves(connection.address))))
    {
        if (!isKnown)
        {
            Accept(connection);
        }
        if (!IsDeployed())
        {
            return; // who was told has withdrawn this
        }
        ++m_counters.delivered;
        m_nic->Deliver(packet);
        return;
    }
    // One that has left may have the connection; a new one is for those who have not.
    const uint64_t hash = connection.GetHash();
    const ServerSet* servers = m_directory->Find(connection.address);
    const auto mayBe = [&, here = m_directory->GetHere()](uint32_t server, bool serves) {
        return server != here && (serves || !connection.isOpening) && IsReachable(server);
    };
    const auto next = servers ? servers->Choose(hash, header.after, mayBe) : std::nullopt;
    if (next && header.passes < m_passLimit)
    {
        ++m_counters.passedOn;
        Carry(next->server,
              {next->rank, static_cast<uint8_t>(header.passes + 1), false},
              packet,
              hash);
        m_passedOnTrace(connection.client, // last: who is told may withdraw this
                        connection.clientPort,
                        connection.address,
                        connection.port);
        return;
    }
    ++m_counters.strays;
    if (m_nic)
    {
        m_nic->Deliver(packet); // whose stack refuses it
    }
}

bool
Gateways::Knows(const Connection& connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
    {
        return false;
    }
    found->second = Simulator::Now();
    return true;
}

void
Gateways::Accept(const Connection& connection)
{
    if (m_connections.size() >= m_sweepAt)
    {
        for (auto i = m_connections.begin(); i != m_connections.end();)
        {
            const bool isIdle = Simulator::Now() - i->second >= m_idleTime;
            i = isIdle ? m_connections.erase(i) : std::next(i);
        }
        m_sweepAt = std::max(m_sweepAt, 2 * m_connections.size());
    }
    m_connections[connection] = Simulator::Now();
    ++m_counters.accepted;
    m_acceptedTrace(connection.client, connection.clientPort, connection.address, connection.port);
}

bool
Gateways::ToOutside(const Ptr<Packet>& packet, uint8_t passes)
{
    const ServerSet* gateways =
        m_routing->IsDeployed() ? m_directory->Find(AddressDirectory::OfGateways()) : nullptr;
    // Of several that are as near, each connection has its own.
    const auto connection = Connection::Of(*packet);
    const uint64_t hash = connection ? connection->GetHash() : 0;
    const auto distanceTo = [this](uint32_t server) {
        return m_routing->GetDistance(GetRuntime().GetTorus().GetCoordinate(server));
    };
    const auto nearest = gateways ? gateways->ChooseNearest(hash, distanceTo) : std::nullopt;
    if (!nearest)
    {
        ++m_counters.unserved;
        return false;
    }
    Carry(nearest->server, {ServerSet::FIRST, passes, true}, packet, hash);
    return true;
}

} // namespace ns3::camcube
