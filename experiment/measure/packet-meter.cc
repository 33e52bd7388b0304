/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "packet-meter.h"

#include "packet-meter-tag.h"

#include "ns3/cube-partition.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/simulator.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/udp-l4-protocol.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

PacketMeter::PacketMeter(const NodeContainer& servers)
{
    for (auto node = servers.Begin(); node != servers.End(); ++node)
    {
        if (!CubePartition::IsElsewhere(*node))
        {
            m_servers.Add(*node);
        }
    }
    for (auto node = m_servers.Begin(); node != m_servers.End(); ++node)
    {
        if (!(*node)->GetObject<Ipv4L3Protocol>())
        {
            throw std::invalid_argument(
                "node " + std::to_string((*node)->GetId()) +
                " has no IPv4, so its packets cannot be measured; install a stack on it first");
        }
    }
    for (auto node = m_servers.Begin(); node != m_servers.End(); ++node)
    {
        const Ptr<Ipv4L3Protocol> ip = (*node)->GetObject<Ipv4L3Protocol>();
        ip->TraceConnectWithoutContext("SendOutgoing", MakeCallback(&PacketMeter::Send, this));
        ip->TraceConnectWithoutContext("LocalDeliver", MakeCallback(&PacketMeter::Deliver, this));
    }
}

PacketMeter::~PacketMeter()
{
    for (auto node = m_servers.Begin(); node != m_servers.End(); ++node)
    {
        const Ptr<Ipv4L3Protocol> ip = (*node)->GetObject<Ipv4L3Protocol>();
        ip->TraceDisconnectWithoutContext("SendOutgoing", MakeCallback(&PacketMeter::Send, this));
        ip->TraceDisconnectWithoutContext("LocalDeliver",
                                          MakeCallback(&PacketMeter::Deliver, this));
    }
}

void
PacketMeter::SetWindow(Time from, Time to)
{
    m_from = from;
    m_to = to;
}

void
PacketMeter::SetListener(Listener listener)
{
    m_listener = std::move(listener);
}

void
PacketMeter::SetHopCounter(HopCounter counter)
{
    m_hopCounter = std::move(counter);
}

std::size_t
PacketMeter::KeyHash::operator()(const Key& key) const
{
    // The multiplier is 2^64 over the golden ratio (Knuth, The Art of Computer Programming, 6.4).
    const uint64_t mixed = (key.addresses ^ (key.ports * 0x9e3779b97f4a7c15)) * 0x9e3779b97f4a7c15;
    return mixed ^ (mixed >> 32);
}

std::optional<PacketMeter::Key>
PacketMeter::Classify(const Ipv4Header& header, const Ptr<const Packet>& packet)
{
    const uint8_t protocol = header.GetProtocol();
    const Ipv4Address destination = header.GetDestination();
    const bool udp = protocol == UdpL4Protocol::PROT_NUMBER;
    const bool tcp = protocol == TcpL4Protocol::PROT_NUMBER;
    std::array<uint8_t, 20> bytes; // TCP's header without options
    const uint32_t needed = udp ? 8 : bytes.size();
    if (!(udp || tcp) || destination.IsMulticast() || destination.IsBroadcast() ||
        packet->CopyData(bytes.data(), needed) < needed)
    {
        return std::nullopt;
    }
    const uint32_t headerSize = udp ? 8 : 4 * (bytes[12] >> 4);
    if (tcp && packet->GetSize() <= headerSize)
    {
        return std::nullopt;
    }
    uint64_t ports = protocol;
    for (uint32_t i = 0; i < 4; ++i)
    {
        ports = ports << 8 | bytes[i];
    }
    return Key{uint64_t(header.GetSource().Get()) << 32 | destination.Get(), ports};
}

void
PacketMeter::Send(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t /* interface */)
{
    const Time now = Simulator::Now();
    if (now < m_from || now >= m_to)
    {
        return;
    }
    const std::optional<Key> key = Classify(header, packet);
    if (!key)
    {
        return;
    }
    const auto [known, isNew] = m_number.try_emplace(*key, m_flows.size());
    if (isNew)
    {
        m_flows.emplace_back();
    }
    PacketMeterTag tag;
    tag.sentStep = now.GetTimeStep();
    tag.flow = known->second;
    tag.sequence = m_flows[tag.flow].sent++;
    tag.ttl = header.GetTtl();
    packet->AddPacketTag(tag);
    ++m_statistics.sent;
}

PacketMeter::Order&
PacketMeter::GetOrder(const Ipv4Header& header, uint32_t flow)
{
    return CubePartition::Get() ? m_orders[uint64_t{header.GetSource().Get()} << 32 | flow]
                                : m_flows[flow];
}

void
PacketMeter::Collect()
{
    m_arrivals.CollectTo(m_statistics);
}

void
PacketMeter::Deliver(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t /* interface */)
{
    PacketMeterTag tag;
    // What is received may be sent on, and must not carry an old tag then.
    if (!ConstCast<Packet>(packet)->RemovePacketTag(tag))
    {
        return;
    }
    Order& order = GetOrder(header, tag.flow);
    if (tag.sequence < order.arrived)
    {
        ++m_statistics.reordered;
    }
    order.arrived = std::max(order.arrived, tag.sequence + 1);
    const Time latency = Simulator::Now() - TimeStep(tag.sentStep);
    const uint32_t hops =
        m_hopCounter ? m_hopCounter(packet, header) : tag.ttl - header.GetTtl() + 1;
    m_arrivals.Add(m_statistics, header.GetDestination().Get(), latency.ToDouble(Time::US), hops);
    if (m_listener)
    {
        m_listener(packet, hops);
    }
}

} // namespace ns3::camcube
