/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "lightweight-multicast.h"

#include "multicast-copy.h"

#include "ns3/runtime.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::camcube
{

NS_OBJECT_ENSURE_REGISTERED(LightweightMulticast);

TypeId
LightweightMulticast::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::camcube::LightweightMulticast")
            .SetParent<QueuedService>()
            .SetGroupName("CamCube")
            .AddConstructor<LightweightMulticast>()
            .AddAttribute("HopLimit",
                          "Links that a copy of a packet from this server may cross",
                          UintegerValue(255),
                          MakeUintegerAccessor(&LightweightMulticast::m_hopLimit),
                          MakeUintegerChecker<uint8_t>(1))
            .AddTraceSource("Undelivered",
                            "Receivers are given up here: header, receivers, why",
                            MakeTraceSourceAccessor(&LightweightMulticast::m_undelivered),
                            "ns3::camcube::LightweightMulticast::UndeliveredCallback");
    return tid;
}

LightweightMulticast::LightweightMulticast()
    : QueuedService(SERVICE_ID),
      m_split(SplitOverFewestPorts)
{
}

bool
LightweightMulticast::NeedsPlace() const
{
    return true;
}

void
LightweightMulticast::Placed()
{
    m_mtu = GetRuntime().GetMtu();
    m_routing = GetRuntime().Require<MultiHopRouting>();
    m_hooked = {m_routing->AddEndpoint(this,
                                       ENDPOINT,
                                       [this](FramePtr frame, const RoutingHeader& header) {
                                           ReceiveRouted(std::move(frame), header.hops);
                                       }),
                m_routing->AddUndelivered(
                    this,
                    ENDPOINT,
                    [this](FramePtr frame, const auto&, DropReason reason) {
                        const auto copy =
                            Open(frame->PeekInnerHeader<MulticastHeader>(), *frame->GetPayload());
                        if (copy && copy->header.reason == RoutingCallbacks::N_DROP_REASONS)
                        {
                            GiveUp(*copy, reason);
                        }
                    })};
}

uint32_t
LightweightMulticast::GetMostReceivers(uint32_t bytes) const
{
    GetRuntime();
    constexpr uint64_t HEADERS = Frame::SERVICE_ID_BYTES + WireBytesOf<MulticastHeader> +
                                 RoutingHeader::WIRE_BYTES; // of what is routed
    return static_cast<uint32_t>((m_mtu - std::min<uint64_t>(m_mtu, HEADERS + bytes)) /
                                 MulticastCopy::RECEIVER_BYTES);
}

void
LightweightMulticast::CheckSent(const Receivers& receivers, const Ptr<const Packet>& packet) const
{
    const Torus& torus = GetRuntime().GetTorus();
    m_routing->GetTable(); // throws unless it is deployed
    if (!packet || receivers.empty())
    {
        throw std::invalid_argument(packet ? "a multicast was sent to nobody; name one receiver at "
                                             "least"
                                           : "a multicast was sent without a packet; give one, of "
                                             "no bytes perhaps");
    }
    if (GetMostReceivers(packet->GetSize()) == 0)
    {
        throw std::invalid_argument("a packet of " + std::to_string(packet->GetSize()) +
                                    " bytes leaves no room for a receiver in a frame of " +
                                    std::to_string(m_mtu) +
                                    " bytes; send it in pieces, or raise the ports' Mtu");
    }
    for (const TorusCoordinate& receiver : receivers)
    {
        if (!torus.Contains(receiver))
        {
            throw std::invalid_argument("a multicast was sent to " + receiver.GetName() +
                                        ", and there is no such server in a torus of " +
                                        torus.GetName() + "; name servers inside it");
        }
    }
}

uint32_t
LightweightMulticast::Send(Receivers receivers, uint16_t number, const Ptr<const Packet>& packet)
{
    CheckSent(receivers, packet);
    const Torus& torus = GetRuntime().GetTorus();
    const TorusCoordinate here = GetRuntime().GetCoordinate();
    std::sort(receivers.begin(), receivers.end(), [&torus](const auto& a, const auto& b) {
        return torus.GetServer(a) < torus.GetServer(b);
    });
    receivers.erase(std::unique(receivers.begin(), receivers.end()), receivers.end());
    const MulticastHeader header{here, number, ++m_lastId, 0, m_hopLimit};
    const Ptr<const Packet> copy = packet->Copy();
    ++m_counters.sent;
    const auto self = std::find(receivers.begin(), receivers.end(), here);
    if (self != receivers.end())
    {
        receivers.erase(self);
        Simulator::ScheduleNow(&LightweightMulticast::Deliver, this, header, copy);
    }
    Spread({header, std::move(receivers), copy});
    return header.id;
}

void
LightweightMulticast::Receive(FramePtr frame, uint8_t)
{
    auto copy = Open(frame->PeekHeader<MulticastHeader>(), *frame->GetPayload());
    if (!copy)
    {
        return;
    }
    ++copy->header.hops;
    Receivers& others = copy->receivers;
    const auto self = std::remove(others.begin(), others.end(), GetRuntime().GetCoordinate());
    const bool isHere = self != others.end();
    others.erase(self, others.end());
    if (!others.empty())
    {
        copy->header.hops < copy->header.hopLimit ? Spread(*copy)
                                                  : GiveUp(*copy, RoutingCallbacks::HOP_LIMIT);
    }
    if (isHere)
    {
        Deliver(copy->header, copy->packet);
    }
}

