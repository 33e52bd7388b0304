/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "chain-traffic.h"

#include "ns3/inet-socket-address.h"
#include "ns3/packet-meter.h"
#include "ns3/simulator.h"
#include "ns3/transmission-time.h"
#include "ns3/udp-header.h"
#include "ns3/udp-socket-factory.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace ns3::camcube
{

namespace
{

/** \return what tells a datagram from all others */
uint64_t
GetKey(const ChainHeader& header)
{
    return static_cast<uint64_t>(header.chain) << 32 | header.sequence;
}

} // namespace

ChainTraffic::ChainTraffic(const NodeContainer& servers, const std::vector<Ipv4Address>& addresses)
    : m_addresses(addresses)
{
    for (auto server = servers.Begin(); server != servers.End(); ++server)
    {
        const Ptr<Socket> relay = Socket::CreateSocket(*server, UdpSocketFactory::GetTypeId());
        relay->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        relay->SetRecvCallback(MakeCallback(&ChainTraffic::Receive, this));
        m_relays.push_back(relay);
    }
}

ChainTraffic::~ChainTraffic()
{
    for (const Ptr<Socket>& relay : m_relays)
    {
        relay->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
        relay->Close();
    }
}

void
ChainTraffic::CountHops(PacketMeter& meter)
{
    meter.SetListener([this](Ptr<const Packet> packet, uint32_t hops) { NoteLeg(packet, hops); });
}

Time
ChainTraffic::GetInterval(DataRate rate, uint32_t packetSize)
{
    if (packetSize < ChainHeader::BYTES || packetSize > 65507)
    {
        throw std::invalid_argument("a datagram of a chain cannot have " +
                                    std::to_string(packetSize) + " bytes; give " +
                                    std::to_string(ChainHeader::BYTES) + " to 65507");
    }
    if (rate.GetBitRate() == 0)
    {
        throw std::invalid_argument("chains on which nothing is sent measure nothing; give a rate "
                                    "above 0");
    }
    const Time interval = GetTransmissionTime(packetSize, rate);
    if (!interval.IsStrictlyPositive())
    {
        throw std::invalid_argument("datagrams of " + std::to_string(packetSize) +
                                    " bytes follow each other faster than time steps on a chain "
                                    "of " +
                                    std::to_string(rate.GetBitRate()) +
                                    " bit/s; give larger ones or a lower rate");
    }
    return interval;
}

void
ChainTraffic::Install(const std::vector<ServiceChain>& chains,
                      DataRate rate,
                      uint32_t packetSize,
                      Time duration,
                      const Ptr<UniformRandomVariable>& phase)
{
    m_interval = GetInterval(rate, packetSize);
    if (!duration.IsStrictlyPositive())
    {
        throw std::invalid_argument("chains on which nothing is sent measure nothing; give a "
                                    "duration above 0");
    }
    m_chains = chains;
    m_rate = rate;
    m_packetSize = packetSize;
    m_stop = Simulator::Now() + duration;
    for (uint32_t chain = 0; chain < m_chains.size(); ++chain)
    {
        for (uint32_t server : m_chains[chain].servers)
        {
            if (server >= m_relays.size())
            {
                throw std::invalid_argument("chain " + std::to_string(chain) + " crosses server " +
                                            std::to_string(server) + ", and there are " +
                                            std::to_string(m_relays.size()) +
                                            "; give a larger network or other chains");
            }
        }
        const Time wait =
            phase ? TimeStep(phase->GetInteger(0, m_interval.GetTimeStep() - 1)) : Time(0);
        Simulator::ScheduleWithContext(
            m_relays[m_chains[chain].servers.front()]->GetNode()->GetId(),
            wait,
            &ChainTraffic::Enter,
            this,
            chain,
            0);
    }
}

nlohmann::ordered_json
ChainTraffic::ToJson() const
{
    const PacketStatistics& packets = m_statistics;
    const double delivered = packets.sent > 0 ? 1.0 * packets.received / packets.sent : 0;
    const double offeredMbps = m_rate.GetBitRate() * 1e-6 * m_chains.size();
    return {{"chains", m_chains.size()},
            {"offered_mbps", offeredMbps},
            {"goodput_mbps", offeredMbps * delivered},
            {"offered_packets", packets.sent},
            {"delivered_packets", packets.received},
            {"delivered_share", delivered},
            {"latency_us", packets.latencyUs.ToJson()},
            {"hops", packets.hops.ToJson()}};
}

void
ChainTraffic::Enter(uint32_t chain, uint32_t sequence)
{
    if (Simulator::Now() >= m_stop)
    {
        return;
    }
    ChainHeader header;
    header.chain = chain;
    header.sequence = sequence;
    header.position = 1;
    header.entered = Simulator::Now().GetTimeStep();
    ++m_statistics.sent;
    Send(header);
    Simulator::Schedule(m_interval, &ChainTraffic::Enter, this, chain, sequence + 1);
}

void
ChainTraffic::Send(const ChainHeader& header)
{
    // A new packet each time: what measures packets has put its tags on the old one.
    const Ptr<Packet> packet = Create<Packet>(m_packetSize - ChainHeader::BYTES);
    packet->AddHeader(header);
    const std::vector<uint32_t>& servers = m_chains[header.chain].servers;
    m_relays[servers[header.position - 1]]->SendTo(
        packet,
        0,
        InetSocketAddress(m_addresses[servers[header.position]], PORT));
}

void
ChainTraffic::Receive(Ptr<Socket> socket)
{
    Address from;
    while (const Ptr<Packet> packet = socket->RecvFrom(from))
    {
        ChainHeader header;
        packet->PeekHeader(header);
        if (++header.position < m_chains[header.chain].servers.size())
        {
            Send(header);
            continue;
        }
        ++m_statistics.received;
        m_statistics.latencyUs.Add(
            (Simulator::Now() - TimeStep(header.entered)).ToDouble(Time::US));
        const auto hops = m_hops.find(GetKey(header));
        if (hops != m_hops.end())
        {
            m_statistics.hops.Add(hops->second);
            m_hops.erase(hops);
        }
    }
}

void
ChainTraffic::NoteLeg(Ptr<const Packet> packet, uint32_t hops)
{
    const Ptr<Packet> datagram = packet->Copy();
    UdpHeader udp;
    datagram->RemoveHeader(udp);
    if (udp.GetDestinationPort() != PORT)
    {
        return;
    }
    ChainHeader header;
    datagram->PeekHeader(header);
    m_hops[GetKey(header)] += hops;
}

} // namespace ns3::camcube
