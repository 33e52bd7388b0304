/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-routing.h"

#include "ns3/data-rate.h"
#include "ns3/flow-hash.h"
#include "ns3/net-device.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(BcubeRouting);

TypeId
BcubeRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::BcubeRouting")
            .SetParent<AddressRouting>()
            .SetGroupName("CamCube")
            .AddConstructor<BcubeRouting>()
            .AddAttribute("MeasureInterval",
                          "Over how long a server averages the load of its ports.",
                          TimeValue(MilliSeconds(1)),
                          MakeTimeAccessor(&BcubeRouting::m_interval),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("ProbeTimeout",
                          "After how long flows choose among the paths whose probes have come "
                          "back.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&BcubeRouting::m_timeout),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("AdaptInterval",
                          "After how long, on average, a flow probes its paths again.",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&BcubeRouting::m_adapt),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("FailureMemory",
                          "For how long a cable that was reported down is not used.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&BcubeRouting::m_memory),
                          MakeTimeChecker(NanoSeconds(1)));
    return tid;
}

BcubeRouting::BcubeRouting()
    : m_random(CreateObject<UniformRandomVariable>())
{
}

void
BcubeRouting::SetNode(const Bcube& bcube, uint32_t node)
{
    if (bcube.GetN() > BcubeHeader::MAX_DIGITS)
    {
        throw std::invalid_argument("switches of n=" + std::to_string(bcube.GetN()) +
                                    " ports are too large for the source routes of a BCube; give "
                                    "an n up to " +
                                    std::to_string(BcubeHeader::MAX_DIGITS));
    }
    m_bcube = bcube;
    m_isSwitch = node >= bcube.GetNServers();
    const uint32_t ports = bcube.GetNPorts(node);
    m_received.resize(ports);
    m_sent.resize(ports);
    SetPlace(node, Ipv4Address(bcube.GetAddress(node)), ports, !m_isSwitch);
    if (!m_isSwitch)
    {
        m_source = std::make_unique<BcubeSource>(
            m_bcube,
            node,
            [this](uint32_t server, uint32_t level) { return IsCableDown(server, level); },
            [this](const auto& servers, const auto& message) { SendAlong(servers, message); },
            [this] { return GetLineKbps(0); },
            m_random);
    }
}

int64_t
BcubeRouting::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

bool
BcubeRouting::IsSwitch() const
{
    return m_isSwitch;
}

bool
BcubeRouting::IsServer(Ipv4Address address) const
{
    return m_bcube.FindServer(address.Get()).has_value();
}

bool
BcubeRouting::MayAdvertise(uint32_t) const
{
    return IsSwitch();
}

bool
BcubeRouting::Relays() const
{
    return false;
}

bool
BcubeRouting::IsOriginator() const
{
    return IsSwitch();
}

void
BcubeRouting::NotifyLinkState()
{
    if (m_source)
    {
        m_source->NotifyChange();
    }
}

bool
BcubeRouting::IsCableDown(uint32_t server, uint32_t level) const
{
    if (server == GetNode())
    {
        return !IsPortUp(level);
    }
    const uint32_t crossbar = m_bcube.GetSwitch(GetNode(), level);
    return m_bcube.GetSwitch(server, level) == crossbar &&
           GetLinkState().IsDown(crossbar, m_bcube.GetDigit(server, level));
}

uint64_t
BcubeRouting::GetLineKbps(uint32_t port) const
{
    DataRateValue rate;
    GetIpv4()->GetNetDevice(port + 1)->GetAttribute("DataRate", rate);
    return rate.Get().GetBitRate() / 1000;
}

uint32_t
BcubeRouting::GetFree(uint32_t port, std::vector<RateEstimator>& loads)
{
    const double used = loads[port].GetRate(Simulator::Now(), m_interval) / 1000;
    const double free = static_cast<double>(GetLineKbps(port)) - used;
    return static_cast<uint32_t>(std::clamp(free, 0.0, 4e9));
}

void
BcubeRouting::SendAlong(const std::vector<uint32_t>& servers, const BcubeMessage& message)
{
    BcubeHeader header;
    header.protocol = MESSAGE_PROTOCOL;
    header.hops = BcubePathFinder::GetHops(m_bcube, servers);
    BcubeMessage body = message;
    const uint32_t port = header.hops.front().level;
    if (body.type == BcubeMessage::PROBE)
    {
        body.freeKbps = std::min(body.freeKbps, GetFree(port, m_sent));
    }
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(body);
    packet->AddHeader(header);
    SendMessage(packet, port, Ipv4Address(m_bcube.GetAddress(servers.back())), SHIM_PROTOCOL);
}

void
BcubeRouting::Originate(Transit& transit)
{
    const auto destination = m_bcube.FindServer(transit.header.GetDestination().Get());
    if (!destination)
    {
        Drop(transit);
        return;
    }
    m_source->SetSettings({m_timeout, m_adapt, m_memory});
    const BcubePath& path =
        m_source->ChoosePath(*destination, FlowHash(GetNode(), transit.packet, transit.header));
    if (path.servers.empty())
    {
        Drop(transit);
        return;
    }
    BcubeHeader header;
    header.protocol = transit.header.GetProtocol();
    header.hops = BcubePathFinder::GetHops(m_bcube, path.servers);
    SendOn(transit, header);
}