std::optional<MulticastCopy>
LightweightMulticast::Open(const MulticastHeader* header, const Packet& payload)
{
    auto copy =
        header ? MulticastCopy::Read(GetRuntime().GetTorus(), *header, payload) : std::nullopt;
    m_counters.malformed += !copy;
    return copy;
}

void
LightweightMulticast::Spread(const MulticastCopy& copy)
{
    if (!m_routing->IsDeployed())
    {
        GiveUp(copy, RoutingCallbacks::WITHDRAWN);
        return;
    }
    const PortSet up = GetRuntime().GetUpPorts() & GetRuntime().GetTorusPorts();
    std::vector<ReceiverWays> ways;
    for (const TorusCoordinate& receiver : copy.receivers)
    {
        const PortSet nextHops = m_routing->GetNextHops(receiver) & up;
        if (nextHops.IsEmpty())
        {
            SendRouted({copy.header, {receiver}, copy.packet}, receiver); // which waits for a path
        }
        else
        {
            ways.push_back({receiver, nextHops});
        }
    }
    std::array<Receivers, N_TORUS_PORTS> lists =
        DivideOverPorts(m_split, GetRuntime().GetTorus(), GetRuntime().GetCoordinate(), ways);
    for (uint8_t port : up)
    {
        SendBy(port, {copy.header, std::move(lists[port]), copy.packet});
    }
}

void
LightweightMulticast::SendBy(uint8_t port, const MulticastCopy& copy)
{
    // Where it starts, a list may be too long for one frame.
    const std::size_t most = std::max(GetMostReceivers(copy.packet->GetSize()), 1U);
    for (std::size_t first = 0; first < copy.receivers.size(); first += most)
    {
        const auto begin = copy.receivers.begin() + static_cast<std::ptrdiff_t>(first);
        const auto length = std::min(most, copy.receivers.size() - first);
        MulticastCopy part{copy.header,
                           {begin, begin + static_cast<std::ptrdiff_t>(length)},
                           copy.packet};
        auto frame = std::make_unique<Frame>(GetServiceId(), part.Write());
        frame->SetHeader(part.header);
        m_counters.copies += Enqueue(port, std::move(frame)) == SendResult::SENT;
    }
}

void
LightweightMulticast::Undelivered(uint8_t, FramePtr frame, SendResult why)
{
    const auto copy = Open(frame->PeekHeader<MulticastHeader>(), *frame->GetPayload());
    if (copy && why == SendResult::DOWN)
    {
        Spread(*copy); // by other links
    }
    else if (copy)
    {
        GiveUp(*copy,
               why == SendResult::BUSY ? RoutingCallbacks::QUEUE_FULL : RoutingCallbacks::TOO_LONG);
    }
}

void
LightweightMulticast::SendRouted(MulticastCopy copy, const TorusCoordinate& to)
{
    auto frame = std::make_unique<Frame>(MultiHopRouting::SERVICE_ID, copy.Write());
    frame->SetInnerHeader(copy.header);
    m_routing->Send(to, ENDPOINT, std::move(frame));
}

void
LightweightMulticast::ReceiveRouted(FramePtr frame, uint8_t hops)
{
    auto copy = Open(frame->PeekInnerHeader<MulticastHeader>(), *frame->GetPayload());
    if (!copy)
    {
        return;
    }
    if (copy->header.reason == RoutingCallbacks::N_DROP_REASONS)
    {
        copy->header.hops = static_cast<uint8_t>(std::min(copy->header.hops + hops, UINT8_MAX));
        Deliver(copy->header, copy->packet);
    }
    else if (const auto receiver = m_returned.Find(copy->header.number))
    {
        (*receiver)(copy->header.id, copy->receivers, copy->header.reason);
    }
}

void
LightweightMulticast::Deliver(const MulticastHeader& header, const Ptr<const Packet>& packet)
{
    if (!IsDeployed())
    {
        return;
    }
    if (const auto receiver = m_receivers.Find(header.number))
    {
        ++m_counters.delivered;
        (*receiver)(packet->Copy(), header);
    }
    else
    {
        GiveUp({header, {GetRuntime().GetCoordinate()}, packet},
               RoutingCallbacks::UNKNOWN_ENDPOINT);
    }
}

void
LightweightMulticast::GiveUp(const MulticastCopy& copy, DropReason reason)
{
    m_counters.undelivered += copy.receivers.size();
    m_undelivered(copy.header, copy.receivers, reason);
    if (reason != RoutingCallbacks::WITHDRAWN)
    {
        MulticastCopy report{copy.header, copy.receivers, Create<Packet>()};
        report.header.reason = reason;
        SendRouted(std::move(report), copy.header.source);
    }
}

void
LightweightMulticast::SetSplit(ReceiverSplit split)
{
    if (!split)
    {
        throw std::invalid_argument("no function was given that splits receivers; give one, "
                                    "SplitOverFewestPorts for the usual");
    }
    m_split = std::move(split);
}

Registration
LightweightMulticast::AddReceiver(Service* owner, uint16_t number, Receiver receiver)
{
    return m_receivers.Add("receiver of multicasts",
                           GetRegistrations(owner),
                           number,
                           0,
                           std::move(receiver));
}

Registration
LightweightMulticast::AddUndelivered(Service* owner, uint16_t number, Returned receiver)
{
    return m_returned.Add("receiver of reports of multicasts",
                          GetRegistrations(owner),
                          number,
                          0,
                          std::move(receiver));
}

} // namespace ns3::camcube
