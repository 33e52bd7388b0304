/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "bcube-routing.h"

#include "flow-hash.h"

#include "ns3/data-rate.h"
#include "ns3/net-device.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace ns3
{

NS_OBJECT_ENSURE_REGISTERED(BcubeRouting);

TypeId
BcubeRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::BcubeRouting")
            .SetParent<StructuredRouting>()
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
}

int64_t
BcubeRouting::AssignStreams(int64_t stream)
{
    m_random->SetStream(stream);
    return 1;
}

std::vector<std::vector<uint32_t>>
BcubeRouting::GetPaths(uint32_t destination) const
{
    std::vector<std::vector<uint32_t>> paths;
    if (const auto known = m_destinations.find(destination); known != m_destinations.end())
    {
        for (const BcubePath& path : known->second.paths)
        {
            paths.push_back(path.servers);
        }
    }
    return paths;
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
BcubeRouting::MaySpeak(uint32_t) const
{
    return IsSwitch();
}

bool
BcubeRouting::Relays() const
{
    return false;
}

bool
BcubeRouting::Announces() const
{
    return IsSwitch();
}

void
BcubeRouting::NotifyLinkState()
{
    ++m_version;
}

bool
BcubeRouting::IsCableDown(uint32_t server, uint32_t level) const
{
    if (server == GetNode())
    {
        return !IsPortUp(level);
    }
    const uint32_t crossbar = m_bcube.GetSwitch(GetNode(), level);
    if (m_bcube.GetSwitch(server, level) == crossbar &&
        GetLinkState().IsDown(crossbar, m_bcube.GetDigit(server, level)))
    {
        return true;
    }
    return !m_down.empty() && m_down.count(server * (m_bcube.GetK() + 1) + level) != 0;
}

void
BcubeRouting::Forget()
{
    if (m_down.empty() || Simulator::Now() < m_forgetAt)
    {
        return;
    }
    m_forgetAt = Time::Max();
    for (auto cable = m_down.begin(); cable != m_down.end();)
    {
        const bool isOld = cable->second <= Simulator::Now();
        m_version += isOld;
        m_forgetAt = isOld ? m_forgetAt : std::min(m_forgetAt, cable->second);
        cable = isOld ? m_down.erase(cable) : std::next(cable);
    }
}

BcubeRouting::Destination&
BcubeRouting::GetDestination(uint32_t destination)
{
    Forget();
    Destination& known = m_destinations[destination];
    if (known.paths.empty() || known.version != m_version)
    {
        const BcubePathFinder finder(m_bcube, [this](uint32_t server, uint32_t level) {
            return IsCableDown(server, level);
        });
        std::vector<BcubePath> paths = finder.Find(GetNode(), destination);
        for (std::size_t i = 0; i < known.paths.size(); ++i)
        {
            if (paths[i].servers == known.paths[i].servers)
            {
                paths[i] = known.paths[i];
            }
        }
        known.paths = std::move(paths);
        known.version = m_version;
        // Answers to probes of the paths before say nothing of these.
        known.nPending = 0;
        known.end.Cancel();
    }
    return known;
}

uint32_t
BcubeRouting::GetBestPath(const Destination& destination, uint64_t flow) const
{
    // Free bandwidth is measured with noise: what differs by less than a step is equal.
    DataRateValue rate;
    GetIpv4()->GetNetDevice(1)->GetAttribute("DataRate", rate);
    const uint64_t step = std::max<uint64_t>(rate.Get().GetBitRate() / 16000, 1);
    const uint32_t n = destination.paths.size();
    uint32_t best = n;
    for (uint32_t i = 0; i < n; ++i)
    {
        const uint32_t candidate = (flow + i) % n;
        const BcubePath& path = destination.paths[candidate];
        const auto free = [&](const BcubePath& p) { return p.isAnswered ? p.freeKbps / step : 0; };
        if (path.servers.empty())
        {
            continue;
        }
        if (best == n || free(path) > free(destination.paths[best]) ||
            (free(path) == free(destination.paths[best]) &&
             path.servers.size() < destination.paths[best].servers.size()))
        {
            best = candidate;
        }
    }
    return best == n ? 0 : best;
}

const BcubePath&
BcubeRouting::ChoosePath(uint32_t destination, uint64_t flow)
{
    const Time now = Simulator::Now();
    Destination& known = GetDestination(destination);
    if (m_flows.size() >= m_purgeAt)
    {
        for (auto old = m_flows.begin(); old != m_flows.end();)
        {
            old = old->second.lastUsed + m_memory < now ? m_flows.erase(old) : std::next(old);
        }
        m_purgeAt = std::max<std::size_t>(1024, 2 * m_flows.size());
    }
    const auto [entry, isNew] = m_flows.try_emplace(flow);
    Flow& state = entry->second;
    state.lastUsed = now;
    if (isNew || known.paths[state.path].servers.empty())
    {
        state.path = GetBestPath(known, flow);
    }
    const bool isUnknown = !known.paths[state.path].isAnswered && known.nPending == 0;
    if (isNew || isUnknown || now >= state.probeAt)
    {
        state.probeAt = now + m_adapt * m_random->GetValue(0.5, 1.5);
        Probe(destination, flow);
    }
    return known.paths[state.path];
}

void
BcubeRouting::Probe(uint32_t destination, uint64_t flow)
{
    Destination& known = m_destinations[destination];
    known.waiting.push_back(flow);
    if (known.nPending > 0)
    {
        return; // with those that wait already
    }
    ++known.round;
    ++m_nRounds;
    for (std::size_t i = 0; i < known.paths.size(); ++i)
    {
        BcubePath& path = known.paths[i];
        path.isAnswered = false;
        if (!path.servers.empty())
        {
            ++known.nPending;
            BcubeMessage probe;
            probe.path = i;
            probe.round = known.round;
            probe.amount = std::numeric_limits<uint32_t>::max();
            SendAlong(path.servers, probe);
        }
    }
    known.end.Cancel();
    known.end = Simulator::Schedule(m_timeout, &BcubeRouting::EndRound, this, destination);
}

void
BcubeRouting::EndRound(uint32_t destination)
{
    Destination& known = m_destinations[destination];
    known.end.Cancel();
    known.nPending = 0;
    for (uint64_t flow : known.waiting)
    {
        if (const auto state = m_flows.find(flow); state != m_flows.end())
        {
            state->second.path = GetBestPath(known, flow);
        }
    }
    known.waiting.clear();
}

uint32_t
BcubeRouting::GetFree(uint32_t port, std::vector<PortLoad>& loads)
{
    DataRateValue rate;
    GetIpv4()->GetNetDevice(port + 1)->GetAttribute("DataRate", rate);
    const double used = loads[port].GetRate(Simulator::Now(), m_interval);
    const double free = (static_cast<double>(rate.Get().GetBitRate()) - used) / 1000;
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
        body.amount = std::min(body.amount, GetFree(port, m_sent));
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
    const BcubePath& path =
        ChoosePath(*destination, FlowHash(GetNode(), transit.packet, transit.header));
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
            Hear(transit, header);
            return;
        }
        if (message.type == BcubeMessage::PROBE && header.done < header.hops.size() &&
            header.hops[header.done].level <= m_bcube.GetK())
        {
            transit.packet->RemoveHeader(message);
            message.amount = std::min({message.amount,
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
BcubeRouting::GetWayBack(const Transit& transit, const BcubeHeader& header) const
{
    const auto source = m_bcube.FindServer(transit.header.GetSource().Get());
    if (!source)
    {
        return {};
    }
    std::vector<uint32_t> way{*source};
    for (uint32_t i = 0; i < header.done; ++i)
    {
        const BcubeHop& hop = header.hops[i];
        if (hop.level > m_bcube.GetK() || hop.digit >= m_bcube.GetN() ||
            m_bcube.GetDigit(way.back(), hop.level) == hop.digit)
        {
            return {};
        }
        way.push_back(m_bcube.WithDigit(way.back(), hop.level, hop.digit));
    }
    std::reverse(way.begin(), way.end());
    return way.front() == GetNode() ? way : std::vector<uint32_t>();
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
    const std::vector<uint32_t> way = GetWayBack(transit, header);
    if (way.size() > 1)
    {
        BcubeMessage failure;
        failure.type = BcubeMessage::FAILURE;
        failure.round = server;
        failure.amount = level;
        SendAlong(way, failure);
    }
}

void
BcubeRouting::Hear(Transit& transit, const BcubeHeader& header)
{
    BcubeMessage message;
    transit.packet->RemoveHeader(message);
    const auto source = m_bcube.FindServer(transit.header.GetSource().Get());
    if (message.type == BcubeMessage::PROBE)
    {
        message.type = BcubeMessage::ANSWER;
        message.amount = std::min(message.amount, GetFree(transit.interface - 1, m_received));
        const std::vector<uint32_t> way = GetWayBack(transit, header);
        if (way.size() > 1)
        {
            SendAlong(way, message);
        }
    }
    else if (message.type == BcubeMessage::FAILURE)
    {
        if (message.round < m_bcube.GetNServers() && message.amount <= m_bcube.GetK())
        {
            const uint32_t cable = message.round * (m_bcube.GetK() + 1) + message.amount;
            m_version += m_down.count(cable) == 0;
            m_down[cable] = Simulator::Now() + m_memory;
            m_forgetAt = std::min(m_forgetAt, m_down[cable]);
        }
    }
    else if (source && m_destinations.count(*source) != 0)
    {
        Destination& known = m_destinations[*source];
        if (message.round == known.round && message.path < known.paths.size() &&
            !known.paths[message.path].isAnswered && known.nPending > 0)
        {
            known.paths[message.path].isAnswered = true;
            known.paths[message.path].freeKbps = message.amount;
            if (--known.nPending == 0)
            {
                EndRound(*source);
            }
        }
    }
}

void
BcubeRouting::DoDispose()
{
    for (auto& [server, destination] : m_destinations)
    {
        destination.end.Cancel();
    }
    m_destinations.clear();
    m_flows.clear();
    m_random = nullptr;
    StructuredRouting::DoDispose();
}

} // namespace ns3