void
BcubeRouting::SendOn(Transit& transit, BcubeHeader& header)
{
    const BcubeHop hop = header.hops[header.done];
    if (hop.level > m_bcube.GetK() || hop.digit >= m_bcube.GetN())
    {
        Drop(transit);
        return;
    }
    const uint32_t next = m_bcube.WithDigit(GetNode(), hop.level, hop.digit);
    for (uint32_t end : {GetNode(), next})
    {
        if (IsCableDown(end, hop.level))
        {
            ReportFailure(transit, header, end, hop.level);
            Drop(transit);
            return;
        }
    }
    transit.packet->AddHeader(header);
    transit.header.SetProtocol(SHIM_PROTOCOL);
    transit.header.SetPayloadSize(transit.packet->GetSize());
    m_sent[hop.level].Add(transit.packet->GetSize() + transit.header.GetSerializedSize(),
                          Simulator::Now(),
                          m_interval);
    Forward(transit, hop.level);
}

void
BcubeRouting::Arrive(Transit& transit)
{
    BcubeHeader header;
    if (IsSwitch())
    {
        const bool isWhole = transit.packet->PeekHeader(header) != 0;
        const uint32_t port = isWhole && header.done < header.hops.size()
                                  ? header.hops[header.done].digit
                                  : m_bcube.GetN();
        if (port < m_bcube.GetN())
        {
            Forward(transit, port);
            return;
        }
    }
    else
    {
        const uint32_t port = transit.interface - 1;
        m_received[port].Add(transit.packet->GetSize() + transit.header.GetSerializedSize(),
                             Simulator::Now(),
                             m_interval);
        if (transit.packet->RemoveHeader(header) != 0 && header.done < header.hops.size())
        {
            ArriveAtServer(transit, header);
            return;
        }
    }
    Drop(transit);
}

void
BcubeRouting::ArriveAtServer(Transit& transit, BcubeHeader& header)
{
    ++header.done;
    transit.header.SetProtocol(header.protocol);
    transit.header.SetPayloadSize(transit.packet->GetSize());
    const bool isHere = m_bcube.FindServer(transit.header.GetDestination().Get()) == GetNode();
    if (header.protocol == MESSAGE_PROTOCOL)
    {
        BcubeMessage message;
        if (transit.packet->PeekHeader(message) == 0)
        {
            Drop(transit);
            return;
        }
        if (isHere)
        {
            ReceiveControl(transit, header);
            return;
        }
        if (message.type == BcubeMessage::PROBE && header.done < header.hops.size() &&
            header.hops[header.done].level <= m_bcube.GetK())
        {
            transit.packet->RemoveHeader(message);
            message.freeKbps = std::min({message.freeKbps,
                                         GetFree(transit.interface - 1, m_received),
                                         GetFree(header.hops[header.done].level, m_sent)});
            transit.packet->AddHeader(message);
        }
        ++m_nMessages;
    }
    else if (isHere)
    {
        transit.deliver(transit.packet, transit.header, transit.interface);
        return;
    }
    if (header.done == header.hops.size())
    {
        Drop(transit); // the route ends at another server than the packet
        return;
    }
    SendOn(transit, header);
}

std::vector<uint32_t>
BcubeRouting::GetReversePath(const Transit& transit, const BcubeHeader& header) const
{
    const auto source = m_bcube.FindServer(transit.header.GetSource().Get());
    if (!source)
    {
        return {};
    }
    std::vector<uint32_t> path{*source};
    for (uint32_t i = 0; i < header.done; ++i)
    {
        const BcubeHop& hop = header.hops[i];
        if (hop.level > m_bcube.GetK() || hop.digit >= m_bcube.GetN() ||
            m_bcube.GetDigit(path.back(), hop.level) == hop.digit)
        {
            return {};
        }
        path.push_back(m_bcube.WithDigit(path.back(), hop.level, hop.digit));
    }
    std::reverse(path.begin(), path.end());
    return path.front() == GetNode() ? path : std::vector<uint32_t>();
}

void
BcubeRouting::ReportFailure(const Transit& transit,
                            const BcubeHeader& header,
                            uint32_t server,
                            uint32_t level)
{
    if (header.protocol == MESSAGE_PROTOCOL)
    {
        BcubeMessage message;
        transit.packet->PeekHeader(message);
        if (message.type != BcubeMessage::PROBE)
        {
            return; // nobody waits for it
        }
    }
    const std::vector<uint32_t> path = GetReversePath(transit, header);
    if (path.size() > 1)
    {
        BcubeMessage failure;
        failure.type = BcubeMessage::FAILURE;
        failure.server = server;
        failure.level = level;
        SendAlong(path, failure);
    }
}

void
BcubeRouting::ReceiveControl(Transit& transit, const BcubeHeader& header)
{
    BcubeMessage message;
    transit.packet->RemoveHeader(message);
    const auto source = m_bcube.FindServer(transit.header.GetSource().Get());
    if (message.type == BcubeMessage::PROBE)
    {
        message.type = BcubeMessage::ANSWER;
        message.freeKbps = std::min(message.freeKbps, GetFree(transit.interface - 1, m_received));
        const std::vector<uint32_t> path = GetReversePath(transit, header);
        if (path.size() > 1)
        {
            SendAlong(path, message);
        }
    }
    else if (message.type == BcubeMessage::FAILURE)
    {
        if (message.server < m_bcube.GetNServers() && message.level <= m_bcube.GetK())
        {
            m_source->ReceiveFailure(message.server, message.level);
        }
    }
    else if (source)
    {
        m_source->ReceiveProbeAnswer(*source, message);
    }
}

void
BcubeRouting::DoDispose()
{
    m_source.reset();
    m_random = nullptr;
    AddressRouting::DoDispose();
}

} // namespace ns3::camcube
